import Checklist
import Model

/// Why a review cannot be opened.
struct ReviewError: Error {
  let message: String
}

/// The evidence, its session and its assessment, opened together as the console and exports do.
struct OpenedReview: ~Copyable {
  let source: EvidenceSource
  let assessment: Assessment
  private(set) var session: ReviewSession
  /// Where decisions are saved; nil where nobody's home directory is known for the sample's.
  var file: SessionFile?
  /// What to say of the session's files.
  private let warnings: [String]
  /// Where the history of the session does not hold together.
  let historyFaults: [HistoryFault]
  /// Whether nobody kept anything of the review yet.
  let isNew: Bool

  /// What the console should say at the start; nil where there is nothing to say.
  var notice: String? {
    let problems = warnings + assessment.account.problems.map { "\($0.file): \($0.message)" }
    if let first = problems.first {
      return problems.count > 1 ? first + " (and \(problems.count - 1) more)" : first
    }
    if file == nil { return "no home directory: decisions on the sample account are not kept" }
    if session.isReadOnly { return "the session is of a newer version: it is only read" }
    return session.scope.map { "a part of the review: \($0.title)" }
  }

  /// Opens the review of `arguments`' evidence.
  ///
  /// A journal that is damaged is refused: a document or a signature would be of less than what was
  /// confirmed.
  static func open(_ arguments: Arguments) throws -> OpenedReview {
    try open(arguments, at: try sessionPath(arguments))
  }

  /// Opens the review of `arguments`' evidence, whose session is at `path`, or nowhere.
  ///
  /// `tell` is told in words how far it is. Who `goesOn` after a damaged journal decides anew what
  /// is lost.
  static func open(
    _ arguments: Arguments, at path: String?, goesOn: Bool = false,
    tell: @escaping (String) -> Void = { _ in }
  ) throws -> OpenedReview {
    let judging = try JudgingOptions(arguments)
    let source = EvidenceSource(argument: arguments.positional.first)
    if source == .standardInput { tell("reading standard input") }
    var account = try EvidenceLoader.load(source, asOf: judging.asOf) { tell($0.words) }
    tell("judging")
    Messages.complain(account.problems, in: source)
    guard let path else {
      let settings = judging.applied(to: Settings())
      var session = ReviewSession(settings: settings)
      session.attach(to: account)
      return OpenedReview(
        source: source, assessment: Checklist.assess(account, settings: settings),
        session: session, file: nil, warnings: [], historyFaults: [], isNew: true)
    }
    var file = try SessionFile.named(path)
    let loaded = try file.read()
    if !goesOn { try file.refuseDamage() }
    if let loaded { account.keepMoment(of: loaded) }
    let earlier = arguments[.previous].flatMap(NamedReview.settings)
    var session = loaded ?? ReviewSession(settings: judging.applied(to: earlier ?? Settings()))
    if let mismatch = session.mismatch(with: account) {
      throw ReviewError(message: "\(path): \(mismatch)")
    }
    let historyFaults = loaded?.historyFaults ?? []
    let faults = historyFaults.map { "\(path): \($0.message)" }
    let warnings =
      [file.journalWarning].compactMap(\.self) + faults
      + [file.readersWarning].compactMap(\.self)
    for warning in warnings { Messages.complain(warning) }
    session.attach(to: account)
    let settings = judging.applied(to: session.settings)
    let assessment = Checklist.assess(account, settings: settings).narrowed(to: session.scope)
    return OpenedReview(
      source: source, assessment: assessment, session: session, file: file, warnings: warnings,
      historyFaults: historyFaults, isNew: loaded == nil)
  }

  /// Writes down the thresholds that are judged with, where they are not those of the session. Which
  /// items are looked at counts for a review that begins only.
  mutating func settle(by reviewer: Reviewer, at now: Instant) throws {
    guard !session.isReadOnly else { return }
    var settings = assessment.settings
    if !isNew { settings.origin = session.settings.origin }
    try session.settle(on: settings, by: reviewer, at: now)
  }

  /// Why evidence on standard input cannot be reviewed by itself.
  static let sessionLacks = UsageError.conflict(
    "evidence on standard input needs --session FILE for the decisions")

  /// Where the session of `arguments` is, or would be; nil where no home is known for the sample's.
  static func sessionPath(_ arguments: Arguments) throws -> String? {
    try sessionPath(arguments, source: EvidenceSource(argument: arguments.positional.first))
  }

  /// `--session`, else `review.json` in the evidence folder or beside the evidence file.
  private static func sessionPath(
    _ arguments: Arguments, source: EvidenceSource
  ) throws -> String? {
    if let path = arguments[.session] { return path }
    switch source {
    case .path(let path):
      // Not knowing what it is, one might keep the decisions in quite another folder.
      if try FileSystem.live.kind(of: path) == .directory { return ReviewSession.place(in: path) }
      return ReviewSession.place(in: FileSystem.split(path).directory)
    case .standardInput:
      throw sessionLacks
    case .sample: return try SampleSession.path()
    }
  }
}

extension FileSystem {
  /// All bytes of a file that a person named to be looked at.
  func readNamed(_ path: String) throws(ReviewError) -> [UInt8] {
    do throws(SystemError) { return try readWhole(path, limit: 1 << 30).bytes } catch {
      throw ReviewError(message: error.message)
    }
  }
}

extension SessionFile {
  /// The place of the session at `path`, or in one line why there is none.
  fileprivate static func named(_ path: String) throws(ReviewError) -> SessionFile {
    do throws(SessionFileError) { return try SessionFile.open(path) } catch {
      throw ReviewError(message: error.message)
    }
  }

  /// What is compared, merged or attested must be whole.
  fileprivate func refuseDamage() throws(ReviewError) {
    if isJournalDamaged, let warning = journalWarning { throw ReviewError(message: warning) }
  }

  /// The session; nil where there is none yet.
  fileprivate mutating func read() throws(ReviewError) -> ReviewSession? {
    do throws(SessionFileError) { return try load() } catch {
      throw ReviewError(message: error.message)
    }
  }
}

extension ReviewSession {
  /// Where the session of the evidence in `folder` is.
  static func place(in folder: String) -> String { FileSystem.join(folder, "review.json") }

  /// Where the session is that a person named by its file or its evidence folder.
  static func place(of named: String) -> String {
    let isFolder = (try? FileSystem.live.kind(of: named)) == .directory
    return isFolder ? place(in: named) : named
  }

  /// The session in the file at `path`, to be read only.
  static func stored(at path: String) throws(ReviewError) -> ReviewSession {
    var file = try SessionFile.named(path)
    guard let stored = try file.read() else {
      throw ReviewError(message: "\(path): there is no session; name a review.json")
    }
    try file.refuseDamage()
    if let warning = file.journalWarning { Messages.complain(warning) }
    return stored
  }
}

extension Account {
  /// Takes the moment that `session` was judged at, where its very files tell none: the times of
  /// files change with each copy, and the evidence does not.
  mutating func keepMoment(of session: ReviewSession) {
    guard asOf.origin == .fileModification, session.isReview(of: self),
      let moment = session.evidence?.asOf
    else { return }
    asOf = .init(moment, origin: .fileModification)
  }
}

extension EvidenceProgress {
  /// For the status line.
  fileprivate var words: String {
    let megabytes = bytes / 1_000_000
    return "reading file \(files) of \(expected)"
      + (megabytes > 0 ? ", \(megabytes) MB" : "") + ": \(file)"
  }
}
