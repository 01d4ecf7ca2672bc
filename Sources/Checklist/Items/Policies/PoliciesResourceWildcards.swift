import Model
import Platform

extension Item {
  /// Evaluates write actions that support resource-level permissions; actions that AWS supports on
  /// `*` only are not findings. A customer managed policy is evaluated once, not once per
  /// attachment. AWS managed policies are skipped, because they cannot be edited.
  package static let policiesResourceWildcards = Item(
    "policies.resource-wildcards", section: .policies, origin: .checklist,
    title: "Wildcard resources",
    requirement: "Write actions are allowed on named resources only.",
    reporting: Reporting(
      effort: .change, priority: 140,
      consequence: "An error or an intruder can change resources that the workload never needs."),
    guidance: Guidance(
      why: """
        With write access to all resources, a mistake or an intruder in one system reaches every \
        other system in the account.
        """,
      look: """
        Whether the workload needs all resources, or the resource names were left out for \
        convenience. Conditions, for example on tags, can limit access as well as names can.
        """,
      justification: """
        Platform tasks that need all resources of a type, or a condition that limits the resources \
        and that the principal cannot change.
        """)
  ) { examination in
    var findings: [Deviation] = []
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
      findings += examination.wildcards(examination.engine.policy(policy), subject: subject)
    }
    for subject in examination.engine.subjects where !subject.isServiceLinked {
      findings += examination.inlineWildcards(subject)
    }
    let identities = examination.identities
    var notes = examination.unknownActionsNote.map { [$0] } ?? []
    let managed = identities.policies.count(where: \.isManagedByAWS)
    if managed > 0 {
      notes.append(
        managed.counted("AWS managed policy", plural: "AWS managed policies")
          + " not evaluated: only AWS can edit them."
      )
    }
    if boundaries > 0 {
      notes.append(
        "\(boundaries.counted("policy", plural: "policies")) used only as a permissions boundary,"
          + " which grants nothing."
      )
    }
    return Judgement(
      findings: findings, missing: examination.missing(.users, .groups, .roles, .policies),
      notes: notes)
  }
}

extension ManagedPolicy {
  /// Whether it is used as a permissions boundary only, and therefore grants nothing.
  fileprivate var isBoundaryOnly: Bool { attachmentCount == 0 && (boundaryCount ?? 0) > 0 }
}

extension Examination {
  /// A note with the actions in policies that are not in the catalogue; they are matched as text.
  fileprivate var unknownActionsNote: String? {
    let catalogue = ActionCatalogue.bundled
    var unknown: Set<String> = []
    func look(_ document: PolicyDocument?) {
      for statement in document?.statements ?? [] {
        unknown.formUnion(catalogue.unknownPatterns(in: statement.actions))
      }
    }
    for subject in engine.subjects { subject.identity.inlinePolicies.forEach { look($0.document) } }
    for policy in identities.policies where !policy.isManagedByAWS { look(policy.document) }
    return unknown.isEmpty
      ? nil
      : "Actions not in the action catalogue of \(catalogue.version), compared as text:"
        + " \(listed(unknown.sorted()))."
  }

  /// The findings about a managed policy. Its effective access is only computed if a statement has
  /// a wildcard, which is rare.
  fileprivate func wildcards(_ policy: AppliedPolicy?, subject: Subject) -> [Deviation] {
    guard let policy, policy.isWide else { return [] }
    return engine.effectiveAccess(of: policy).grants.compactMap {
      wildcard($0, subject: subject, part: nil, limit: Self.controlPolicies)
    }
  }

  private static let controlPolicies = "the service control policies"

  /// The same for inline policies, which all Denies and the permissions boundary of the principal
  /// limit. See https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html.
  fileprivate func inlineWildcards(_ principal: AccessSubject) -> [Deviation] {
    func isOwn(_ source: PolicySource) -> Bool { source.kind == .inline && source.group == nil }
    guard principal.policies.contains(where: { isOwn($0.source) && $0.isWide }) else { return [] }
    let subject = Subject.identity(Subject.Kind(principal.kind), principal.identity)
    func isJudged(_ policy: AppliedPolicy) -> Bool { isOwn(policy.source) || policy.hasDeny }
    let grants = engine.effectiveAccess(of: principal.keepingBoundary(isJudged)).grants
    // The policies are the same, so that the grants are too.
    let unbounded =
      principal.boundary.map { _ in engine.effectiveAccess(of: principal.with(isJudged)).grants }
      ?? grants
    return zip(grants, unbounded).compactMap { grant, unbounded in
      guard isOwn(grant.source) else { return nil }
      let isLimitedByBoundary = !unbounded.limitableOnAll.isEmpty
      let limit = principal.boundary.flatMap { boundary in
        isLimitedByBoundary ? "the permissions boundary \(boundary.source.name)" : nil
      }
      return wildcard(
        grant, subject: subject, part: grant.source.name, limit: limit ?? Self.controlPolicies)
    }
  }

  private func wildcard(
    _ grant: EffectiveAccess.Grant, subject: Subject, part: String?, limit: String
  ) -> Deviation? {
    let (source, statement) = (grant.source, grant.statement)
    let open = grant.limitableOnAll
    let isContained = open.isEmpty
    let actions =
      isContained ? ActionCatalogue.bundled.limitable.intersection(grant.grantedOnAll) : open
    let count = actions.count
    guard count > 0 else { return nil }
    let grantsPowers = actions.overlaps(ActionCatalogue.bundled.powers)
    let isBound = !statement.conditions.isEmpty
    let severity: Severity =
      isContained
      ? .low : grantsPowers ? (isBound ? .medium : .high) : (isBound ? .low : .medium)
    let allowed =
      count <= 4
      ? "\(englishList(actions.names)) on all resources"
      : "\(statement.actionsWords) on all resources, including \(count.grouped) write actions that"
        + " could be limited to specific resources"
    let under = isBound ? ", under conditions (\(statement.conditionsText))" : ""
    let contained = isContained ? "; blocked by \(limit)" : ""
    let parts = [
      subject.kind.rawValue, subject.name, part,
      statement.sid ?? "statement-\(statement.index + 1)",
    ].compactMap { $0 }
    return Deviation(
      parts: parts, subject: subject, severity: severity,
      summary: (part == nil ? source.name : "\(subject.name): inline policy \(source.name)")
        + " allows \(allowed) (\(statement.label))\(under)\(contained)",
      facts: [
        Fact("policy", source.name), Fact("actions", statement.actionsText),
        Fact("resources", statement.resources?.patterns.joined(separator: " ") ?? ""),
        Fact("affectedActions", String(count)),
        Fact("permissionsManagement", String(grantsPowers)),
        Fact("conditions", statement.conditionsText),
      ],
      evidence: [statement.citation],
      advice: Advice(
        "Limit the statement to the resources that the workload needs.",
        command: source.arn.flatMap {
          awsCommand("iam create-policy-version", ["policy-arn": $0.description])
        }.map { $0 + " --set-as-default --policy-document file://policy.json" }),
      detail: .wildcardResources(policy: source.name))
  }
}

extension EffectiveAccess.Grant {
  /// The actions that can be limited to resources and that it allows on all.
  fileprivate var limitableOnAll: ActionSet {
    ActionCatalogue.bundled.limitable.intersection(onAllResources)
  }
}
