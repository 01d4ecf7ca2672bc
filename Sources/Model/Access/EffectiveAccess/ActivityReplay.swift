import Platform

/// The calls in logs, decided again with the present and with the narrower policies of a principal.
public struct ActivityReplay: Sendable {
  /// The calls that the present policies allow, and the narrower ones too.
  public private(set) var kept = 0
  /// The calls that the present policies do not allow: another policy allowed them, such as a
  /// resource-based policy, or the policies changed since then.
  public private(set) var allowedElsewhere = 0
  /// The actions of calls that only the present policies allow.
  private(set) var lostActions: Set<String> = []

  /// A question that several rows ask.
  private struct Question: Hashable {
    let action: String
    let resource: String
    let region: String
  }

  init(
    _ observed: ObservedUse, by subject: AccessSubject, then narrower: AccessSubject,
    in engine: AccessEngine
  ) {
    var answers: [Question: Answer] = [:]
    for row in observed.rows {
      var answer = Answer.kept
      for question in Self.questions(of: row, in: engine) {
        let found =
          answers[question]
          ?? Self.answer(to: question, by: subject, then: narrower, in: engine)
        answers[question] = found
        if found == .lost { lostActions.insert(question.action) }
        answer = max(answer, found)
      }
      switch answer {
      case .kept: kept += row.count
      case .elsewhere: allowedElsewhere += row.count
      case .lost: break
      }
    }
  }

  private enum Answer: Int, Comparable {
    case kept, elsewhere, lost

    static func < (left: Answer, right: Answer) -> Bool { left.rawValue < right.rawValue }
  }

  /// A question for each action of the row, on each of its resources that the action can have.
  private static func questions(of row: ActivityRow, in engine: AccessEngine) -> [Question] {
    let region = row[.region]
    var questions = row.actions.actions.flatMap { action -> [Question] in
      let fitting = engine.resources.fitting(row.list(.resources), action: action)
      return (fitting.isEmpty ? ["*"] : fitting).map {
        Question(action: action, resource: $0, region: region)
      }
    }
    questions += row.list(.passes).filter { $0.contains(":role/") }.map {
      Question(action: "iam:PassRole", resource: $0, region: region)
    }
    return questions
  }

  private static func answer(
    to question: Question, by subject: AccessSubject, then narrower: AccessSubject,
    in engine: AccessEngine
  ) -> Answer {
    var context = RequestContext()
    if !question.region.isEmpty { context["aws:RequestedRegion"] = .values([question.region]) }
    let request = AccessRequest(
      action: question.action, resource: question.resource, context: context)
    func isAllowed(_ subject: AccessSubject) -> Bool {
      (engine.decideAnywhere(request, by: subject)?.decision ?? engine.decide(request, by: subject))
        .isAllowed
    }
    guard isAllowed(subject) else { return .elsewhere }
    return isAllowed(narrower) ? .kept : .lost
  }
}

extension AccountResources {
  /// Those of `arns` that are of a resource type of `action`.
  func fitting(_ arns: [String], action: String) -> [String] {
    guard let index = catalogue.index(ofAction: action), let (service, uses) = uses(ofAction: index)
    else { return [] }
    let shapes = uses.types.flatMap { service.kinds[$0].shapes }
    return arns.filter { arn in shapes.contains { $0.fits(arn) } }
  }
}
