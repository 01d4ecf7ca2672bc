import Model
import Platform

extension Item {
  /// Requires that active access keys are rotated, and that unused keys are deactivated.
  package static let usersKeyRotation = Item(
    "users.key-rotation", section: .users, origin: .checklist,
    title: "Access keys rotated",
    requirement: "Active access keys are rotated and in use.",
    reporting: Reporting(
      effort: .change, priority: 110,
      groupPredicate: "with an access key that is too old or no longer used",
      consequence: "An old key has had more time to leak, and a leaked key keeps working."),
    guidance: Guidance(
      why: """
        An access key that is never rotated leaks sooner or later: into a repository, a log, or \
        with a laptop that was sold. A key that nobody uses is all risk and no benefit.
        """,
      look: """
        Check when the key was rotated and what used it last: the service and region often show \
        who owns it. A key that was created and never used can be deleted today.
        """,
      justification: """
        The other side cannot use roles, and rotation has a date and an owner. Never for an unused \
        key.
        """)
  ) { examination in
    var judgement = Judgement()
    let users = examination.userRows(&judgement)
    var silent: [String] = []
    for row in users.rows {
      for key in row.keys {
        let rule = KeyRotationRule(row: row, key: key, examination: copy examination)
        if rule.isSilent { silent.append("key \(key.slot) of \(row.name)") }
        if let finding = rule.finding(users.subject(row)) { judgement.findings.append(finding) }
      }
      if row.keys.isEmpty { silent.append("the keys of \(row.name)") }
    }
    if !silent.isEmpty {
      judgement.noteMissing(
        .credentialReport, "does not show the state or dates of \(listed(silent))")
    }
    return judgement
  }
}

/// Evaluates the age and use of one access key.
private struct KeyRotationRule {
  let row: CredentialRow
  let key: CredentialRow.Key
  let examination: Examination

  /// Whether the report is missing values that the evaluation needs.
  var isSilent: Bool {
    switch key.isActive {
    case true:
      key.rotated.instant == nil || key.used == .notStated
    case false: false
    case nil: key.couldBeActive
    }
  }

  private func isOld(_ moment: CredentialRow.Moment) -> Bool {
    moment.instant.map { $0 < examination.threshold } ?? false
  }

  private var isAged: Bool { isOld(key.rotated) }
  /// A key that was never used counts as unused only once it is older than the age limit.
  private var isUnused: Bool { isOld(key.used) || (key.used.isNever && isOld(key.rotated)) }

  func finding(_ subject: Subject) -> Deviation? {
    guard key.isActive == true, isAged || isUnused else { return nil }
    let yearAgo = examination.account.asOf.instant.adding(days: -365)
    let isOverYear = isAged && (key.rotated.instant.map { $0 < yearAgo } ?? false)
    var facts = [
      Fact("key", String(key.slot)), Fact("rotated", key.rotated),
      Fact(
        "reasons",
        [isAged ? "aged" : nil, isUnused ? "unused" : nil].compactMap { $0 }
          .joined(separator: ", ")),
    ]
    // While a key is in use, this date changes daily and would make the decision stale with every
    // collection.
    if isUnused { facts.append(Fact("lastUsed", key.used)) }
    facts.append(examination.thresholdFact)
    return Deviation(
      "user", row.name, "key-\(key.slot)", subject: subject,
      severity: isOverYear ? .high : .medium,
      summary: summary,
      facts: facts, evidence: [row.citation], advice: advice)
  }

  /// The age and the last use of the key; at least one of them exceeds the age limit.
  private var summary: String {
    let rotated = key.rotated.instant.map { moment in
      " is \(examination.age(of: moment)) old (last rotated \(moment.day))"
    }
    let used =
      switch key.used {
      case .at(let moment):
        ", last used \(moment.day)\(key.callText)"
          + (isUnused ? " (\(examination.age(of: moment)) ago)" : "")
      case .notApplicable, .noInformation: ", never used"
      case .notStated: ""
      }
    return "\(row.name): access key \(key.slot)\(rotated ?? "")\(used)"
  }

  /// The advice. The report does not contain the key id, so the command lists the keys first.
  private var advice: Advice {
    let list = awsCommand("iam list-access-keys", ["user-name": row.name])
    let logged = examination.logged?.keySentences(of: row.arn) ?? ""
    guard isUnused else {
      return Advice(
        logged + """
          Create a second key and use it everywhere instead of the first. Deactivate the first key; \
          if nothing breaks, delete it. Better: give the workload a role, which needs no key.
          """,
        command: awsCommand("iam create-access-key", ["user-name": row.name]))
    }
    let update = awsCommand(
      "iam update-access-key",
      ["user-name": row.name, "access-key-id": "KEY_ID", "status": "Inactive"])
    return Advice(
      logged + "Deactivate the key (the first command shows its ID). If nothing breaks, delete it.",
      command: list.flatMap { list in update.map { "\(list) && \($0)" } })
  }
}
