import Model

extension Item {
  /// Requires MFA for users with a password or an active access key.
  package static let usersMFA = Item(
    "users.mfa", section: .users, origin: .checklist,
    title: "MFA for all IAM users",
    requirement: "Every IAM user with a password or an active access key has MFA.",
    reporting: Reporting(
      effort: .quick, priority: 80,
      consequence: "A guessed or stolen credential is enough to act as the user."),
    guidance: Guidance(
      why: """
        A console password alone can be phished, reused or guessed. An access key without MFA is \
        a smaller risk of the same kind: anyone who can read the credentials file on a laptop can \
        act as the user.
        """,
      look: """
        Start with users who have a password, and among them with those who can change IAM. A \
        policy that denies everything unless aws:MultiFactorAuthPresent is true helps, but is not \
        visible in the credential report.
        """,
      justification: """
        A machine user that has only an access key, if the key is rotated and limited to known \
        addresses. Never for a person with a password.
        """)
  ) { examination in
    var judgement = Judgement()
    let users = examination.userRows(&judgement)
    let devices = examination.account.virtualMFADevices.value ?? []
    let virtual = Dictionary(
      devices.filter { $0.enabled != nil }.compactMap { device in
        device.userARN.map { ($0, device) }
      }, uniquingKeysWith: { first, _ in first })
    var silent: [String] = []
    for row in users.rows {
      let activeKeys = row.keys.filter { $0.isActive == true }.map(\.slot)
      if row.mfaActive == true { continue }
      let keysAreSilent = row.keys.isEmpty || row.keys.contains(where: \.couldBeActive)
      let hasCredential = row.passwordEnabled == true || !activeKeys.isEmpty
      guard hasCredential || row.passwordEnabled == nil || keysAreSilent else { continue }
      if row.mfaActive == nil || row.passwordEnabled == nil || !hasCredential {
        silent.append(row.name)
      }
      guard row.mfaActive == false, hasCredential else { continue }
      judgement.findings.append(
        usersMFAFinding(
          row, subject: users.subject(row), activeKeys: activeKeys, device: virtual[row.arn]))
    }
    if !silent.isEmpty {
      judgement.noteMissing(
        .credentialReport, "does not show the password or MFA state of \(listed(silent))")
    }
    return judgement
  }
}

/// The finding about `row`, which has no MFA according to the report.
///
/// The report can be four hours old, so the user can have a device by now. The worse answer counts,
/// and the summary shows the contradiction.
private func usersMFAFinding(
  _ row: CredentialRow, subject: Subject, activeKeys: [Int], device: VirtualMFADevice?
) -> Deviation {
  let hasPassword = row.passwordEnabled == true
  var facts = [
    Fact("passwordEnabled", row.passwordEnabled.map(String.init) ?? "unknown"),
    Fact("mfaActive", "false"), Fact("activeKeys", String(activeKeys.count)),
  ]
  var summary =
    hasPassword
    ? "\(row.name) has a console password and no MFA"
    : "\(row.name) has \(activeKeys.count == 1 ? "an active access key" : "active access keys")"
      + " and no MFA"
  if let device {
    facts.append(Fact("virtualDevice", device.serialNumber))
    summary += ", but the virtual MFA device list names \(device.serialNumber)"
  }
  let command =
    hasPassword
    ? awsCommand("iam delete-login-profile", ["user-name": row.name])
    : awsCommand("iam list-access-keys", ["user-name": row.name])
  return Deviation(
    "user", row.name, subject: subject, severity: hasPassword ? .high : .low,
    summary: summary, facts: facts, evidence: [row.citation] + (device.map { [$0.citation] } ?? []),
    advice: Advice(
      hasPassword
        ? """
        Have the user register an MFA device now, or delete the password until they have done so.
        """
        : """
        Give the workload a role instead of the key, or require MFA for the actions of the key.
        """,
      command: command),
    detail: .missingMFA(hasPassword: row.passwordEnabled))
}
