internal import Model
internal import Platform

/// The folder that evidence is collected into, and a record of its content.
///
///     manifest.json       the calls, and the start and end of the collection
///     .collect.journal    the calls since the manifest was written, one per line
///     .collect.lock       the process that is collecting
///
/// A file is written as a whole or not at all. Its journal line is written after the file, so that
/// a killed process never leaves an answer that is recorded but not stored.
struct CollectFolder: ~Copyable {
  let path: String
  /// The manifest of an earlier run; nil in a new folder.
  let earlier: Manifest?
  let tree: CollectTree
  private let lock: LockOutcome
  private var journal: FileVersion?
  private var calls: [Key: Manifest.Call]
  /// Files that changed since they were collected; they are renamed, and the calls are repeated.
  private(set) var changed: [String] = []

  static let journalName = ".collect.journal"
  private static let lockName = ".collect.lock"

  /// The identity of a call; a later answer to the same call replaces an earlier one.
  private struct Key: Hashable {
    let operation: String, region: String?, subject: String?, page: Int

    init(_ call: Manifest.Call) {
      operation = call.operation
      region = call.region
      subject = call.subject
      page = call.page
    }
  }

  /// Checks that `path` can be collected into, before the user is asked for an MFA code.
  static func examine(
    _ path: String, resuming: Bool, in system: FileSystem
  ) throws(CollectError) {
    do throws(SystemError) {
      guard let kind = try system.kind(of: path) else {
        if resuming { throw SystemError(.open, path, .refused(.noSuchFile)) }
        _ = try Directory.open(FileSystem.split(path).directory, in: system)
        return
      }
      guard kind == .directory else { throw SystemError(.open, path, .notRegular(kind)) }
    } catch {
      if resuming, error.errno == .noSuchFile { throw .nothingToResume(path) }
      if case .notRegular = error.reason { throw .folderExists(path) }
      throw .folderUnavailable(error)
    }
    guard !resuming else { return }
    let isEmpty: Bool
    let permissions: UInt32
    do throws(SystemError) {
      let folder = try Directory.open(path, in: system)
      // A run that was killed before it wrote anything leaves only hidden files.
      isEmpty = try folder.names().allSatisfy { $0.hasPrefix(".") }
      permissions = try folder.status(of: ".")?.permissions ?? 0
    } catch { throw .folderUnavailable(error) }
    guard isEmpty else { throw .folderExists(path) }
    guard permissions & 0o077 == 0 else { throw .folderIsOpen(path) }
  }

  /// Opens `path`, which is created if it does not exist.
  static func open(
    _ path: String, resuming: Bool, in system: FileSystem
  ) throws(CollectError) -> CollectFolder {
    do throws(SystemError) {
      return try opened(path, making: !resuming, in: system)
    } catch { throw .folderUnavailable(error) }
  }

  private static func opened(
    _ path: String, making: Bool, in system: FileSystem
  ) throws(SystemError) -> CollectFolder {
    if making {
      let (parent, name) = FileSystem.split(path)
      try Directory.open(parent, in: system).makeDirectory(name)
    }
    let root = try Directory.open(path, in: system)
    let lock = root.lock(lockName, holder: "iam-review collect")
    let earlier = try readManifest(in: root)
    let known = (earlier?.calls ?? []).reduce(into: [:]) { $0[Key($1)] = $1 }
    let calls = try readJournal(in: root, over: known)
    let journal = try root.status(of: journalName).map(FileVersion.init)
    return CollectFolder(
      path: path, tree: CollectTree(root), lock: lock, earlier: earlier, calls: calls,
      journal: journal)
  }

  private init(
    path: String, tree: CollectTree, lock: consuming LockOutcome, earlier: Manifest?,
    calls: [Key: Manifest.Call], journal: FileVersion?
  ) {
    self.path = path
    self.tree = tree
    self.lock = lock
    self.earlier = earlier
    self.calls = calls
    self.journal = journal
  }

  /// Throws if another process is collecting into the folder, or if there is no run to resume.
  func check(resuming: Bool) throws(CollectError) {
    switch lock {
    case .theirs: throw .busy(folder: path)
    case .ours: break
    case .none: break
    }
    if resuming, earlier == nil { throw .nothingToResume(path) }
    do throws(SystemError) { try tree.removeLeftovers() } catch {
      throw .system(error, folder: path)
    }
  }

  private static func readManifest(
    in root: borrowing Directory
  ) throws(SystemError) -> Manifest? {
    guard try root.status(of: Manifest.fileName) != nil else { return nil }
    let bytes = try root.readWhole(Manifest.fileName, limit: 1 << 30).bytes
    return (try? JSONDocument(bytes)).flatMap { Manifest($0.root, file: Manifest.fileName) }
  }

