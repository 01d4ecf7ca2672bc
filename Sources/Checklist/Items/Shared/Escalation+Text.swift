import Model

extension Escalation {
  /// What is gained, as the beginning of a sentence.
  var gainText: String {
    switch gain {
    case .administrator: "can become administrator"
    case .more: "can gain more power"
    case .unknownRole: "can act through a role that is not known"
    }
  }

  /// Its steps in order: `iam-014: iam:AttachRolePolicy on arn:… by policy ops, statement 1, then …`.
  var stepsText: String {
    let texts = steps.map { step -> String in
      let on = step.resource.map { " on \($0)" } ?? ""
      if let statement = step.statements.first {
        return "\(step.action)\(on) by \(statement.label)"
      }
      return "\(step.action)\(on) by its trust policy"
    }
    return "\(path.id): \(texts.joined(separator: ", then "))"
  }

  /// What stops it, surely or as long as a condition holds.
  var barriers: [String] {
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

extension EscalationReport.Hop {
  /// Who becomes whom, by which path.
  var text: String {
    let target = escalation.target.map(\.resourceName) ?? "a role that is not known"
    return escalation.target == from
      ? "\(from.resourceName) changes itself (\(escalation.path.id))"
      : "\(from.resourceName) becomes \(target) (\(escalation.path.id))"
  }
}
