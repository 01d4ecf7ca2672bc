import Checklist
import CommandSyntax
import Evidence
import Model
import Platform

/// The evidence, its session and its assessment, opened together for the console and for exports.
struct OpenedReview: ~Copyable {
  let source: EvidenceSource
  let assessment: Assessment
  private(set) var session: ReviewSession
  /// The session as it is in its file, without the evidence that was read now; nil if it is new.
  let stored: ReviewSession?
  /// The session file; nil for the sample account if there is no home directory.
  var file: SessionFile?
  /// Warnings about the files of the session.
  private let warnings: [String]
  /// The faults in the history of the session.
  let historyErrors: [HistoryError]
  /// Whether the review has no saved session yet.
  let isNew: Bool

  /// A notice for the start of the console; nil for none.
  var notice: String? {
    let problems = warnings + assessment.account.problems.map { "\($0.file): \($0.message)" }
    if let first = problems.first {
      return (problems.count > 1 ? first + " (and \(problems.count - 1) more)" : first)
        + (assessment.account.problems.isEmpty ? "" : "; :problems lists all")
    }
    if file == nil { return "no home directory: decisions on the sample account are not saved" }
    if session.isReadOnly { return ReviewSession.newerVersion }
    return session.scope.map { "part of the review: \($0.title)" }
  }

  /// Opens the review of the evidence in `arguments`.
  ///
  /// A damaged journal is refused, because a document or signature would not contain all confirmed
  /// decisions.
  static func open(_ arguments: Arguments) throws -> OpenedReview {
    try open(arguments, at: try sessionPath(arguments))
  }

  /// Opens the review of the evidence in `arguments`, with the session at `path` (nil for none).
  ///
  /// `report` receives the progress as text. With `acceptsDamage`, a damaged journal is accepted, and
  /// lost decisions must be made again.
  static func open(
    _ arguments: Arguments, at path: String?, acceptsDamage: Bool = false,
    report: @escaping (String) -> Void = { _ in }
  ) throws -> OpenedReview {
    let judging = try JudgingOptions(arguments)
    let source = EvidenceSource(argument: arguments.positional.first)
    if source == .standardInput { report("reading standard input") }
    var account = try EvidenceLoader.load(source, asOf: judging.asOf) { report($0.text) }
    report("evaluating")
    Messages.printError(account.problems, in: source)
    guard let path else {
      let settings = judging.applied(to: nil)
      var session = ReviewSession(settings: settings)
      session.attach(to: account)
      return OpenedReview(
        source: source, assessment: Checklist.assess(account, settings: settings),
        session: session, stored: nil, file: nil, warnings: [], historyErrors: [], isNew: true)
    }
    var file = try SessionFile.named(path)
    let loaded = try file.read()
    if !acceptsDamage { try file.refuseDamage() }
    if let loaded { account.keepMoment(of: loaded) }
    let earlier = arguments[.previous].flatMap(NamedReview.settings)
    var session = loaded ?? ReviewSession(settings: judging.applied(to: earlier))
    if let mismatch = session.mismatch(with: account) {
      throw ReviewError(message: "\(path): \(mismatch)")
    }
    let historyErrors = loaded?.historyErrors ?? []
    let errors = historyErrors.map { "\(path): \($0.message)" }
    let (first, last) = (file.journalWarning, file.readersWarning)
    Messages.printErrors(errors)
    for case let warning? in [first, last] { Messages.printError(warning) }
    let warnings = [first].compactMap(\.self) + errors + [last].compactMap(\.self)
    session.attach(to: account)
    let settings = judging.applied(to: session.settings)
    let assessment = Checklist.assess(account, settings: settings).narrowed(to: session.scope)
    return OpenedReview(
      source: source, assessment: assessment, session: session, stored: loaded, file: file,
      warnings: warnings, historyErrors: historyErrors, isNew: loaded == nil)
  }

