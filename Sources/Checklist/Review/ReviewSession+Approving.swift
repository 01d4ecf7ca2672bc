public import Model

extension ReviewSession {
  /// Writes down what a second person says of the decisions on `targets`, as one step.
  ///
  /// All are approved or none: each needs a decision that stands and that somebody else made. A
  /// rejection needs a text. A decision that is made anew has no approval.
  @discardableResult
  public mutating func approve(
    _ verdict: Approval.Verdict, _ text: String, on targets: [Reviewable], by reviewer: Reviewer,
    at now: Instant
  ) throws(DecisionRefusal) -> ArraySlice<HistoryEntry> {
    guard !targets.isEmpty else { throw .nothingToDo("approve") }
    guard verdict == .approved || !text.isBlank else { throw .rejectionLacksText }
    let standing = targets.map { state(of: $0, at: now) }.filter(\.canBeApproved)
    guard standing.count == targets.count else {
      throw .nothingToApprove(targets.count - standing.count)
    }
    let own = standing.count { $0.decision?.by.isSamePerson(as: reviewer) ?? false }
    guard own == 0 else { throw .ownDecisions(own) }
    let approval = Approval(verdict: verdict, text: text, by: reviewer, at: now)
    let changes = targets.map(\.target).uniqued.map { ($0, decisions[$0]?.with(approval)) }
    return try record(changes, action: .approve, by: reviewer, at: now)
  }

  /// Takes one of the two sides that do not agree on each of `targets`, as one step; `side` picks 0
  /// or 1, as the conflict has them.
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
  /// Whether a second person can say something of it: it stands, or was rejected before.
  fileprivate var canBeApproved: Bool {
    if case .rejected = self { true } else { isDecided }
  }
}
