internal import Model
internal import Platform

/// Reads the event history of the regions, at the same time in several of them.
extension CollectRun {
  /// A page has at most 50 events of 256 KiB.
  private static var maximumPageBytes: Int { 64 << 20 }

  mutating func readHistory(of regions: [String]) throws(CollectError) {
    guard let days = settings.activityDays else { return }
    let since = started.adding(days: -days)
    var histories: [RegionHistory] = []
    for region in regions {
      let history = try storedHistory(of: region, since: since)
      if history.isDone { done += 1 }
      histories.append(history)
    }
    do throws(CollectError) { try read(&histories) } catch {
      // What was read so far need not be read again, unless the folder itself failed.
      if case .system = error { throw error }
      for place in histories.indices where !histories[place].isDone {
        try store(&histories[place], isLast: false)
      }
      throw error
    }
  }

  private mutating func read(_ histories: inout [RegionHistory]) throws(CollectError) {
    var running: [Int: (place: Int, output: MemoryOutput)] = [:]
    let begun = runner.now
    var id = 0
    while histories.contains(where: { !$0.isDone }) {
      if environment.shouldStop() { throw .interrupted(folder: folder.path) }
      let busy = Set(running.values.map(\.place))
      let ready = histories.indices.filter { place in
        !histories[place].isDone && !busy.contains(place) && histories[place].due <= runner.now
      }.sorted { (histories[$0].due, $0) < (histories[$1].due, $1) }
      for place in ready.prefix(settings.jobs - running.count) {
        let output = MemoryOutput(limit: Self.maximumPageBytes)
        histories[place].due = runner.now + RegionHistory.interval
        id -= 1
        running[id] = (place, output)
        callsMade += 1
        runner.start(
          settings.command(histories[place].arguments, region: histories[place].region), id: id,
          output: output)
      }
      environment.report(
        CollectProgress(
          running: running.map { _ in CollectOperation.eventHistory.command }, done: done,
          refused: refused, left: histories.count { !$0.isDone },
          history: HistoryEstimate.progress(
            histories, from: started, milliseconds: runner.now - begun)))
      let next = histories.indices.filter { !histories[$0].isDone }.map { histories[$0].due }.min()
      let patience = running.count < settings.jobs ? max(1, (next ?? 0) - runner.now) : 200
      for result in runner.wait(milliseconds: running.isEmpty ? min(200, patience) : 100) {
        guard let one = running.removeValue(forKey: result.id) else { continue }
        try handle(result, one.output, of: &histories[one.place])
      }
    }
  }

  /// The history of `region` after the parts that an earlier run stored.
  private mutating func storedHistory(
    of region: String, since: Instant
  ) throws(CollectError) -> RegionHistory {
    var history = RegionHistory(region: region, since: since, to: started, part: 1)
    while let bytes = try folder.content(of: entry(history)),
      let line = bytes.split(separator: 10).last,
      let root = try? JSONDocument(Array(line)).root,
      let read = ActivityCoverage.histories(root).first
    {
      kept += 1
      history = RegionHistory(
        region: region, since: since, to: read.from.adding(seconds: -1), part: history.part + 1)
    }
    // Parts after a changed one overlap with what is read again.
    var later = history
    while try folder.discard(entry(later)) { later.skipPart() }
    return history
  }

  private mutating func handle(
    _ result: CommandResult, _ output: MemoryOutput, of history: inout RegionHistory
  ) throws(CollectError) {
    switch result.ending {
    case .exited(0): break
    case .exited(let status):
      if status > 128, environment.shouldStop() { throw .interrupted(folder: folder.path) }
      let words = CallFailure.words(result.errors)
      switch CallFailure(words, isRegional: true).kind {
      case .credentials:
        throw .loggedOut(message: CallFailure.phrase(result.errors), folder: folder.path)
      case .throttled:
        if let delay = history.throttled(jitter: environment.random()) {
          history.due = runner.now + delay
          return
        }
      default: break
      }
      return try refuse(
        &history, status: status, words.isEmpty ? CollectorMessages.ended(status) : words)
    case .timedOut: return try refuse(&history, status: 124, CollectorMessages.timedOut)
    case .overlong:
      let isEndless = output.bytes.count <= Self.maximumPageBytes
      return try refuse(
        &history, status: 137,
        isEndless
          ? CollectorMessages.endless
          : CollectorMessages.fault(.tooLong(limit: Self.maximumPageBytes)))
    case .notStarted(let errno):
      throw .system(SystemError(.open, settings.program, .refused(errno)), folder: folder.path)
    }
    let step: RegionHistory.Step
    do throws(HistoryPage.Failure) {
      let page = try HistoryPage(output.bytes)
      if let token = page.token, !CollectCall.canPass(token) {
        throw HistoryPage.Failure(message: "cannot be passed to aws: \(token.prefix(100))")
      }
      step = try history.take(page, maximum: settings.maximumPages)
    } catch { return try refuse(&history, status: 0, error.message) }
    switch step {
    case .page: break
    case .part(let isLast): try store(&history, isLast: isLast)
    case .limit:
      try store(&history, isLast: false)
      try refuse(&history, status: 0, CollectorMessages.limited(requests: history.pages))
    }
  }

  /// Stores the current part, if a part of it is complete.
  private mutating func store(
    _ history: inout RegionHistory, isLast: Bool
  ) throws(CollectError) {
    let part = history
    let content: [UInt8]?
    do throws(HistoryPage.Failure) {
      content = try history.endPart(isLast: isLast, account: account)
    } catch { return try refuse(&history, status: 0, error.message) }
    guard let content else { return }
    if history.isDone { done += 1 }
    try folder.record(entry(part, content: content), storing: content)
  }

  /// Records why the rest of the history is not read.
  private mutating func refuse(
    _ history: inout RegionHistory, status: Int, _ error: String
  ) throws(CollectError) {
    refused += 1
    let call = entry(history, status: status, error: error)
    history.stop()
    try folder.record(call)
  }

  private func entry(
    _ history: RegionHistory, status: Int = 0, error: String? = nil, content: [UInt8]? = nil
  ) -> Manifest.Call {
    Manifest.Call(
      arguments: history.query, region: history.region, page: history.part, exitStatus: status,
      error: error, file: error == nil ? history.file : nil, bytes: content?.count,
      digest: content.map { SHA256Digest(of: $0).description }, at: environment.now())
  }
}
