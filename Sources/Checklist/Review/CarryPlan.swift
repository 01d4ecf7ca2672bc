public import Model

/// What carrying an earlier review's decisions forward would do; nothing is done yet.
public struct CarryPlan: Sendable {
  /// What became of the earlier findings.
  public let comparison: ReviewComparison
  /// The decisions that this review would get, in the order of the checklist. Where the facts have
  /// changed they come back as undecided, with the old note at hand.
  public let decisions: [(target: DecisionTarget, decision: Decision)]
  /// How many of them rest on other facts.
  public let changed: Int
  /// How many decisions of this review stand in their way, and stay.
  public let kept: Int
  /// What the earlier review had and this one will not have, and why.
  public var left: [DecisionTarget: LeftBehind] { baseline.left }
  let baseline: Baseline

  /// The plan to carry the decisions of `old` into `session`, a review of `new`, at `now`.
  ///
  /// A decision of `session` is never overwritten. Justifications that ended before `now` and
  /// decisions in conflict stay behind. In a part of a review only its own part is carried.
  public init(
    from old: ReviewSide, into session: ReviewSession, of new: Assessment, at now: Instant
  ) {
    let old = old.narrowed(to: session.scope)
    let comparison = ReviewComparison(from: old, to: ReviewSide(new))
    let today = CalendarDay(containing: now)
    var decisions: [(target: DecisionTarget, decision: Decision)] = []
    var left: [DecisionTarget: LeftBehind] = [:]
    var (changed, kept) = (0, 0)
    for row in comparison.items + comparison.findings {
      guard let before = row.old else { continue }
      func leave(_ reason: LeftBehind.Reason) {
        left[row.target] = LeftBehind(
          reason, decision: before.decision, summary: before.summary, severity: before.severity)
      }
      switch row.bucket {
      // An item that is not there was left out by the settings; nothing was resolved.
      case .gone where row.target.isFinding: leave(.resolved)
      case .gone, .unseen: if row.target.isFinding || before.decision != nil { leave(.unseen) }
      case .new: break
      case .unchanged, .changed:
        guard let decision = before.decision else { continue }
        if decision.conflict != nil {
          leave(.conflict)
        } else if decision.hasExpired(on: today) {
          leave(.expired)
        } else if session.decisions[row.target] != nil {
          kept += 1
        } else {
          decisions.append((row.target, decision.with(old.origin)))
          changed += row.bucket == .changed ? 1 : 0
        }
      }
    }
    self.comparison = comparison
    self.decisions = decisions
    self.changed = changed
    self.kept = kept
    let known = old.entries.compactMap { entry -> (FindingID, Baseline.Basis)? in
      guard case .finding(let id) = entry.target else { return nil }
      return (id, Baseline.Basis(entry.facts, subjectID: entry.subjectID))
    }
    baseline = Baseline(
      origin: old.origin, known: Dictionary(known, uniquingKeysWith: { first, _ in first }),
      isWhole: old.isWhole, left: left)
  }

  /// How many decisions would stand as they were made.
  public var unchanged: Int { decisions.count - changed }
}

extension ReviewSession {
  /// Carries decisions forward as `plan` says, as one step that one undo takes back.
  @discardableResult
  public mutating func carry(
    _ plan: CarryPlan, by reviewer: Reviewer, at now: Instant
  ) throws(DecisionRefusal) -> ReviewStep {
    var changes = [HistoryEntry.Change.baseline(from: baseline, to: plan.baseline)]
    // What was decided since the plan was made stays.
    for (target, decision) in plan.decisions where decisions[target] == nil {
      changes.append(.decision(target, from: nil, to: decision))
    }
    return ReviewStep(entries: try append(changes, action: .carry, reviewer, now))
  }
}

extension Decision {
  /// Whether it is a justification whose last day is before `day`.
  func hasExpired(on day: CalendarDay) -> Bool {
    disposition == .justified && (content.expires.map { $0 < day } ?? false)
  }
}
