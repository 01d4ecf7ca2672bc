import Checklist
import Model
import Platform
import Synchronization

/// The files of a session, for use by any thread that saves.
final class KeptFiles: Sendable {
  private let session: Mutex<SessionFile?>
  private let drafts: Mutex<DraftsFile?>
  /// The lock, kept as long as the files are in use.
  private let lock: Mutex<SessionLock?>

  init(
    _ session: consuming SessionFile?, _ drafts: consuming DraftsFile?,
    _ lock: consuming SessionLock?
  ) {
    self.lock = Mutex(lock)
    self.session = Mutex(session)
    self.drafts = Mutex(drafts)
  }

  /// Replaces the files with those of a session that was taken over, and keeps its lock.
  func use(
    _ session: consuming SessionFile, _ drafts: consuming DraftsFile, _ lock: consuming SessionLock
  ) {
    var newSession: SessionFile? = session
    var newDrafts: DraftsFile? = drafts
    var newLock: SessionLock? = lock
    self.session.withLock { swap(&$0, &newSession) }
    self.drafts.withLock { swap(&$0, &newDrafts) }
    self.lock.withLock { swap(&$0, &newLock) }
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
