internal import Model
public import Platform

/// Everything that is missing before a checklist can be signed, in the order of the checklist.
///
/// A checklist is complete if every item is decided: by its findings, as a whole, or, if it has no
/// findings, by a pass.
public struct Readiness: Sendable {
  /// Why something is missing.
  public enum Reason: String, CaseIterable, Hashable, Sendable {
    /// There is no decision.
    case undecided
    /// Evidence is missing, and the item was not answered manually.
    case unanswered
    /// The justification expired.
    case expired
    /// The facts changed since the decision.
    case changed
    /// The justification is longer than the limit, and a second person did not approve it.
    case unapproved
    /// A second person rejected it.
    case rejected
    /// Two people decided differently.
    case conflict

    /// The text for people.
    public var title: String {
      switch self {
      case .undecided: "undecided"
      case .unanswered: "needs a manual decision"
      case .expired: "justification expired"
      case .changed: "facts changed since the decision"
      case .unapproved: "justified beyond the limit; needs the approval of a second person"
      case .rejected: "rejected by a second person"
      case .conflict: "in conflict: two people decided differently"
      }
    }
  }

  /// A missing decision.
  public struct Gap: Hashable, Sendable {
    /// The target.
    public let target: DecisionTarget
    /// The reason.
    public let reason: Reason
  }

  /// The missing decisions.
  public let gaps: [Gap]
  /// The number of valid decisions of each kind.
  public let decisions: [Disposition: Int]
  /// How many of these remediations are past their due date.
  public let overdue: Int
  /// How many of these justifications expire within 30 days.
  public let expiring: Int

  /// Whether nothing is missing.
  public var isComplete: Bool { gaps.isEmpty }

  /// Collects the findings and items of `assessment` that still need a decision in `session` at `now`.
  public init(_ assessment: Assessment, _ session: ReviewSession, at now: Instant) {
    var gaps: [Gap] = []
    var decisions: [Disposition: Int] = [:]
    var (overdue, expiring) = (0, 0)
    for result in assessment.items {
      let whole = session.state(of: .item(result), at: now)
      let targets: [Reviewable] =
        result.findings.isEmpty || whole.isDecided
        ? [.item(result)] : result.findings.map { .finding($0) }
      for target in targets {
        let state = session.state(of: target, at: now)
        if let reason = Reason(state, result) {
          gaps.append(Gap(target: target.target, reason: reason))
        } else if let decision = state.decision {
          decisions[decision.disposition, default: 0] += 1
          if case .overdue = state { overdue += 1 }
          if case .expiring = state { expiring += 1 }
        }
      }
    }
    self.gaps = gaps
    self.decisions = decisions
    self.overdue = overdue
    self.expiring = expiring
  }
}

extension Readiness.Reason {
  /// Why a state keeps the checklist open; nil if it does not.
  fileprivate init?(_ state: ReviewState, _ result: ItemResult) {
    switch state {
    case .undecided: self = result.outcome == .unavailable ? .unanswered : .undecided
    case .expired: self = .expired
    case .stale: self = .changed
    case .unapproved: self = .unapproved
    case .rejected: self = .rejected
    case .conflict: self = .conflict
    case .decided, .expiring, .overdue: return nil
    }
  }
}
