public import Model
public import Platform

/// The reason why no account could be loaded.
public struct EvidenceError: Error, Hashable, Sendable {
  /// What is wrong and what to do, in one line.
  public let message: String
  /// The problems with individual files.
  public let problems: [Problem]
  /// The source that was searched.
  public let source: EvidenceSource
}

/// The progress of loading evidence.
public struct EvidenceProgress: Hashable, Sendable {
  /// The current file.
  public let file: String
  /// The number of files started.
  public let files: Int
  /// The number of files in the folders that were opened so far.
  public let expected: Int
  /// The size of the files started, in bytes, as far as it is known before reading.
  public let bytes: Int
}

/// Loads evidence: recognizes each file by its content, and combines the pieces.
public struct EvidenceLoader {
  /// Upper limits; a file beyond them is reported as a problem.
  public struct Limits: Sendable {
    /// The size of one file, in bytes.
    public var fileBytes = 1 << 30
    /// The nesting depth of folders.
    public var depth = 16
    /// The number of files.
    public var files = 200_000

    /// Creates the default limits: 1 GiB per file, 16 levels, 200,000 files.
    public init() {}
  }

  private let limits: Limits
  var gathering = Gathering(dates: EvidenceRecord.dates)
  /// The calls in logs that were read so far.
  var logs = LogGathering()
  private var files: [EvidenceFile] = []
  private var newest: Instant?
  private let watch: ((EvidenceProgress) -> Void)?
  private var bytesBegun = 0
  private var expected = 1
  /// Only default versions are kept, because AWS managed policies come with all earlier versions.
  static let pruning = JSONDocument.Pruning(
    list: "PolicyVersionList", keepingWhere: "IsDefaultVersion")

  private init(limits: Limits, watch: ((EvidenceProgress) -> Void)? = nil) {
    self.limits = limits
    self.watch = watch
  }

  /// Loads the account in `source`, as of `asOf` or of the evidence's own time.
  ///
  /// A file that cannot be read is recorded as a problem, and the rest is loaded. `watch` is called
  /// before each file is read. Throws if there is no usable evidence.
  public static func load(
    _ source: EvidenceSource, asOf: Instant? = nil, limits: Limits = Limits(),
    fileSystem: FileSystem = .live, watch: ((EvidenceProgress) -> Void)? = nil
  ) throws(EvidenceError) -> Account {
    var loader = EvidenceLoader(limits: limits, watch: watch)
    do throws(SystemError) {
      try loader.read(source, fileSystem: fileSystem)
    } catch {
      throw EvidenceError(
        message: "\(error.message); specify a folder or a file with evidence", problems: [],
        source: source)
    }
    return try loader.account(asOf: asOf, source: source)
  }

  /// Loads the account in `files` as if they were in a folder; `newest` is the time of the newest
  /// file.
  static func load(
    files: [(name: String, bytes: [UInt8])], asOf: Instant? = nil, newest: Instant? = nil,
    limits: Limits = Limits()
  ) throws(EvidenceError) -> Account {
    var loader = EvidenceLoader(limits: limits)
    loader.newest = newest
    for file in files { loader.take(file.bytes, name: file.name) }
    return try loader.account(asOf: asOf, source: .path("evidence"))
  }

  private mutating func account(
    asOf: Instant?, source: EvidenceSource
  ) throws(EvidenceError) -> Account {
    let hasEvidence = files.contains { if case .read = $0.status { true } else { false } }
    guard hasEvidence else {
      throw EvidenceError(
        message: "\(source.description): no evidence found\(counted);"
          + " expected the output of aws commands such as"
          + " aws iam get-account-authorization-details",
        problems: gathering.problems, source: source)
    }
    var gathering = gathering
    logs.finish(into: &gathering)
    gathering.compareManifests()
    gathering.bind(files)
    var account = Assembly.account(from: gathering, asOf: asOf, newestFile: newest)
    account.files = files
    return account
  }

  private var counted: String {
    files.isEmpty ? " (the folder is empty)" : " in \(files.count.counted("file"))"
  }

