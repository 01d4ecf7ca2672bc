import Model

extension Item {
  /// Reports roles with all actions of a sensitive service on all its resources, or on all of one
  /// type, in any spelling. Each statement that grants this is one finding, and so are several
  /// statements that grant it together.
  package static let rolesSensitiveWildcards = Item(
    "roles.sensitive-wildcards", section: .roles, origin: .checklist,
    title: "No sensitive wildcards",
    requirement: "No role has full access to a sensitive service.",
    reporting: Reporting(
      effort: .change, priority: 130,
      consequence: "A compromised workload can read or destroy all data of these services."),
    guidance: Guidance(
      why: """
        Full access to IAM is administrator access. Full access to S3 is enough to read and delete \
        every object. Full access to KMS is enough to lock the company out of its data, and full \
        access to EC2 to reach every instance.
        """,
      look: """
        The actions of the service that the role uses, and the resources. A wildcard on one bucket \
        is a smaller risk than the same wildcard on everything.
        """,
      justification: """
        The service's own administration role, assumed by named people with MFA, in an account \
        that exists for that service.
        """)
  ) { examination in
    var findings: [Deviation] = []
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
  ) -> Deviation {
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
    return Deviation(
      parts: ["role", subject.name] + place, subject: subject,
      severity: whole.limitedBy.isEmpty ? .high : .low,
      summary:
        "\(subject.name) \(whole.limitedBy.isEmpty ? "has" : "would have") full access to \(servicesText(whole.services))\(limit)"
        + " via \(places.policiesText)\(under)"
        + whole.limitedBy.summary,
      facts: [
        Fact("services", services),
        Fact("policy", many: places.map(\.source.name).uniqued, separator: " | "),
        Fact("actions", many: places.map(\.statement.actionsText), separator: " | "),
        Fact("conditions", many: conditions, separator: "; "),
        Fact("containedBy", whole.limitedBy.factText),
      ],
      evidence: places.prefix(Fact.maximumValues).map(\.statement.citation),
      advice: Advice(
        replacementText(
          places, of: subject, "actions that the role uses on the resources that it needs"),
        command: detachCommand(first.source, from: subject)),
      detail: .fullAccess(
        FullAccess(
          policies: places.map(\.source.name).uniqued, isLimited: !whole.limitedBy.isEmpty)))
  }
}
