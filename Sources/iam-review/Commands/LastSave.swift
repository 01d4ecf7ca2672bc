import Checklist
import Synchronization

/// The result of the last save of a console, reported after its screen is closed.
final class LastSave: Sendable {
  private let outcome = Mutex<SaveOutcome>(.saved)
  /// Why the drafts were not saved; nil if they were.
  private let draftsComplaint = Mutex<String?>(nil)

  /// Records the result and returns it.
  func note(_ outcome: SaveOutcome) -> SaveOutcome {
    self.outcome.withLock { $0 = outcome }
    return outcome
  }

  /// Records why the drafts were not saved, and returns it.
  func note(drafts complaint: String?) -> String? {
    draftsComplaint.withLock { $0 = complaint }
    return complaint
  }

  /// Reports problems, unless the connection dropped; returns whether everything is saved.
  func tell(isHungUp: Bool) -> Bool {
    if !isHungUp, let complaint = draftsComplaint.withLock({ $0 }) {
      Messages.complain(complaint)
    }
    return outcome.withLock { outcome in
      if !isHungUp, let sentence = outcome.sentence {
        let isOnDisk = outcome.isOnDisk
        Messages.complain(isOnDisk ? sentence : "decisions are not saved: \(sentence)")
      }
      return outcome.isOnDisk
    }
  }
}
