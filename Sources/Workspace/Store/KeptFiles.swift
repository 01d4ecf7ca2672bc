internal import Checklist
internal import Platform
internal import Synchronization

/// The files of a session, for use by any thread that saves.
final class KeptFiles: Sendable {
  private let session: Mutex<SessionFile?>
  private let drafts = Mutex<DraftsFile?>(nil)
  /// The lock, kept as long as the files are in use.
  private let lock = Mutex<SessionLock?>(nil)

  init(_ session: consuming SessionFile?) { self.session = Mutex(session) }

  /// Uses another file of the session, which was read again.
  func use(_ session: consuming SessionFile) {
    var session: SessionFile? = session
    self.session.withLock { swap(&$0, &session) }
  }

  /// Uses the file of the drafts, and keeps the lock of the session; nil if there are none.
  func hold(_ drafts: consuming DraftsFile?, _ lock: consuming SessionLock?) {
    var drafts = drafts
    var lock = lock
    self.drafts.withLock { swap(&$0, &drafts) }
    self.lock.withLock { swap(&$0, &lock) }
  }

  func save(_ session: ReviewSession, _ now: Instant) -> SaveOutcome {
    self.session.withLock {
      $0?.save(session, at: now)
        ?? .failed(
          "this review has no session file; give one with --session FILE")
    }
  }

  /// Merges the journal into the session. If that fails, nothing is lost: both files are read
  /// together.
  func finish(_ session: ReviewSession, _ now: Instant) {
    self.session.withLock { _ = $0?.finish(session, at: now) }
  }

  func keep(_ drafts: [Draft]) -> String? {
    self.drafts.withLock { $0?.save(drafts) ?? nil }
  }
}
