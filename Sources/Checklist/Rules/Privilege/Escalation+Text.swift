package import Model

extension Escalation {
  /// The gain, as the end of a sentence that begins with the principal.
  package var gainText: String {
    gain == .unknownRole && target == nil ? "can use a role that is not in the evidence" : gain.text
  }

  /// The steps in order, each with the statement that allows it.
  var stepsText: String {
    "\(path.id): "
      + steps.map { step in
        let on = step.resource.map { " on \($0)" } ?? ""
        let detail = step.detail.map { " \($0)" } ?? ""
        let by = step.statements.first?.label ?? "the role's trust policy"
        return "\(step.action)\(on)\(detail) by \(by)"
      }.joined(separator: ", then ")
  }

  /// The steps in one line: actions and names of resources.
  var shortText: String {
    englishList(
      steps.map { step in
        [
          step.action, step.resource.map { "on \(newObject($0) ?? ARN($0).resourceText)" },
          step.detail,
        ]
        .compactMap(\.self).joined(separator: " ")
      }) + (session.map { ", if \($0.condition)" } ?? "")
  }

  /// A user or role that the path creates, in words: `a new role`. Its name is only an example, so it
  /// is shown only if a policy limits the names. Nil for other resources.
  package func newObject(_ resource: String) -> String? {
    let creates: Set = ["iam:CreateRole", "iam:CreateUser"]
    guard steps.contains(where: { creates.contains($0.action) && $0.resource == resource }) else {
      return nil
    }
    let arn = ARN(resource)
    let kind = arn.resource.prefix { $0 != "/" }
    let name = arn.resource.dropFirst(kind.count + 1)
    return "a new \(kind)" + (name == "new" ? "" : " such as \(name)")
  }

  /// The policies and statements that block it, always or under a condition, as facts.
  package var barriers: [String] {
    limitedBy.map { "the \($0.recordedLabel)" }
      + possibleDenials.map { "\($0.label), which denies under a condition" }
  }

  /// The same for a sentence.
  var barrierWords: [String] {
    limitedBy.map { "the \($0.label)" }
      + possibleDenials.map { "\($0.label), a conditional Deny" }
  }

  /// The citations of the statements and trust policies of its steps.
  var citations: [Citation] {
    steps.flatMap {
      $0.statements.map(\.statement.citation) + ($0.trust.map { [$0.citation] } ?? [])
    }
  }
}

extension Escalation.Gain {
  /// The gain, as the end of a sentence that begins with the principal.
  var text: String {
    switch self {
    case .administrator: "can escalate to administrator"
    case .more: "can escalate its privileges"
    case .unknownRole: "can assume or pass a principal whose policies are not all in the evidence"
    case .otherVersion: "can activate another version of a policy"
    case .laterVersion: "can activate any later version of one of its policies"
    case .another: "can make another principal an administrator"
    case .data: "can gain access to more data"
    }
  }
}

extension Escalation.Step {
  /// The tags that a step sets, or the session that it needs, in one line.
  package var detail: String? {
    if !tags.isEmpty { return "with tag " + tags.joined(separator: ", ") }
    return session?.text
  }
}

extension Escalation {
  /// What the principal does to the target, as a verb phrase before its name.
  package var verb: String {
    if gain == .another { return "gives administrator access to" }
    return steps.contains { $0.action == "sts:AssumeRole" } ? "assumes" : "acts as"
  }
}

extension EscalationReport.Hop {
  /// The principal, what it does to the target, and the path: `bob assumes deploy (sts-001)`.
  package var text: String { "\(words) (\(escalation.path.id))" }

  /// The principal, and what it does to the target.
  package var words: String {
    let who = from.resourceName
    guard let target = escalation.target else {
      return "\(who) gives itself access through IAM Identity Center"
    }
    return target == from
      ? "\(who) changes its own permissions"
      : "\(who) \(escalation.verb) \(target.resourceName)"
  }
}
