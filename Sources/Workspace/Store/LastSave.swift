internal import Checklist
internal import Synchronization

/// The result of the last save of a console, to be reported after its screen is closed.
public final class LastSave: Sendable {
  private let outcome = Mutex<SaveOutcome>(.saved)
  /// Why the drafts were not saved; nil if they were.
  private let draftsErrorMessage = Mutex<String?>(nil)

  /// No save yet.
  public init() {}

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

  /// Whether everything is saved.
  public var isOnDisk: Bool { outcome.withLock { $0.isOnDisk } }

  /// What was not saved, or perhaps not durably, each in one sentence.
  public var problems: [String] {
    let saving = outcome.withLock { outcome in
      outcome.sentence.map { outcome.isOnDisk ? $0 : "decisions are not saved: \($0)" }
    }
    return [draftsErrorMessage.withLock { $0 }, saving].compactMap(\.self)
  }
}
