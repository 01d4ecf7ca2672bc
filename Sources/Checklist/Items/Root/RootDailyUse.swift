import Model

extension Item {
  /// Only the credential report knows when root was used.
  static let rootDailyUse = Item(
    "root.daily-use", section: .root, origin: .guide,
    title: "The root user is not used day by day",
    guidance: Guidance(
      why: "Every use of root is a moment at which it can be watched, phished or mistyped.",
      look: "What was done with it, in CloudTrail, and whether a role could have done it.",
      justification: "One of the few tasks that only root can do, with a ticket that says which.")
  ) { examination in
    let account = examination.account
    guard let row = account.credentialReport.value?.root else {
      let lacking = examination.lacking(.credentialReport, account.credentialReport)
      return Judgement(
        missing: lacking.isEmpty
          ? [MissingEvidence(.credentialReport, reason: "it has no row of the root user")] : lacking
      )
    }
    let uses = [("password", row.passwordUsed)] + row.keys.map { ("key\($0.slot)", $0.used) }
    let recent = uses.filter { $0.1.instant.map { $0 >= examination.cutoff } ?? false }
    guard !recent.isEmpty else { return Judgement() }
    let subject = examination.rootSubject
    let words = recent.map { name, use in
      "\(name) \(use.instant.map { examination.asOf.days(since: $0) } ?? 0) days ago"
    }
    return Judgement(findings: [
      Finding(
        id: FindingID("root.daily-use", subject), item: ItemID("root.daily-use"), subject: subject,
        severity: .high, summary: "the root user was used: \(words.joined(separator: ", "))",
        facts: uses.map { Fact("\($0.0)Used", $0.1.fact) }
          + [Fact("maxAgeDays", String(examination.settings.maxAgeDays))],
        evidence: [row.citation],
        advice: Advice("Find out what it was used for, and give that work to a role."))
    ])
  }
}
