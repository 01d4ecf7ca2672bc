import TestSupport
import Testing

@testable import Platform

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Real programs.
@Suite struct ProcessPoolTests {
  private func run(
    _ words: [String], timeout: Int = 600_000, limit: Int = 1 << 30
  ) throws -> CommandResult {
    var pool = ProcessPool(overrides: ["IAMR_TEST": "a=b c"], outputLimit: limit)
    pool.start(
      CollectorCommand(words: words, timeoutMilliseconds: timeout, promptsUser: false), id: 7)
    let results = pool.wait(milliseconds: 600_000)
    return try #require(results.first)
  }

  @Test("output, errors and status are returned at any size")
  func output() throws {
    let result = try run(["sh", "-c", "head -c 3000000 /dev/zero; echo oops >&2; exit 3"])
    #expect(result.id == 7)
    #expect(result.ending == .exited(3))
    #expect(result.output.count == 3_000_000)
    #expect(result.errors == "oops\n")
  }

  @Test("arguments reach the program unchanged, and the environment with additions")
  func words() throws {
    let hostile = ["--x=$(id)", "a b", "it's", "\"", "\\", "*", "\u{202E}"]
    let result = try run(["sh", "-c", "printf '%s|' \"$IAMR_TEST\" \"$@\"", "sh"] + hostile)
    #expect(
      String(decoding: result.output, as: UTF8.self)
        == (["a=b c"] + hostile).map { $0 + "|" }.joined())
  }

  @Test("a missing program, a hanging one and one with endless output are reported")
  func failures() throws {
    #expect(try run(["/nonexistent/aws"]).ending == .notStarted(.noSuchFile))
    #expect(try run(["sleep", "600"], timeout: 50).ending == .timedOut)
    #expect(
      try run(["sh", "-c", "trap '' TERM; while :; do sleep 0.01; done"], timeout: 50).ending
        == .timedOut)
    #expect(try run(["cat", "/dev/zero"], limit: 100_000).ending == .overlong)
    #expect(try run(["sh", "-c", "kill -9 $$"]).ending == .exited(137))
  }

  private func detached(_ script: String, timeout: Int = 600_000, sink: (any OutputSink)? = nil)
    throws
    -> CommandResult
  {
    var pool = ProcessPool()
    pool.start(
      CollectorCommand(
        words: ["sh", "-c", script], timeoutMilliseconds: timeout, promptsUser: false,
        isDetached: true), id: 1, output: sink)
    return try #require(pool.wait(milliseconds: 600_000).first)
  }

  /// Counts bytes, and rejects more after a limit.
  private final class CountingSink: OutputSink {
    private(set) var count = 0
    let limit: Int

    init(limit: Int) { self.limit = limit }

    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
      count += bytes.count
      return count <= limit
    }
  }

  @Test("output to a sink is not kept, and the program is killed when the sink rejects more")
  func sink() throws {
    let all = CountingSink(limit: .max)
    let whole = try detached("head -c 3000000 /dev/zero", sink: all)
    #expect(whole.ending == .exited(0))
    #expect(whole.output.isEmpty)
    #expect(all.count == 3_000_000)
    let few = CountingSink(limit: 100_000)
    #expect(try detached("cat /dev/zero", sink: few).ending == .overlong)
    #expect(few.count < 100_000 + 65_537)
  }

  @Test("endless errors are reduced to their beginning and end, and the program is stopped")
  func endlessErrors() throws {
    let long = try detached(
      "echo first >&2; head -c 9000000 /dev/zero | tr '\\0' 'x\n' >&2; echo >&2; echo last >&2")
    #expect(long.ending == .exited(0))
    #expect(long.errors.hasPrefix("first\n") && long.errors.hasSuffix("\nlast\n"))
    #expect(long.errors.utf8.count < 70_000)
    #expect(long.errors.contains(" bytes omitted]\n"))
    #expect(try detached("yes oops >&2").ending == .overlong)
  }

  @Test(
    "programs that ignore signals are killed with all their child processes",
    arguments: [
      "sleep 600 & echo $! >PIDS; trap '' TERM; while :; do sleep 1; done",
      "(trap '' TERM; echo started; while :; do sleep 1; done) & echo $! >PIDS; wait",
      "sleep 600 & echo $! >PIDS; exec >/dev/null 2>&1; sleep 600",
      "sleep 600 & echo $! >PIDS; while :; do printf x; sleep 1; done",
    ])
  func stubborn(script: String) throws {
    let folder = try TemporaryFolder()
    let pids = folder.path + "/pids"
    #expect(try detached(script.replacing("PIDS", with: pids), timeout: 500).ending == .timedOut)
    let text = try FileSystem.live.readWhole(pids, limit: 100).bytes
    let process = try #require(pid_t(String(decoding: text, as: UTF8.self).filter(\.isNumber)))
    // A zombie does not count as running.
    try eventually("the end of \(process)") {
      let status = try? FileSystem.live.readStatus(process)
      return status.map { $0.contains(") Z ") } ?? true
    }
  }

  @Test("a pipe that a grandchild never stops writing to is not read forever")
  func endlessHeir() throws {
    let sink = CountingSink(limit: .max)
    let result = try detached("(yes & echo $! >&2)", sink: sink)
    #expect(result.ending == .exited(0))
    if let process = pid_t(result.errors.filter(\.isNumber)) { kill(process, SIGKILL) }
  }

  @Test("a detached program has no terminal to ask at")
  func noTerminal() throws {
    let result = try detached("(: </dev/tty) 2>/dev/null && echo asked || echo alone")
    #expect(String(decoding: result.output, as: UTF8.self) == "alone\n")
  }

  @Test("processes that inherited the pipes of an ended program are not waited for")
  func inheritance() throws {
    let result = try run(["sh", "-c", "sleep 600 & echo $!"])
    let process = try #require(
      pid_t(String(decoding: result.output, as: UTF8.self).filter(\.isNumber)))
    #expect(result.ending == .exited(0))
    kill(process, SIGKILL)
  }

  @Test("stopping ends all running programs")
  func stop() throws {
    var pool = ProcessPool()
    for id in 1...3 {
      pool.start(
        CollectorCommand(
          words: ["sleep", "600"], timeoutMilliseconds: 600_000, promptsUser: false),
        id: id)
    }
    #expect(pool.wait(milliseconds: 1).isEmpty)
    pool.stop()
    #expect(pool.wait(milliseconds: 0).isEmpty)
  }

  @Test("several programs run concurrently")
  func beside() throws {
    var pool = ProcessPool()
    let folder = try TemporaryFolder()
    // Each waits for the file of the other; run one after another, they would wait forever.
    for (id, other) in [(1, 2), (2, 1)] {
      let script =
        "touch \(folder.path)/\(id); while [ ! -e \(folder.path)/\(other) ]; do sleep 0.01; done"
      pool.start(
        CollectorCommand(
          words: ["sh", "-c", script], timeoutMilliseconds: 600_000, promptsUser: false), id: id)
    }
    var ended: [Int] = []
    for _ in 1...2 where ended.count < 2 { ended += pool.wait(milliseconds: 600_000).map(\.id) }
    #expect(ended.sorted() == [1, 2])
  }
}

extension FileSystem {
  /// The status of a process from the kernel.
  fileprivate func readStatus(_ process: pid_t) throws(SystemError) -> String {
    String(decoding: try readWhole("/proc/\(process)/stat", limit: 4096).bytes, as: UTF8.self)
  }
}
