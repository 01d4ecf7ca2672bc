import Checklist
import Model

/// A review that is open: what the console works on, with the indices it looks things up by.
///
/// Made on the thread that opens the review, since the indices of a large account take longer than
/// a key may.
struct PreparedReview: Hashable, Sendable {
  let model: ConsoleModel
  let session: ReviewSession
  let standings: Standings
  /// What was typed in an earlier console and not decided.
  let drafts: [Draft]
  /// Who else works on the session; nil where nobody does.
  let lockedBy: String?
  /// One line to show; nil where there is nothing to say.
  let notice: String?
  /// What carrying an earlier review forward would do; nil where none was named.
  let planned: PlannedCarry?

  init(_ review: ConsoleReview, at now: Instant) {
    model = ConsoleModel(review.assessment)
    session = review.session
    standings = Standings(review.session, model, at: now)
    drafts = review.drafts
    lockedBy = review.lockedBy
    notice = review.notice
    planned = review.planned.map(PlannedCarry.init)
  }

  static func == (left: PreparedReview, right: PreparedReview) -> Bool { left.model == right.model }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(model)) }
}
