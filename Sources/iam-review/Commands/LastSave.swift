import Checklist
import Synchronization

/// What became of the last save of a console, to be told once its screen is gone.
final class LastSave: Sendable {
  private let outcome = Mutex<SaveOutcome>(.saved)

  /// Takes the outcome down and gives it back.
  func note(_ outcome: SaveOutcome) -> SaveOutcome {
    self.outcome.withLock { $0 = outcome }
    return outcome
  }

  /// Tells what the auditor must know, unless the line is gone; says whether all is on the disk.
  func tell(isHungUp: Bool) -> Bool {
    outcome.withLock { outcome in
      if !isHungUp, let sentence = outcome.sentence {
        let isOnDisk = outcome.isOnDisk
        Messages.complain(isOnDisk ? sentence : "what was decided is not on the disk: \(sentence)")
      }
      return outcome.isOnDisk
    }
  }
}
