internal import Model

/// An item with its findings and all that is said of them at the moment of the report.
final class ReportedItem: Sendable {
  let result: ItemResult
  /// What is said of the item as a whole.
  let whole: Verdict
  let findings: [ReportedFinding]

  init(_ result: ItemResult, in session: ReviewSession, at now: Instant) {
    let whole = Verdict(session.state(of: .item(result), at: now), isOfItem: true)
    self.result = result
    self.whole = whole
    findings = concurrentMap(result.findings.count) { index in
      ReportedFinding(result.findings[index], whole: whole, in: session, at: now)
    }
  }

  /// How many of its findings the item's rule takes for so grave.
  func count(of severity: Severity) -> Int { findings.count { $0.finding.severity == severity } }

  /// How it stands, its findings taken together.
  var standing: ItemStanding {
    if let disposition = whole.standing { return ItemStanding(disposition) }
    guard !findings.isEmpty else { return .notReviewed }
    let standings = Set(findings.map { $0.verdict.standing.map(ItemStanding.init) ?? .open })
    return standings.contains(.open)
      ? .open : standings.contains(.satisfied) ? .satisfied : .notApplicable
  }

  /// How much of it is decided, as the session counts it.
  var progress: ItemProgress {
    let states = findings.map(\.own)
    let all = whole.decision == nil && !states.isEmpty ? states : states + [whole]
    let total = max(findings.count, 1)
    return ItemProgress(
      decided: whole.isDecided ? total : states.count(where: \.isDecided), total: total,
      stale: all.count { !$0.changes.isEmpty }, expired: all.count(where: \.isExpired),
      overdue: all.count { $0.daysLate != nil })
  }
}

/// A finding with what is said of it.
final class ReportedFinding: Sendable {
  let finding: Finding
  /// What is said of the finding itself.
  let own: Verdict
  /// What counts: that, or the answer to the item as a whole.
  let verdict: Verdict
  /// How grave it is by the reviewer's word, or else by the item's rule.
  let severity: Severity
  /// How it stands to the review before; nil where there was none.
  let novelty: Novelty?

  init(_ finding: Finding, whole: Verdict, in session: ReviewSession, at now: Instant) {
    self.finding = finding
    own = Verdict(session.state(of: .finding(finding), at: now), isOfItem: false)
    verdict = whole.isDecided && !own.isDecided ? whole : own
    severity = verdict.severity(of: finding)
    novelty = session.novelty(of: finding)
  }
}

extension ReviewReport {
  /// How much of the whole checklist is decided.
  var progress: Progress {
    var progress = Progress()
    for item in items { progress.add(item.progress) }
    return progress
  }
}
