package import Model

extension Escalation {
  /// What is gained, as the beginning of a sentence.
  package var gainText: String {
    switch gain {
    case .administrator: "can become administrator"
    case .more: "can gain more power"
    case .unknownRole where target == nil: "can act through a role that is not known"
    case .unknownRole: "can act through a principal whose policies are not all in the evidence"
    case .otherVersion: "can put another version of a policy into effect"
    case .laterVersion: "can put another version of a policy into effect, once there is one"
    case .another: "can make another principal administrator"
    case .data: "can gain access to more data"
    }
  }

  /// Its steps in order, each with the statement that allows it.
  var stepsText: String {
    "\(path.id): "
      + steps.map { step in
        let on = step.resource.map { " on \($0)" } ?? ""
        let detail = step.detail.map { " \($0)" } ?? ""
        let by = step.statements.first?.label ?? "the role's trust policy"
        return "\(step.action)\(on)\(detail) by \(by)"
      }.joined(separator: ", then ")
  }

  /// The same for one line: resources without what all ARNs begin with, and no statements.
  var shortText: String {
    "\(path.id), "
      + steps.map { step in
        [step.action, step.resource.map { "on \(ARN($0).resource)" }, step.detail]
          .compactMap(\.self).joined(separator: " ")
      }
      .joined(separator: ", then ") + (session.map { ", if \($0.condition)" } ?? "")
  }

  /// What stops it, surely or as long as a condition holds.
  package var barriers: [String] {
    containedBy.map { "the \($0.label)" }
      + possibleDenials.map { "\($0.label), which denies under a condition" }
  }

  /// The statements behind its steps, and the trusts that they use.
  var citations: [Citation] {
    steps.flatMap {
      $0.statements.map(\.statement.citation) + ($0.trust.map { [$0.citation] } ?? [])
    }
  }
}

extension Escalation.Step {
  /// What it is used with, for one line: the tags that it sets, or what its session carries.
  package var detail: String? {
    if !tags.isEmpty { return "with tag " + tags.joined(separator: ", ") }
    return session?.text
  }
}

extension EscalationReport.Hop {
  /// Who becomes whom, by which path.
  package var text: String {
    let who = from.resourceName
    let path = escalation.path.id
    guard let target = escalation.target else {
      return "\(who) gives itself access through IAM Identity Center (\(path))"
    }
    return target == from
      ? "\(who) changes itself (\(path))" : "\(who) becomes \(target.resourceName) (\(path))"
  }
}
