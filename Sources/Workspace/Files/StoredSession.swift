public import Checklist
internal import Platform

extension ReviewSession {
  /// The path of the session of the evidence in `folder`.
  public static func place(in folder: String) -> String { FileSystem.join(folder, "review.json") }

  /// The path of a session that was named by its file or its evidence folder.
  public static func place(of named: String) -> String {
    let isFolder = (try? FileSystem.live.kind(of: named)) == .directory
    return isFolder ? place(in: named) : named
  }

  /// The session in the file at `path`, for reading only.
  ///
  /// A damaged session is refused, because a comparison, merge or signature needs all decisions.
  public static func stored(
    at path: String, warnings: Warnings
  ) throws(ReviewError) -> ReviewSession {
    var file = try SessionFile.named(path)
    guard let stored = try file.read() else {
      throw ReviewError(
        message: "\(path): no session file; give a review.json or the folder that contains it")
    }
    try file.refuseDamage()
    if let warning = file.journalWarning { warnings.add(warning) }
    return stored
  }
}

extension SessionFile {
  /// The session file at `path`; throws an error in one line if there is none.
  static func named(_ path: String) throws(ReviewError) -> SessionFile {
    do throws(SessionFileError) { return try SessionFile.open(path) } catch {
      throw ReviewError(message: error.message)
    }
  }

  /// Refuses a damaged journal.
  func refuseDamage() throws(ReviewError) {
    if isJournalDamaged, let warning = journalWarning { throw ReviewError(message: warning) }
  }

  /// The session; nil if there is none yet.
  mutating func read() throws(ReviewError) -> ReviewSession? {
    do throws(SessionFileError) { return try load() } catch {
      throw ReviewError(message: error.message)
    }
  }
}

extension FileSystem {
  /// All bytes of a file that a person named.
  func readNamed(_ path: String) throws(ReviewError) -> [UInt8] {
    do throws(SystemError) { return try readWhole(path, limit: 1 << 30).bytes } catch {
      throw ReviewError(message: error.message)
    }
  }
}
