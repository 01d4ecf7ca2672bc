import Model

extension Item {
  /// Requires that the root user has no access key, active or not.
  package static let rootAccessKeys = Item(
    "root.access-keys", section: .root, origin: .checklist,
    title: "No root access keys",
    requirement: "The root user has no access keys.",
    reporting: Reporting(
      effort: .quick, priority: 70,
      consequence: "A root key cannot be limited by any IAM policy of the account."),
    guidance: Guidance(
      why: """
        A root access key is the whole account in one line of text: no IAM policy limits it, and \
        MFA does not protect it. An inactive key can be reactivated with one call.
        """,
      look: """
        The account summary counts the keys; the credential report shows each key slot with its \
        dates. Before the key is deleted, find out what last used it, and search scripts and \
        pipelines for it.
        """,
      justification: """
        Almost none: no routine task needs a root access key. If its deletion is planned, record a \
        remediation with a due date instead.
        """)
  ) { examination in
    RootAccessKeysRule(examination.account).judgement()
  }
}

private struct RootAccessKeysRule {
  let account: Account
  let row: CredentialRow?
  let answers: RootAnswers

  init(_ account: Account) {
    self.account = account
    let row = account.credentialReport.value?.root
    self.row = row
    let summary = account.summary.value
    answers = RootAnswers(sources: [
      .init(
        .accountSummary, account.summary, of: account, fact: "summaryHasKeys",
        isCompliant: summary?["AccountAccessKeysPresent"].map { $0 == 0 },
        citation: summary?.citation, silence: "AccountAccessKeysPresent is missing"),
      .init(
        .credentialReport, account.credentialReport, of: account, fact: "reportHasKeys",
        isCompliant: row.flatMap(Self.hasNoKeys), citation: row?.citation,
        silence: row == nil
          ? "no row for root" : "the root row does not say whether root has access keys"),
    ])
  }

  /// Nil if no slot contains a key, but the report does not show every slot.
  private static func hasNoKeys(_ row: CredentialRow) -> Bool? {
    if row.keys.contains(where: \.exists) { return false }
    let isSilent = row.keys.isEmpty || row.keys.contains { $0.isActive == nil }
    return isSilent ? nil : true
  }

  func judgement() -> Judgement {
    var judgement = Judgement()
    if !answers.nonCompliant.isEmpty { judgement.findings.append(finding) }
    answers.noteGaps(in: &judgement)
    if let number = account.summary.value?["AccountSigningCertificatesPresent"], number > 0 {
      judgement.notes.append(
        "The root user has a signing certificate, which can also sign requests")
    }
    return judgement
  }

  private var finding: Deviation {
    let keys = row?.keys.filter(\.exists) ?? []
    var facts = answers.sources.compactMap { source in
      source.isCompliant.map { Fact(source.fact, String(!$0)) }
    }
    if answers.disagrees { facts.append(Fact("sourcesDisagree", "true")) }
    for key in keys {
      facts.append(Fact("key\(key.slot)Active", key.isActive.map(String.init) ?? "unknown"))
      facts.append(Fact("key\(key.slot)Rotated", key.rotated))
      facts.append(Fact("key\(key.slot)LastUsed", key.used))
    }
    let allInactive = !keys.isEmpty && keys.allSatisfy { $0.isActive == false }
    return Deviation(
      "root", subject: .root(of: account),
      severity: allInactive ? .high : .critical,
      summary: "The root user \(answers.disagrees ? "may have" : "has") \(Self.described(keys))"
        + answers.disagreement(compliant: "none", nonCompliant: "one"),
      facts: facts, evidence: answers.citations,
      advice: Advice(
        """
        If a workload uses the key, give it a role instead. Then sign in as root and delete the key: \
        no other user can.
        """,
        command: "aws iam list-access-keys && aws iam delete-access-key --access-key-id=KEY_ID"))
  }

  private static func described(_ keys: [CredentialRow.Key]) -> String {
    guard !keys.isEmpty else { return "an access key" }
    return keys.map { key in
      let state = key.isActive.map { $0 ? "an active" : "an inactive" } ?? "an"
      let use = key.used.instant.map { "last used \($0.day)" }
      return "\(state) access key (key \(key.slot)\(use.map { ", " + $0 } ?? ""))"
    }.joined(separator: " and ")
  }
}
