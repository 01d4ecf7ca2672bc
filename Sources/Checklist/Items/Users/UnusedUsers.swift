import Model

extension Item {
  /// The latest of password and keys counts, active or not. "Never" counts from the user's making.
  static let usersUnused = Item(
    "users.unused", section: .users, origin: .checklist,
    title: "No user rests unused",
    guidance: Guidance(
      why: """
        A user that nobody uses is a door that nobody watches: its owner may have left, and no one \
        would notice another using it.
        """,
      look: """
        The last use of the password and of each key. Whether the person still works here, and \
        whether the user is kept for a rare but real duty.
        """,
      justification: """
        A break-glass or yearly duty that is written down, with credentials sealed and use \
        alarmed. A person on leave is better served by taking the password away until they return.
        """)
  ) { examination in
    var findings: [Finding] = []
    var missing = examination.lackingOfReport
    for row in examination.userRows {
      let moments = [row.passwordUsed] + row.keys.map(\.used)
      let created = row.created.instant
      let latest = moments.compactMap(\.instant).max()
      guard let since = latest ?? created else {
        missing.append(
          MissingEvidence(
            .credentialReport, reason: "it does not say when \(row.name) was made or last active"))
        continue
      }
      guard since < examination.cutoff else { continue }
      if latest == nil, moments.contains(.unsaid) {
        missing.append(
          MissingEvidence(
            .credentialReport, reason: "it does not say when \(row.name) was last active"))
        continue
      }
      let days = examination.asOf.days(since: since)
      let subject = examination.subject(of: row)
      findings.append(
        Finding(
          id: FindingID("users.unused", subject), item: ItemID("users.unused"), subject: subject,
          severity: .medium,
          summary: latest == nil
            ? "was never active since it was made \(days) days ago"
            : "was last active \(days) days ago",
          facts: [
            Fact("lastActivity", latest?.description ?? "never"),
            Fact("created", row.created.fact),
            Fact("passwordEnabled", row.passwordEnabled.map(String.init) ?? "not said"),
            Fact("activeKeys", String(row.keys.count { $0.isActive == true })),
            Fact("maxAgeDays", String(examination.settings.maxAgeDays)),
          ],
          evidence: [row.citation],
          advice: Advice(
            "Ask its owner; take the credentials away, then delete the user.",
            command: awsCommand("iam delete-login-profile", ["user-name": row.name]))))
    }
    return Judgement(findings: findings, missing: missing)
  }
}