  /// Records the thresholds in the history if they differ from those of the session. The choice of
  /// items only matters for a new review.
  mutating func settle(by reviewer: Reviewer, at now: Instant) throws {
    guard !session.isReadOnly else { return }
    var settings = assessment.settings
    if !isNew { settings.origin = session.settings.origin }
    if settings != session.settings, let signature = session.currentSignatures.first {
      throw ReviewError(
        message:
          "the review is signed by \(VisibleText.line(signature.statement.signer)), and other "
          + "thresholds or limits would void the signature; open it without these options, or first "
          + "change a decision in the console, which asks before it voids the signature")
    }
    try session.settle(on: settings, by: reviewer, at: now)
  }

  /// The error for reviewing evidence from standard input without a session file.
  static let sessionRequired = UsageError.conflict(
    "evidence on standard input needs --session FILE for the decisions")

  /// The path of the session, which need not exist; nil for the sample account if there is no home
  /// directory.
  static func sessionPath(_ arguments: Arguments) throws -> String? {
    try sessionPath(arguments, source: EvidenceSource(argument: arguments.positional.first))
  }

  /// The value of `--session`, or else `review.json` in the evidence folder or beside the evidence
  /// file.
  private static func sessionPath(
    _ arguments: Arguments, source: EvidenceSource
  ) throws -> String? {
    if let path = arguments[.session] { return ReviewSession.place(of: path) }
    switch source {
    case .path(let path):
      // The path must exist, otherwise decisions could be saved in an unrelated folder.
      if try FileSystem.live.kind(of: path) == .directory { return ReviewSession.place(in: path) }
      return ReviewSession.place(in: FileSystem.split(path).directory)
    case .standardInput:
      throw sessionRequired
    case .sample: return try SampleSession.path()
    }
  }
}

extension FileSystem {
  /// All bytes of a file named on the command line.
  func readNamed(_ path: String) throws(ReviewError) -> [UInt8] {
    do throws(SystemError) { return try readWhole(path, limit: 1 << 30).bytes } catch {
      throw ReviewError(message: error.message)
    }
  }
}

extension SessionFile {
  /// The session file at `path`; throws an error in one line if there is none.
  fileprivate static func named(_ path: String) throws(ReviewError) -> SessionFile {
    do throws(SessionFileError) { return try SessionFile.open(path) } catch {
      throw ReviewError(message: error.message)
    }
  }

  /// Refuses a damaged session, because a comparison, merge or signature needs all decisions.
  fileprivate func refuseDamage() throws(ReviewError) {
    if isJournalDamaged, let warning = journalWarning { throw ReviewError(message: warning) }
  }

  /// The session; nil if there is none yet.
  fileprivate mutating func read() throws(ReviewError) -> ReviewSession? {
    do throws(SessionFileError) { return try load() } catch {
      throw ReviewError(message: error.message)
    }
  }
}

extension ReviewSession {
  /// The path of the session of the evidence in `folder`.
  static func place(in folder: String) -> String { FileSystem.join(folder, "review.json") }

  /// The path of a session that was named by its file or its evidence folder.
  static func place(of named: String) -> String {
    let isFolder = (try? FileSystem.live.kind(of: named)) == .directory
    return isFolder ? place(in: named) : named
  }

  /// The session in the file at `path`, for reading only.
  static func stored(at path: String) throws(ReviewError) -> ReviewSession {
    var file = try SessionFile.named(path)
    guard let stored = try file.read() else {
      throw ReviewError(
        message: "\(path): no session file; give a review.json or the folder that contains it")
    }
    try file.refuseDamage()
    if let warning = file.journalWarning { Messages.printError(warning) }
    return stored
  }
}

extension Account {
  /// Uses the date of the evidence that `session` recorded, if the files do not contain one.
  /// Modification times of files change with each copy, but the date of the evidence must not.
  mutating func keepMoment(of session: ReviewSession) {
    guard asOf.origin == .fileModification, session.isReview(of: self),
      let moment = session.evidence?.asOf
    else { return }
    asOf = .init(moment, origin: .fileModification)
  }
}

extension EvidenceProgress {
  /// The progress as text for the status line.
  fileprivate var text: String {
    let megabytes = bytes / 1_000_000
    return "reading file \(files) of \(expected)"
      + (megabytes > 0 ? ", \(megabytes) MB" : "") + ": \(file)"
  }
}
