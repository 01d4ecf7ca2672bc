import Model

extension Item {
  /// All of a service on all its resources, or all of one type, however it is spelled. Each statement
  /// that gives it is one finding, and so are statements that give it together.
  static let rolesSensitiveWildcards = Item(
    "roles.sensitive-wildcards", section: .roles, origin: .checklist,
    title: "No role has a whole sensitive service",
    guidance: Guidance(
      why: """
        All of IAM makes an administrator, all of S3 reads and deletes every backup, all of KMS \
        locks the company out of its data, all of EC2 reaches every machine.
        """,
      look: """
        Which of the service's actions the role uses, on which resources. A wildcard on one bucket \
        is another matter than the same wildcard on everything.
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
    return Judgement(findings: findings, missing: examination.lacking(.roles, .policies))
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
    let together = places.count > 1 ? " together" : ""
    return Finding(
      "roles.sensitive-wildcards", parts: ["role", subject.name] + place, subject: subject,
      severity: whole.containedBy.isEmpty ? .high : .low,
      summary:
        "has all of \(services)\(limit) by \(listed(places.map(\.policyFirst)))\(together)\(under)"
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
        "List the actions that the role uses, on the resources it needs.",
        command: detachCommand(first.source, from: subject)))
  }
}
