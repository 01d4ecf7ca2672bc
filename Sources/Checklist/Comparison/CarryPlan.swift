internal import Model
public import Platform

/// A plan to carry forward the decisions of an earlier review; it changes nothing yet.
public struct CarryPlan: Sendable {
  /// The comparison with the earlier findings.
  public let comparison: ReviewComparison
  /// The decisions that this review gets, in the order of the checklist. Decisions whose facts
  /// changed need review again, with the old note as a reference.
  public let decisions: [(target: DecisionTarget, decision: Decision)]
  /// The severities that people set in the earlier review, on findings that still exist.
  let severities: [(key: ReviewRecord.Key, record: ReviewRecord)]
  /// How many of the decisions have changed facts.
  public let changed: Int
  /// How many decisions of this review take precedence over those of the earlier one.
  public let kept: Int
  /// Findings and decisions of the earlier review that are not carried forward, with the reason.
  public var left: [DecisionTarget: DroppedTarget] { baseline.left }
  let baseline: Baseline

  /// Plans to carry the decisions of `old` into `session`, a review of `new`, at `now`.
  ///
  /// A decision or severity of `session` is never overwritten. Justifications that expired before `now` and
  /// decisions in conflict are not carried forward. A session for a part of a review only gets
  /// decisions of this part.
  public init(
    from old: ReviewSide, into session: ReviewSession, of new: Assessment, at now: Instant
  ) {
    let old = old.narrowed(to: session.scope)
    let comparison = ReviewComparison(from: old, to: ReviewSide(new))
    let today = CalendarDay(containing: now)
    var decisions: [(target: DecisionTarget, decision: Decision)] = []
    var left: [DecisionTarget: DroppedTarget] = [:]
    var (changed, kept) = (0, 0)
    for row in comparison.items + comparison.findings {
      guard let before = row.old else { continue }
      func leave(_ reason: DroppedTarget.Reason) {
        left[row.target] = DroppedTarget(
          reason, decision: before.decision, summary: before.summary, severity: before.severity)
      }
      switch row.bucket {
      // An item that is missing was excluded by the settings, not resolved.
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
    severities = new.findings.compactMap { finding in
      let key = ReviewRecord.Key.severity(of: finding.id)
      guard session.records[key] == nil else { return nil }
      return old.severities[finding.id].map { (key, $0) }
    }
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

  /// How many severities that people set are carried forward.
  public var severityCount: Int { severities.count }

  /// How many decisions remain valid.
  public var unchanged: Int { decisions.count - changed }
}

extension ReviewSession {
  /// Carries decisions forward according to `plan`, as one step for undo.
  @discardableResult
  public mutating func carry(
    _ plan: CarryPlan, by reviewer: Reviewer, at now: Instant
  ) throws(DecisionRefusal) -> ReviewStep {
    var changes = [HistoryEntry.Change.baseline(from: baseline, to: plan.baseline)]
    // Decisions made since the plan was created are kept.
    for (target, decision) in plan.decisions where decisions[target] == nil {
      changes.append(.decision(target, from: nil, to: decision))
    }
    for (key, record) in plan.severities where records[key] == nil {
      changes.append(.record(key, from: nil, to: record))
    }
    return ReviewStep(entries: try append(changes, action: .carry, reviewer, now))
  }
}

extension Decision {
  /// Whether it is a justification that expired before `day`.
  func hasExpired(on day: CalendarDay) -> Bool {
    disposition == .justified && (content.expires.map { $0 < day } ?? false)
  }
}
