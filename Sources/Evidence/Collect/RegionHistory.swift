internal import Model
internal import Platform

/// The event history of a region, as far as it was read: from now back to the begin of the period.
///
/// It is stored in parts. Each part is the result of one query, which ends with its last page, or
/// after some pages at the time of the oldest event; the next part begins one second before. Parts
/// can therefore be continued at any time, and each event is in exactly one part.
struct RegionHistory {
  /// The number of pages after which a part is stored.
  static let pagesPerPart = 200
  /// The milliseconds between two requests: AWS allows two per second in each region.
  static let interval = 500

  let region: String
  /// The begin of the period.
  let since: Instant
  /// The end of the current part.
  private(set) var to: Instant
  /// The number of the current part.
  private(set) var part: Int
  /// The number of requests, and those in the current part.
  private(set) var pages = 0
  private var pagesOfPart = 0
  private var token: String?
  /// The events of the oldest second, to which more can belong.
  private var held: [String] = []
  private var oldest: Instant?
  private var isSorted = true
  private var reader = LogReader(system: .live)
  private var throttles = 0
  /// When the next request is due, in milliseconds of the runner's clock.
  var due = 0
  private(set) var isDone: Bool

  /// Creates the history of `region` from `since` to `to`; earlier parts were stored.
  init(region: String, since: Instant, to: Instant, part: Int) {
    self.region = region
    self.since = since
    self.to = to
    self.part = part
    isDone = to < since
  }

  /// The words after `aws` for the first page of the current part.
  var query: [String] {
    let operation = CollectOperation.eventHistory
    return operation.command.split(separator: " ").map(String.init)
      + ["--start-time=\(since)", "--end-time=\(to)"] + operation.arguments
  }

  /// The words for the next page.
  var arguments: [String] { query + (token.map { ["--next-token=\($0)"] } ?? []) }

  /// The file of the current part.
  var file: String {
    "regions/\(region)/\(CollectOperation.eventHistory.file)\(part > 1 ? "-\(part)" : "").ndjson"
  }

  /// The time back to which the history was read.
  var reached: Instant { isDone ? since : min(oldest ?? to, to) }

  /// The time of a part that can be stored before its query is complete; nil if there is none.
  private var cut: Instant? { isSorted ? oldest.flatMap { $0 < to ? $0 : nil } : nil }

  /// What follows after a page.
  enum Step {
    case page
    /// The part can be stored; it is the last one if the query is complete.
    case part(isLast: Bool)
    /// More requests are not made.
    case limit
  }

  /// Takes the next page; `maximum` is the number of requests that can be made.
  mutating func take(_ page: HistoryPage, maximum: Int) throws(HistoryPage.Failure) -> Step {
    guard page.token == nil || page.token != token else {
      throw HistoryPage.Failure(message: "the response repeats its own NextToken")
    }
    pages += 1
    pagesOfPart += 1
    throttles = 0
    for event in page.events {
      if let oldest, event.time > oldest { isSorted = false }
      if oldest.map({ event.time < $0 }) ?? true {
        try count()
        oldest = event.time
      }
      held.append(event.text)
    }
    token = page.token
    if token == nil { return .part(isLast: true) }
    if pages >= maximum { return .limit }
    return pagesOfPart >= Self.pagesPerPart && cut != nil ? .part(isLast: false) : .page
  }

  /// Counts the events that are complete.
  private mutating func count() throws(HistoryPage.Failure) {
    guard !held.isEmpty else { return }
    let content = Array("{\"Records\":[\(held.joined(separator: ",\n"))]}".utf8)
    reader.read(LogFiles.File(path: region, isNamed: true), content: content) { _, _ in true }
    held = []
    if let problem = reader.problems.first { throw HistoryPage.Failure(message: problem.message) }
  }

  /// Ends the current part; returns its content. If its query is not complete, the events of the
  /// oldest second belong to the next part. Nil if nothing is complete.
  mutating func endPart(isLast: Bool, account: String) throws(HistoryPage.Failure) -> [UInt8]? {
    if isLast { try count() }
    guard isLast || cut != nil else { return nil }
    let from = isLast ? since : (cut?.adding(seconds: 1) ?? to)
    var coverage = ActivityCoverage()
    coverage.histories = [
      ActivityCoverage.History(account: account, region: region, since: since, from: from, to: to)
    ]
    let run = MemoryRun(reader.takeTable().sorted())
    let text = TextSink.text { sink in
      while let record = run.next() {
        let row = record.row
        coverage.add(row)
        ActivityJSON.write(row, to: sink)
      }
      ActivityJSON.write(coverage, to: sink)
    }
    begin(part + 1, to: from.adding(seconds: -1))
    return Array(text.utf8)
  }

  private mutating func begin(_ part: Int, to: Instant) {
    self.part = part
    self.to = to
    isDone = to < since
    (token, held, oldest, isSorted, pagesOfPart) = (nil, [], nil, true, 0)
  }

  /// Continues with the number of the next part.
  mutating func skipPart() { part += 1 }

  /// Ends reading of the region without success.
  mutating func stop() { isDone = true }

  /// Milliseconds until a request is repeated that AWS throttled; nil after too many.
  mutating func throttled(jitter: Double) -> Int? {
    throttles += 1
    guard throttles <= 5 else { return nil }
    return Int(Double(4000 << throttles) * (0.5 + jitter))
  }
}
