import TestSupport
import Testing

@testable import Model

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
      CollectorCommand(words: words, timeoutMilliseconds: timeout, asksPerson: false), id: 7)
    let results = pool.wait(milliseconds: 600_000)
    return try #require(results.first)
  }

  @Test("output, errors and status come back, whatever their size")
  func output() throws {
    let result = try run(["sh", "-c", "head -c 3000000 /dev/zero; echo oops >&2; exit 3"])
    #expect(result.id == 7)
    #expect(result.ending == .exited(3))
    #expect(result.output.count == 3_000_000)
    #expect(result.errors == "oops\n")
  }

  @Test("words reach the program as they are, and the environment with what was added")
  func words() throws {
    let hostile = ["--x=$(id)", "a b", "it's", "\"", "\\", "*", "\u{202E}"]
    let result = try run(["sh", "-c", "printf '%s|' \"$IAMR_TEST\" \"$@\"", "sh"] + hostile)
    #expect(
      String(decoding: result.output, as: UTF8.self)
        == (["a=b c"] + hostile).map { $0 + "|" }.joined())
  }

  @Test("a program that is not there, one that hangs and one that never stops are told")
  func failures() throws {
    #expect(try run(["/nonexistent/aws"]).ending == .notStarted(.noSuchFile))
    #expect(try run(["sleep", "600"], timeout: 50).ending == .timedOut)
    #expect(
      try run(["sh", "-c", "trap '' TERM; while :; do sleep 0.01; done"], timeout: 50).ending
        == .timedOut)
    #expect(try run(["cat", "/dev/zero"], limit: 100_000).ending == .overlong)
    #expect(try run(["sh", "-c", "kill -9 $$"]).ending == .exited(137))
  }

  @Test("who inherits the pipes of a program that has ended is not waited for")
  func inheritance() throws {
    let result = try run(["sh", "-c", "sleep 600 & echo $!"])
    let process = try #require(
      pid_t(String(decoding: result.output, as: UTF8.self).filter(\.isNumber)))
    #expect(result.ending == .exited(0))
    kill(process, SIGKILL)
  }

  @Test("stopping ends all that runs")
  func stop() throws {
    var pool = ProcessPool()
    for id in 1...3 {
      pool.start(
        CollectorCommand(words: ["sleep", "600"], timeoutMilliseconds: 600_000, asksPerson: false),
        id: id)
    }
    #expect(pool.wait(milliseconds: 1).isEmpty)
    pool.stop()
    #expect(pool.wait(milliseconds: 0).isEmpty)
  }

  @Test("several run beside each other")
  func beside() throws {
    var pool = ProcessPool()
    let folder = try TemporaryFolder()
    // Each waits for the other's file: one after the other they would wait for ever.
    for (id, other) in [(1, 2), (2, 1)] {
      let script =
        "touch \(folder.path)/\(id); while [ ! -e \(folder.path)/\(other) ]; do sleep 0.01; done"
      pool.start(
        CollectorCommand(
          words: ["sh", "-c", script], timeoutMilliseconds: 600_000, asksPerson: false), id: id)
    }
    var ended: [Int] = []
    for _ in 1...2 where ended.count < 2 { ended += pool.wait(milliseconds: 600_000).map(\.id) }
    #expect(ended.sorted() == [1, 2])
  }
}
