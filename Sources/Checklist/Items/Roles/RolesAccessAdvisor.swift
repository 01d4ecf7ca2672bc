import Model

extension Item {
  /// AWS counts attempts over at least 400 days, lags by hours, and tracks neither every service
  /// nor every action; what it does not track is never called unused.
  static let rolesAccessAdvisor = Item(
    "roles.access-advisor", section: .roles, origin: .checklist,
    title: "Powerful roles have what they use",
    guidance: Guidance(
      why: """
        What a role has and never uses helps nobody but an intruder. Last access is the cheapest \
        proof that a permission can go.
        """,
      look: """
        The services granted and not used, and how long ago the others were. Jobs that run once a \
        year are not in a window of ninety days.
        """,
      justification: """
        Rare duties with a written cadence: disaster recovery, year-end closing. Name the duty and \
        the actions it needs.
        """)
  ) { examination in
    let powerful = examination.identities.roles.filter { examination.privilege(of: $0.arn).isHigh }
    var missing = examination.lacking(.roles, .policies)
    guard !powerful.isEmpty else { return Judgement(missing: missing) }
    guard let known = examination.account.lastAccessed.value else {
      missing += examination.lacking(.lastAccessed, examination.account.lastAccessed)
      return Judgement(missing: missing)
    }
    missing += examination.lacking(.lastAccessed, examination.account.lastAccessed)
    var findings: [Finding] = []
    for role in powerful {
      guard let access = known[role.arn.description] else {
        findings.append(examination.findingWithoutData(on: role))
        continue
      }
      if access.isTruncated {
        missing.append(
          MissingEvidence(
            .lastAccessed,
            reason: "the last access of \(role.name) is cut off (100 services a page)"))
      }
      if let finding = examination.finding(on: role, access) { findings.append(finding) }
    }
    return Judgement(findings: findings, missing: missing)
  }
}

extension Examination {
  fileprivate func findingWithoutData(on role: Role) -> Finding {
    let subject = Subject.identity(.role, role.identity)
    return Finding(
      "roles.access-advisor", subject.kind.rawValue, subject.name, subject: subject, severity: .low,
      summary: "has high privilege, and the evidence has no last-accessed details of it",
      facts: [Fact("lastAccessed", "no data")], evidence: [role.citation],
      advice: Advice(
        "Collect what it uses, then narrow it.",
        command: awsCommand(
          "iam generate-service-last-accessed-details",
          ["granularity": "ACTION_LEVEL", "arn": role.arn.description])))
  }

  fileprivate func finding(on role: Role, _ access: LastAccessed) -> Finding? {
    let unused = access.services.filter { $0.used.map { $0 < cutoff } ?? true }
    let usedServices = access.services.filter { !($0.used.map { $0 < cutoff } ?? true) }
    let unusedActions = usedServices.flatMap { service in
      (service.actions ?? []).filter { $0.used.map { $0 < cutoff } ?? true }
        .map { "\(service.namespace):\($0.name)" }
    }
    guard !unused.isEmpty || !unusedActions.isEmpty else { return nil }
    let subject = Subject.identity(.role, role.identity)
    let never = unused.filter { $0.used == nil }
    var summary =
      "\(unused.count) of \(access.services.count) granted services not used in"
      + " \(settings.maxAgeDays) days, \(never.count) never"
    if !unusedActions.isEmpty {
      summary += "; \(unusedActions.count) tracked actions of used services not used"
    }
    return Finding(
      "roles.access-advisor", subject.kind.rawValue, subject.name, subject: subject,
      severity: .medium, summary: summary,
      facts: [
        Fact("unusedServices", unused.map(\.namespace).sorted().joined(separator: " ")),
        Fact("usedServices", usedServices.map(\.namespace).sorted().joined(separator: " ")),
        Fact("unusedActions", unusedActions.sorted().joined(separator: " ")),
        Fact("truncated", String(access.isTruncated)),
        Fact("maxAgeDays", String(settings.maxAgeDays)),
      ],
      evidence: [access.citation, role.citation],
      advice: Advice(
        usedServices.isEmpty
          ? "It used nothing in the period: ask its owner whether it can go."
          : "This policy would serve what was used in the period; services that AWS does not track"
            + " are not in it: \(narrowerPolicy(usedServices))"))
  }

  /// A policy that allows what was used in the period: the tracked actions that were used, and all
  /// of a service where actions are not tracked, since nothing that was used may be lost.
  private func narrowerPolicy(_ used: [LastAccessed.Service]) -> String {
    let actions = used.flatMap { service -> [String] in
      // AWS tracks some of a service's actions only, so the untracked ones must stay.
      guard let tracked = service.actions, !tracked.isEmpty else {
        return [service.namespace + ":*"]
      }
      let isWholly =
        tracked.count >= ActionCatalogue.bundled.actions(ofService: service.namespace).count
      guard isWholly else { return [service.namespace + ":*"] }
      return tracked.filter { $0.used.map { $0 >= cutoff } ?? false }
        .map { "\(service.namespace):\($0.name)" }
    }
    let statement: JSONValue = [
      "Effect": "Allow", "Action": .array(actions.sorted().map(JSONValue.string)), "Resource": "*",
    ]
    let policy: JSONValue = ["Version": "2012-10-17", "Statement": [statement]]
    return policy.compactText
  }
}
