#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Runs real programs and waits for all of them in one `poll`, without threads. Output that goes to
/// a sink is not kept in memory.
public struct ProcessPool: CommandRunner {
  private struct Running {
    let id: Int
    let process: ChildProcess
    let deadline: Int
    /// When it was asked to end.
    var overdueSince: Int?
  }

  /// The time that a program has to exit after it was asked to end, in milliseconds.
  private static let grace = 2000

  private var running: [Running] = []
  private var failed: [CommandResult] = []
  private let environment: [String]
  private let outputLimit: Int

  /// Creates a pool whose programs inherit the environment. `overrides` always apply; `defaults`
  /// apply to variables that are not set.
  public init(
    defaults: [String: String] = [:], overrides: [String: String] = [:],
    outputLimit: Int = JSONDocument.Limits().bytes
  ) {
    var variables: [String: String] = defaults
    for entry in Environment.entries {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
    }
    variables.merge(overrides) { _, new in new }
    environment = variables.map { "\($0.key)=\($0.value)" }
    self.outputLimit = outputLimit
  }

  public var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  public mutating func start(
    _ command: CollectorCommand, id: Int, output: (any OutputSink)?
  ) {
    do throws(Errno) {
      let process = try ChildProcess(
        command, environment: environment, limit: outputLimit, sink: output)
      running.append(
        Running(id: id, process: process, deadline: now + command.timeoutMilliseconds))
    } catch { failed.append(CommandResult(id: id, ending: .notStarted(error))) }
  }

  public mutating func wait(milliseconds: Int) -> [CommandResult] {
    let deadline = now + milliseconds
    while true {
      var results = failed
      failed = []
      results += ended()
      guard results.isEmpty, now < deadline else { return results }
      // The end of a process does not always make a pipe readable, so `poll` waits only briefly.
      let patience = running.contains { $0.process.isSilent } ? 5 : 50
      readAvailable(milliseconds: min(patience, deadline - now))
    }
  }

  public mutating func stop() {
    for one in running { one.process.signal(SIGTERM) }
    let deadline = now + ProcessPool.grace
    while !running.isEmpty {
      if now > deadline { for one in running { one.process.signal(SIGKILL) } }
      readAvailable(milliseconds: 10)
      running.removeAll { $0.process.status(killsRest: true) != nil }
    }
  }

  private mutating func ended() -> [CommandResult] {
    let moment = now
    var results: [CommandResult] = []
    var left: [Running] = []
    for var one in running {
      let isOverdue = one.overdueSince != nil
      if let status = one.process.status(killsRest: isOverdue) {
        let ending: CommandResult.Ending =
          one.process.isOverlong ? .overlong : isOverdue ? .timedOut : .exited(status)
        results.append(
          CommandResult(
            id: one.id, ending: ending, output: one.process.output,
            errors: String(decoding: one.process.errors.bytes, as: UTF8.self)))
        continue
      }
      if let since = one.overdueSince {
        if moment > since + ProcessPool.grace { one.process.signal(SIGKILL) }
      } else if moment > one.deadline {
        one.process.signal(SIGTERM)
        one.overdueSince = moment
      }
      left.append(one)
    }
    running = left
    return results
  }

  private func readAvailable(milliseconds: Int) {
    var entries = running.flatMap { one in
      one.process.ends.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    }
    guard poll(&entries, nfds_t(entries.count), Int32(clamping: max(0, milliseconds))) > 0 else {
      return
    }
    for (index, entry) in entries.enumerated() where entry.revents != 0 {
      running[index / 2].process.read(index % 2)
    }
  }
}
