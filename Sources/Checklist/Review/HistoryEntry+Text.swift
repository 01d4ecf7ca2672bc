internal import Model
internal import Platform

extension HistoryEntry {
  /// The entry as a sentence: number, time, person, what changed, from what to what.
  ///
  ///     3  2026-11-24T09:00:00Z  ann@jump1  decide users.mfa/user/alice: undecided -> justified
  ///     until 2027-05-31 (token in the safe)
  public var sentence: String {
    let why: String =
      switch action {
      case .decide: "decide"
      case .approve: change.isRejection ? "reject" : "approve"
      case .resolve: "resolve"
      case .carry: "carry forward"
      case .merge: "merge"
      case .undo(let step): "undo of \(step):"
      case .redo(let step): "redo of \(step):"
      case .settings: "change"
      case .edit: "write"
      case .unknown(let word): word
      }
    let size = step.size > 1 ? " [\(number - step.first + 1) of \(step.size)]" : ""
    return "\(number)  \(at.description)  \(by.description)  \(why) \(change.text)\(size)"
  }
}

extension HistoryEntry.Change {
  /// What changed, and from what to what.
  fileprivate var text: String {
    switch self {
    case .settings(let from, let to): "settings: \(to.words(since: from))"
    case .baseline(_, let baseline?): "from \(baseline.origin.text)"
    case .baseline(_, nil): "removes the earlier review"
    case .decision, .record, .several: "\(subject): \(transition)"
    case .nothing: "of two histories"
    case .unknown: "a change by a newer version of iam-review"
    }
  }

  private var subject: String {
    switch self {
    case .decision(let target, _, _): target.description
    case .record(let key, _, _): "\(key.kind) \(key.id)"
    case .several(let parts) where parts.allSatisfy { $0.singleTarget != nil }:
      DecisionTarget.counted(targets)
    default: count.counted("change")
    }
  }

  /// From what to what; for several changes only what they have in common.
  private var transition: String {
    switch self {
    case .decision(_, let from, let to): return "\(from.text) -> \(to.text)"
    case .record(_, let from, let to): return to.text(since: from)
    case .several(let parts):
      if let same = parts.map(\.transition).onlyValue { return same }
      return "various -> \(parts.map(\.result).onlyValue ?? "various")"
    case .settings, .baseline, .nothing, .unknown: return ""
    }
  }

  /// The state after the change.
  private var result: String {
    switch self {
    case .decision(_, _, let to): to.text
    case .record(_, _, let to): to.text(since: nil)
    case .settings, .baseline, .several, .nothing, .unknown: ""
    }
  }
}

extension ReviewRecord? {
  /// What a record says, in short: a text, or `low -> high (console access)`.
  fileprivate func text(since old: ReviewRecord?) -> String {
    guard let self else { return "removed" }
    guard let new = SetSeverity(self) else { return self.text("text") ?? "changed" }
    let before = old.flatMap(SetSeverity.init)?.severity.rawValue ?? "automated"
    let conflict = self.sides.isEmpty ? "" : ", in conflict"
    return "\(before) -> \(new.severity.rawValue) (\(new.note))\(conflict)"
  }
}

extension Settings {
  /// The differences from `old`, in short.
  func words(since old: Settings) -> String {
    var words: [String] = []
    if maxAgeDays != old.maxAgeDays {
      words.append("age limit \(old.maxAgeDays) -> \(maxAgeDays) days")
    }
    if sensitiveServices != old.sensitiveServices {
      words.append("sensitive services \(sensitiveServices.joined(separator: ", "))")
    }
    if acceptanceLimits != old.acceptanceLimits {
      let limits = Severity.allCases.map { "\($0.rawValue) \(acceptanceLimits[$0])" }
      words.append("acceptance limits in days: \(limits.joined(separator: ", "))")
    }
    if origin != old.origin {
      words.append(origin.map { "only items of the \($0.rawValue)" } ?? "all items")
    }
    return words.joined(separator: "; ")
  }
}

extension Decision? {
  /// A decision in short.
  package var text: String { self?.text ?? "undecided" }
}

extension Decision {
  /// The decision in short: `justified until 2027-05-31 (token in the safe)`.
  public var text: String {
    var words = content.disposition.title
    if let day = content.expires { words += " until \(day)" }
    if let owner = content.owner { words += ", owner \(owner)" }
    if let day = content.due { words += ", due \(day)" }
    // The note is that of the decision, not of its approval.
    if !content.note.isEmpty { words += " (\(content.note))" }
    if conflict != nil { words += ", in conflict" }
    if let approval {
      words += ", \(approval.verdict.rawValue) by \(approval.by.description)"
    }
    return words
  }
}

extension HistoryEntry.Change {
  /// Whether it rejects a decision.
  fileprivate var isRejection: Bool {
    guard case .decision(_, _, let to)? = parts.first else { return false }
    return to?.approval?.verdict == .rejected
  }
}

extension [String] {
  /// The value of all elements; nil if they differ.
  fileprivate var onlyValue: String? { Set(self).count == 1 ? first : nil }
}
