public import Model
public import Platform
internal import Synchronization

/// Reads CloudTrail logs into activity rows: on all cores, in one pass, with bounded memory.
///
/// Each thread takes the next file, and counts in its own table. A table that gets too large is
/// written to a temporary file in sorted order. At the end, all tables and files are merged, so the
/// result depends neither on the order of the files nor on the number of threads.
public struct ActivityReader {
  /// How much memory is used, and where temporary files are.
  public struct Settings: Sendable {
    /// The number of threads.
    public var threads = Processors.count
    /// The number of rows of all tables in memory.
    public var rows = 1_000_000
    /// The memory of all tables, in bytes.
    public var memory = 128 << 20
    /// The folder of temporary files.
    public var temporaryFolder = "/tmp"

    /// Creates the default settings.
    public init() {}
  }

  /// The progress of reading.
  public struct Progress: Sendable {
    /// The number of files read.
    public var files = 0
    /// The uncompressed bytes read.
    public var bytes = 0
  }

  /// The problems with files, in the order of their paths.
  public let problems: [Problem]
  /// The number of files read.
  public let files: Int
  private let gaps: [ActivityCoverage.Gap]
  private let histories: [ActivityCoverage.History]
  private let runs: [StoredRun]

  private struct Shared {
    var progress = Progress()
    var problems: [Problem] = []
    var gaps: [ActivityCoverage.Gap] = []
    var histories: [ActivityCoverage.History] = []
    var runs: [StoredRun] = []
    var failure: SystemError?
  }

  /// Reads the files and folders `paths`. `watch` is called from time to time, from any thread.
  ///
  /// Throws if one of `paths` does not exist, or if temporary files cannot be written; a damaged
  /// file is a problem.
  public init(
    _ paths: [String], settings: Settings = Settings(), fileSystem: FileSystem = .live,
    watch: @escaping @Sendable (Progress) -> Void = { _ in }
  ) throws(SystemError) {
    for path in paths where try fileSystem.kind(of: path) == nil {
      throw SystemError(.open, path, .refused(.noSuchFile))
    }
    let files = LogFiles(paths, system: fileSystem)
    let shared = Mutex(Shared())
    let threads = max(settings.threads, 1)
    performConcurrently(threads) { _ in
      var reader = LogReader(system: fileSystem)
      while let file = files.next() {
        reader.read(file) { reader, bytes in
          if reader.counter.table.count > settings.rows / threads
            || reader.counter.memory > settings.memory / threads
          {
            do throws(SystemError) {
              let file = try FileRun.file(
                of: reader.takeTable().sorted(), in: settings.temporaryFolder)
              shared.withLock { $0.runs.append(.file(file)) }
            } catch {
              shared.withLock { $0.failure = error }
            }
          }
          let (progress, isFailed) = shared.withLock { shared in
            shared.progress.bytes += bytes
            return (shared.progress, shared.failure != nil)
          }
          watch(progress)
          return !isFailed
        }
        let isFailed = shared.withLock { shared in
          shared.progress.files += 1
          return shared.failure != nil
        }
        if isFailed { return }
      }
      let rest = reader.takeTable().sorted()
      shared.withLock {
        $0.runs.append(.memory(rest))
        $0.problems += reader.problems
        $0.gaps += reader.gaps
        $0.histories += reader.histories
      }
    }
    let result = shared.withLock { $0 }
    if let failure = result.failure { throw failure }
    let unread = files.problems.map { Problem(file: $0.path, message: $0.message) }
    problems = (result.problems + unread).sorted {
      ($0.file, $0.message) < ($1.file, $1.message)
    }
    gaps = result.gaps.inOrder
    histories = result.histories.joined
    self.files = result.progress.files
    runs = result.runs
  }

  /// The number of records, and of their sessions and addresses, that become rows at a time.
  private static let portion = 8192

  /// Passes all rows in their order to `take`, once, some thousands at a time, and returns what they
  /// cover.
  public consuming func rows(
    _ take: ([ActivityRow]) -> Void
  ) throws(SystemError) -> ActivityCoverage {
    var coverage = ActivityCoverage()
    coverage.gaps = gaps
    coverage.histories = histories
    var merge = try ActivityMerge(runs.map(\.run))
    while true {
      var records: [ActivityRecord] = []
      var size = 0
      while size < Self.portion, let record = try merge.next() {
        size += 1 + record.sessions.count + record.addresses.count
        records.append(record)
      }
      guard !records.isEmpty else { return coverage }
      let rows = concurrentMap(records.count) { [records] in records[$0].row }
      for row in rows { coverage.add(row) }
      take(rows)
    }
  }
}
