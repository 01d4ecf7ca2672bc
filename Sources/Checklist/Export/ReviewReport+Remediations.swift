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
  var severity: Severity? { finding.map(verdict.severity) }
  /// How many days it is late; nil where it is not.
  var daysLate: Int? { if case .overdue(_, let days) = verdict.state { days } else { nil } }
}

extension ReviewReport {
  /// What is to be mended, the day that comes first first; on one day the gravest first.
  var remediations: [Remediation] {
    var list: [Remediation] = []
    for result in assessment.items {
      let whole = Verdict(state: state(of: result), isOfItem: true)
      if whole.standing == .remediate, let decision = whole.decision {
        list.append(
          Remediation(result: result, finding: nil, verdict: whole, decision: decision))
      }
      for finding in result.findings {
        let verdict = verdict(on: finding, whole: whole.state)
        guard !verdict.isOfItem, verdict.standing == .remediate, let decision = verdict.decision
        else { continue }
        list.append(
          Remediation(result: result, finding: finding, verdict: verdict, decision: decision))
      }
    }
    return list.enumerated().sorted { left, right in
      left.element.order(left.offset) < right.element.order(right.offset)
    }.map(\.element)
  }
}

extension Remediation {
  fileprivate func order(_ place: Int) -> (Int, Int, Int) {
    (content.due?.daysSince1970 ?? Int.max, severity?.rank ?? 0, place)
  }
}
