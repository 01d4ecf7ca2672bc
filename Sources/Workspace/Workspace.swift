public import Checklist
internal import Evidence
internal import Platform

/// The reviews that a person works on together, open for decisions. Today a workspace has one review, of
/// one account.
public struct Workspace: Sendable {
  /// The reviews; never empty.
  public let reviews: [OpenReview]

  /// The review that is shown first.
  public var first: OpenReview { reviews[0] }

  /// A workspace with one review.
  public init(_ review: OpenReview) { reviews = [review] }

  /// Opens the review that `request` names, locks its session for `holder` and restores the drafts.
  ///
  /// While another process has the session open, the review is read-only, and its store waits for that
  /// process to leave.
  ///
  /// - Parameters:
  ///   - request: The evidence, the session and the settings.
  ///   - holder: The person who decides and signs.
  ///   - questions: The questions of signing.
  ///   - lastSave: Records the result of each save, to be reported at the end.
  ///   - warnings: Receives the problems of the evidence and of the session.
  ///   - report: Receives the progress as text.
  public static func open(
    _ request: ReviewRequest, as holder: LockHolder, questions: any SigningQuestions,
    lastSave: LastSave, warnings: Warnings, report: @escaping (String) -> Void = { _ in }
  ) throws -> Workspace {
    PrivateFolder.removeLeft()
    // The lock is taken before anything is read, so that nobody can change the files in the
    // meantime.
    let path = try request.sessionPath()
    var lock: SessionLock?
    var (other, lockNotice): (String?, String?)
    if let path {
      switch SessionLock.take(of: path, as: holder) {
      case .ours(let taken):
        lock = consume taken
        try? SessionFile.open(path).removeLeftover()
      case .theirs(let words): other = words
      case .none(let reason):
        lockNotice =
          "the session could not be locked: \(reason); make sure that nobody else has it open"
      }
    }
    var review = try AccountReview.open(
      request, at: path, acceptsDamage: true, warnings: warnings, report: report)
    if other == nil { try review.settle(by: holder.reviewer, at: holder.since) }
    var planned: CarryPlan?
    if let previous = request.previous {
      report("reading the earlier review \(previous)")
      planned = try EarlierReview.carryPlan(
        from: previous, into: review.session, of: review.assessment, at: holder.since,
        warnings: warnings)
    }
    var (drafts, draftsErrorMessage): ([Draft], String?) = ([], nil)
    var draftsFile: DraftsFile?
    if let path, other == nil {
      let file = try DraftsFile.open(beside: path)
      (drafts, draftsErrorMessage) = file.load()
      draftsFile = consume file
    }
    review.files.hold(draftsFile, lock)
    let takeover = path.flatMap { path in
      other.map { _ in
        Takeover(
          path: path, assessment: review.assessment, loaded: review.stored, holder: holder,
          files: review.files)
      }
    }
    let store = FileStore(
      assessment: review.assessment, path: path, files: review.files, own: review.ownFiles,
      signer: holder.reviewer, questions: questions, takeover: takeover, lastSave: lastSave,
      warnings: warnings)
    let notice = other.map { "read-only: \($0) has this review open" }
    return Workspace(
      OpenReview(
        assessment: review.assessment, session: review.session, store: store, drafts: drafts,
        lockedBy: other, notice: notice ?? review.notice ?? lockNotice ?? draftsErrorMessage,
        planned: planned))
  }
}
