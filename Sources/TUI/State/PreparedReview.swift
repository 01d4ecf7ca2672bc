import Checklist
import Model
import Platform
import Workspace

/// An open review with the indices that the console needs.
///
/// Created on the thread that opens the review, because building the indices of a large account
/// would delay the response to keys.
struct PreparedReview: Hashable, Sendable {
  let model: ConsoleModel
  let session: ReviewSession
  let statuses: DecisionStatuses
  /// Drafts saved by an earlier console.
  let drafts: [Draft]
  /// The person who has the session open; nil if nobody has.
  let lockedBy: String?
  /// A notice to show; nil for none.
  let notice: String?
  /// The planned carry-forward; nil if no earlier review was given.
  let planned: PlannedCarry?

  init(_ review: OpenReview, at now: Instant) {
    model = ConsoleModel(review.assessment)
    session = review.session
    statuses = DecisionStatuses(review.session, model, at: now)
    drafts = review.drafts
    lockedBy = review.lockedBy
    notice = review.notice
    planned = review.planned.map(PlannedCarry.init)
  }

  static func == (left: PreparedReview, right: PreparedReview) -> Bool { left.model == right.model }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(model)) }
}
