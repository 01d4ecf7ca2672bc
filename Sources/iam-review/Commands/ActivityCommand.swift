import CommandSyntax
import Evidence
import Model
import Platform
import Synchronization

extension Command {
  private static let output = Option(
    "--output", short: "-o", value: "FILE",
    "Write to FILE (- for standard output); an existing file is replaced.")
  private static let format = Option(
    "--format", value: "NAME", choices: ["ndjson", "csv"],
    "The format: ndjson or csv (default: csv if FILE ends in .csv, otherwise ndjson).")

  private static let sql = Option(
    "--sql", value: "ENGINE", choices: ActivityDialect.allCases.map(\.rawValue),
    "Print a query for athena, trino, duckdb or spark that counts the calls in LOGS, and exit.")

  /// `activity`: counts the calls in CloudTrail logs.
  static let activity = Command(
    name: "activity",
    summary: "Count the calls in CloudTrail logs by principal, action and resource.",
    details: """
      LOGS are log files as CloudTrail writes them to S3 (.json.gz), uncompressed ones, folders with
      such files, the output of aws cloudtrail lookup-events, and results of CloudTrail Lake or Athena
      as JSON or CSV. Activity files can be read too, and are combined. Damaged files are reported,
      and the rest is read. See docs/activity.md.
      """,
    forms: [
      Form(
        [
          Positional("LOGS", "Log files and folders; with --sql, their location in S3.", .oneOrMore)
        ],
        [.required(output), .optional(format)]),
      Form(selectedBy: [sql], [Positional("LOGS", "The location of the logs in S3.", .optional)]),
    ],
    options: [output, format, sql],
    exits: [
      .success, .usage, Exit(.unreadable, "files were damaged; the rest was counted"),
      Exit(.failure, "a file is missing, or cannot write"),
    ],
    examples: [
      Example(
        "iam-review activity cloudtrail-logs/ -o client-prod/activity.ndjson",
        "Count the calls in a copy of the logs, as evidence of the review."),
      Example(
        "iam-review activity --sql athena s3://example-trail/AWSLogs/",
        "Print a query that counts them in Athena."),
    ]
  ) { arguments in
    if let dialect = try arguments.value(
      sql, expected: ActivityDialect.allCases.map(\.rawValue).asChoice, ActivityDialect.init)
    {
      var location = arguments.positional.first ?? "LOGS"
      // Repeated slashes of arguments are removed, but this is not a path.
      if location.hasPrefix("s3:/") { location = "s3://" + location.dropFirst(4) }
      let query = ActivityQuery(dialect, location: location)
      return Messages.printResult(query.text) ? .success : .failure
    }
    let path = arguments.outputFile(output)
    let isCSV =
      try arguments.choice(format) { ["ndjson": false, "csv": true][$0] }
      ?? (path?.lowercased().hasSuffix(".csv") == true)
    return try countCalls(in: arguments.positional, to: path, isCSV: isCSV)
  }

  private static func countCalls(
    in paths: [String], to path: String?, isCSV: Bool
  ) throws -> ExitStatus {
    var settings = ActivityReader.Settings()
    if let folder = Environment.variable("TMPDIR") { settings.temporaryFolder = folder }
    let line = Mutex(ActivityProgressLine())
    let reader = try ActivityReader(paths, settings: settings) { progress in
      line.withLock { $0.show(progress) }
    }
    line.withLock { $0.clear() }
    for problem in reader.problems {
      Messages.printError("\(problem.file): \(problem.message)")
    }
    let (problems, files) = (reader.problems.count, reader.files)
    var coverage = ActivityCoverage()
    var failure: SystemError?
    let write = { (sink: TextSink) in
      if isCSV { ActivityCSV.writeHeader(to: sink) }
      do throws(SystemError) {
        coverage = try reader.rows { rows in
          sink.append(parts: rows.count) { place, sink in
            if isCSV {
              ActivityCSV.write(rows[place], to: sink)
            } else {
              ActivityJSON.write(rows[place], to: sink)
            }
          }
        }
        if !isCSV { ActivityJSON.write(coverage, to: sink) }
      } catch { failure = error }
    }
    guard try ResultFile.write(to: path, write) else { return .failure }
    if let failure { throw failure }
    Messages.printError(summary(coverage, files: files))
    return problems > 0 ? .unreadable : .success
  }

  private static func summary(_ coverage: ActivityCoverage, files: Int) -> String {
    let period = coverage.from.flatMap { from in
      coverage.to.map { ", \(from.toTheMinute) to \($0.toTheMinute)" }
    }
    let unknown =
      coverage.unmapped > 0
      ? "; no action is known for \(coverage.unmapped.counted("event"))" : ""
    return "\(files.counted("file")), \(coverage.events.counted("event")) in"
      + " \(coverage.rows.counted("row"))\(period ?? "")\(unknown)"
  }
}

/// The progress of reading logs on standard error, if it is a terminal.
private struct ActivityProgressLine {
  private let started = ProcessEnvironment.monotonicMilliseconds
  private let isTerminal = ProcessEnvironment.errorsGoToTerminal
  private var last = 0
  private var line = TransientLine()

  mutating func show(_ progress: ActivityReader.Progress) {
    let now = ProcessEnvironment.monotonicMilliseconds
    guard isTerminal, now - max(last, started) >= 250 else { return }
    last = now
    let speed = Int64(progress.bytes) / 1000 / Int64(max(now - started, 1))
    line.show(
      "\(progress.files.counted("file")), \((progress.bytes >> 20).grouped) MiB, \(speed) MB/s")
  }

  mutating func clear() { line.clear() }
}
