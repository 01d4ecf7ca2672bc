internal import Model
public import Platform

/// The progress of one item.
public struct ItemProgress: Hashable, Sendable {
  /// The number of decided findings, or for an item without findings, of the item itself.
  public let decided: Int
  /// The number of findings, or 1.
  public let total: Int
  /// How many of the decisions are stale.
  public let stale: Int
  /// How many of the decisions are expired.
  public let expired: Int
  /// How many remediations are overdue.
  public let overdue: Int

  package init(decided: Int, total: Int, stale: Int, expired: Int, overdue: Int) {
    self.decided = decided
    self.total = total
    self.stale = stale
    self.expired = expired
    self.overdue = overdue
  }

  /// Whether nothing is undecided.
  public var isDecided: Bool { decided == total }
}

/// The progress of a section or of the whole checklist.
public struct Progress: Hashable, Sendable {
  /// How many items are decided.
  public private(set) var decidedItems = 0
  /// How many items there are.
  public private(set) var items = 0
  /// How many findings, and items without findings, are decided.
  public private(set) var decided = 0
  /// How many findings, and items without findings, there are.
  public private(set) var total = 0
  /// How many of the decisions are stale.
  public private(set) var stale = 0
  /// How many of the decisions are expired.
  public private(set) var expired = 0
  /// How many remediations are overdue.
  public private(set) var overdue = 0

  /// How many findings, and items without findings, are undecided.
  public var undecided: Int { total - decided }
  /// Whether nothing is undecided.
  public var isComplete: Bool { decidedItems == items }

  package init() {}

  package mutating func add(_ item: ItemProgress) {
    items += 1
    decidedItems += item.isDecided ? 1 : 0
    decided += item.decided
    total += item.total
    stale += item.stale
    expired += item.expired
    overdue += item.overdue
  }
}

extension ReviewSession {
  /// The progress of `result` at `now`.
  public func progress(of result: ItemResult, at now: Instant) -> ItemProgress {
    let whole = state(of: .item(result), at: now)
    let states = result.findings.map { state(of: .finding($0), at: now) }
    let all = whole.decision == nil && !states.isEmpty ? states : states + [whole]
    let total = max(result.findings.count, 1)
    let decided =
      whole.isDecided ? total : states.count(where: \.isDecided)
    return ItemProgress(
      decided: decided, total: total,
      stale: all.count { if case .stale = $0 { true } else { false } },
      expired: all.count { if case .expired = $0 { true } else { false } },
      overdue: all.count { if case .overdue = $0 { true } else { false } })
  }

  /// The progress of `section`, or of the whole checklist, at `now`.
  public func progress(
    of assessment: Assessment, section: Section? = nil, at now: Instant
  ) -> Progress {
    var progress = Progress()
    for result in assessment.items where section == nil || result.item.section == section {
      progress.add(self.progress(of: result, at: now))
    }
    return progress
  }

  /// The undecided findings, and items without findings, in the order of the checklist.
  public func undecided(in assessment: Assessment, at now: Instant) -> [DecisionTarget] {
    assessment.items.flatMap { result -> [DecisionTarget] in
      let whole = Reviewable.item(result)
      if state(of: whole, at: now).isDecided { return [] }
      if result.findings.isEmpty { return [whole.target] }
      return result.findings.filter { !state(of: .finding($0), at: now).isDecided }
        .map { .finding($0.id) }
    }
  }

  /// The next undecided target after `place` in the order of the checklist, or the previous one if
  /// `backwards`; after the end it starts over. Nil if nothing is undecided.
  public func nextUndecided(
    from place: DecisionTarget?, backwards: Bool = false, in assessment: Assessment,
    at now: Instant
  ) -> DecisionTarget? {
    let left = undecided(in: assessment, at: now)
    let ranks = ReviewSession.ranks(in: assessment)
    guard let here = place.flatMap({ ranks[$0] }) else {
      return backwards ? left.last : left.first
    }
    if backwards {
      return left.last { (ranks[$0] ?? 0) < here } ?? left.last
    }
    return left.first { (ranks[$0] ?? 0) > here } ?? left.first
  }

  /// The position of each item and finding in the checklist; an item comes before its findings.
  private static func ranks(in assessment: Assessment) -> [DecisionTarget: Int] {
    var ranks: [DecisionTarget: Int] = [:]
    for result in assessment.items {
      ranks[.item(result.id)] = ranks.count
      for finding in result.findings { ranks[.finding(finding.id)] = ranks.count }
    }
    return ranks
  }
}
