import Model

extension Item {
  /// All of a service on all its resources, however it is spelled. Each statement that gives it is
  /// one finding.
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
        let subject = Subject.identity(.role, role.identity)
        let (source, statement) = (whole.place.source, whole.place.statement)
        let services = whole.services.joined(separator: ", ")
        let under =
          statement.conditions.isEmpty ? "" : ", under conditions (\(statement.conditionsText))"
        findings.append(
          Finding(
            "roles.sensitive-wildcards", "role", subject.name, source.name,
            statement.sid ?? "statement-\(statement.index + 1)", subject: subject,
            severity: whole.containedBy.isEmpty ? .high : .low,
            summary: "has all of \(services) by \(whole.place.policyFirst)\(under)"
              + whole.containedBy.summary,
            facts: [
              Fact("services", services), Fact("policy", source.name),
              Fact("actions", statement.actionsText),
              Fact("conditions", statement.conditionsText),
              Fact("containedBy", whole.containedBy.factText),
            ],
            evidence: [statement.citation],
            advice: Advice(
              "List the actions that the role uses, on the resources it needs.",
              command: examination.detachCommand(source, from: subject))))
      }
    }
    return Judgement(findings: findings, missing: examination.lacking(.roles, .policies))
  }
}
