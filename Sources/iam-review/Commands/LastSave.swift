import Checklist
import Synchronization

/// The result of the last save of a console, reported after its screen is closed.
final class LastSave: Sendable {
  private let outcome = Mutex<SaveOutcome>(.saved)
  /// Why the drafts were not saved; nil if they were.
  private let draftsErrorMessage = Mutex<String?>(nil)

  /// Records the result and returns it.
  func note(_ outcome: SaveOutcome) -> SaveOutcome {
    self.outcome.withLock { $0 = outcome }
    return outcome
  }

  /// Records why the drafts were not saved, and returns it.
  func note(drafts errorMessage: String?) -> String? {
    draftsErrorMessage.withLock { $0 = errorMessage }
    return errorMessage
  }

  /// Reports problems, unless the connection dropped; returns whether everything is saved.
  func report(isHungUp: Bool) -> Bool {
    if !isHungUp, let errorMessage = draftsErrorMessage.withLock({ $0 }) {
      Messages.printError(errorMessage)
    }
    return outcome.withLock { outcome in
      if !isHungUp, let sentence = outcome.sentence {
        let isOnDisk = outcome.isOnDisk
        Messages.printError(isOnDisk ? sentence : "decisions are not saved: \(sentence)")
      }
      return outcome.isOnDisk
    }
  }
}
