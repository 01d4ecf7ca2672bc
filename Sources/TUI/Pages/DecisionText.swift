import Checklist
import Model
import Platform

/// The decision on a finding or item: author, facts, and history.
struct DecisionText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  /// Adds the valid decision, or the invalid one with the reason.
  func add(_ target: Reviewable, to text: inout TextBuilder) {
    let state = context.session.state(of: target, at: context.now)
    let status = DecisionStatus(state, of: target)
    text.pair("decision", state.title, role: status.role)
    addEarlierReview(of: target, to: &text)
    guard let decision = state.decision else { return }
    if let conflict = decision.conflict { return add(conflict, to: &text) }
    if !decision.note.isEmpty { text.pair("note", decision.note) }
    if status.lacksNote {
      text.pair("note", "none; version 0.1 did not require one", role: .warning)
    }
    let content = decision.content
    if let kind = content.justification { text.pair("kind", kind.title) }
    if let day = content.expires { text.pair("expires", day.description) }
    if let limit = context.session.limitSetAfterDecision(on: target) {
      text.pair(
        "limit", "\(limit.counted("day")), set after the decision; the decision lasts longer",
        role: .warning)
    }
    if let owner = content.owner { text.pair("owner", owner) }
    if let day = content.due { text.pair("due", day.description) }
    if let ticket = content.ticket { text.pair("ticket", ticket) }
    // For a finding, the line of its severity shows what counts.
    if case .item = target, let other = content.severity {
      text.pair("severity override", "\(other.severity.rawValue): \(other.reason)")
    }
    text.pair(
      "decided by", "\(decision.by.description), \(decision.at.toTheMinute)", role: .muted)
    if let carried = decision.carried { text.pair("carried forward", "from \(carried.text)") }
    if let approval = decision.approval {
      text.pair(
        "\(approval.verdict.rawValue) by",
        "\(approval.by.description), \(approval.at.toTheMinute)"
          + (approval.text.isEmpty ? "" : ": \(approval.text)"))
    }
    if case .stale(_, let changes) = state {
      text.heading("Changed since the decision")
      for change in changes where !change.repeatsSummary {
        text.pair(change.label, "\(change.values.old) -> \(change.values.new)")
      }
    }
  }

  /// Adds the novelty of a finding, and an earlier decision that is no longer valid.
  private func addEarlierReview(of target: Reviewable, to text: inout TextBuilder) {
    guard let baseline = context.session.baseline else { return }
    if case .finding(let finding) = target, let novelty = context.session.novelty(of: finding) {
      let word =
        novelty == .new && !baseline.isWhole
        ? "new, or undecided in \(baseline.origin.text)"
        : "\(novelty.rawValue) since \(baseline.origin.text)"
      text.pair("comparison", word)
    }
    guard let left = baseline.left[target.target], let decision = left.decision,
      context.session.decisions[target.target] == nil
    else { return }
    text.pair(
      "earlier decision", "\(decision.text), by \(decision.by.description)", role: .warning)
  }

  /// Adds both decisions of a conflict, and the keys that keep one of them.
  private func add(_ conflict: DecisionConflict, to text: inout TextBuilder) {
    let ours = context.reviewer.map(conflict.side(of:)) ?? 0
    text.pair("differs in", conflict.fields.joined(separator: ", "), role: .warning)
    for (key, side) in [("o", conflict.sides[ours]), ("t", conflict.sides[1 - ours])] {
      guard let side else {
        text.pair("\(key) keeps", "undecided")
        continue
      }
      let isOwn = context.reviewer.map(side.by.isSamePerson(as:)) ?? false
      text.pair(
        "\(key) keeps",
        "\(isOwn ? "your decision" : "decision of \(side.by.description)"): \(side.text)",
        role: StyleRole(side.disposition))
    }
    if let base = conflict.base { text.pair("both from", "\(base.text)", role: .muted) }
  }

  /// Adds every change of the decision, the newest first.
  func addHistory(of target: DecisionTarget, to text: inout TextBuilder) {
    let entries = context.session.changes(of: target)
    guard !entries.isEmpty else { return }
    text.heading("History", count: entries.count)
    for entry in entries {
      text.entry(
        "\(entry.at.description)  \(entry.text)",
        aside: entry.by.description)
    }
  }
}

extension HistoryEntry {
  /// The state of the decision, as text.
  fileprivate var text: String {
    if case .record(_, _, let record) = change {
      let word = record.flatMap(SetSeverity.init).map {
        "severity \($0.severity.rawValue): \($0.note)"
      }
      return switch action {
      case .undo: "undone: \(word ?? "severity as automated")"
      case .redo: "redone: \(word ?? "severity as automated")"
      default: word ?? "severity as automated"
      }
    }
    guard case .decision(_, _, let decision) = change else { return "" }
    let what = decision?.disposition.title ?? "undecided"
    let others = step.size - 1 + others
    let size = others > 0 ? ", with \(others.counted("other decision"))" : ""
    return switch action {
    case .undo: "undone: \(what)" + size
    case .redo: "redone: \(what)" + size
    case .approve: "\(decision?.approval?.verdict.rawValue ?? what)" + size
    case .resolve: "conflict resolved: \(what)"
    case .carry: "carried forward: \(what)" + size
    case .merge: decision?.conflict == nil ? "merged: \(what)" : "merged: conflict"
    case .decide, .settings, .edit, .unknown: what + size
    }
  }
}
