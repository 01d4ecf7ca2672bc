internal import Checklist
internal import Model
internal import Platform

/// A decision that does not apply to any current finding, and why.
struct ObsoleteDecision: Sendable {
  let target: DecisionTarget
  /// The decision; nil if there was none.
  let decision: Decision?
  /// Why it no longer applies, as text.
  let reason: String
  /// The reason in one word, the same in every export.
  let word: String
  /// The summary of the finding, if known.
  let summary: String?
}

extension ReviewReport {
  /// The earlier review, as text; nil if there is none.
  var before: String? { session.baseline?.origin.text }

  static func gone(_ session: ReviewSession, _ items: [ReportedItem]) -> [ObsoleteDecision] {
    var present: Set<DecisionTarget> = []
    for item in items {
      present.insert(.item(item.result.id))
      for finding in item.findings { present.insert(.finding(finding.finding.id)) }
    }
    var obsoleteDecisions: [DecisionTarget: ObsoleteDecision] = [:]
    for (target, left) in session.baseline?.left ?? [:] {
      // If an earlier finding has come back, it is listed as a finding.
      if left.reason == .resolved || left.reason == .unseen, present.contains(target) { continue }
      obsoleteDecisions[target] = ObsoleteDecision(
        target: target, decision: left.decision, reason: left.reason.text,
        word: left.reason.rawValue, summary: left.summary)
    }
    for (target, decision) in session.decisions where !present.contains(target) {
      obsoleteDecisions[target] = ObsoleteDecision(
        target: target, decision: decision, reason: "no longer found", word: "gone",
        summary: nil)
    }
    return obsoleteDecisions.values.sorted { $0.target < $1.target }
  }
}

extension ObsoleteDecision {
  /// The decision in the form of valid decisions.
  var verdict: Verdict {
    Verdict(decision.map(ReviewState.decided) ?? .undecided, isOfItem: !target.isFinding)
  }

  /// The finding and decision in one line.
  var line: String {
    var line = "\(target): \(reason)"
    if let summary { line += "; it was: \(summary)" }
    guard let decision else { return line + "; undecided" }
    line += "; \(decision.disposition.title) by \(decision.by) at \(decision.at)"
    return decision.note.hasNoVisibleText ? line : line + ": \(decision.note)"
  }

  var json: JSONValue {
    [
      "target": target.json, "decision": decision?.json ?? .null, "reason": .string(word),
      "summary": .optional(summary),
    ]
  }
}

extension DroppedTarget.Reason {
  var text: String {
    switch self {
    case .resolved: "resolved since the last review"
    case .unseen: "not found, but the evidence that would show it is missing"
    case .expired: "the justification expired before it was carried forward"
    case .conflict: "two people decided differently, and the conflict was not resolved"
    }
  }
}
