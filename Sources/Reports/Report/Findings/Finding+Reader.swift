internal import Checklist
internal import Model
internal import Platform

extension Finding {
  /// The facts that a person needs, with values in words. The document has a place of its own for a
  /// suggested policy.
  var readerFacts: [(label: String, value: String)] {
    let policies = detail?.narrowerPolicy.map { [$0.fact] + $0.factsOfParts } ?? []
    return facts.filter { $0.isForReaders && !policies.contains($0) }.compactMap { fact in
      guard case .escalation(let escalation) = detail else { return (fact.label, fact.readerValue) }
      switch fact.name {
      case EscalationDetail.stepsFact:
        // The heading shows the steps of a single path.
        return escalation.paths.count > 1 ? (fact.label, escalation.steps) : nil
      case EscalationDetail.chainFact: return (fact.label, escalation.chainText)
      default: return (fact.label, fact.readerValue)
      }
    }
  }
}

extension EscalationDetail {
  /// The number of paths that are shown.
  private static let shownPaths = 3

  /// The first paths, without their ids and statements.
  fileprivate var steps: String {
    let more = paths.count - EscalationDetail.shownPaths
    return paths.prefix(EscalationDetail.shownPaths).map(\.readerText).joined(separator: "; or ")
      + (more > 0 ? "; or \(more.counted("more path"))" : "")
  }

  /// The way to administrator access, without the ids of paths.
  fileprivate var chainText: String { chain.map(\.words).joined(separator: ", then ") }
}

extension Escalation {
  /// The steps with the names of resources: `iam:PassRole on role/deploy, then …`.
  fileprivate var readerText: String {
    steps.map { step in
      let on = step.resource.map { " on \($0)" } ?? ""
      let by = step.statements.isEmpty ? " by the role's trust policy" : ""
      return step.action + on + (step.detail.map { " \($0)" } ?? "") + by
    }.joined(separator: ", then ").replacing(Escalation.arnStart, with: "")
  }

  /// The part of an ARN before the resource.
  private static var arnStart: Regex<Substring> { #/\barn:[^: ]*:[^: ]*:[^: ]*:[^: ]*:/# }
}
