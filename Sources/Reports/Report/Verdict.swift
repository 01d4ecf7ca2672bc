internal import Checklist
internal import Platform

/// The state of the decision on a finding: its own decision, or that on its item as a whole.
///
/// A class, because a decision is large and thousands of findings can share one.
final class Verdict: Sendable {
  /// The decision, even if it is no longer valid.
  let decision: Decision?
  /// The state, in one word and as text.
  let word: String
  let title: String
  /// The changed facts, if the decision is stale.
  let changes: [FactChange]
  /// Whether the justification expired.
  let isExpired: Bool
  /// Whether a second person rejected it.
  let isRejected: Bool
  /// The number of days past the due date; nil if not overdue.
  let daysLate: Int?
  /// Whether the decision is on the item, not on the finding.
  let isOfItem: Bool
  /// The disposition of a valid decision; nil if undecided.
  let disposition: Disposition?

  init(_ state: ReviewState, isOfItem: Bool) {
    decision = state.decision
    word = state.word
    title = state.title
    disposition = state.isDecided ? state.decision?.disposition : nil
    if case .stale(_, let changes) = state { self.changes = changes } else { changes = [] }
    if case .expired = state { isExpired = true } else { isExpired = false }
    if case .rejected = state { isRejected = true } else { isRejected = false }
    if case .overdue(_, let days) = state { daysLate = days } else { daysLate = nil }
    self.isOfItem = isOfItem
  }

  /// Whether no decision is needed.
  var isDecided: Bool { disposition != nil }

  /// Whether the item or the finding was decided; nil if undecided.
  var answered: String? { isDecided ? isOfItem ? "item" : "finding" : nil }
}

/// The state of an item from all its decisions.
enum ItemStatus: String {
  /// The item is compliant, or all its findings are incorrect.
  case satisfied
  /// A finding is accepted, being fixed, or undecided.
  case open
  case notApplicable
  /// There are no findings, or evidence is missing, and there is no decision.
  case notReviewed
}

extension ItemStatus {
  init(_ disposition: Disposition) {
    self =
      switch disposition {
      case .pass, .falsePositive: .satisfied
      case .justified, .remediate: .open
      case .notApplicable: .notApplicable
      }
  }
}
