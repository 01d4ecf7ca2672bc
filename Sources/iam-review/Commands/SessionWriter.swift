import Checklist
import Model

/// Sessions that a command writes as a whole, not decision by decision.
enum SessionWriter {
  /// Takes the lock of the session at `path`; nil where locks are not to be had.
  static func lock(_ path: String) throws -> SessionLock? {
    let who = LockHolder(
      reviewer: try Surroundings.reviewer(named: nil), process: Surroundings.process,
      terminal: Surroundings.terminalName, since: Surroundings.now)
    switch SessionLock.take(of: path, as: who) {
    case .ours(let taken): return taken
    case .theirs(let words): throw ReviewError(message: "\(path): \(words) works on it")
    case .none: return nil
    }
  }

  /// Gives the file at `path` the session, where it still holds `replaced`; nil is no file.
  static func write(
    _ session: ReviewSession, to path: String, replacing replaced: ReviewSession? = nil
  ) throws -> Bool {
    let (folder, name) = try FileSystem.live.resolvingLinks(path)
    for ending in [".journal", ".lock", ".drafts"] where name.hasSuffix(ending) {
      throw ReviewError(message: "\(path): a session beside it would take the file for its own")
    }
    // The lock file tells that a console was here; elsewhere, as in git's work tree, none is left.
    let lockFile = FileSystem.join(folder, name + ".lock")
    let lock = try FileSystem.live.kind(of: lockFile) == nil ? nil : try lock(path)
    let outcome: SaveOutcome
    do throws(SessionFileError) {
      var file = try SessionFile.open(path)
      guard try file.load() == replaced else {
        Messages.complain("\(path) was changed meanwhile; it was left as it is")
        return false
      }
      outcome = file.replace(with: session, at: Surroundings.now)
    } catch { throw ReviewError(message: error.message) }
    _ = consume lock
    if let sentence = outcome.sentence { Messages.complain(sentence) }
    if case .savedBeside = outcome { return false }
    return outcome.isOnDisk
  }
}
