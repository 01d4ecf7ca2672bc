import Model

extension Item {
  /// Requires an MFA device for the root user.
  package static let rootMFA = Item(
    "root.mfa", section: .root, origin: .checklist,
    title: "Root MFA enabled",
    requirement: "The root user has MFA enabled.",
    reporting: Reporting(
      effort: .quick, priority: 30,
      consequence: "A stolen root password alone gives full control of the account."),
    guidance: Guidance(
      why: """
        The root user has full access to the account, and no IAM policy limits it. With a password \
        alone, anyone who can read the root mailbox or guess the password owns the account.
        """,
      look: """
        Compare the account summary, the root row of the credential report and the virtual MFA \
        devices. Prefer a hardware key kept in a safe over an app on one person's phone, and ask \
        who can reach it when that person is away.
        """,
      justification: """
        Only if nobody can sign in as root at all: a member account whose root credentials were \
        removed centrally, confirmed in the management account.
        """)
  ) { examination in
    RootMFARule(examination.account).judgement()
  }
}

/// Compares three sources on the root user's MFA; `RootAnswers` describes their precedence.
private struct RootMFARule {
  let account: Account
  let row: CredentialRow?
  let device: VirtualMFADevice?
  let answers: RootAnswers

  init(_ account: Account) {
    self.account = account
    row = account.credentialReport.value?.root
    device = account.virtualMFADevices.value?.first { device in
      device.enabled != nil && device.userARN?.resource == "root"
    }
    let summary = account.summary.value
    // The list does not contain hardware devices and passkeys, so a list without a device for root
    // proves nothing.
    answers = RootAnswers(sources: [
      .init(
        .accountSummary, account.summary, of: account, fact: "summaryMFA",
        isCompliant: summary?["AccountMFAEnabled"].map { $0 > 0 },
        citation: summary?.citation, silence: "AccountMFAEnabled is missing"),
      .init(
        .credentialReport, account.credentialReport, of: account, fact: "reportMFA",
        isCompliant: row?.mfaActive, citation: row?.citation,
        silence: row == nil
          ? "no row for root"
          : "the root row does not say whether MFA is active"),
      .init(
        .virtualMFADevices, account.virtualMFADevices, of: account, fact: "virtualMFA",
        isCompliant: device == nil ? nil : true, citation: device?.citation,
        silence: "none is assigned to root", canDeny: false),
    ])
  }

  func judgement() -> Judgement {
    var judgement = Judgement()
    if answers.nonCompliant.isEmpty {
      noteDevice(in: &judgement)
    } else {
      judgement.findings.append(finding)
    }
    noteGaps(in: &judgement)
    return judgement
  }

  /// A list of virtual devices without one for root is not a gap.
  private func noteGaps(in judgement: inout Judgement) {
    let relevant = answers.sources.filter {
      $0.kind != .virtualMFADevices || $0.isCompliant != nil || !$0.isWhole
    }
    RootAnswers(sources: relevant).noteGaps(in: &judgement)
  }

  private func noteDevice(in judgement: inout Judgement) {
    guard !answers.compliant.isEmpty else { return }
    if let device {
      judgement.notes.append("The MFA device is virtual: \(device.serialNumber)")
    } else if account.virtualMFADevices.isWhole {
      judgement.notes.append(
        "The MFA device is a hardware device or a passkey: no virtual device is assigned to root")
    } else {
      judgement.notes.append(
        "The evidence does not show whether the MFA device is virtual or hardware")
    }
  }

  /// Whether nobody can sign in as root: no source shows a password or an access key, and at least
  /// one shows that there is no password.
  private var hasNoCredentials: Bool {
    let password = [
      row?.passwordEnabled, account.summary.value?["AccountPasswordPresent"].map { $0 > 0 },
    ]
    let key = [
      row.flatMap { row in row.keys.contains { $0.exists } ? true : nil },
      account.summary.value?["AccountAccessKeysPresent"].map { $0 > 0 },
    ]
    return password.contains(false) && !password.contains(true) && !key.contains(true)
  }

  private var finding: Deviation {
    let disagreement = answers.disagreement(compliant: "one", nonCompliant: "none")
    let verb = answers.disagrees ? "may have" : "has"
    var facts = answers.sources.compactMap { source in
      source.isCompliant.map { Fact(source.fact, String($0)) }
    }
    if answers.disagrees { facts.append(Fact("sourcesDisagree", "true")) }
    facts.append(Fact("credentialsPresent", hasNoCredentials ? "false" : "true"))
    return Deviation(
      "root", subject: .root(of: account),
      severity: hasNoCredentials ? .low : .critical,
      summary: hasNoCredentials
        ? "The root user has no password, no access key and \(verb == "has" ? "" : "possibly ")no MFA\(disagreement)"
        : "The root user \(verb) no MFA\(disagreement)",
      facts: facts, evidence: answers.citations,
      advice: Advice(
        """
        Sign in as root and assign a hardware MFA device under Security credentials. No command \
        can do this for the root user. Then collect the account summary again.
        """,
        command: "aws iam get-account-summary --query=SummaryMap.AccountMFAEnabled"))
  }
}
