public import Model

/// A fact that is not what it was when the decision was made.
public struct FactChange: Hashable, Sendable {
  /// The fact's name.
  public let name: String
  /// What it was; nil where there was none of the name.
  public let old: String?
  /// What it is; nil where there is none any more.
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

  /// The differences of facts and of the unique ids of their subjects; an id that one side lacks is
  /// no difference.
  static func between(
    _ old: [Fact], oldID: String?, _ new: [Fact], newID: String?
  ) -> [FactChange] {
    let changes = between(old, new)
    guard let oldID, let newID, oldID != newID else { return changes }
    return changes + [FactChange(name: "uniqueId", old: oldID, new: newID)]
  }

  /// Whether the facts are the same in any order; asked of every finding again and again.
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

  /// A name may occur more than once; its values then count together, in any order.
  private static func valuesByName(_ facts: [Fact]) -> [String: String] {
    Dictionary(grouping: facts, by: \.name).mapValues { group in
      group.map(\.value).sorted { $0.precedesByScalar($1) }.joined(separator: ", ")
    }
  }
}

/// How far the review of a finding or an item is; computed when it is shown, never stored.
public enum ReviewState: Hashable, Sendable {
  /// Nobody decided.
  case undecided
  /// The decision stands.
  case decided(Decision)
  /// The justification stands and ends in so many days, 30 or fewer.
  case expiring(Decision, days: Int)
  /// The remediation stands and should have been done so many days ago.
  case overdue(Decision, days: Int)
  /// The justification ended so many days ago: undecided again.
  case expired(Decision, days: Int)
  /// The facts are others than those it was made on: undecided again.
  case stale(Decision, changes: [FactChange])
  /// A second person rejected it: undecided again.
  case rejected(Decision)
  /// Two people decided differently, and nobody has put it together yet.
  case conflict(Decision)

  /// Whether nothing needs to be decided.
  public var isDecided: Bool {
    switch self {
    case .decided, .expiring, .overdue: true
    case .undecided, .expired, .stale, .rejected, .conflict: false
    }
  }

  /// The decision, also one that does not stand any more.
  public var decision: Decision? {
    switch self {
    case .undecided: nil
    case .decided(let decision), .expiring(let decision, _), .overdue(let decision, _),
      .expired(let decision, _), .stale(let decision, _), .rejected(let decision),
      .conflict(let decision):
      decision
    }
  }

  /// One word for it, the same in every export.
  public var word: String {
    switch self {
    case .undecided: "undecided"
    case .decided: "decided"
    case .expiring: "expiring"
    case .overdue: "overdue"
    case .expired: "expired"
    case .stale: "stale"
    case .rejected: "rejected"
    case .conflict: "conflict"
    }
  }

  /// The words for it, such as `justified, expires in 12 days`.
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
    case .rejected(let decision): "\(decision.disposition.title), rejected"
    case .conflict: "in conflict: two people decided differently"
    }
  }
}

extension ReviewSession {
  /// How many days before its end a justification is said to expire.
  static let expiryWarningDays = 30

  /// How far the review of `target` is at the moment `now`.
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
      return left <= ReviewSession.expiryWarningDays
        ? .expiring(decision, days: left) : .decided(decision)
    case .remediate:
      guard let due = decision.content.due else { return .decided(decision) }
      let late = today - due.daysSince1970
      return late > 0 ? .overdue(decision, days: late) : .decided(decision)
    case .pass, .notApplicable, .falsePositive: return .decided(decision)
    }
  }
}

extension Int {
  /// `1 day`, `2 days`, `1,000 days`; `plural` is for a noun that does not end with an s then.
  package func counted(_ noun: String, plural: String? = nil) -> String {
    "\(grouped) \(self == 1 ? noun : plural ?? noun + "s")"
  }

  /// The number with its thousands separated: `1,000`.
  package var grouped: String {
    let digits = Array(String(magnitude))
    let groups = stride(from: digits.count, to: 0, by: -3).map { end in
      String(digits[Swift.max(0, end - 3)..<end])
    }
    return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }
}
