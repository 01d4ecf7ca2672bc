import Model

extension Item {
  /// A console password without MFA is the weak door; keys without any MFA device cannot be held
  /// to MFA by a condition either.
  static let usersMFA = Item(
    "users.mfa", section: .users, origin: .checklist,
    title: "Users with a console password have MFA",
    guidance: Guidance(
      why: """
        Passwords are reused, guessed and phished. A second factor is what stands between a leaked \
        password and the console.
        """,
      look: """
        Users with a password first. A user with keys only is low: nobody signs in with a password, \
        but policies cannot demand MFA of it either.
        """,
      justification: """
        A break-glass user whose password is sealed and whose use raises an alarm, with the alarm \
        shown to work. Not: that the person finds a device inconvenient.
        """)
  ) { examination in
    var missing = examination.lackingOfReport
    var findings: [Finding] = []
    for row in examination.userRows {
      let hasKey = row.keys.contains { $0.isActive == true }
      if row.mfaActive == nil || row.passwordEnabled == nil {
        missing.append(
          MissingEvidence(
            .credentialReport, reason: "it does not say whether \(row.name) has a password and MFA")
        )
      }
      guard row.mfaActive == false, row.passwordEnabled == true || hasKey else { continue }
      let hasPassword = row.passwordEnabled == true
      let subject = examination.subject(of: row)
      findings.append(
        Finding(
          id: FindingID("users.mfa", subject), item: ItemID("users.mfa"), subject: subject,
          severity: hasPassword ? .high : .low,
          summary: hasPassword
            ? "has a console password and no MFA device"
            : "has active access keys only, and no MFA device",
          facts: [
            Fact("passwordEnabled", String(hasPassword)), Fact("mfaActive", "false"),
            Fact("activeKeys", String(row.keys.count { $0.isActive == true })),
          ],
          evidence: [row.citation],
          advice: hasPassword
            ? Advice(
              "Let the user register an MFA device, or take the password away.",
              command: awsCommand("iam delete-login-profile", ["user-name": row.name]))
            : Advice(
              "Replace the keys by a role, or register an MFA device so that policies can demand it.",
              command: awsCommand("iam list-access-keys", ["user-name": row.name]))))
    }
    return Judgement(findings: findings, missing: missing)
  }
}
