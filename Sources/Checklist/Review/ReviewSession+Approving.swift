internal import Model
public import Platform

extension ReviewSession {
  /// Records the approval or rejection of the decisions on `targets` by a second person, as one
  /// step.
  ///
  /// Applies to all targets or none: each needs a valid decision by another person. A rejection
  /// requires a text. If a decision changes later, its approval is dropped.
  @discardableResult
  public mutating func approve(
    _ verdict: Approval.Verdict, _ text: String, on targets: [Reviewable], by reviewer: Reviewer,
    at now: Instant
  ) throws(DecisionRefusal) -> ArraySlice<HistoryEntry> {
    guard !targets.isEmpty else { throw .nothingToDo("approve") }
    guard verdict == .approved || !text.isBlank else { throw .rejectionNeedsReason }
    let approvable = targets.map { state(of: $0, at: now) }.filter(\.canBeApproved)
    guard approvable.count == targets.count else {
      throw .nothingToApprove(targets.count - approvable.count)
    }
    let own = approvable.count { $0.decision?.by.isSamePerson(as: reviewer) ?? false }
    guard own == 0 else { throw .ownDecisions(own) }
    let approval = Approval(verdict: verdict, text: text, by: reviewer, at: now)
    let changes = targets.map(\.target).uniqued.map { ($0, decisions[$0]?.with(approval)) }
    return try record(changes, action: .approve, by: reviewer, at: now)
  }

  /// Resolves the conflicts on `targets` by taking one side, as one step; `side` is 0 or 1, in the
  /// order of the conflict.
  @discardableResult
  public mutating func resolve(
    _ targets: [DecisionTarget], by reviewer: Reviewer, at now: Instant,
    side: (DecisionConflict) -> Int
  ) throws(DecisionRefusal) -> ArraySlice<HistoryEntry> {
    guard !targets.isEmpty else { throw .nothingToDo("resolve") }
    var changes: [(DecisionTarget, Decision?)] = []
    for target in targets.uniqued {
      guard let conflict = decisions[target]?.conflict,
        case let number = side(conflict), conflict.sides.indices.contains(number)
      else { throw .noConflict(target) }
      changes.append((target, conflict.sides[number]))
    }
    return try record(changes, action: .resolve, by: reviewer, at: now)
  }
}

extension ReviewState {
  /// Whether a second person can approve or reject it: it is valid, or was rejected before.
  fileprivate var canBeApproved: Bool {
    switch self {
    case .rejected, .unapproved: true
    default: isDecided
    }
  }
}
