internal import Platform
internal import Synchronization

/// The files below the given paths, found one at a time, because an archive can have millions.
///
/// In folders, only files with the endings of logs are read, and symbolic links are skipped. Digest
/// and Insights files are not logs of calls.
final class LogFiles: Sendable {
  /// A file to read.
  struct File: Sendable {
    let path: String
    /// Whether the user named the file, so that it must contain logs.
    let isNamed: Bool
  }

  private struct State {
    /// Names still to be visited, the next one last.
    var pending: [File]
    var problems: [(path: String, message: String)] = []
  }

  private static let endings = [
    ".json", ".json.gz", ".csv", ".csv.gz", ".ndjson", ".ndjson.gz", ".jsonl", ".jsonl.gz", ".gz",
  ]
  private let state: Mutex<State>
  private let system: FileSystem

  init(_ paths: [String], system: FileSystem) {
    self.system = system
    state = Mutex(State(pending: paths.reversed().map { File(path: $0, isNamed: true) }))
  }

  /// The next file; nil if there are no more.
  func next() -> File? {
    state.withLock { state in
      while let entry = state.pending.popLast() {
        do throws(SystemError) {
          let kind = try kind(of: entry)
          guard kind == .directory else {
            if entry.isNamed || kind == .regular && isLog(entry.path) { return entry }
            continue
          }
          let names = try Directory.open(entry.path, in: system).names()
          guard entry.path.utf8.count(where: { $0 == UInt8(ascii: "/") }) < 64 else {
            state.problems.append((entry.path, "folders are nested too deep; skipped"))
            continue
          }
          for name in names.reversed() where !isSkipped(name) {
            state.pending.append(
              File(path: entry.path + (entry.path.hasSuffix("/") ? "" : "/") + name, isNamed: false)
            )
          }
        } catch {
          state.problems.append((entry.path, error.message))
        }
      }
      return nil
    }
  }

  /// The folders and names that could not be examined.
  var problems: [(path: String, message: String)] { state.withLock { $0.problems } }

  private func kind(of entry: File) throws(SystemError) -> FileKind? {
    if entry.isNamed { return try system.kind(of: entry.path) ?? .regular }
    let (folder, name) = FileSystem.split(entry.path)
    return try Directory.open(folder, in: system).status(of: name)?.kind
  }

  private func isSkipped(_ name: String) -> Bool {
    name.hasPrefix(".") || name == "CloudTrail-Digest" || name == "CloudTrail-Insight"
      || name == "manifest.json"
  }

  private func isLog(_ path: String) -> Bool {
    let name = FileSystem.split(path).name.lowercased()
    return Self.endings.contains { name.hasSuffix($0) } && !LogFiles.isOther(name)
  }

  /// Whether the name is that of a digest or Insights file, in lower case.
  static func isOther(_ name: String) -> Bool {
    name.contains("_cloudtrail-digest_") || name.contains("_cloudtrail-insight_")
  }
}
