import Checklist
import Synchronization

/// What became of the last save of a console, to be told once its screen is gone.
final class LastSave: Sendable {
  private let outcome = Mutex<SaveOutcome>(.saved)
  /// Why what was typed and not decided was not kept; nil where it was.
  private let draftsComplaint = Mutex<String?>(nil)

  /// Takes the outcome down and gives it back.
  func note(_ outcome: SaveOutcome) -> SaveOutcome {
    self.outcome.withLock { $0 = outcome }
    return outcome
  }

  /// Takes down why drafts were not kept, and gives it back.
  func note(drafts complaint: String?) -> String? {
    draftsComplaint.withLock { $0 = complaint }
    return complaint
  }

  /// Tells what the auditor must know, unless the line is gone; says whether all is on the disk.
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
