internal import Model
internal import Platform

/// The calls in the log files of an evidence folder, counted while the folder is read.
struct LogGathering {
  /// More rows are not kept in memory.
  private static let maximumRows = 500_000

  private var reader: LogReader?
  private var files: [String] = []
  private var isFull = false

  /// Counts the calls in the file `name`.
  mutating func read(
    _ bytes: [UInt8], name: String, _ gathering: inout Gathering
  ) -> EvidenceFile.Status {
    var log = reader ?? LogReader(system: .live)
    reader = nil
    let known = log.problems.count
    log.read(LogFiles.File(path: name, isNamed: true), content: bytes) { log, _ in
      log.counter.table.count < LogGathering.maximumRows
    }
    files.append(name)
    gathering.reading = .kind(.activity)
    for problem in log.problems[known...] { gathering.report(problem) }
    if !isFull, log.counter.table.count >= LogGathering.maximumRows {
      isFull = true
      gathering.report(
        Problem(
          file: name,
          message: "more than \(LogGathering.maximumRows.grouped) different calls; the rest is not"
            + " read; give the logs of a shorter period"))
    }
    gathering.reading = nil
    reader = log
    return .read(.activity)
  }

  /// Passes all calls on to `gathering`.
  mutating func finish(into gathering: inout Gathering) {
    guard var log = reader, let last = files.last else { return }
    let run = MemoryRun(log.takeTable().sorted())
    var rows: [ActivityRow] = []
    while let record = run.next() { rows.append(record.row) }
    for file in files.dropLast() { gathering.add(.activity, [], from: file) }
    gathering.add(
      .activity,
      [LoggedCalls(rows: rows, gaps: log.gaps.inOrder, histories: log.histories.joined)], from: last
    )
    reader = nil
  }
}
