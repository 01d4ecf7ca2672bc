import Model

extension Item {
  /// All of a service on all its resources, or all of one type, however it is spelled. Each statement
  /// that gives it is one finding, and so are statements that give it together.
  static let rolesSensitiveWildcards = Item(
    "roles.sensitive-wildcards", section: .roles, origin: .checklist,
    title: "No sensitive wildcards",
    requirement: "No role has full access to a sensitive service.",
    guidance: Guidance(
      why: """
        Full access to IAM makes an administrator. Full access to S3 can read and delete every \
        backup, to KMS lock the company out of its data, to EC2 reach every machine.
        """,
      look: """
        Which of the service's actions the role uses, on which resources. A wildcard on one bucket \
        is a smaller risk than the same wildcard on everything.
        """,
      justification: """
        The service's own administration role, assumed by named people with MFA, in an account \
        that exists for that service.
        """)
  ) { examination in
    var findings: [Finding] = []
    for role in examination.identities.roles {
      for whole in examination.privilege(of: role.arn).wholeServices {
        findings.append(
          examination.wholeServiceFinding(whole, Subject.identity(.role, role.identity)))
      }
    }
    return Judgement(findings: findings, missing: examination.missing(.roles, .policies))
  }
}

extension Examination {
  fileprivate func wholeServiceFinding(
    _ whole: Privilege.WholeService, _ subject: Subject
  ) -> Finding {
    let services = whole.services.joined(separator: ", ")
    let places = whole.places
    let conditions = places.map(\.statement.conditionsText).filter { !$0.isEmpty }
    let under =
      conditions.isEmpty
      ? "" : ", under conditions (\(listed(conditions, separator: "; ")))"
    let first = places[0]
    let limit = whole.types.isEmpty ? "" : " on every \(listed(whole.types))"
    let place =
      places.count > 1
      ? ["together", services]
      : [first.source.name, first.statement.sid ?? "statement-\(first.statement.index + 1)"]
    return Finding(
      "roles.sensitive-wildcards", parts: ["role", subject.name] + place, subject: subject,
      severity: whole.containedBy.isEmpty ? .high : .low,
      summary:
        "\(subject.name) has full access to \(servicesText(whole.services))\(limit)"
        + " via \(places.policiesText)\(under)"
        + whole.containedBy.summary,
      facts: [
        Fact("services", services),
        Fact("policy", many: places.map(\.source.name).uniqued, separator: " | "),
        Fact("actions", many: places.map(\.statement.actionsText), separator: " | "),
        Fact("conditions", many: conditions, separator: "; "),
        Fact("containedBy", whole.containedBy.factText),
      ],
      evidence: places.prefix(Fact.mostValues).map(\.statement.citation),
      advice: Advice(
        "Allow only the actions that the role uses, on the resources it needs.",
        command: detachCommand(first.source, from: subject)))
  }
}
