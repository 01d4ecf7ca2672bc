import Checklist
import Model

/// What was decided of a finding or an item, by whom, on which facts, and how it came to be.
struct DecisionText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  /// The decision that stands, or the one that does not any more and why.
  func add(_ target: Reviewable, to text: inout TextBuilder) {
    let state = context.session.state(of: target, at: context.now)
    let standing = Standing(state)
    text.pair("decision", state.title, role: standing.role)
    guard let decision = state.decision else { return }
    if !decision.note.isEmpty { text.pair("note", decision.note) }
    let content = decision.content
    if let kind = content.justification { text.pair("kind", kind.title) }
    if let day = content.expires { text.pair("expires", day.description) }
    if let owner = content.owner { text.pair("owner", owner) }
    if let day = content.due { text.pair("due", day.description) }
    if let ticket = content.ticket { text.pair("ticket", ticket) }
    if let other = content.severity {
      text.pair("severity now", "\(other.severity.rawValue): \(other.reason)")
    }
    text.pair("by", "\(decision.by.description), \(decision.at.description)", role: .muted)
    if let approval = decision.approval {
      text.pair(
        approval.verdict.rawValue,
        "\(approval.by.description), \(approval.at.description): \(approval.text)")
    }
    if case .stale(_, let changes) = state {
      text.heading("Changed since the decision")
      for change in changes {
        text.pair(change.name, "\(change.old ?? "nothing") -> \(change.new ?? "nothing")")
      }
    }
  }

  /// Every change of the decision, the newest first.
  func addHistory(of target: DecisionTarget, to text: inout TextBuilder) {
    let entries = context.session.history.reversed().filter { $0.changes(target) }
    guard !entries.isEmpty else { return }
    text.heading("History", count: entries.count)
    for entry in entries {
      text.entry(
        "\(entry.at.description)  \(entry.words)",
        aside: entry.by.description)
    }
  }
}

extension HistoryEntry {
  fileprivate func changes(_ target: DecisionTarget) -> Bool {
    if case .decision(let changed, _, _) = change { changed == target } else { false }
  }

  /// What became of the decision, in words.
  fileprivate var words: String {
    guard case .decision(_, _, let decision) = change else { return "" }
    let what = decision?.disposition.title ?? "undecided"
    let size = step.size > 1 ? " with \(step.size - 1) more" : ""
    return switch action {
    case .undo: "undone: \(what)" + size
    case .redo: "redone: \(what)" + size
    case .approve: "\(decision?.approval?.verdict.rawValue ?? what)" + size
    case .resolve: "one side taken: \(what)"
    case .carry: "carried forward: \(what)" + size
    case .merge: decision?.conflict == nil ? "merged: \(what)" : "merged: two sides disagree"
    case .decide, .settings, .unknown: what + size
    }
  }
}
