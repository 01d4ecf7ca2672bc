public import Checklist
public import Platform

/// Writes whole sessions, for commands other than the console.
public struct SessionWriter: Sendable {
  private let warnings: Warnings
  private let holder: @Sendable () throws -> LockHolder

  /// A writer that locks sessions for `holder`, who is only asked for when a lock is taken.
  public init(warnings: Warnings, holder: @escaping @Sendable () throws -> LockHolder) {
    self.warnings = warnings
    self.holder = holder
  }

  /// Takes the lock of the session at `path`; nil if locks are not available.
  public func lock(_ path: String) throws -> SessionLock? {
    switch SessionLock.take(of: path, as: try holder()) {
    case .ours(let taken): return taken
    case .theirs(let words): throw ReviewError(message: "\(path): \(words) has it open")
    case .none: return nil
    }
  }

  /// Replaces the session at `path`, if the file still contains `replaced` (nil: if it does not
  /// exist); returns whether it was saved.
  public func write(
    _ session: ReviewSession, to path: String, replacing replaced: ReviewSession? = nil,
    at now: Instant
  ) throws -> Bool {
    let (folder, name) = try FileSystem.live.resolvingLinks(path)
    for ending in [".journal", ".lock", ".drafts"] where name.hasSuffix(ending) {
      throw ReviewError(message: "\(path): the file name is reserved for a session beside it")
    }
    // If there is a lock file, a console was used here. Elsewhere, such as in a git work tree, no
    // lock file is left behind.
    let lockFile = FileSystem.join(folder, name + ".lock")
    let lock = try FileSystem.live.kind(of: lockFile) == nil ? nil : try lock(path)
    let outcome: SaveOutcome
    do throws(SessionFileError) {
      var file = try SessionFile.open(path)
      guard try file.load() == replaced else {
        warnings.add("\(path) was changed in the meantime and was not overwritten")
        return false
      }
      outcome = file.replace(with: session, at: now)
    } catch { throw ReviewError(message: error.message) }
    _ = consume lock
    if let sentence = outcome.sentence { warnings.add(sentence) }
    if case .savedBeside = outcome { return false }
    return outcome.isOnDisk
  }
}