  private mutating func read(
    _ source: EvidenceSource, fileSystem: FileSystem
  ) throws(SystemError) {
    switch source {
    case .sample:
      let files = SampleAccount.files
      expected = files.count
      for file in files {
        begin(file.name, bytes: file.bytes.count)
        take(file.bytes, name: file.name)
      }
    case .standardInput:
      let bytes = try fileSystem.readStandardInput(limit: limits.fileBytes)
      if let modified = fileSystem.standardInputModified() { note(modified) }
      take(bytes, name: "-")
    case .path(let path):
      if try fileSystem.kind(of: path) == .directory {
        try readFolder(try Directory.open(path, in: fileSystem), prefix: "", depth: 0)
      } else {
        let name = String(path.split(separator: "/").last ?? Substring(path))
        begin(name, bytes: 0)
        let file = try fileSystem.readWhole(path, limit: limits.fileBytes)
        note(file.status.modified)
        take(file.bytes, name: name)
      }
    }
  }

  private mutating func readFolder(
    _ folder: borrowing Directory, prefix: String, depth: Int
  ) throws(SystemError) {
    let names = try folder.names()
    // The folder itself was counted as one entry.
    expected += names.count { !isReviewFile($0) } - 1
    for name in names {
      let path = prefix + name
      guard files.count < limits.files else {
        gathering.report(
          Problem(file: path, message: "more than \(limits.files) files; the rest was skipped"))
        return gathering.flagAllIncomplete("there are more than \(limits.files) files")
      }
      do throws(SystemError) {
        try readEntry(name, path: path, in: folder, depth: depth)
      } catch {
        gathering.report(Problem(file: path, message: "\(error.cause); skipped"))
        skip(path)
      }
    }
  }

  private mutating func readEntry(
    _ name: String, path: String, in folder: borrowing Directory, depth: Int
  ) throws(SystemError) {
    guard !isReviewFile(name) else { return reportHidden(name, path: path) }
    guard let status = try folder.status(of: name) else {
      gathering.report(
        Problem(
          file: path,
          message: "no file with this name: it was removed, or its name is not UTF-8; rename it"))
      return skip(path)
    }
    guard status.kind == .directory else {
      begin(path, bytes: status.size)
      let file = try folder.readWhole(name, limit: limits.fileBytes)
      note(file.status.modified)
      gathering.modified[path] = file.status.modified
      return take(file.bytes, name: path)
    }
    guard depth < limits.depth else {
      gathering.report(
        Problem(
          file: path, message: "folders are nested deeper than \(limits.depth) levels; skipped"))
      return skip(path)
    }
    try readFolder(try folder.subdirectory(name), prefix: path + "/", depth: depth + 1)
  }

  /// Records that `path` could not be read at all.
  private mutating func skip(_ path: String) {
    gathering.flagUnreadFile(path)
    files.append(EvidenceFile(path: path, bytes: 0, digest: nil, status: .broken))
  }

  /// Whether the file belongs to the review: the session, its journal, lock and conflict files can
  /// be in the evidence folder, but are not evidence.
  private func isReviewFile(_ name: String) -> Bool {
    name == "review.json" || name.hasPrefix("review.json.") || name.hasPrefix(".")
  }

  /// Reports a hidden file that has the name of evidence; the resource files of macOS (`._NAME`) are
  /// not evidence.
  private mutating func reportHidden(_ name: String, path: String) {
    guard name.hasPrefix("."), !name.hasPrefix("._"),
      let kind = DamagedFile.kind(named: String(name.dropFirst()))
    else { return }
    let message = "files whose names begin with a dot are skipped; rename this file, or remove it"
    gathering.report(Problem(file: path, message: message))
    gathering.flagIncomplete(kind, "\(path) is hidden and was skipped")
  }

  private mutating func note(_ modified: Instant) {
    newest = max(newest ?? modified, modified)
  }

  /// Reports the next file before it is read, because reading can take long.
  private mutating func begin(_ name: String, bytes: Int) {
    bytesBegun += bytes
    watch?(
      EvidenceProgress(
        file: name, files: files.count + 1, expected: max(expected, files.count + 1),
        bytes: bytesBegun))
  }

  private mutating func take(_ bytes: [UInt8], name: String) {
    let status = recognize(bytes, name: name)
    files.append(
      EvidenceFile(
        path: name, bytes: bytes.count, digest: SHA256Digest(of: bytes), status: status))
  }
}
