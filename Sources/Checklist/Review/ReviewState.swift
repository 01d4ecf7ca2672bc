internal import Model
public import Platform

/// A fact that changed since the decision.
public struct FactChange: Hashable, Sendable {
  /// The fact's name.
  public let name: String
  /// The old value; nil if the fact did not exist.
  public let old: String?
  /// The new value; nil if the fact no longer exists.
  public let new: String?

  /// The differences between `old` and `new` facts, by name.
  public static func between(_ old: [Fact], _ new: [Fact]) -> [FactChange] {
    if haveSameMembers(old, new) { return [] }
    let before = valuesByName(old)
    let after = valuesByName(new)
    return Set(before.keys).union(after.keys)
      .filter { before[$0] != after[$0] }
      .sorted { $0.precedesByScalar($1) }
      .map { FactChange(name: $0, old: before[$0], new: after[$0]) }
  }

  /// The differences of facts and of the unique ids of their subjects; an id that is missing on one
  /// side is not a difference.
  static func between(
    _ old: [Fact], oldID: String?, _ new: [Fact], newID: String?
  ) -> [FactChange] {
    let changes = between(old, new)
    guard let oldID, let newID, oldID != newID else { return changes }
    return changes + [FactChange(name: "uniqueId", old: oldID, new: newID)]
  }

  /// Whether the facts are the same in any order. Optimized, because it runs for every finding,
  /// often.
  private static func haveSameMembers(_ old: [Fact], _ new: [Fact]) -> Bool {
    guard old.count == new.count else { return false }
    var rest = old
    for fact in new {
      guard let place = rest.firstIndex(of: fact) else { return false }
      rest.swapAt(place, rest.count - 1)
      rest.removeLast()
    }
    return true
  }

  /// The values by name. A name can be repeated; its values are then compared together, in any
  /// order.
  private static func valuesByName(_ facts: [Fact]) -> [String: String] {
    Dictionary(grouping: facts, by: \.name).mapValues { group in
      group.map(\.value).sorted { $0.precedesByScalar($1) }.joined(separator: ", ")
    }
  }
}

/// The review state of a finding or an item; computed when shown, never stored.
public enum ReviewState: Hashable, Sendable {
  /// There is no decision.
  case undecided
  /// The decision is valid.
  case decided(Decision)
  /// The justification is valid and expires in this number of days, at most 30.
  case expiring(Decision, days: Int)
  /// The remediation is valid, and its due date was this number of days ago.
  case overdue(Decision, days: Int)
  /// The justification expired this number of days ago and needs review again.
  case expired(Decision, days: Int)
  /// The facts changed since the decision, which needs review again.
  case stale(Decision, changes: [FactChange])
  /// The justification is longer than this limit in days, and a second person did not approve it.
  case unapproved(Decision, limit: Int)
  /// A second person rejected the decision, which needs review again.
  case rejected(Decision)
  /// Two people decided differently, and the conflict is not resolved.
  case conflict(Decision)

  /// Whether no decision is needed.
  public var isDecided: Bool {
    switch self {
    case .decided, .expiring, .overdue: true
    case .undecided, .expired, .stale, .unapproved, .rejected, .conflict: false
    }
  }

  /// The decision, even if it is no longer valid.
  public var decision: Decision? {
    switch self {
    case .undecided: nil
    case .decided(let decision), .expiring(let decision, _), .overdue(let decision, _),
      .expired(let decision, _), .stale(let decision, _), .unapproved(let decision, _),
      .rejected(let decision), .conflict(let decision):
      decision
    }
  }

  /// The state in one word, the same in every export.
  public var word: String {
    switch self {
    case .undecided: "undecided"
    case .decided: "decided"
    case .expiring: "expiring"
    case .overdue: "overdue"
    case .expired: "expired"
    case .stale: "stale"
    case .unapproved: "unapproved"
    case .rejected: "rejected"
    case .conflict: "conflict"
    }
  }

  /// The state as text, such as `justified, expires in 12 days`.
  public var title: String {
    switch self {
    case .undecided: "undecided"
    case .decided(let decision): decision.disposition.title
    case .expiring(let decision, let days):
      "\(decision.disposition.title), "
        + (days == 0 ? "expires today" : "expires in \(days.counted("day"))")
    case .overdue(let decision, let days):
      "\(decision.disposition.title), overdue by \(days.counted("day"))"
    case .expired(let decision, let days):
      "\(decision.disposition.title), expired \(days.counted("day")) ago"
    case .stale(let decision, _): "\(decision.disposition.title), but the facts changed since"
    case .unapproved(let decision, let limit):
      "\(decision.disposition.title) for more than \(limit.counted("day")), not approved"
    case .rejected(let decision): "\(decision.disposition.title), rejected"
    case .conflict: "in conflict: two people decided differently"
    }
  }
}

extension ReviewSession {
  /// The number of days before its expiry at which a justification counts as expiring.
  static let expiryWarningDays = 30

  /// The review state of `target` at `now`.
  public func state(of target: Reviewable, at now: Instant) -> ReviewState {
    guard let decision = decisions[target.target] else { return .undecided }
    if decision.conflict != nil { return .conflict(decision) }
    let changes = FactChange.between(
      decision.facts, oldID: decision.subjectID, target.facts, newID: target.subjectID)
    if !changes.isEmpty { return .stale(decision, changes: changes) }
    if decision.approval?.verdict == .rejected { return .rejected(decision) }
    let today = CalendarDay(containing: now).daysSince1970
    switch decision.disposition {
    case .justified:
      guard let expires = decision.content.expires else { return .decided(decision) }
      let left = expires.daysSince1970 - today
      if left < 0 { return .expired(decision, days: -left) }
      if let limit = unapprovedLimit(of: decision, on: target) {
        return .unapproved(decision, limit: limit)
      }
      return left <= ReviewSession.expiryWarningDays
        ? .expiring(decision, days: left) : .decided(decision)
    case .remediate:
      guard let due = decision.content.due else { return .decided(decision) }
      let late = today - due.daysSince1970
      return late > 0 ? .overdue(decision, days: late) : .decided(decision)
    case .pass, .notApplicable, .falsePositive: return .decided(decision)
    }
  }

  /// The limit in days that a justification exceeds without the approval of a second person; nil if
  /// it is within the limit, or approved.
  ///
  /// If the severity was set by a person, the limit of this severity counts, also for a decision
  /// that was made before; an approval from before does not cover it.
  private func unapprovedLimit(of decision: Decision, on target: Reviewable) -> Int? {
    let approval = decision.approval.flatMap { $0.verdict == .approved ? $0.at : nil }
    guard let override = lastOverride(on: target) else {
      return approval == nil ? decision.exceededLimit : nil
    }
    if let approval, approval >= override { return nil }
    let limit = settings.acceptanceLimits[severity(of: target)]
    guard let expires = decision.content.expires else { return nil }
    return expires > CalendarDay(containing: decision.at).adding(days: limit) ? limit : nil
  }
}
