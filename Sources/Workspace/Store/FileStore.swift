internal import Checklist
internal import Platform
internal import Reports

/// The store of a review in files: the session with its journal and lock, its drafts, and the documents
/// that are written from it.
struct FileStore: SessionStore {
  let assessment: Assessment
  /// The path of the session; nil if it is not saved.
  let path: String?
  let files: KeptFiles
  /// The files that documents must not replace.
  let own: ReviewFiles
  /// The person who signs.
  let signer: Reviewer
  /// The questions of signing.
  let questions: any SigningQuestions
  /// Takes over the session; nil if this process has the lock.
  let takeover: Takeover?
  let lastSave: LastSave
  let warnings: Warnings

  let formats = ExportFormat.own.map(\.name)

  func save(_ session: ReviewSession, at now: Instant) -> SaveOutcome {
    lastSave.note(files.save(session, now))
  }

  func finish(_ session: ReviewSession, at now: Instant) { files.finish(session, now) }

  func keep(_ drafts: [Draft]) -> String? { lastSave.note(drafts: files.keep(drafts)) }

  func export(
    _ session: ReviewSession, as format: String, to path: String, at now: Instant
  ) -> Result<String, ReviewError> {
    guard let format = ExportFormat.own.first(where: { $0.name == format }) else {
      return .failure(ReviewError(message: "export: unknown format \(format)"))
    }
    let report = ReviewReport(assessment: assessment, session: session, now: now)
    return WrittenFile.document(format.bytes(of: report), at: path, preserving: own)
  }

  func carryPlan(
    for session: ReviewSession, from path: String, at now: Instant
  ) -> Result<CarryPlan, ReviewError> {
    Result { () throws(ReviewError) in
      try EarlierReview.carryPlan(
        from: path, into: session, of: assessment, at: now, warnings: warnings)
    }
  }

  func sign(
    _ session: ReviewSession, drafts: Int, at now: Instant
  ) -> Result<ReviewSession, ReviewError> {
    guard let path else {
      return .failure(ReviewError(message: "sign: not available here; run iam-review sign"))
    }
    return SessionSigner(path: path, assessment: assessment, signer: signer, questions: questions)
      .sign(session, drafts: drafts, at: now) { files.save($0, now) }
  }

  func awaitWriter() -> WriterLeft? { takeover?.awaitWriter() }

  func takeOver(at now: Instant) -> Result<TakenOver, TakeoverFailure> {
    takeover?.take(at: now) ?? .failure(.impossible("not available here"))
  }
}
