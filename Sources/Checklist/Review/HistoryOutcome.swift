/// The state that results from all entries of a history.
struct HistoryOutcome {
  private(set) var decisions: [DecisionTarget: Decision] = [:]
  /// The settings; a review begins with those of the checklist.
  private(set) var settings = Settings()
  /// The earlier review.
  private(set) var baseline: Baseline?
  private(set) var records: [ReviewRecord.Key: ReviewRecord] = [:]
  /// Whether a newer version made a change that cannot be followed.
  private(set) var hasUnknown = false

  init(_ history: [HistoryEntry]) {
    for change in history.lazy.flatMap(\.change.parts) {
      switch change {
      case .decision(let target, _, let decision): decisions[target] = decision
      case .settings(_, let new): settings = new
      case .baseline(_, let new): baseline = new
      case .record(let key, _, let new): records[key] = new
      case .nothing: break
      case .unknown: hasUnknown = true
      case .several: break  // A part is a single change.
      }
    }
  }
}
