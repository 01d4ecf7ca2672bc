internal import Model
public import Platform

/// Why a session could not be opened.
public enum SessionFileError: Error, Hashable, Sendable {
  /// The file could not be read.
  case system(SystemError)
  /// The file is not a session.
  case malformed(SessionError, file: String)
  /// The journal does not match the session.
  case brokenJournal(line: Int, String, file: String)

  /// The reason, in one line.
  public var message: String {
    switch self {
    case .system(let error): error.message
    case .malformed(let error, let file): error.sentence(file: file)
    case .brokenJournal(let line, let what, let file):
      "\(VisibleText.line(file)):\(line): \(what); "
        + (line == 1
          ? "rename the journal to open the session without its last decisions"
          : "keep a copy, then truncate it to \((line - 1).counted("line")) to open the last undamaged"
            + " state")
    }
  }
}

/// The result of saving a session.
public enum SaveOutcome: Hashable, Sendable {
  /// The session is saved.
  case saved
  /// The file was replaced, but a power failure could undo this; the sentence says why.
  case writtenPerhapsNotDurable(String)
  /// Another program changed the file in the meantime. That file was kept, and this session was
  /// saved beside it.
  case savedBeside(name: String, String)
  /// The session is not saved and the file is unchanged. The sentence says why.
  case failed(String)

  /// The message for the auditor; nil if everything is fine.
  public var sentence: String? {
    switch self {
    case .saved: nil
    case .writtenPerhapsNotDurable(let sentence), .savedBeside(_, let sentence),
      .failed(let sentence):
      sentence
    }
  }

  /// Whether the next start finds the decisions again.
  public var isOnDisk: Bool {
    if case .failed = self { false } else { true }
  }
}

/// The file of a session, and its journal.
///
///     var file = try SessionFile.open("client-prod/review.json")
///     var session = try file.load() ?? ReviewSession()
///     …
///     let outcome = file.save(session, at: now)
///     _ = file.fold(session, at: now)
///
/// The directory is opened once, and a symbolic link to the file is followed once, on opening.
/// `save` appends new history entries to the journal, or writes the whole session, or leaves
/// everything unchanged. It never throws, and can be called again after a failure. `fold` writes
/// the whole session and removes the journal. Changes of another program since `load` are never
/// overwritten; from then on the session is saved beside the file, always to the same name.
public struct SessionFile: ~Copyable, Sendable {
  /// The maximum size of a session, in bytes.
  static let limit = 1 << 28

  private let directory: Directory
  /// The file's name without its directory.
  public let name: String
  /// The version of the file that was loaded or written; nil if there is none.
  private var known: FileVersion?
  /// The version of the journal that was read or written; nil if there is none.
  private var journalVersion: FileVersion?
  /// The content of snapshot and journal together; nil if only the whole session can be written.
  private var onDisk: ReviewSession.Extent?
  /// Whether the journal ends in the remains of a failed write of this process.
  private var isJournalTorn = false
  /// The part of the journal that was ignored by `load`.
  private var rest = SessionJournal.Rest.nothing
  /// The number of changes in the journal.
  private var journaled = 0
  /// The name to save to since another program changed the file, with the version written there.
  private var beside: (name: String, version: FileVersion?)?

  private init(_ directory: consuming Directory, name: String) {
    self.directory = directory
    self.name = name
  }

  /// Opens the session file at `path`, which need not exist yet.
  public static func open(
    _ path: String, in system: FileSystem = .live
  ) throws(SessionFileError) -> SessionFile {
    do throws(SystemError) {
      let (folder, name) = try system.resolvingLinks(path)
      let directory = try Directory.open(folder, in: system)
      return SessionFile(directory, name: name)
    } catch { throw .system(error) }
  }

  /// A warning if other users can read the session; nil if they cannot.
  ///
  /// A session names people, weaknesses and plans. The next complete write makes it private to the
  /// owner.
  public private(set) var readersWarning: String?

  /// A warning if `load` ignored the end of the journal; nil if all of it is valid.
  public var journalWarning: String? {
    let journal = VisibleText.line(journalName)
    return switch rest {
    case .nothing: nil
    case .unread:
      "\(journal) was not read: its session was written by a newer version of iam-review; update"
        + " iam-review to read it"
    case .torn(let line):
      "\(journal):\(line): truncated by a crash; this step was never saved and is skipped"
    case .damaged(let line):
      "\(journal):\(line): damaged; make the decisions of that step again (the next save keeps the"
        + " journal under another name)"
    }
  }

  /// Whether the loaded journal has an unreadable line that can contain a confirmed decision.
  public var isJournalDamaged: Bool { if case .damaged = rest { true } else { false } }

