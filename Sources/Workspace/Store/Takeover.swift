internal import Checklist
internal import Platform

/// Takes over a session that another process had open when it was read.
struct Takeover: Sendable {
  let path: String
  let assessment: Assessment
  /// The session as it was read from its file; nil if there was none.
  let loaded: ReviewSession?
  let holder: LockHolder
  let files: KeptFiles

  /// Waits until the process that has the session open leaves; returns its person, and the session
  /// as it left it.
  func awaitWriter() -> WriterLeft? {
    guard let holder = try? SessionLock.awaitRelease(of: path) else { return nil }
    return WriterLeft(holder: holder, session: stored())
  }

  private func stored() -> ReviewSession? {
    guard var file = try? SessionFile.open(path), let read = try? file.load() else {
      // A console that closed before its first decision wrote no session.
      let isMissing = (try? FileSystem.live.kind(of: path)) == .some(nil)
      return isMissing && loaded == nil ? ReviewSession() : nil
    }
    return read
  }

  /// Takes the lock, and reads the session and its drafts again.
  func take(at now: Instant) -> Result<TakenOver, TakeoverFailure> {
    let who = LockHolder(
      reviewer: holder.reviewer, process: holder.process, terminal: holder.terminal, since: now)
    switch SessionLock.take(of: path, as: who) {
    case .theirs(let words): return .failure(.held(words))
    case .none(let reason):
      return .failure(.impossible("the session could not be locked: \(reason)"))
    case .ours(let lock):
      do { return try open(under: lock, at: now) } catch {
        return .failure(.impossible(ReviewError(error).message))
      }
    }
  }

  private func open(
    under lock: consuming SessionLock, at now: Instant
  ) throws -> Result<TakenOver, TakeoverFailure> {
    var file = try SessionFile.open(path)
    file.removeLeftover()
    let read = try file.load()
    if let change = changeOfEvidence(in: read) {
      return .failure(.impossible("\(change) of the review changed; quit and open it again"))
    }
    // A console that left before its first decision wrote no session.
    var session = read ?? ReviewSession(settings: assessment.settings)
    session.attach(to: assessment.account)
    if !session.isReadOnly {
      var settings = assessment.settings
      if read != nil {
        settings.origin = session.settings.origin
        settings.acceptanceLimits = session.settings.acceptanceLimits
      }
      try session.settle(on: settings, by: holder.reviewer, at: now)
    }
    let draftsFile = try DraftsFile.open(beside: path)
    let (drafts, errorMessage) = draftsFile.load()
    let notice = file.journalWarning ?? errorMessage
    files.use(file)
    files.hold(draftsFile, lock)
    return .success(TakenOver(session: session, drafts: drafts, notice: notice))
  }

  /// What the findings on the screen do not match any more; nil if they match the session.
  private func changeOfEvidence(in session: ReviewSession?) -> String? {
    guard let session else { return nil }
    if session.mismatch(with: assessment.account) != nil { return "the account" }
    if session.scope != loaded?.scope { return "the scope" }
    let (old, new) = (loaded?.settings ?? assessment.settings, session.settings)
    if old.maxAgeDays != new.maxAgeDays || old.sensitiveServices != new.sensitiveServices
      || old.origin != new.origin
    {
      return "the settings"
    }
    let isSameEvidence =
      loaded != nil && session.evidence == loaded?.evidence
      || session.isReview(of: assessment.account)
    return isSameEvidence ? nil : "the evidence"
  }
}
