internal import Model

/// A place where the history does not hold together: somebody changed the past.
public struct HistoryFault: Hashable, Sendable {
  /// What does not hold.
  public enum Kind: Hashable, Sendable {
    /// The entry is not what its digest was taken of.
    case changed
    /// The entry does not name the digest of the one before.
    case doesNotFollow
    /// The entries are not numbered 1, 2, 3, …
    case wrongNumber
    /// The decision that stands is not the one that the history ends with.
    case otherDecision(DecisionTarget)
  }

  /// What does not hold.
  public let kind: Kind
  /// The number of the entry, counted from 1; nil for a decision.
  public let entry: Int?

  /// What does not hold, in one line.
  public var message: String {
    let which = "history entry \(entry ?? 0)"
    return switch kind {
    case .changed: "\(which) was changed after it was written"
    case .doesNotFollow: "\(which) does not follow from the one before it"
    case .wrongNumber: "\(which) has another number"
    case .otherDecision(let target):
      "the decision on \(VisibleText.line(target.description)) is not what the history says"
    }
  }
}

extension ReviewSession {
  /// Every place where the history does not hold together; none in a session that only this
  /// program wrote.
  public var historyFaults: [HistoryFault] {
    var faults: [HistoryFault] = []
    var previous: SHA256Digest?
    var decided: [DecisionTarget: Decision] = [:]
    var hasUnknown = false
    for (index, entry) in history.enumerated() {
      if entry.number != index + 1 {
        faults.append(HistoryFault(kind: .wrongNumber, entry: index + 1))
      }
      if entry.previous != previous {
        faults.append(HistoryFault(kind: .doesNotFollow, entry: index + 1))
      }
      if !entry.isUnchanged {
        faults.append(HistoryFault(kind: .changed, entry: index + 1))
      }
      previous = entry.hash
      switch entry.change {
      case .decision(let target, _, let decision): decided[target] = decision
      case .settings: break
      case .unknown: hasUnknown = true
      }
    }
    // What an unknown entry did to the decisions cannot be followed.
    guard !hasUnknown else { return faults }
    let targets = Set(decided.keys).union(decisions.keys).sorted()
    for target in targets where decided[target] != decisions[target] {
      faults.append(HistoryFault(kind: .otherDecision(target), entry: nil))
    }
    return faults
  }
}