  /// Merges the calls of the journal into those of the manifest; an incomplete last line is
  /// ignored.
  private static func readJournal(
    in root: borrowing Directory, over known: [Key: Manifest.Call]
  ) throws(SystemError) -> [Key: Manifest.Call] {
    guard try root.status(of: journalName) != nil else { return known }
    var calls = known
    for line in try root.readWhole(journalName, limit: 1 << 30).bytes.split(separator: 10) {
      guard let document = try? JSONDocument(Array(line)) else { continue }
      let call = Manifest.Call(document.root)
      calls[Key(call)] = call
    }
    return calls
  }

  /// The facts of page `page` of the answer to `call`, if its file exists and is unchanged.
  mutating func answer(
    to call: CollectCall, page: Int
  ) throws(CollectError) -> AnswerFacts? {
    let name = call.file(page: page)
    let key = Key(
      Manifest.Call(
        arguments: call.operation.command.split(separator: " ").map(String.init),
        region: call.region, subject: call.subject, page: page, exitStatus: 0, error: nil,
        file: nil, digest: nil))
    guard let known = calls[key], known.file == name, let digest = known.digest else { return nil }
    do throws(SystemError) {
      switch try tree.stored(call, page: page, digest: digest) {
      case .absent: return nil
      case .whole(let facts): return facts
      case .changed:
        try tree.within(name, making: false) { folder, last throws(SystemError) in
          try folder.rename(last, to: ".\(last).changed")
        }
        changed.append(name)
        return nil
      }
    } catch {
      if error.errno == .noSuchFile { return nil }
      throw .system(error, folder: path)
    }
  }

  /// The content of the file that was stored for `call`, if it is unchanged.
  func content(of call: Manifest.Call) throws(CollectError) -> [UInt8]? {
    guard let known = calls[Key(call)], let name = known.file, name == call.file else { return nil }
    do throws(SystemError) {
      let bytes = try tree.within(name, making: false) { folder, last throws(SystemError) in
        try folder.readWhole(last, limit: 1 << 30).bytes
      }
      return SHA256Digest(of: bytes).description == known.digest ? bytes : nil
    } catch {
      if error.errno == .noSuchFile { return nil }
      throw .system(error, folder: path)
    }
  }

  /// Sets aside the file that was stored for `call`, because it changed, or a file that it continues;
  /// false if there is none.
  mutating func discard(_ call: Manifest.Call) throws(CollectError) -> Bool {
    guard let name = calls.removeValue(forKey: Key(call))?.file else { return false }
    do throws(SystemError) {
      try tree.within(name, making: false) { folder, last throws(SystemError) in
        try folder.rename(last, to: ".\(last).changed")
      }
      changed.append(name)
    } catch {
      guard error.errno == .noSuchFile else { throw .system(error, folder: path) }
    }
    return true
  }

  /// Stores `bytes` as the file of `call`, and records the call.
  mutating func record(_ call: Manifest.Call, storing bytes: [UInt8]) throws(CollectError) {
    do throws(SystemError) {
      try tree.within(call.file ?? "", making: true) { folder, last throws(SystemError) in
        _ = try folder.replace(last, with: bytes)
      }
    } catch { throw .system(error, folder: path) }
    try record(call)
  }

  /// Records the call, after storing `answer` as its file if given.
  mutating func record(
    _ call: Manifest.Call, storing answer: IncomingAnswer? = nil
  ) throws(CollectError) {
    do throws(SystemError) {
      try answer?.store()
      calls[Key(call)] = call
      let line = Array((call.json.compactText + "\n").utf8)
      if case .done(let version) = try tree.root.append(
        line, to: CollectFolder.journalName, expecting: journal)
      {
        journal = version
      }
    } catch { throw .system(error, folder: path) }
  }

  /// Writes the manifest that `make` creates from all calls, and deletes the journal.
  mutating func writeManifest(
    _ make: ([Manifest.Call]) -> Manifest
  ) throws(CollectError) -> Manifest {
    let ranks = CollectOperation.all.flatMap { operation in
      (operation.preparation.map { [$0.command] } ?? []) + [operation.command]
    }
    let ordered = calls.values.map { call in
      let rank = ranks.firstIndex(of: call.operation) ?? ranks.count
      return (rank, "\(call.region ?? "")\u{0}\(call.subject ?? "")", call.page, call)
    }.sorted { ($0.0, $0.1, $0.2, $0.3.operation) < ($1.0, $1.1, $1.2, $1.3.operation) }
    let manifest = make(ordered.map(\.3))
    do throws(SystemError) {
      _ = try tree.root.replace(Manifest.fileName, with: Array(manifest.text.utf8))
      try tree.root.remove(CollectFolder.journalName)
      journal = nil
      return manifest
    } catch { throw .system(error, folder: path) }
  }
}