  /// Removes the temporary file of an interrupted save; the session file itself is complete.
  ///
  /// Only for the holder of the lock, because another process could be writing. If the disk is
  /// read-only or full, the file remains, and the review can still be read.
  public func removeLeftover() { _ = try? directory.removeLeftover(of: name) }

  /// The journal's name.
  private var journalName: String { name + ".journal" }

  /// A longer journal is merged into the session file, so that opening stays fast. It can be as
  /// long as the session itself, because writing a large review takes long and is then rare.
  private var maximumJournaled: Int { max(2000, (onDisk?.changes ?? 0) - journaled) }

  /// Reads the session; nil if there is none yet.
  ///
  /// The journal is read first: entries that another process merges in the meantime are in both
  /// files, and are skipped.
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
      do throws(SessionJournal.Failure) {
        read = try SessionJournal(journal.bytes, after: session)
      } catch { throw .brokenJournal(line: error.line, error.message, file: journalName) }
      for entry in read.entries { session.append(entry) }
      rest = read.rest
      journaled = read.entries.changeCount
    }
    for (name, file) in [(name, file), (journalName, journal)] {
      guard let mode = file?.status.permissions, mode & 0o077 != 0 else { continue }
      let shown = VisibleText.line(name)
      readersWarning =
        "\(shown) can be read by others (mode \(String(mode, radix: 8))); run chmod 600 \(shown)"
    }
    // Set only now, because a file that cannot be read is never replaced.
    known = FileVersion(file.status)
    journalVersion = journal.map { FileVersion($0.status) }
    onDisk = rest == .nothing ? session.extent : nil
    return session
  }

  /// A file of the session; nil if it does not exist.
  private func read(_ name: String) throws(SystemError) -> WholeFile? {
    guard try directory.status(of: name) != nil else { return nil }
    return try directory.readWhole(name, limit: SessionFile.limit)
  }

  /// Saves `session` durably. A decision takes one line and one flush, whatever the size of the
  /// session.
  public mutating func save(_ session: ReviewSession, at now: Instant) -> SaveOutcome {
    append(session) ? .saved : fold(session, at: now)
  }

  /// Replaces the file with the whole session, even if the histories differ.
  public mutating func replace(with session: ReviewSession, at now: Instant) -> SaveOutcome {
    fold(session, at: now)
  }

  /// Merges the journal into the session file, if there is one.
  public mutating func finish(_ session: ReviewSession, at now: Instant) -> SaveOutcome {
    journaled > 0 ? fold(session, at: now) : .saved
  }

  /// Appends new history entries; returns false if the whole session must be written.
  private mutating func append(_ session: ReviewSession) -> Bool {
    guard beside == nil, known != nil, !session.isReadOnly, let onDisk,
      session.continues(onDisk), journaled < maximumJournaled
    else { return false }
    let entries = session.history[onDisk.count...]
    guard !entries.isEmpty else { return true }
    let bytes = entries.flatMap { Array($0.line.utf8) + [UInt8(ascii: "\n")] }
    // If a later call fails, the content on disk is unknown.
    self.onDisk = nil
    do throws(SystemError) {
      guard try directory.status(of: name).map(FileVersion.init) == known,
        case .done(let version) = try directory.append(
          bytes, to: journalName, expecting: journalVersion)
      else { return false }
      journalVersion = version
      journaled += session.extent.changes - onDisk.changes
      self.onDisk = session.extent
      return true
    } catch {
      isJournalTorn = true
      return false
    }
  }

  /// Writes the whole session, and removes the journal.
  private mutating func fold(_ session: ReviewSession, at now: Instant) -> SaveOutcome {
    if session.isReadOnly {
      return .failed(
        "cannot write \(VisibleText.line(name)): it was written by a newer version"
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
        // The journal remains: after a power failure, it continues the previous file.
        known = version
        onDisk = nil
        return .writtenPerhapsNotDurable(error.message)
      case .changedMeanwhile:
        return try save(bytes, beside: try freeName("\(name).conflict", at: now), replacing: nil)
      }
    } catch { return .failed(error.message) }
  }

  /// A journal that cannot be removed is harmless, because its entries are skipped.
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
      "another process changed \(VisibleText.line(name)), so this session was saved as "
      + "\(VisibleText.line(other)); merge the two with iam-review merge"
    switch try directory.replace(other, with: bytes, expecting: [version]) {
    case .done(let version): beside = (other, version)
    case .perhapsNotDurable(let version, let error):
      beside = (other, version)
      sentence += ", but \(error.message)"
    case .changedMeanwhile:
      // Another program writes that file as well: the next save chooses another name.
      beside = nil
      return .failed(
        "another process changed \(VisibleText.line(name)) and \(VisibleText.line(other)); save again"
      )
    }
    return .savedBeside(name: other, sentence)
  }

  /// A name that is not used: `review.json.conflict-2026-11-24T024152Z`.
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
