internal import Model
internal import Platform

/// An inconsistency of the history, which shows that it was changed.
public struct HistoryError: Hashable, Sendable {
  /// The kind of inconsistency.
  public enum Kind: Hashable, Sendable {
    /// The entry does not match its digest.
    case changed
    /// The entry does not contain the digest of the previous one.
    case doesNotFollow
    /// The number of the entry is not one higher than that of the previous one.
    case wrongNumber
    /// Two branches of the history were not merged.
    case branches
    /// A decision of the session differs from the result of the history.
    case otherDecision(DecisionTarget)
    /// A record of the session differs from the result of the history.
    case otherRecord(ReviewRecord.Key)
    /// The settings differ from the result of the history.
    case otherSettings
    /// The earlier review differs from the result of the history.
    case otherBaseline
  }

  /// The kind of inconsistency.
  public let kind: Kind
  /// The number of the entry, from 1; nil for an inconsistency with the result of the history.
  public let entry: Int?

  /// The inconsistency, in one line.
  public var message: String {
    let which = "history entry \(entry ?? 0)"
    return switch kind {
    case .changed: "\(which) was changed after it was written"
    case .doesNotFollow: "\(which) does not follow from the one before it"
    case .wrongNumber: "\(which) has the wrong number"
    case .branches: "\(which) is the end of a branch that was never merged"
    case .otherDecision(let target):
      "the decision on \(VisibleText.line(target.description)) does not match the history"
    case .otherRecord(let key):
      "the \(VisibleText.line(key.kind)) \(VisibleText.line(key.id)) does not match the history"
    case .otherSettings: "the settings do not match the history"
    case .otherBaseline: "the earlier review does not match the history"
    }
  }
}

extension ReviewSession {
  /// All inconsistencies of the history; empty in a session that only this program wrote.
  public var historyErrors: [HistoryError] {
    var errors: [HistoryError] = []
    /// The numbers of all entries so far, by digest, and the digests that no entry follows yet.
    var numbers: [SHA256Digest: Int] = [:]
    var ends: [SHA256Digest: Int] = [:]
    var lastNumber = 0
    // Two reviews that began independently each have a first entry.
    let isMerged = history.contains { $0.merged != nil }
    let isUnchanged = concurrentMap(history.count) { history[$0].isUnchanged }
    for (index, entry) in history.enumerated() {
      let before = [entry.previous, entry.merged].compactMap(\.self)
      let known = before.compactMap { numbers[$0] }
      let follows = known.count == before.count && (!before.isEmpty || index == 0 || isMerged)
      let number = (known.max() ?? (follows ? 0 : lastNumber)) + 1
      if entry.number != number {
        errors.append(HistoryError(kind: .wrongNumber, entry: index + 1))
      }
      if !follows { errors.append(HistoryError(kind: .doesNotFollow, entry: index + 1)) }
      for digest in before { ends[digest] = nil }
      numbers[entry.hash] = number
      lastNumber = number
      ends[entry.hash] = index + 1
      if !isUnchanged[index] {
        errors.append(HistoryError(kind: .changed, entry: index + 1))
      }
    }
    for end in ends.values.sorted().dropLast() {
      errors.append(HistoryError(kind: .branches, entry: end))
    }
    let outcome = HistoryOutcome(history)
    // The effect of an unknown entry on the decisions cannot be followed.
    guard !outcome.hasUnknown else { return errors }
    let targets = Set(outcome.decisions.keys).union(decisions.keys).sorted()
    for target in targets where outcome.decisions[target] != decisions[target] {
      errors.append(HistoryError(kind: .otherDecision(target), entry: nil))
    }
    let keys = Set(outcome.records.keys).union(records.keys).sorted()
    for key in keys where outcome.records[key] != records[key] {
      errors.append(HistoryError(kind: .otherRecord(key), entry: nil))
    }
    if outcome.settings != settings {
      errors.append(HistoryError(kind: .otherSettings, entry: nil))
    }
    if outcome.baseline != baseline {
      errors.append(HistoryError(kind: .otherBaseline, entry: nil))
    }
    return errors
  }
}
