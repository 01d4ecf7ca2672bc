internal import Model

/// What is said of a finding: by a decision of its own, or by the answer to its item as a whole.
///
/// It is an object, because a decision is large and thousands of findings may share an answer.
final class Verdict: Sendable {
  /// The decision, also one that does not stand any more.
  let decision: Decision?
  /// How it stands, in one word and in words.
  let word: String
  let title: String
  /// What changed since, where that is why it does not stand any more.
  let changes: [FactChange]
  /// Whether its justification ended.
  let isExpired: Bool
  /// Whether a second person rejected it.
  let isRejected: Bool
  /// How many days it is late; nil where it is not.
  let daysLate: Int?
  /// Whether the item was answered and not the finding.
  let isOfItem: Bool
  /// The disposition that stands; nil where nothing is decided.
  let standing: Disposition?

  init(_ state: ReviewState, isOfItem: Bool) {
    decision = state.decision
    word = state.word
    title = state.title
    standing = state.isDecided ? state.decision?.disposition : nil
    if case .stale(_, let changes) = state { self.changes = changes } else { changes = [] }
    if case .expired = state { isExpired = true } else { isExpired = false }
    if case .rejected = state { isRejected = true } else { isRejected = false }
    if case .overdue(_, let days) = state { daysLate = days } else { daysLate = nil }
    self.isOfItem = isOfItem
  }

  /// Whether nothing needs to be decided.
  var isDecided: Bool { standing != nil }

  /// Which of the two was answered; nil where nothing is decided.
  var answered: String? { isDecided ? isOfItem ? "item" : "finding" : nil }

  /// How grave `finding` is by the reviewer's word, or else by the item's rule.
  func severity(of finding: Finding) -> Severity {
    (isDecided ? decision?.content.severity?.severity : nil) ?? finding.severity
  }
}

/// How an item stands when everything that was decided on it is taken together.
enum ItemStanding: String {
  /// As it should be, or found to be no finding.
  case satisfied
  /// Something stays, is being mended, or is not decided though the evidence shows it.
  case open
  case notApplicable
  /// Nothing was found, or nothing could be looked at, and nobody has said anything of it.
  case notReviewed
}

extension ItemStanding {
  init(_ disposition: Disposition) {
    self =
      switch disposition {
      case .pass, .falsePositive: .satisfied
      case .justified, .remediate: .open
      case .notApplicable: .notApplicable
      }
  }
}
