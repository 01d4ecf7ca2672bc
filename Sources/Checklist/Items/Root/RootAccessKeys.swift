import Model

extension Item {
  /// An inactive key counts too: one call makes it active again, and its secret is out there.
  static let rootAccessKeys = Item(
    "root.access-keys", section: .root, origin: .checklist,
    title: "The root user has no access keys",
    guidance: Guidance(
      why: """
        A root access key is unlimited power in a text file, without MFA and without a name. It \
        cannot be restricted by any policy of the account, so nothing but its absence is safe.
        """,
      look: """
        Every key, active or not, when it was made and where it was last used. Ask which program \
        still holds the secret before it is deleted.
        """,
      justification: """
        Hardly ever sound. A key that a documented job needs until a named date is a remediation \
        with an owner, and the job needs a role instead.
        """)
  ) { examination in
    let account = examination.account
    let row = account.credentialReport.value?.root
    let count = account.summary.value?["AccountAccessKeysPresent"]
    guard row != nil || count != nil else {
      return Judgement(
        missing: examination.lacking(.accountSummary, account.summary)
          + examination.lacking(.credentialReport, account.credentialReport))
    }
    let subject = examination.rootSubject
    let advice = Advice(
      "Sign in as root and delete the key under Security credentials; give its user a role.")
    let keys = (row?.keys ?? []).filter(\.exists)
    var findings = keys.map { key in
      let state = key.isActive.map { $0 ? "active" : "inactive" } ?? "present"
      return Finding(
        id: FindingID("root.access-keys", subject, "key-\(key.slot)"),
        item: ItemID("root.access-keys"), subject: subject,
        severity: key.isActive == false ? .high : .critical,
        summary: "the root user has an \(state) access key",
        facts: [
          Fact("active", key.isActive.map(String.init) ?? "not said"),
          Fact("lastRotated", key.rotated.fact), Fact("lastUsed", key.used.fact),
          Fact("accountSummary", count.map(String.init) ?? "not said"),
        ],
        evidence: [row?.citation, account.summary.value?.citation].compactMap { $0 },
        advice: advice)
    }
    if keys.isEmpty, let count, count > 0 {
      findings.append(
        Finding(
          id: FindingID("root.access-keys", subject, "key"), item: ItemID("root.access-keys"),
          subject: subject, severity: .critical,
          summary: "the account summary counts \(count) root access key\(count == 1 ? "" : "s")",
          facts: [Fact("accountSummary", String(count))],
          evidence: [account.summary.value?.citation].compactMap { $0 }, advice: advice))
    }
    return Judgement(findings: findings)
  }
}
