internal import Model

extension HistoryEntry.Change {
  /// The single changes: those of several, or the change itself.
  public var parts: [Self] { if case .several(let parts) = self { parts } else { [self] } }

  /// The number of single changes.
  public var count: Int { if case .several(let parts) = self { parts.count } else { 1 } }

  /// The findings and items whose decision or severity changed.
  public var targets: [DecisionTarget] { parts.compactMap(\.singleTarget) }

  /// The finding or item whose decision or severity changed; nil for everything else.
  public var singleTarget: DecisionTarget? {
    switch self {
    case .decision(let target, _, _): target
    case .record(let key, _, _): key.severityFinding.map(DecisionTarget.finding)
    case .settings, .baseline, .several, .nothing, .unknown: nil
    }
  }

  /// The number of decisions that it changes.
  public var decisionCount: Int {
    switch self {
    case .decision: 1
    case .several(let parts): parts.count { if case .decision = $0 { true } else { false } }
    case .settings, .baseline, .record, .nothing, .unknown: 0
    }
  }

  /// Whether version 1 of the schema cannot represent it.
  var needsSchemaVersion2: Bool {
    switch self {
    case .decision(_, _, let decision): decision?.exceededLimit != nil
    case .settings(_, let new): new.acceptanceLimits != AcceptanceLimits()
    case .record, .several: true
    case .baseline, .nothing, .unknown: false
    }
  }
}

extension HistoryEntry.Change {
  /// The number of changes from which a step has one entry for all of them. Smaller steps have an
  /// entry for each, which version 0.1 can read.
  static let fewestTogether = 10

  /// The changes of the entries of a step: long runs of decisions and records become one change.
  static func together(_ changes: [Self]) -> [Self] {
    var (list, run): ([Self], [Self]) = ([], [])
    for change in changes {
      if change.canBePart {
        run.append(change)
      } else {
        list += entries(run) + [change]
        run = []
      }
    }
    return list + entries(run)
  }

  private static func entries(_ run: [Self]) -> [Self] {
    run.count < fewestTogether ? run : [.several(run)]
  }

  /// Whether it can be one of several changes in an entry.
  private var canBePart: Bool {
    switch self {
    case .decision, .record: true
    case .settings, .baseline, .several, .nothing, .unknown: false
    }
  }
}

extension HistoryEntry {
  /// The entry with only its change of `target`; its number, digest and line are those of the whole
  /// entry.
  func narrowed(to target: DecisionTarget) -> HistoryEntry {
    guard case .several(let parts) = change,
      let part = parts.first(where: { $0.singleTarget == target })
    else { return self }
    return narrowed(to: part)
  }

  /// An entry for each single change, as in `narrowed(to:)`.
  public var singles: [HistoryEntry] {
    if case .several(let parts) = change { parts.map(narrowed) } else { [self] }
  }

  private func narrowed(to part: Change) -> HistoryEntry {
    HistoryEntry(
      number: number, at: at, by: by, action: action, change: part, step: step,
      previous: previous, merged: merged, hash: hash, line: line, others: change.count - 1)
  }
}

extension Sequence<HistoryEntry> {
  /// The number of single changes in the entries.
  public var changeCount: Int { reduce(0) { $0 + $1.change.count } }
}
