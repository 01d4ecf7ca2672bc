import Model

extension Item {
  /// Root has three sources: the account summary, its row of the credential report, and the list
  /// of virtual devices. The worse of the first two counts; a hardware device is in neither list.
  static let rootMFA = Item(
    "root.mfa", section: .root, origin: .checklist,
    title: "The root user has an MFA device",
    guidance: Guidance(
      why: """
        The root user can do everything, in spite of any policy in the account, and cannot be \
        limited from inside it. A password alone, guessed or phished once, is the whole account.
        """,
      look: """
        Whether the account summary and the credential report agree, and whether the device is a \
        hardware key kept where two people are needed to reach it, or an app on somebody's phone.
        """,
      justification: """
        Only where root cannot sign in at all, because the organization removed the root \
        credentials of its member accounts. A planned date for the device is a remediation.
        """)
  ) { examination in
    let account = examination.account
    let row = account.credentialReport.value?.root
    let inSummary = account.summary.value?["AccountMFAEnabled"].map { $0 > 0 }
    let inReport = row?.mfaActive
    let device = account.virtualMFADevices.value?.first { $0.isOfRoot }
    guard inSummary != nil || inReport != nil else {
      return Judgement(
        missing: examination.lacking(.accountSummary, account.summary)
          + examination.lacking(.credentialReport, account.credentialReport)
          + (account.summary.value != nil
            ? [MissingEvidence(.accountSummary, reason: "it does not say AccountMFAEnabled")] : []))
    }
    guard inSummary == false || inReport == false else {
      let kind =
        device.map { "a virtual device, \($0.serialNumber)" }
        ?? (account.virtualMFADevices.isWhole
          ? "no virtual device, so a hardware device or passkey"
          : "of a kind that the evidence does not tell")
      return Judgement(notes: ["The root user's MFA is \(kind)."])
    }
    if examination.rootHasNoCredentials {
      return Judgement(
        notes: ["The root user has neither password nor access key, so it cannot sign in."])
    }
    let disagree = inSummary == true || inReport == true || device?.enabled != nil
    let subject = examination.rootSubject
    func said(_ value: Bool?) -> String {
      value.map { $0 ? "enabled" : "not enabled" } ?? "not said"
    }
    return Judgement(findings: [
      Finding(
        id: FindingID("root.mfa", subject), item: ItemID("root.mfa"), subject: subject,
        severity: .critical,
        summary: disagree
          ? "the sources disagree whether root has MFA: account summary \(said(inSummary)),"
            + " credential report \(said(inReport))"
          : "the root user has no MFA device",
        facts: [
          Fact("accountSummary", said(inSummary)), Fact("credentialReport", said(inReport)),
          Fact("virtualDevice", device?.serialNumber ?? "none"),
        ],
        evidence: [account.summary.value?.citation, row?.citation, device?.citation].compactMap {
          $0
        },
        advice: Advice(
          "Sign in as root, register a hardware security key under Security credentials, and take"
            + " the evidence anew."))
    ])
  }
}

extension VirtualMFADevice {
  /// Whether it is the root user's; AWS names it so even while nobody is assigned.
  var isOfRoot: Bool {
    userARN?.resource == "root" || serialNumber.hasSuffix(":mfa/root-account-mfa-device")
  }
}

extension Examination {
  /// Whether the root user's credentials were removed, as centralized root access does: neither a
  /// password nor a key, said by evidence and not only by its absence. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html.
  var rootHasNoCredentials: Bool {
    let row = account.credentialReport.value?.root
    let password =
      account.summary.value?["AccountPasswordPresent"].map { $0 > 0 } ?? row?.passwordEnabled
    let keys =
      account.summary.value?["AccountAccessKeysPresent"].map { $0 > 0 }
      ?? row.map { $0.keys.contains(where: \.exists) }
    return password == false && keys == false && row?.passwordEnabled != true
  }
}
