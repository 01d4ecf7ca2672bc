public import Model

/// Why a session could not be opened.
public enum SessionFileError: Error, Hashable, Sendable {
  /// The file could not be read.
  case system(SystemError)
  /// The file is not a session.
  case malformed(SessionError, file: String)

  /// Why, in one line.
  public var message: String {
    switch self {
    case .system(let error): error.message
    case .malformed(let error, let file): error.sentence(file: file)
    }
  }
}

/// What became of a session that was to be saved.
public enum SaveOutcome: Hashable, Sendable {
  /// It is on the disk.
  case saved
  /// It has its place, and a loss of power could still take it back; the sentence says why.
  case writtenPerhapsNotDurable(String)
  /// Somebody else changed the file meanwhile; theirs was left, and this one stands beside it.
  case savedBeside(name: String, String)
  /// It is not on the disk; the file is as it was. The sentence says why.
  case failed(String)

  /// What the auditor must know; nil when all is well.
  public var sentence: String? {
    switch self {
    case .saved: nil
    case .writtenPerhapsNotDurable(let sentence), .savedBeside(_, let sentence),
      .failed(let sentence):
      sentence
    }
  }

  /// Whether what was decided would be found again at the next start.
  public var isOnDisk: Bool {
    if case .failed = self { false } else { true }
  }
}

/// The file that a session is kept in.
///
///     var file = try SessionFile.open("client-prod/review.json")
///     var session = try file.load() ?? ReviewSession()
///     …
///     let outcome = file.save(session, at: now)
///
/// Its directory is opened once and a symbolic link to the file is followed once, when it is
/// opened. `save` gives the file the whole session or leaves it as it was, never throws, and may
/// be called again after a failure: nothing of a failed try is left. It never overwrites what
/// somebody else wrote since `load`; from then on it saves beside, always to the same name.
public struct SessionFile: ~Copyable, Sendable {
  /// The most bytes that a session may have.
  static let limit = 1 << 28

  private let directory: Directory
  /// The file's name without its directory.
  public let name: String
  /// What may be there: what was loaded or what we wrote; nil is nothing.
  private var known: FileVersion?
  /// The name to save to since somebody else changed the file, with what we wrote there.
  private var beside: (name: String, version: FileVersion?)?

  private init(_ directory: consuming Directory, name: String) {
    self.directory = directory
    self.name = name
  }

  /// Opens the place of the session at `path`; the file need not be there yet.
  ///
  /// What a crash has left of an unfinished save is removed: the file itself is whole.
  public static func open(
    _ path: String, in system: FileSystem = .live
  ) throws(SessionFileError) -> SessionFile {
    do throws(SystemError) {
      let (folder, name) = try system.resolvingLinks(path)
      let directory = try Directory.open(folder, in: system)
      // On a disk that is read-only or full the review can still be looked at.
      _ = try? directory.removeLeftover(of: name)
      return SessionFile(directory, name: name)
    } catch { throw .system(error) }
  }

  /// Reads the session; nil where there is none yet.
  public mutating func load() throws(SessionFileError) -> ReviewSession? {
    let file: WholeFile
    do throws(SystemError) {
      guard try directory.status(of: name) != nil else { return nil }
      file = try directory.readWhole(name, limit: SessionFile.limit)
    } catch { throw .system(error) }
    do throws(SessionError) {
      let session = try ReviewSession(file.bytes)
      // Only now: a file that we cannot read is never replaced.
      known = FileVersion(file.status)
      return session
    } catch { throw .malformed(error, file: name) }
  }

  /// Makes `session` durable.
  public mutating func save(_ session: ReviewSession, at now: Instant) -> SaveOutcome {
    if session.isReadOnly {
      return .failed(
        "cannot write \(VisibleText.line(name)): a newer version wrote it"
          + " (schema \(session.schemaVersion))")
    }
    let bytes = Array(session.text.utf8)
    do throws(SystemError) {
      if let beside { return try save(bytes, beside: beside.name, replacing: beside.version) }
      switch try directory.replace(name, with: bytes, expecting: [known]) {
      case .done(let version):
        known = version
        return .saved
      case .perhapsNotDurable(let version, let error):
        known = version
        return .writtenPerhapsNotDurable(error.message)
      case .changedMeanwhile:
        return try save(bytes, beside: try freeName(at: now), replacing: nil)
      }
    } catch { return .failed(error.message) }
  }

  private mutating func save(
    _ bytes: [UInt8], beside other: String, replacing version: FileVersion?
  ) throws(SystemError) -> SaveOutcome {
    var sentence =
      "\(VisibleText.line(name)) was changed by somebody else; saved as \(VisibleText.line(other))"
    switch try directory.replace(other, with: bytes, expecting: [version]) {
    case .done(let version): beside = (other, version)
    case .perhapsNotDurable(let version, let error):
      beside = (other, version)
      sentence += ", but \(error.message)"
    case .changedMeanwhile:
      // Somebody works on that one too: the next save looks for another name.
      beside = nil
      return .failed("\(sentence) before, and that was changed by somebody else as well")
    }
    return .savedBeside(name: other, sentence)
  }

  /// A name beside the file's that nothing has: `review.json.conflict-2026-11-24T024152Z`.
  private func freeName(at now: Instant) throws(SystemError) -> String {
    let time = now.description.filter { $0 != ":" }
    var candidate = "\(name).conflict-\(time)"
    var number = 1
    while try directory.status(of: candidate) != nil {
      number += 1
      candidate = "\(name).conflict-\(time)-\(number)"
    }
    return candidate
  }
}
