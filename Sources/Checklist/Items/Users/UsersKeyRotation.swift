import Model

extension Item {
  /// One finding a key, with both reasons: too old, and unused. Inactive keys keep their dates in
  /// the report and are none.
  static let usersKeyRotation = Item(
    "users.key-rotation", section: .users, origin: .checklist,
    title: "Access keys are rotated and in use",
    guidance: Guidance(
      why: """
        A long-lived key leaks sooner or later: into a repository, a log, an old laptop. Its age is \
        how long a leak can have gone unseen; a key that nobody uses is only a leak.
        """,
      look: """
        Where the key was last used and by what service: that tells who has to change. Prefer a \
        role, which needs no key, to a new key.
        """,
      justification: """
        A device or partner that cannot take temporary credentials, with the key bound to addresses \
        and few actions, and a date by which it is looked at again.
        """)
  ) { examination in
    var findings: [Finding] = []
    var missing = examination.lackingOfReport
    for row in examination.userRows {
      for key in row.keys {
        if key.isActive == nil {
          missing.append(
            MissingEvidence(
              .credentialReport,
              reason: "it does not say whether key \(key.slot) of \(row.name) is active"))
        }
        guard key.isActive == true else { continue }
        if key.rotated.instant == nil {
          missing.append(
            MissingEvidence(
              .credentialReport,
              reason: "it does not say when key \(key.slot) of \(row.name) was made"))
        }
        if let finding = examination.finding(on: key, of: row) { findings.append(finding) }
      }
    }
    return Judgement(findings: findings, missing: missing)
  }
}

extension Examination {
  fileprivate func finding(on key: CredentialRow.Key, of row: CredentialRow) -> Finding? {
    let isOld = key.rotated.instant.map { $0 < cutoff } ?? false
    let isUnused =
      key.used.instant.map { $0 < cutoff } ?? (key.used != .unsaid && isOld)
    guard isOld || isUnused else { return nil }
    let isVeryOld = key.rotated.instant.map { $0 < asOf.adding(days: -365) } ?? false
    let age = key.rotated.instant.map { asOf.days(since: $0) }
    var reasons: [String] = []
    if isOld, let age { reasons.append("is \(age) days old") }
    if isUnused {
      reasons.append(
        key.used.instant.map { "was last used \(asOf.days(since: $0)) days ago" }
          ?? "was never used")
    }
    let subject = subject(of: row)
    let list = awsCommand("iam list-access-keys", ["user-name": row.name])
    return Finding(
      id: FindingID("users.key-rotation", subject, "key-\(key.slot)"),
      item: ItemID("users.key-rotation"), subject: subject, severity: isVeryOld ? .high : .medium,
      summary: "active access key \(key.slot) \(reasons.joined(separator: " and "))",
      facts: [
        Fact("slot", String(key.slot)), Fact("lastRotated", key.rotated.fact),
        Fact("lastUsed", key.used.fact), Fact("lastUsedService", key.usedService ?? "none"),
        Fact("overAge", String(isOld)), Fact("unused", String(isUnused)),
        Fact("maxAgeDays", String(settings.maxAgeDays)),
      ],
      evidence: [row.citation],
      advice: isUnused
        ? Advice("Nobody uses the key: make it inactive, then delete it.", command: list)
        : Advice(
          "Move the program to a role; until then make a second key, switch over, delete this one.",
          command: list))
  }
}
