internal import Model

/// One thing that somebody promised to mend.
struct Remediation {
  let result: ItemResult
  /// What was found; nil where the item as a whole is to be mended.
  let finding: Finding?
  let verdict: Verdict
  let decision: Decision

  var content: DecisionContent { decision.content }
  /// The stable id that a ticket system can know it by.
  var id: String { finding?.id.rawValue ?? result.id.rawValue }
  /// What is wrong, in one line.
  var summary: String { finding.map { "\($0.subject.name): \($0.summary)" } ?? result.item.title }
  /// How grave it is; nil for an item as a whole.
  var severity: Severity? { finding.map { verdict.severity(of: $0) } }
  /// How many days it is late; nil where it is not.
  var daysLate: Int? { verdict.daysLate }

  init?(_ result: ItemResult, _ finding: Finding?, _ verdict: Verdict) {
    guard verdict.standing == .remediate, let decision = verdict.decision else { return nil }
    self.result = result
    self.finding = finding
    self.verdict = verdict
    self.decision = decision
  }
}

extension ReviewReport {
  /// What is to be mended, the day that comes first first; on one day the gravest first.
  var remediations: some Collection<Remediation> {
    // Only places are sorted: a finding with its decision is large, and there may be thousands.
    let places = items.indices.flatMap { item -> [Place] in
      ([nil] + items[item].findings.indices.map(Optional.some)).compactMap { finding in
        remediation(items[item], finding).map {
          Place(item: item, finding: finding, due: $0.content.due, rank: $0.severity?.rank ?? 0)
        }
      }
    }
    return places.sorted().lazy.compactMap { remediation(items[$0.item], $0.finding) }
  }

  /// What is to be mended of a finding, or of the item as a whole; nil where nothing is.
  private func remediation(_ item: ReportedItem, _ place: Int?) -> Remediation? {
    guard let place else {
      return item.whole.standing == .remediate ? Remediation(item.result, nil, item.whole) : nil
    }
    let finding = item.findings[place]
    return finding.verdict.standing != .remediate || finding.verdict.isOfItem
      ? nil : Remediation(item.result, finding.finding, finding.verdict)
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
