internal import Checklist
internal import Platform

/// An item with its findings and the state of all decisions at the time of the report.
final class ReportedItem: Sendable {
  let result: ItemResult
  /// The decision on the item as a whole.
  let whole: Verdict
  /// The findings, the most severe first.
  let findings: [ReportedFinding]

  init(_ result: ItemResult, in session: ReviewSession, at now: Instant) {
    let whole = Verdict(session.state(of: .item(result), at: now), isOfItem: true)
    self.result = result
    self.whole = whole
    let findings = concurrentMap(result.findings.count) { index in
      ReportedFinding(result.findings[index], whole: whole, in: session, at: now)
    }
    self.findings =
      findings.contains { $0.severityChange != nil }
      ? findings.sorted { $0.severity < $1.severity } : findings
  }

  /// The state of the item, including its findings.
  var status: ItemStatus {
    if let disposition = whole.disposition { return ItemStatus(disposition) }
    guard !findings.isEmpty else { return .notReviewed }
    let statuses = Set(findings.map { $0.verdict.disposition.map(ItemStatus.init) ?? .open })
    return statuses.contains(.open)
      ? .open : statuses.contains(.satisfied) ? .satisfied : .notApplicable
  }

  /// The progress of the item, as in the session.
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

/// A finding with the state of its decision.
final class ReportedFinding: Sendable {
  let finding: Finding
  /// The decision on the finding itself.
  let own: Verdict
  /// The effective decision: that on the finding, or that on the item as a whole.
  let verdict: Verdict
  /// The effective severity: the only one by which documents sort, count and color.
  let severity: Severity
  /// What a person set instead of the automated severity; nil if that one counts.
  let severityChange: SeverityChange?
  /// The finding compared with the earlier review; nil if there is none.
  let novelty: Novelty?

  init(_ finding: Finding, whole: Verdict, in session: ReviewSession, at now: Instant) {
    self.finding = finding
    own = Verdict(session.state(of: .finding(finding), at: now), isOfItem: false)
    verdict = whole.isDecided && !own.isDecided ? whole : own
    let effective = session.severity(
      of: finding, decision: verdict.isDecided ? verdict.decision : nil)
    severity = effective.value
    severityChange = effective.change.map(SeverityChange.init)
    novelty = session.novelty(of: finding)
  }
}

/// A severity that a person set. A class, because only few findings have one.
final class SeverityChange: Sendable {
  let change: SetSeverity

  init(_ change: SetSeverity) { self.change = change }
}

extension ReviewReport {
  /// The progress of the whole checklist.
  var progress: Progress {
    var progress = Progress()
    for item in items { progress.add(item.progress) }
    return progress
  }
}
