import Checklist
import Platform
import Workspace

/// A store without files, whose saves succeed unless a test says otherwise.
struct TestStore: SessionStore {
  var saving: @Sendable (ReviewSession) -> SaveOutcome = { _ in .saved }
  var finishing: @Sendable (ReviewSession) -> Void = { _ in }
  var takeover: Result<TakenOver, TakeoverFailure> = .failure(.impossible("no files"))
  var waiting: @Sendable () -> WriterLeft? = { nil }
  let formats: [String] = []

  func save(_ session: ReviewSession, at now: Instant) -> SaveOutcome { saving(session) }
  func finish(_ session: ReviewSession, at now: Instant) { finishing(session) }
  func keep(_ drafts: [Draft]) -> String? { nil }

  func export(
    _ session: ReviewSession, as format: String, to path: String, at now: Instant
  ) -> Result<String, ReviewError> { .failure(ReviewError(message: "no files")) }

  func carryPlan(
    for session: ReviewSession, from path: String, at now: Instant
  ) -> Result<CarryPlan, ReviewError> { .failure(ReviewError(message: "no files")) }

  func sign(
    _ session: ReviewSession, drafts: Int, at now: Instant
  ) -> Result<ReviewSession, ReviewError> { .failure(ReviewError(message: "no keys")) }

  func awaitWriter() -> WriterLeft? { waiting() }
  func takeOver(at now: Instant) -> Result<TakenOver, TakeoverFailure> { takeover }
}
