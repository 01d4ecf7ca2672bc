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
      if policy.isBoundaryOnly {
        boundaries += 1
        continue
      }
      let subject = Subject(
        kind: .policy, name: policy.name, arn: policy.arn, uniqueID: policy.uniqueID)
      findings += examination.wildcards(in: policy.document, subject: subject, part: nil) {
        $0.effectiveAccess(of: policy)
      }
    }
    let identities = examination.identities
    let owners: [(Subject, Identity)] =
      identities.users.map { (.identity(.user, $0.identity), $0.identity) }
      + identities.groups.map { (.identity(.group, $0.identity), $0.identity) }
      + identities.roles.filter { !$0.isServiceLinked }.map {
        (.identity(.role, $0.identity), $0.identity)
      }
    for (subject, identity) in owners {
      for policy in identity.inlinePolicies {
        findings += examination.wildcards(
          in: policy.document, subject: subject, part: policy.name
        ) { $0.effectiveAccess(of: policy) }
      }
    }
    var notes = examination.unknownActionsNote.map { [$0] } ?? []
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
  /// What the policies name and the catalogue does not know; it is judged as text all the same.
  fileprivate var unknownActionsNote: String? {
    let catalogue = ActionCatalogue.bundled
    let own = engine.subjects.flatMap { $0.identity.inlinePolicies.compactMap(\.document) }
    let managed = identities.policies.filter { !$0.isManagedByAWS }.compactMap(\.document)
    var unknown: Set<String> = []
    for statement in (own + managed).flatMap(\.statements) {
      unknown.formUnion(catalogue.unknownPatterns(in: statement.actions))
    }
    return unknown.isEmpty
      ? nil
      : "Not in the catalogue of \(catalogue.version), so judged as text: \(listed(unknown.sorted()))."
  }

  /// What the policy gives is asked only where a statement of it is wide, which few are.
  fileprivate func wildcards(
    in document: PolicyDocument?, subject: Subject, part: String?,
    access: (AccessEngine) -> EffectiveAccess?
  ) -> [Finding] {
    let isWide =
      document?.statements.contains {
        $0.effect == .allow && $0.servicesReachedWhole?.isEmpty != true
      } ?? false
    guard isWide else { return [] }
    return (access(engine)?.grants ?? []).compactMap {
      wildcard($0, subject: subject, part: part)
    }
  }

  private func wildcard(
    _ grant: EffectiveAccess.Grant, subject: Subject, part: String?
  ) -> Finding? {
    let (source, statement) = (grant.source, grant.statement)
    let reached = statement.servicesReachedWhole
    guard reached?.isEmpty != true else { return nil }
    func limitable(_ actions: ActionSet) -> ActionSet {
      let changing = actions.intersection(ActionCatalogue.bundled.limitable)
      // Names of thousands of actions are never shown, so they are not made.
      return reached.map { changing.intersection(ActionSet(services: $0)) } ?? changing
    }
    let open = limitable(grant.allowed)
    let isContained = open.isEmpty
    let actions = isContained ? limitable(grant.contained) : open
    let count = actions.count
    guard count > 0 else { return nil }
    let grantsPowers = actions.overlaps(ActionCatalogue.bundled.powers)
    let isBound = !statement.conditions.isEmpty
    let severity: Severity =
      isContained
      ? .low : grantsPowers ? (isBound ? .medium : .high) : (isBound ? .low : .medium)
    let allowed =
      count <= 4
      ? actions.names.joined(separator: ", ")
      : "\(statement.actionsText), of which \(count) change things and can be limited,"
    let under = isBound ? ", under conditions (\(statement.conditionsText))" : ""
    let contained = isContained ? "; contained by the service control policies" : ""
    let parts = [
      subject.kind.rawValue, subject.name, part,
      statement.sid ?? "statement-\(statement.index + 1)",
    ].compactMap { $0 }
    return Finding(
      "policies.resource-wildcards", parts: parts, subject: subject, severity: severity,
      summary: "\(source.name), \(statement.label) allows \(allowed) on all resources"
        + under + contained,
      facts: [
        Fact("policy", source.name), Fact("actions", statement.actionsText),
        Fact("resources", statement.resources?.patterns.joined(separator: " ") ?? ""),
        Fact("affectedActions", String(count)),
        Fact("permissionsManagement", String(grantsPowers)),
        Fact("conditions", statement.conditionsText),
      ],
      evidence: [statement.citation],
      advice: Advice(
        "Name the resources that the work needs.",
        command: source.arn.flatMap {
          awsCommand("iam create-policy-version", ["policy-arn": $0.description])
        }.map { $0 + " --set-as-default --policy-document file://policy.json" }))
  }
}
