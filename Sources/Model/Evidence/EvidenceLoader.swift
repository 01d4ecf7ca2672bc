/// Why there is no account to review at all.
public struct EvidenceError: Error, Hashable, Sendable {
  /// What is wrong and what to do, in one line.
  public let message: String
  /// What was wrong with each file, for those that could be named.
  public let problems: [Problem]
  /// Where the evidence was looked for.
  public let source: EvidenceSource
}

/// How far evidence is read.
public struct EvidenceProgress: Hashable, Sendable {
  /// The file at hand.
  public let file: String
  /// How many files were begun.
  public let files: Int
  /// How many there are, as far as folders were opened.
  public let expected: Int
  /// The bytes of these, as far as they are known before they are read.
  public let bytes: Int
}

/// Reads evidence: recognizes each file by its content, and combines the pieces.
public struct EvidenceLoader {
  /// What is accepted at most; more is a problem of its file, never a crash.
  public struct Limits: Sendable {
    /// Bytes in one file.
    public var fileBytes = 1 << 30
    /// Folders within folders.
    public var depth = 16
    /// Files in all.
    public var files = 200_000

    /// One GiB a file, 16 levels, 200,000 files.
    public init() {}
  }

  private let limits: Limits
  var gathering = Gathering()
  private var files: [EvidenceFile] = []
  private var newest: Instant?
  private let watch: ((EvidenceProgress) -> Void)?
  private var bytesBegun = 0
  private var expected = 1
  /// AWS managed policies come with every version they ever had.
  static let pruning = JSONDocument.Pruning(
    list: "PolicyVersionList", keepingWhere: "IsDefaultVersion")

  private init(limits: Limits, watch: ((EvidenceProgress) -> Void)? = nil) {
    self.limits = limits
    self.watch = watch
  }

  /// The account that `source` shows, judged as of `asOf` or of the evidence's own time.
  ///
  /// A file that cannot be read is a problem of the account, and the rest is loaded. `watch` is called
  /// before each file is read. Throws if nothing usable is left.
  public static func load(
    _ source: EvidenceSource, asOf: Instant? = nil, limits: Limits = Limits(),
    fileSystem: FileSystem = .live, watch: ((EvidenceProgress) -> Void)? = nil
  ) throws(EvidenceError) -> Account {
    var loader = EvidenceLoader(limits: limits, watch: watch)
    do throws(SystemError) {
      try loader.read(source, fileSystem: fileSystem)
    } catch {
      throw EvidenceError(
        message: "\(error.message); name a folder or a file with evidence", problems: [],
        source: source)
    }
    return try loader.account(asOf: asOf, source: source)
  }

  /// The account that `files` show, as a folder of them would; `newest` is the time of the newest.
  static func load(
    files: [(name: String, bytes: [UInt8])], asOf: Instant? = nil, newest: Instant? = nil,
    limits: Limits = Limits()
  ) throws(EvidenceError) -> Account {
    var loader = EvidenceLoader(limits: limits)
    loader.newest = newest
    for file in files { loader.take(file.bytes, name: file.name) }
    return try loader.account(asOf: asOf, source: .path("evidence"))
  }

  private func account(
    asOf: Instant?, source: EvidenceSource
  ) throws(EvidenceError) -> Account {
    let hasEvidence = files.contains { if case .read = $0.status { true } else { false } }
    guard hasEvidence else {
      throw EvidenceError(
        message: "\(source.description): no evidence found\(counted);"
          + " expected what the aws command line prints, such as"
          + " aws iam get-account-authorization-details",
        problems: gathering.problems, source: source)
    }
    var gathering = gathering
    gathering.bind(files)
    var account = Assembly.account(from: gathering, asOf: asOf, newestFile: newest)
    account.files = files
    return account
  }

  private var counted: String {
    files.isEmpty ? " (the folder is empty)" : " among \(files.count) files"
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
    // The folder itself was one of them.
    expected += names.count { !isOurs($0) } - 1
    for name in names {
      let path = prefix + name
      guard files.count < limits.files else {
        gathering.report(
          Problem(file: path, message: "more than \(limits.files) files; the rest was left out"))
        return gathering.doubtAll("there are more than \(limits.files) files")
      }
      do throws(SystemError) {
        try readEntry(name, path: path, in: folder, depth: depth)
      } catch {
        gathering.report(Problem(file: path, message: "\(error.cause); this was left out"))
        leaveOut(path)
      }
    }
  }

  private mutating func readEntry(
    _ name: String, path: String, in folder: borrowing Directory, depth: Int
  ) throws(SystemError) {
    guard !isOurs(name) else { return }
    guard let status = try folder.status(of: name) else {
      gathering.report(
        Problem(
          file: path,
          message: "nothing can be read by this name: it is not UTF-8, or was removed; rename it"))
      return leaveOut(path)
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
          file: path, message: "folders are nested deeper than \(limits.depth); left out"))
      return leaveOut(path)
    }
    try readFolder(try folder.subdirectory(name), prefix: path + "/", depth: depth + 1)
  }

  /// Notes that nothing of `path` could be read.
  private mutating func leaveOut(_ path: String) {
    gathering.doubtUnread(path)
    files.append(EvidenceFile(path: path, bytes: 0, digest: nil, status: .broken))
  }

  /// The session, its journal, lock and conflicts are in the evidence folder and are not evidence.
  private func isOurs(_ name: String) -> Bool {
    name == "review.json" || name.hasPrefix("review.json.") || name.hasPrefix(".")
  }

  private mutating func note(_ modified: Instant) {
    newest = max(newest ?? modified, modified)
  }

  /// Tells that a file is next, before it is read: that may take as long as what follows.
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
