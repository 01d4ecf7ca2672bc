internal import Checklist
internal import Platform

/// A remediation.
struct Remediation {
  let result: ItemResult
  /// The finding; nil if the remediation is for the item as a whole.
  let finding: Finding?
  /// The effective severity; nil for an item as a whole.
  let severity: Severity?
  let verdict: Verdict
  let decision: Decision

  var content: DecisionContent { decision.content }
  /// A stable id for ticket systems.
  var id: String { finding?.id.rawValue ?? result.id.rawValue }
  /// The problem, in one line.
  var summary: String { finding.map { "\($0.subject.name): \($0.predicate)" } ?? result.item.title }
  /// The number of days past the due date; nil if it is not overdue.
  var daysLate: Int? { verdict.daysLate }

  init?(_ result: ItemResult, _ reported: ReportedFinding?, _ verdict: Verdict) {
    guard verdict.disposition == .remediate, let decision = verdict.decision else { return nil }
    self.result = result
    finding = reported?.finding
    severity = reported?.severity
    self.verdict = verdict
    self.decision = decision
  }
}

extension ReviewReport {
  /// The sentence in place of an empty list of remediations.
  var nothingPlanned: String {
    progress.decided < progress.total
      ? "No remediations are planned yet." : "No remediations are planned."
  }

  /// The remediations, ordered by due date, then the most severe first.
  var remediations: some Collection<Remediation> {
    // Only positions are sorted, because a finding with its decision is large, and there can be
    // thousands.
    let places = items.indices.flatMap { item -> [Place] in
      ([nil] + items[item].findings.indices.map(Optional.some)).compactMap { finding in
        remediation(items[item], finding).map {
          Place(item: item, finding: finding, due: $0.content.due, rank: $0.severity?.rank ?? 0)
        }
      }
    }
    return places.sorted().lazy.compactMap { remediation(items[$0.item], $0.finding) }
  }

  /// The remediation of a finding, or of the item as a whole; nil if there is none.
  private func remediation(_ item: ReportedItem, _ place: Int?) -> Remediation? {
    guard let place else {
      return item.whole.disposition == .remediate ? Remediation(item.result, nil, item.whole) : nil
    }
    let finding = item.findings[place]
    return finding.verdict.disposition != .remediate || finding.verdict.isOfItem
      ? nil : Remediation(item.result, finding, finding.verdict)
  }

  private struct Place: Comparable {
    let item: Int
    let finding: Int?
    let due: CalendarDay?
    let rank: Int

    private var order: (Int, Int, Int, Int) {
      (due?.daysSince1970 ?? Int.max, rank, item, finding ?? -1)
    }

    static func < (left: Place, right: Place) -> Bool { left.order < right.order }
  }
}
