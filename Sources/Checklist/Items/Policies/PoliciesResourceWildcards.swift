import Model

extension Item {
  /// Only actions that can be limited to resources: what AWS grants on `*` alone is no finding.
  /// A customer managed policy is judged once, not once an attachment; AWS's own cannot be edited.
  static let policiesResourceWildcards = Item(
    "policies.resource-wildcards", section: .policies, origin: .checklist,
    title: "Actions that change things name their resources",
    guidance: Guidance(
      why: """
        A write on every resource means that a mistake or an intruder in one system reaches all \
        others of the account.
        """,
      look: """
        Whether the work needs all resources, or the names were left out for convenience. \
        Conditions, such as on tags, may narrow it as well as names do.
        """,
      justification: """
        Platform work that by its nature spans all resources of a kind, or a condition that binds \
        the resources and cannot be written by the bearer.
        """)
  ) { examination in
    var findings: [Finding] = []
    var seen: Set<ARN> = []
    var boundaries = 0
    for policy in examination.identities.policies
    where !policy.isManagedByAWS && seen.insert(policy.arn).inserted {
      guard let place = examination.managedPolicies[policy.arn] else { continue }
      if policy.isBoundaryOnly {
        boundaries += 1
        continue
      }
      let subject = Subject(
        kind: .policy, name: policy.name, arn: policy.arn, uniqueID: policy.uniqueID)
      findings += examination.wildcards(in: place, subject: subject, part: nil)
    }
    let identities = examination.identities
    let owners: [(Subject, Identity)] =
      identities.users.map { (.identity(.user, $0.identity), $0.identity) }
      + identities.groups.map { (.identity(.group, $0.identity), $0.identity) }
      + identities.roles.filter { !$0.isServiceLinked }.map {
        (.identity(.role, $0.identity), $0.identity)
      }
    for (subject, identity) in owners {
      for policy in examination.inlinePolicies[identity.arn] ?? [] {
        findings += examination.wildcards(in: policy, subject: subject, part: policy.name)
      }
    }
    var notes: [String] = []
    let managed = identities.policies.count(where: \.isManagedByAWS)
    if managed > 0 {
      notes.append("\(managed) AWS managed policies are not judged here: their text is AWS's.")
    }
    if boundaries > 0 {
      notes.append(
        "\(boundaries) policies serve as permissions boundaries only, and grant nothing.")
    }
    return Judgement(
      findings: findings, missing: examination.lacking(.users, .groups, .roles, .policies),
      notes: notes)
  }
}

extension ActionSet {
  /// All actions of the services.
  fileprivate init(services: [String]) {
    self.init(of: .only(services.map { $0 + ":*" }))
  }
}

extension ManagedPolicy {
  /// Whether it bounds others and is attached to nobody: then it limits, and grants nothing.
  fileprivate var isBoundaryOnly: Bool { attachmentCount == 0 && (boundaryCount ?? 0) > 0 }
}

extension Examination {
  fileprivate func wildcards(
    in policy: PolicyInEffect, subject: Subject, part: String?
  ) -> [Finding] {
    policy.wideGrants.compactMap { grant in
      let actions = grant.actions.subtracting(policy.deniedOutright)
        .filtered(levels: [.write, .permissionsManagement], takingResource: true)
      let statement = grant.statement
      // Names of thousands of actions are never shown, so they are not made.
      let limitable = grant.reached.map { actions.intersection(ActionSet(services: $0)) } ?? actions
      let count = limitable.count
      guard count > 0 else { return nil }
      let grantsPowers = limitable.filtered(levels: [.permissionsManagement]).count > 0
      let isBound = !statement.conditions.isEmpty
      let severity: Severity =
        grantsPowers ? (isBound ? .medium : .high) : (isBound ? .low : .medium)
      let allowed =
        count <= 4
        ? limitable.names.joined(separator: ", ")
        : "\(statement.actionsText), of which \(count) change things and can be limited,"
      let under = isBound ? ", under conditions (\(statement.conditionsText))" : ""
      let parts = [
        subject.kind.rawValue, subject.name, part,
        statement.sid ?? "statement-\(statement.index + 1)",
      ].compactMap { $0 }
      return Finding(
        "policies.resource-wildcards", parts: parts, subject: subject, severity: severity,
        summary: "\(grant.label) allows \(allowed) on all resources\(under)",
        facts: [
          Fact("policy", policy.name), Fact("actions", statement.actionsText),
          Fact("resources", statement.resources?.patterns.joined(separator: " ") ?? ""),
          Fact("affectedActions", String(count)),
          Fact("permissionsManagement", String(grantsPowers)),
          Fact("conditions", statement.conditionsText),
        ],
        evidence: [statement.citation],
        advice: Advice(
          "Name the resources that the work needs.",
          command: policy.arn.flatMap {
            awsCommand("iam create-policy-version", ["policy-arn": $0.description])
          }.map { $0 + " --set-as-default --policy-document file://policy.json" }))
    }
  }
}
