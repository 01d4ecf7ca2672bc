import Checklist
import Model

/// Sessions that a command writes as a whole, not decision by decision.
enum SessionWriter {
  /// Gives the file at `path` the session; false, with a word, where somebody works on it.
  static func write(_ session: ReviewSession, to path: String) throws -> Bool {
    // The lock file tells that a console was here; elsewhere, as in git's work tree, none is left.
    var lock: SessionLock?
    if try FileSystem.live.kind(of: path + ".lock") != nil {
      let who = LockHolder(
        reviewer: try Surroundings.reviewer(named: nil), process: Surroundings.process,
        terminal: Surroundings.terminalName, since: Surroundings.now)
      switch SessionLock.take(of: path, as: who) {
      case .ours(let taken): lock = consume taken
      case .theirs(let words):
        Messages.complain("\(path) is not written: \(words) works on it")
        return false
      case .none(let reason):
        Messages.complain("\(path) is not written: no lock: \(reason)")
        return false
      }
    }
    let isWritten = try replace(session, at: path)
    _ = consume lock
    return isWritten
  }

  private static func replace(_ session: ReviewSession, at path: String) throws -> Bool {
    let outcome: SaveOutcome
    do throws(SessionFileError) {
      var file = try SessionFile.open(path)
      _ = try file.load()
      outcome = file.replace(with: session, at: Surroundings.now)
    } catch { throw ReviewError(message: error.message) }
    if let sentence = outcome.sentence { Messages.complain(sentence) }
    if case .savedBeside = outcome { return false }
    return outcome.isOnDisk
  }
}
