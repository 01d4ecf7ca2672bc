internal import Model
public import Platform

/// Collects the evidence of an account with the `aws` command line.
///
/// The first calls, for the caller and the regions, run alone: the client may ask for an MFA code,
/// and nothing is written until these calls succeed. `CollectRun` makes the remaining calls.
public struct Collector<Runner: CommandRunner> {
  private let settings: CollectSettings
  private let environment: CollectEnvironment
  private var runner: Runner
  /// The region for the account's own calls if the profile has none.
  private var homeRegion: String?
  private var callsMade = 0

  /// Creates a collector that runs the client with `runner`.
  public init(_ settings: CollectSettings, runner: Runner, environment: CollectEnvironment) {
    self.settings = settings
    self.runner = runner
    self.environment = environment
  }

  /// Collects into the new folder `path`, or resumes an interrupted run in it if `resuming`.
  ///
  /// Calls that AWS refuses are reported and do not throw. It throws if no call can be made or
  /// nothing can be written; the stored answers are kept, and the run can be resumed.
  public mutating func collect(
    into path: String, resuming: Bool
  ) throws(CollectError) -> CollectReport {
    try CollectFolder.examine(path, resuming: resuming, in: environment.fileSystem)
    let started = environment.now()
    let begun = resuming ? path : nil
    let identity = try askIdentity(begun)
    guard let caller = try? JSONDocument(identity.output).root,
      let account = caller["Account"]?.string, let arn = caller["Arn"]?.string
    else { throw .notLoggedIn(message: "the output is not an AWS response") }
    let asked = ask(
      CollectCall(operation: .regions, region: Partition.named(ARN(arn).partition).mainRegion))
    if environment.shouldStop() { throw .interrupted(folder: begun) }
    let regions = try regions(in: asked)
    let folder = try CollectFolder.open(path, resuming: resuming, in: environment.fileSystem)
    try folder.check(resuming: resuming)
    if let earlierAccount = folder.earlier?.account, earlierAccount != account {
      throw .otherAccount(folder: path, holds: earlierAccount, asked: account)
    }
    var run = CollectRun(
      settings: settings, environment: environment, runner: runner, folder: folder,
      caller: arn, account: account, started: started, homeRegion: homeRegion,
      callsMade: callsMade)
    return try run.run(regions: regions, first: [identity, asked])
  }

  /// An answer that was fetched before the folder existed.
  struct Asked {
    let task: CollectTask
    let result: CommandResult
    let output: [UInt8]
  }

  private mutating func askIdentity(_ begun: String?) throws(CollectError) -> Asked {
    while true {
      let asked = ask(CollectCall(operation: .callerIdentity), promptsUser: true)
      if environment.shouldStop() { throw .interrupted(folder: begun) }
      let message = CallFailure.phrase(asked.result.errors)
      switch asked.result.ending {
      case .exited(0): return asked
      case .notStarted(let errno) where errno == .noSuchFile:
        throw .clientNotFound(program: settings.program)
      case .notStarted(let errno):
        throw .notReached(message: "\(settings.program): \(errno)")
      case .timedOut: throw .notReached(message: CollectorMessages.timedOut)
      case .overlong: throw .notReached(message: "the output is longer than 16 MiB")
      case .exited(let status):
        let failure = CallFailure(asked.result.errors, isRegional: false)
        if failure.kind == .regionMissing, homeRegion == nil {
          homeRegion = settings.regions.first ?? Partition.named("aws").mainRegion
          continue
        }
        let words = message.isEmpty ? CollectorMessages.ended(status) : message
        if failure.kind == .unreachable { throw .notReached(message: words) }
        throw .notLoggedIn(message: words)
      }
    }
  }

  /// The regions to collect, checked against the enabled regions if AWS returned them.
  private func regions(in asked: Asked) throws(CollectError) -> [String] {
    guard asked.result.ending == .exited(0),
      let answer = try? JSONDocument(asked.output).root
    else { return settings.regions }
    let enabled = CollectOperation.enabledRegions.values(in: answer)
      .filter(CollectCall.isRegion).sorted()
    let wrong = settings.regions.filter { !enabled.contains($0) }
    guard wrong.isEmpty else { throw .wrongRegions(wrong, enabled: enabled) }
    return settings.regions.isEmpty ? enabled : settings.regions
  }

  /// Makes a call and waits for the answer; nothing else runs.
  private mutating func ask(_ call: CollectCall, promptsUser: Bool = false) -> Asked {
    let task = CollectTask(call)
    callsMade += 1
    // Enough for any list of regions.
    let output = MemoryOutput(limit: 16 << 20)
    runner.start(
      settings.command(task, homeRegion: homeRegion, promptsUser: promptsUser), id: 0,
      output: output)
    while true {
      environment.report(CollectProgress(running: [task.command]))
      if let result = runner.wait(milliseconds: 200).first {
        return Asked(task: task, result: result, output: output.bytes)
      }
      if environment.shouldStop() {
        runner.stop()
        return Asked(
          task: task, result: CommandResult(id: 0, ending: .exited(130)), output: [])
      }
    }
  }
}
