import Checklist
import Model

/// The review state of a finding or item, small enough to keep for each of 20,000.
struct DecisionStatus: Hashable, Sendable {
  /// The disposition, even if no longer valid; nil if there is no decision.
  var disposition: Disposition?
  var condition: Condition
  /// Whether the decision was made in an earlier review.
  var isCarried = false
  /// Whether a second person approved it.
  var isApproved = false
  /// Whether the earlier review did not have the finding.
  var isNew = false
  /// Whether it is a pass without the note that is required since version 0.2.
  var lacksNote = false
  /// Whether it is a justification that lasts longer than the limit of the review, made before the
  /// limit was set.
  var isOverLimit = false

  /// The validity of the decision.
  enum Condition: Hashable, Sendable {
    case undecided, decided, expiring, overdue, expired, stale, unapproved, rejected, conflict
  }

  static let undecided = DecisionStatus(disposition: nil, condition: .undecided)

  init(disposition: Disposition?, condition: Condition) {
    self.disposition = disposition
    self.condition = condition
  }

  init(_ state: ReviewState, of target: Reviewable) {
    lacksNote = state.decision?.lacksNote(on: target) ?? false
    disposition = state.decision?.disposition
    isCarried = state.decision?.carried != nil
    isApproved = state.decision?.approval?.verdict == .approved
    condition =
      switch state {
      case .undecided: .undecided
      case .decided: .decided
      case .expiring: .expiring
      case .overdue: .overdue
      case .expired: .expired
      case .stale: .stale
      case .unapproved: .unapproved
      case .rejected: .rejected
      case .conflict: .conflict
      }
  }

  /// Whether no decision is needed.
  var isDecided: Bool {
    switch condition {
    case .decided, .expiring, .overdue: true
    case .undecided, .expired, .stale, .unapproved, .rejected, .conflict: false
    }
  }

  /// The key of the decision, with `!` if it needs attention: `J`, `R!`, `-`.
  var letters: String {
    let letter: String =
      switch disposition {
      case nil: "-"
      case .pass: "P"
      case .justified: "J"
      case .remediate: "R"
      case .notApplicable: "X"
      case .falsePositive: "F"
      }
    return condition == .undecided || condition == .decided ? letter : letter + "!"
  }

  /// The state as text, short enough for a column.
  var text: String {
    guard let disposition else { return "undecided" }
    switch condition {
    case .undecided, .decided:
      return disposition.title + (lacksNote ? ", no note" : isOverLimit ? ", over limit" : "")
    case .expiring: return "expiring"
    case .overdue: return "overdue"
    case .expired: return "expired"
    case .stale: return "facts changed"
    case .unapproved: return "needs approval"
    case .rejected: return "rejected"
    case .conflict: return "conflict"
    }
  }

  var role: StyleRole {
    guard isDecided else { return condition == .undecided ? .undecided : .warning }
    guard condition == .decided else { return .warning }
    return disposition.map { StyleRole($0) } ?? .undecided
  }
}

/// A value of `status:` in a filter.
enum ReviewStatus: CaseIterable, Hashable, Sendable {
  case undecided, decided, pass, justified, remediate, notApplicable, falsePositive
  case expiring, overdue, expired, stale, rejected, conflict, new, carried, approved, unapproved
  case overLimit

  /// The spellings; the first is shown.
  var spellings: [String] {
    switch self {
    case .undecided: ["undecided", "open"]
    case .decided: ["decided"]
    case .pass: ["pass", "passed"]
    case .justified: ["justified"]
    case .remediate: ["remediate"]
    case .notApplicable: ["notApplicable", "na", "n/a"]
    case .falsePositive: ["falsePositive", "fp"]
    case .expiring: ["expiring"]
    case .overdue: ["overdue"]
    case .expired: ["expired"]
    case .stale: ["stale", "changed"]
    case .rejected: ["rejected"]
    case .conflict: ["conflict"]
    case .new: ["new"]
    case .carried: ["carried"]
    case .approved: ["approved"]
    case .unapproved: ["unapproved"]
    case .overLimit: ["overLimit"]
    }
  }
}

extension DecisionStatus {
  func has(_ status: ReviewStatus) -> Bool {
    switch status {
    case .undecided: !isDecided
    case .decided: isDecided
    case .pass: disposition == .pass
    case .justified: disposition == .justified
    case .remediate: disposition == .remediate
    case .notApplicable: disposition == .notApplicable
    case .falsePositive: disposition == .falsePositive
    case .expiring: condition == .expiring
    case .overdue: condition == .overdue
    case .expired: condition == .expired
    case .stale: condition == .stale
    case .rejected: condition == .rejected
    case .conflict: condition == .conflict
    case .new: isNew
    case .carried: isCarried
    case .approved: isApproved
    case .unapproved: isDecided && !isApproved || condition == .unapproved
    case .overLimit: isDecided && isOverLimit
    }
  }
}
