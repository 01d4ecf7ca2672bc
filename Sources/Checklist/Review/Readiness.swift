public import Model

/// What keeps a checklist from being signed off, in the order of the checklist.
///
/// A checklist is complete when every item is decided: by its findings, by an answer to it as a
/// whole, or, where it found nothing, by a pass.
public struct Readiness: Sendable {
  /// Why something is still missing.
  public enum Reason: String, CaseIterable, Hashable, Sendable {
    /// Nobody decided.
    case undecided
    /// The evidence lacks, and nobody answered by hand.
    case unanswered
    /// The justification ended.
    case expired
    /// The facts are others than those it was decided on.
    case changed
    /// A second person rejected it.
    case rejected
    /// Two people decided differently.
    case conflict

    /// The words for it.
    public var title: String {
      switch self {
      case .undecided: "undecided"
      case .unanswered: "needs a manual answer"
      case .expired: "justification expired"
      case .changed: "facts changed since the decision"
      case .rejected: "rejected by a second person"
      case .conflict: "in conflict: two people decided differently"
      }
    }
  }

  /// One thing that is missing.
  public struct Gap: Hashable, Sendable {
    /// What is to be decided.
    public let target: DecisionTarget
    /// Why.
    public let reason: Reason
  }

  /// What is missing.
  public let gaps: [Gap]
  /// How many decisions of each kind stand.
  public let decisions: [Disposition: Int]
  /// How many of these remediations are past their day.
  public let overdue: Int
  /// How many of these justifications end within 30 days.
  public let expiring: Int

  /// Whether nothing is missing.
  public var isComplete: Bool { gaps.isEmpty }

  /// What `session` leaves open of `assessment` at the moment `now`.
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
  /// Why a state keeps the checklist open; nil where it does not.
  fileprivate init?(_ state: ReviewState, _ result: ItemResult) {
    switch state {
    case .undecided: self = result.outcome == .unavailable ? .unanswered : .undecided
    case .expired: self = .expired
    case .stale: self = .changed
    case .rejected: self = .rejected
    case .conflict: self = .conflict
    case .decided, .expiring, .overdue: return nil
    }
  }
}
