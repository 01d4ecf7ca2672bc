internal import Model

/// A decision that does not stand on anything that is found now, and why.
struct LeftOver: Sendable {
  let target: DecisionTarget
  /// What was decided; nil where nobody had.
  let decision: Decision?
  /// Why it stands no more, in words.
  let reason: String
  /// One word for the reason, the same in every export.
  let word: String
  /// What was found, where that is known.
  let summary: String?
}

extension ReviewReport {
  /// The review before, in words; nil where there was none.
  var before: String? { session.baseline?.origin.words }

  static func gone(_ session: ReviewSession, _ items: [ReportedItem]) -> [LeftOver] {
    var present: Set<DecisionTarget> = []
    for item in items {
      present.insert(.item(item.result.id))
      for finding in item.findings { present.insert(.finding(finding.finding.id)) }
    }
    var leftOvers: [DecisionTarget: LeftOver] = [:]
    for (target, left) in session.baseline?.left ?? [:] {
      // What was found then and has come back is told as a finding.
      if left.reason == .resolved || left.reason == .unseen, present.contains(target) { continue }
      leftOvers[target] = LeftOver(
        target: target, decision: left.decision, reason: left.reason.words,
        word: left.reason.rawValue, summary: left.summary)
    }
    for (target, decision) in session.decisions where !present.contains(target) {
      leftOvers[target] = LeftOver(
        target: target, decision: decision, reason: "no longer found", word: "gone",
        summary: nil)
    }
    return leftOvers.values.sorted { $0.target < $1.target }
  }
}

extension LeftOver {
  /// What was decided, as documents tell of decisions that stand.
  var verdict: Verdict {
    Verdict(decision.map(ReviewState.decided) ?? .undecided, isOfItem: !target.isFinding)
  }

  /// All of it in one line.
  var line: String {
    var line = "\(target): \(reason)"
    if let summary { line += "; it was: \(summary)" }
    guard let decision else { return line + "; it was undecided" }
    line += "; \(decision.disposition.title) by \(decision.by) at \(decision.at)"
    return decision.note.isUnwritten ? line : line + ": \(decision.note)"
  }

  var json: JSONValue {
    [
      "target": target.json, "decision": decision?.json ?? .null, "reason": .string(word),
      "summary": .optional(summary),
    ]
  }
}

extension LeftBehind.Reason {
  var words: String {
    switch self {
    case .resolved: "resolved since the last review"
    case .unseen: "not found, but the evidence that would show it is missing"
    case .expired: "the justification expired before it was carried forward"
    case .conflict: "two people decided differently, and the conflict was not resolved"
    }
  }
}
