public import Model

/// Why a session could not be opened.
public enum SessionFileError: Error, Hashable, Sendable {
  /// The file could not be read.
  case system(SystemError)
  /// The file is not a session.
  case malformed(SessionError, file: String)
  /// The journal beside it does not fit the session.
  case brokenJournal(line: Int, String, file: String)

  /// Why, in one line.
  public var message: String {
    switch self {
    case .system(let error): error.message
    case .malformed(let error, let file): error.sentence(file: file)
    case .brokenJournal(let line, let what, let file):
      "\(VisibleText.line(file)):\(line): \(what); "
        + (line == 1
          ? "rename the journal to open the session without it"
          : "keep a copy, and cut it to \((line - 1).counted("line")) to open what was saved before")
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

/// The file that a session is kept in, and the journal beside it.
///
///     var file = try SessionFile.open("client-prod/review.json")
///     var session = try file.load() ?? ReviewSession()
///     …
///     let outcome = file.save(session, at: now)
///     _ = file.fold(session, at: now)
///
/// Its directory is opened once and a symbolic link to the file is followed once, when it is
/// opened. `save` appends what is new in the history to the journal, or gives the file the whole
/// session, or leaves all as it was; it never throws, and may be called again after a failure.
/// `fold` writes the whole and ends the journal. It never overwrites what somebody else wrote since
/// `load`; from then on it saves beside, always to the same name.
public struct SessionFile: ~Copyable, Sendable {
  /// The most bytes that a session may have.
  static let limit = 1 << 28

  private let directory: Directory
  /// The file's name without its directory.
  public let name: String
  /// What may be there: what was loaded or what we wrote; nil is nothing.
  private var known: FileVersion?
  /// What the journal may be; nil is none.
  private var journalVersion: FileVersion?
  /// What the snapshot and the journal together hold; nil where only the whole may be written.
  private var onDisk: ReviewSession.Extent?
  /// Whether what stands in the journal besides is of a try of ours that failed.
  private var isJournalTorn = false
  /// What of the journal was left out when it was loaded.
  private var rest = SessionJournal.Rest.nothing
  /// How many entries the journal holds.
  private var journaled = 0
  /// The name to save to since somebody else changed the file, with what we wrote there.
  private var beside: (name: String, version: FileVersion?)?

  private init(_ directory: consuming Directory, name: String) {
    self.directory = directory
    self.name = name
  }

  /// Opens the place of the session at `path`; the file need not be there yet.
  public static func open(
    _ path: String, in system: FileSystem = .live
  ) throws(SessionFileError) -> SessionFile {
    do throws(SystemError) {
      let (folder, name) = try system.resolvingLinks(path)
      let directory = try Directory.open(folder, in: system)
      return SessionFile(directory, name: name)
    } catch { throw .system(error) }
  }

  /// What to say where others than the owner may read the session; nil where they may not.
  ///
  /// It names people, weaknesses and plans. The next time it is written as a whole it is the
  /// owner's alone.
  public private(set) var readersWarning: String?

  /// What to say of a journal whose end `load` left out; nil where all of it counts.
  public var journalWarning: String? {
    let journal = VisibleText.line(journalName)
    return switch rest {
    case .nothing: nil
    case .unread: "\(journal) was not read: a newer version wrote its session"
    case .torn(let line):
      "\(journal):\(line): truncated by a crash; that step was not saved yet and is"
        + " out"
    case .damaged(let line):
      "\(journal):\(line): damaged; the decisions of that step are lost and must be made again (the"
        + " next save keeps the journal beside)"
    }
  }

  /// Whether the journal that was loaded has a line that cannot be read and may have been confirmed.
  public var isJournalDamaged: Bool { if case .damaged = rest { true } else { false } }

  /// Removes what a crash has left of an unfinished save; the file itself is whole.
  ///
  /// Only for who has the lock: a writer may be at work on it. On a disk that is read-only or full
  /// it stays, and the review can still be looked at.
  public func removeLeftover() { _ = try? directory.removeLeftover(of: name) }

  /// The journal's name.
  private var journalName: String { name + ".journal" }

  /// A journal longer than this is folded, so that opening stays short. It may be as long as what is
  /// folded already: writing all of a large review takes long, and is then seldom.
  private var mostJournaled: Int { max(2000, (onDisk?.count ?? 0) - journaled) }

  /// Reads the session; nil where there is none yet.
  ///
  /// The journal is read first: what a writer folds meanwhile is then in both, and is passed over.
  public mutating func load() throws(SessionFileError) -> ReviewSession? {
    let journal: WholeFile?
    let file: WholeFile?
    do throws(SystemError) {
      journal = try read(journalName)
      file = try read(name)
    } catch { throw .system(error) }
    guard let file else {
      guard journal == nil else {
        throw .brokenJournal(
          line: 1, "its session is missing", file: journalName)
      }
      return nil
    }
    var session: ReviewSession
    do throws(SessionError) { session = try ReviewSession(file.bytes) } catch {
      throw .malformed(error, file: name)
    }
    rest = .nothing
    if let journal, session.isReadOnly {
      rest = journal.bytes.isEmpty ? .nothing : .unread
    } else if let journal {
      let read: SessionJournal
      do throws(SessionJournal.Fault) {
        read = try SessionJournal(journal.bytes, after: session)
      } catch { throw .brokenJournal(line: error.line, error.message, file: journalName) }
      for entry in read.entries { session.append(entry) }
      rest = read.rest
      journaled = read.entries.count
    }
    for (name, file) in [(name, file), (journalName, journal)] {
      guard let mode = file?.status.permissions, mode & 0o077 != 0 else { continue }
      let shown = VisibleText.line(name)
      readersWarning =
        "\(shown) can be read by others (mode \(String(mode, radix: 8))); chmod 600 \(shown)"
    }
    // Only now: a file that we cannot read is never replaced.
    known = FileVersion(file.status)
    journalVersion = journal.map { FileVersion($0.status) }
    onDisk = rest == .nothing ? session.extent : nil
    return session
  }

  /// A file of the session; nil where it is not there.
  private func read(_ name: String) throws(SystemError) -> WholeFile? {
    guard try directory.status(of: name) != nil else { return nil }
    return try directory.readWhole(name, limit: SessionFile.limit)
  }

  /// Makes `session` durable: one line and one flush a decision, whatever its size.
  public mutating func save(_ session: ReviewSession, at now: Instant) -> SaveOutcome {
    append(session) ? .saved : fold(session, at: now)
  }

  /// Gives the file the whole session, also where its history is another than the file's.
  public mutating func replace(with session: ReviewSession, at now: Instant) -> SaveOutcome {
    fold(session, at: now)
  }

  /// Ends the journal, where there is one: the file then holds everything.
  public mutating func finish(_ session: ReviewSession, at now: Instant) -> SaveOutcome {
    journaled > 0 ? fold(session, at: now) : .saved
  }

  /// Appends what is new in the history; false where the whole must be written.
  private mutating func append(_ session: ReviewSession) -> Bool {
    guard beside == nil, known != nil, !session.isReadOnly, let onDisk,
      session.continues(onDisk), journaled < mostJournaled
    else { return false }
    let entries = session.history[onDisk.count...]
    guard !entries.isEmpty else { return true }
    let bytes = entries.flatMap { Array($0.line.utf8) + [UInt8(ascii: "\n")] }
    // From here on a failure leaves what is on the disk unknown.
    self.onDisk = nil
    do throws(SystemError) {
      guard try directory.status(of: name).map(FileVersion.init) == known,
        case .done(let version) = try directory.append(
          bytes, to: journalName, expecting: journalVersion)
      else { return false }
      journalVersion = version
      journaled += entries.count
      self.onDisk = session.extent
      return true
    } catch {
      isJournalTorn = true
      return false
    }
  }

  /// Writes the whole session, and ends the journal.
  private mutating func fold(_ session: ReviewSession, at now: Instant) -> SaveOutcome {
    if session.isReadOnly {
      return .failed(
        "cannot write \(VisibleText.line(name)): a newer version wrote it"
          + " (schema \(session.schemaVersion))")
    }
    let bytes = Array(session.text.utf8)
    do throws(SystemError) {
      if let beside { return try save(bytes, beside: beside.name, replacing: beside.version) }
      let journal = try directory.status(of: journalName).map(FileVersion.init)
      guard journal == journalVersion || isJournalTorn else {
        return try save(bytes, beside: try freeName("\(name).conflict", at: now), replacing: nil)
      }
      switch try directory.replace(name, with: bytes, expecting: [known]) {
      case .done(let version):
        known = version
        endJournal(of: session, at: now)
        return .saved
      case .perhapsNotDurable(let version, let error):
        // The journal stays: should the power fail, it follows the file that was there before.
        known = version
        onDisk = nil
        return .writtenPerhapsNotDurable(error.message)
      case .changedMeanwhile:
        return try save(bytes, beside: try freeName("\(name).conflict", at: now), replacing: nil)
      }
    } catch { return .failed(error.message) }
  }

  /// A journal that cannot be removed does no harm: its entries are passed over.
  private mutating func endJournal(of session: ReviewSession, at now: Instant) {
    if isJournalDamaged, let aside = try? freeName("\(journalName).damaged", at: now) {
      try? directory.rename(journalName, to: aside)
    } else {
      try? directory.remove(journalName)
    }
    do throws(SystemError) {
      journalVersion = try directory.status(of: journalName).map(FileVersion.init)
      isJournalTorn = false
      rest = .nothing
      onDisk = journalVersion == nil ? session.extent : nil
    } catch {
      isJournalTorn = true
      onDisk = nil
    }
    journaled = 0
  }

  private mutating func save(
    _ bytes: [UInt8], beside other: String, replacing version: FileVersion?
  ) throws(SystemError) -> SaveOutcome {
    var sentence =
      "\(VisibleText.line(name)) was changed by another process; saved as \(VisibleText.line(other))"
    switch try directory.replace(other, with: bytes, expecting: [version]) {
    case .done(let version): beside = (other, version)
    case .perhapsNotDurable(let version, let error):
      beside = (other, version)
      sentence += ", but \(error.message)"
    case .changedMeanwhile:
      // Somebody works on that one too: the next save looks for another name.
      beside = nil
      return .failed("\(sentence) before, which another process changed as well")
    }
    return .savedBeside(name: other, sentence)
  }

  /// A name that nothing has: `review.json.conflict-2026-11-24T024152Z`.
  private func freeName(_ stem: String, at now: Instant) throws(SystemError) -> String {
    let time = now.description.filter { $0 != ":" }
    var candidate = "\(stem)-\(time)"
    var number = 1
    while try directory.status(of: candidate) != nil {
      number += 1
      candidate = "\(stem)-\(time)-\(number)"
    }
    return candidate
  }
}
