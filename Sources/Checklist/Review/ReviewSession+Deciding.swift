internal import Model
public import Platform

/// Why a decision was refused.
public enum DecisionRefusal: Error, Hashable, Sendable {
  /// Required values are missing.
  case missingParts(Disposition, [DecisionContent.MissingPart])
  /// The item has this number of open findings.
  case openFindings(ItemID, Int)
  /// Only a finding can be a false positive, not an item.
  case falsePositiveOnItem(ItemID)
  /// This number of decisions are the approver's own.
  case ownDecisions(Int)
  /// This number of targets have no valid decision.
  case nothingToApprove(Int)
  /// A rejection requires a reason.
  case rejectionNeedsReason
  /// A severity requires a reason.
  case severityNeedsNote
  /// All of this number of findings have the severity already.
  case sameSeverity(Severity, Int)
  /// There is no conflict on the target.
  case noConflict(DecisionTarget)
  /// The target belongs to another part of the review.
  case outOfScope(DecisionTarget, ReviewScope)
  /// The session was written by a newer version.
  case readOnly(schemaVersion: Int)
  /// There is nothing to decide, undo or redo.
  case nothingToDo(String)

  /// The reason, in one line.
  public var message: String {
    switch self {
    case .missingParts(let disposition, let parts):
      "\(disposition.title) requires " + parts.map(\.text).joined(separator: "; ")
    case .openFindings(let item, let count):
      "\(item) cannot be passed: \(count) of its findings \(count == 1 ? "is" : "are") open"
    case .falsePositiveOnItem(let item):
      "\(item) is an item; only its findings can be false positives"
    case .ownDecisions(let count):
      count == 1
        ? "you made this decision; another person must approve it (--reviewer sets your name)"
        : "\(count) of the selected decisions are your own; another person must approve those"
    case .nothingToApprove(let count):
      count == 1
        ? "there is no decision to approve or reject"
        : "\(count) of the selected findings have no decision to approve"
    case .rejectionNeedsReason: "a rejection needs a reason"
    case .severityNeedsNote: "a severity needs a note with the reason"
    case .sameSeverity(let severity, let count):
      count == 1
        ? "the severity is \(severity.rawValue) already"
        : "all \(count) findings have the severity \(severity.rawValue) already"
    case .noConflict(let target): "there is no conflict on \(target)"
    case .outOfScope(let target, let scope):
      "\(target) is not in this part of the review (\(VisibleText.line(scope.title)))"
    case .readOnly: ReviewSession.newerVersion
    case .nothingToDo(let what): "nothing to \(what)"
    }
  }
}

extension ReviewSession {
  /// Decides all of `targets` alike, as one step; nil clears their decisions.
  ///
  /// Either all targets are decided or none. Returns the entries appended to the history; empty if
  /// nothing changes, for example when clearing an undecided target.
  @discardableResult
  public mutating func decide(
    _ content: DecisionContent?, on targets: [Reviewable], by reviewer: Reviewer, at now: Instant
  ) throws(DecisionRefusal) -> ArraySlice<HistoryEntry> {
    guard !targets.isEmpty else { throw .nothingToDo("decide") }
    if let content { try check(content, on: targets, at: now) }
    var seen: Set<DecisionTarget> = []
    var changes: [(DecisionTarget, Decision?)] = []
    for target in targets where seen.insert(target.target).inserted {
      let old = decisions[target.target]
      if content == nil, old == nil { continue }
      let new = content.map {
        Decision(
          $0, facts: target.facts, subjectID: target.subjectID, by: reviewer, at: now,
          exceededLimit: exceededLimit($0, on: target, at: now),
          unknown: old?.unknown ?? UnknownMembers())
      }
      changes.append((target.target, new))
    }
    return try record(changes, action: .decide, by: reviewer, at: now)
  }

  /// Undoes the last step that was not undone yet, regardless of its author and time.
  @discardableResult
  public mutating func undo(
    by reviewer: Reviewer, at now: Instant
  ) throws(DecisionRefusal) -> ReviewStep {
    guard let step = nextUndo, let first = step.entries.first else {
      throw .nothingToDo("undo")
    }
    let action = HistoryEntry.Action.undo(step: first.number)
    try replay(step.entries, backwards: true, action, by: reviewer, at: now)
    return step
  }

  /// Redoes the last step that was undone.
  @discardableResult
  public mutating func redo(
    by reviewer: Reviewer, at now: Instant
  ) throws(DecisionRefusal) -> ReviewStep {
    guard let step = nextRedo, let first = step.entries.first else {
      throw .nothingToDo("redo")
    }
    let action = HistoryEntry.Action.redo(step: first.number)
    try replay(step.entries, backwards: false, action, by: reviewer, at: now)
    return step
  }

