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
    for file in files.dropLast() { gathering.activity.add([], from: file) }
    gathering.activity.add(
      [LoggedCalls(rows: rows, gaps: log.gaps.inOrder, histories: log.histories.joined)], from: last
    )
    reader = nil
  }
}

extension Assembly {
  /// The activity of the account, without the calls in other accounts that an organization trail
  /// logs.
  func activity() -> Evidence<AccountActivity> {
    let gathered = evidence(.activity, gathering.activity) { pieces in
      pieces.first.map { calls in
        var coverage = ActivityCoverage()
        coverage.gaps = calls.gaps
        coverage.histories = calls.histories.filter {
          account.id == nil || $0.account == account.id
        }
        let rows = calls.rows.filter { account.id == nil || $0[.recipient] == account.id }
        for row in rows { coverage.add(row) }
        return AccountActivity(rows, coverage: coverage)
      }
    }
    guard let activity = gathered.value else { return gathered }
    var reasons: [String] = []
    if activity.rows.isEmpty, let id = account.id {
      reasons.append("the logs contain no calls in account \(id)")
    }
    if let gap = activity.coverage.gaps.first {
      let count = activity.coverage.gaps.count
      reasons.append(
        "events are missing from \(gap.file)" + (count > 1 ? " and \(count - 1) other files" : ""))
    }
    reasons += historyGaps(activity.coverage)
    if let last = activity.coverage.to, last > account.asOf.instant.adding(seconds: 3600) {
      reasons.append("calls are later than the date of the evidence")
    }
    return reasons.reduce(gathered) { $0.degraded(by: $1) }
  }

  /// What is missing from the event history that `collect --activity` read.
  private func historyGaps(_ coverage: ActivityCoverage) -> [String] {
    guard !coverage.histories.isEmpty else { return [] }
    var reasons: [String] = []
    if let gap = coverage.unread.first {
      let regions = Set(coverage.unread.map(\.region)).count
      reasons.append(
        "the event history of \(gap.region)"
          + (regions > 1 ? " and \((regions - 1).counted("other region"))" : "")
          + " was not read from \(gap.from) to \(gap.to)")
    }
    let read = Set(coverage.histories.map(\.region)).union(coverage.regions)
    let open = (account.regions.value ?? []).filter { $0.isEnabled && !read.contains($0.name) }
    if !open.isEmpty {
      reasons.append(
        "the event history of \(open.count.counted("enabled region")) was not read:"
          + " \(open.map(\.name).sorted().joined(separator: ", "))")
    }
    return reasons
  }
}
