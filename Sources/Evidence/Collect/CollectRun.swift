internal import Model
internal import Platform

/// One run of the collector: the queued tasks, the running commands and the results so far.
struct CollectRun<Runner: CommandRunner>: ~Copyable {
  let settings: CollectSettings
  let environment: CollectEnvironment
  var runner: Runner
  var folder: CollectFolder
  let caller: String
  let account: String
  let started: Instant
  let homeRegion: String?
  var callsMade: Int

  var queue = CollectQueue()
  private var running: [Int: (task: CollectTask, answer: IncomingAnswer)] = [:]
  private var nextID = 1
  /// The files of all planned calls, so that no call is made twice.
  private var planned: Set<String> = []
  /// The number of planned calls for each operation that has a limit.
  private var limited: [String: Int] = [:]
  var refusals = RefusalCount()
  var alias: String?
  var isInOrganization = false
  var done = 0
  var kept = 0
  var refused = 0

  init(
    settings: CollectSettings, environment: CollectEnvironment, runner: Runner,
    folder: consuming CollectFolder, caller: String, account: String, started: Instant,
    homeRegion: String?, callsMade: Int
  ) {
    self.settings = settings
    self.environment = environment
    self.runner = runner
    self.started = folder.earlier?.started ?? started
    self.alias = folder.earlier?.alias
    self.folder = folder
    self.caller = caller
    self.account = account
    self.homeRegion = homeRegion
    self.callsMade = callsMade
  }

  /// Makes all calls, starting with the answers that were fetched before the folder existed.
  mutating func run(
    regions: [String], first: [Collector<Runner>.Asked]
  ) throws(CollectError) -> CollectReport {
    _ = try writeManifest(finished: nil)
    for asked in first where try !isStored(asked.task.call) {
      let answer = incoming(asked.task)
      _ = asked.output.withUnsafeBytes(answer.take)
      try handle(asked.result, of: asked.task, answer)
    }
    for operation in CollectOperation.all {
      switch operation.scope {
      case .account where !first.contains(where: { $0.task.operation.command == operation.command }):
        try plan(CollectCall(operation: operation))
      case .region:
        for region in regions { try plan(CollectCall(operation: operation, region: region)) }
      default: break
      }
    }
    do throws(CollectError) {
      try askAll()
      try readHistory(of: regions)
    } catch {
      runner.stop()
      // If the folder itself failed, the journal still lists its content.
      _ = try? writeManifest(finished: nil)
      throw error
    }
    for call in refusals.cutShort { try folder.record(call) }
    let manifest = try writeManifest(finished: environment.now())
    return CollectReport(
      manifest: manifest, callsMade: callsMade, kept: kept, changed: folder.changed,
      leavesOrganization: isInOrganization && !settings.withOrganization)
  }

  private mutating func writeManifest(finished: Instant?) throws(CollectError) -> Manifest {
    let (version, account, alias) = (settings.version, account, alias)
    let (caller, started) = (caller, started)
    return try folder.writeManifest { calls in
      Manifest(
        version: version, account: account, alias: alias, caller: caller, started: started,
        finished: finished, calls: calls)
    }
  }

  private mutating func askAll() throws(CollectError) {
    while !queue.isEmpty || !running.isEmpty {
      if environment.shouldStop() { throw .interrupted(folder: folder.path) }
      try startReadyTasks()
      environment.report(
        CollectProgress(
          running: running.sorted { $0.key < $1.key }.map(\.value.task.command), done: done,
          refused: refused, left: queue.count, awaited: queue.awaited))
      let patience = queue.nextDue.map { max(1, $0 - runner.now) } ?? 200
      for result in runner.wait(milliseconds: min(200, patience)) {
        guard let one = running.removeValue(forKey: result.id) else { continue }
        try handle(result, of: one.task, one.answer)
      }
    }
  }

  private mutating func startReadyTasks() throws(CollectError) {
    while running.count < settings.jobs,
      let task = queue.next(at: runner.now, maximumWaiting: 4 * settings.jobs)
    {
      // A command that has always been refused will be refused again; do not repeat it 1,000 times.
      let alwaysDenied = [task.command, task.operation.command].first(
        where: refusals.isAlwaysDenied)
      if task.call.subject != nil, let alwaysDenied {
        refusals.skip(alwaysDenied)
        continue
      }
      if let value = task.unpassable {
        try refuse(task, status: 0, error: "cannot be passed to aws: \(value.prefix(100))")
        continue
      }
      let answer = incoming(task)
      running[nextID] = (task, answer)
      callsMade += 1
      runner.start(settings.command(task, homeRegion: homeRegion), id: nextID, output: answer)
      nextID += 1
    }
  }

  private func incoming(_ task: CollectTask) -> IncomingAnswer {
    IncomingAnswer(
      to: task.call, page: task.page, settings: settings,
      in: folder.tree)
  }

  /// Queues a call, unless it is already queued or its answer is already stored.
  mutating func plan(_ call: CollectCall) throws(CollectError) {
    guard planned.insert(call.file(page: 1)).inserted else { return }
    if let maximum = call.operation.maximum {
      limited[call.operation.command, default: 0] += 1
      guard limited[call.operation.command, default: 0] <= maximum else {
        return try refuse(
          CollectTask(call), status: 0,
          error: "skipped: more than \(maximum) levels up to the organization root")
      }
    }
    if try !isStored(call) { queue.add(CollectTask(call)) }
  }

  /// Whether the complete, unchanged answer of an earlier run is stored; if so, plans the calls
  /// that it leads to.
  private mutating func isStored(_ call: CollectCall) throws(CollectError) -> Bool {
    guard folder.earlier != nil else { return false }
    var pages: [AnswerFacts] = []
    while true {
      guard let facts = try folder.answer(to: call, page: pages.count + 1) else { return false }
      pages.append(facts)
      guard call.operation.isPaged, facts.isTruncated else { break }
    }
    done += 1
    kept += 1
    for page in pages { try follow(call, page) }
    return true
  }
}