  /// Changes the settings; returns the entries appended to the history.
  @discardableResult
  public mutating func change(
    settings new: Settings, by reviewer: Reviewer, at now: Instant
  ) throws(DecisionRefusal) -> ArraySlice<HistoryEntry> {
    guard new != settings else { return [] }
    return try append([.settings(from: settings, to: new)], action: .settings, reviewer, now)
  }

  private mutating func replay(
    _ entries: ArraySlice<HistoryEntry>, backwards: Bool, _ action: HistoryEntry.Action,
    by reviewer: Reviewer, at now: Instant
  ) throws(DecisionRefusal) {
    let parts = entries.flatMap(\.change.parts)
    let changes = (backwards ? parts.reversed() : parts).map { change -> HistoryEntry.Change in
      switch change {
      case .decision(let target, let from, let to):
        .decision(target, from: decisions[target], to: backwards ? from : to)
      case .settings(let from, let to):
        .settings(from: settings, to: backwards ? from : to)
      case .baseline(let from, let to):
        .baseline(from: baseline, to: backwards ? from : to)
      case .record(let key, let from, let to):
        .record(key, from: records[key], to: backwards ? from : to)
      case .several, .nothing, .unknown: change
      }
    }
    try append(changes, action: action, reviewer, now)
  }

  mutating func record(
    _ changes: [(DecisionTarget, Decision?)], action: HistoryEntry.Action, by reviewer: Reviewer,
    at now: Instant
  ) throws(DecisionRefusal) -> ArraySlice<HistoryEntry> {
    let changes = changes.map { target, new in
      HistoryEntry.Change.decision(target, from: decisions[target], to: new)
    }
    return try append(changes, action: action, reviewer, now)
  }

  /// Appends `changes` to the history as one step; many decisions become one entry.
  @discardableResult
  mutating func append(
    _ changes: [HistoryEntry.Change], action: HistoryEntry.Action, _ reviewer: Reviewer,
    _ now: Instant
  ) throws(DecisionRefusal) -> ArraySlice<HistoryEntry> {
    guard !isReadOnly else { throw .readOnly(schemaVersion: schemaVersion) }
    let changes = HistoryEntry.Change.together(changes)
    let start = history.count
    let first = (history.last?.number ?? 0) + 1
    let step = HistoryEntry.Step(first: first, size: changes.count)
    for (index, change) in changes.enumerated() {
      append(
        HistoryEntry(
          number: first + index, at: now, by: reviewer, action: action, change: change,
          step: step, previous: history.last?.hash))
    }
    return history[start...]
  }

  /// The limit in days that the expiry date of a justification exceeds; nil if it does not.
  public func exceededLimit(
    _ content: DecisionContent, on target: Reviewable, at now: Instant
  ) -> Int? {
    guard content.disposition == .justified, let expires = content.expires else { return nil }
    let chosen = lastOverride(on: target) == nil ? content.severity?.severity : nil
    let limit = settings.acceptanceLimits[chosen ?? severity(of: target)]
    return expires > CalendarDay(containing: now).adding(days: limit) ? limit : nil
  }

  /// The limit in days that a valid decision exceeds, because it was made before there was this limit;
  /// nil if it is within the limit, or approved by a second person.
  public func limitSetAfterDecision(on target: Reviewable) -> Int? {
    guard let decision = decisions[target.target], decision.exceededLimit == nil,
      decision.approval?.verdict != .approved
    else { return nil }
    return exceededLimit(decision.content, on: target, at: decision.at)
  }

  private func check(
    _ content: DecisionContent, on targets: [Reviewable], at now: Instant
  ) throws(DecisionRefusal) {
    let missing = content.missingParts(
      on: CalendarDay(containing: now), passNeedsNote: targets.contains(where: \.passNeedsNote))
    guard missing.isEmpty else { throw .missingParts(content.disposition, missing) }
    if let refusal = refusal(of: content.disposition, on: targets, at: now) { throw refusal }
  }

  /// Why `targets` cannot be decided with `disposition`, whatever the values are; nil if they can.
  public func refusal(
    of disposition: Disposition, on targets: [Reviewable], at now: Instant
  ) -> DecisionRefusal? {
    if let scope, let outside = targets.first(where: { !scope.contains($0.target) }) {
      return .outOfScope(outside.target, scope)
    }
    for case .item(let result) in targets {
      switch disposition {
      case .falsePositive: return .falsePositiveOnItem(result.id)
      case .pass:
        let open = result.findings.count { isOpen($0, at: now) }
        guard open == 0 else { return .openFindings(result.id, open) }
      case .justified, .remediate, .notApplicable: break
      }
    }
    return nil
  }

  /// Whether a finding has no decision, or one that still requires work.
  private func isOpen(_ finding: Finding, at now: Instant) -> Bool {
    let state = state(of: .finding(finding), at: now)
    return !state.isDecided || state.decision?.disposition == .remediate
  }
}
