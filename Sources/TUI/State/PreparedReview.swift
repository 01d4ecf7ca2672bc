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
  /// One line to show; nil where there is nothing to say.
  let notice: String?

  init(_ assessment: Assessment, _ session: ReviewSession, at now: Instant, notice: String?) {
    model = ConsoleModel(assessment)
    self.session = session
    standings = Standings(session, model, at: now)
    self.notice = notice
  }

  static func == (left: PreparedReview, right: PreparedReview) -> Bool { left.model == right.model }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(model)) }
}
