import Foundation
import TestSupport

/// The program under test, run as a person or a script runs it.
enum Program {
  /// What a run left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The built binary: that of this package's debug build, or `IAM_REVIEW_BINARY`.
  static var path: String {
    if let path = ProcessInfo.processInfo.environment["IAM_REVIEW_BINARY"] { return path }
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return root.appendingPathComponent(".build/debug/iam-review").path
  }

  /// Runs `program` with `arguments` to its end; `input` is its standard input.
  static func run(
    _ arguments: [String], input: String = "", program: String = path
  ) throws -> Outcome {
    let folder = try TemporaryFolder()
    try folder.write(Array(input.utf8), to: "input")
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    }
    let process = try start(
      program, arguments, input: folder.path + "/input", output: folder.path + "/output",
      errors: folder.path + "/errors")
    let status = wait(for: process)
    return Outcome(status: status, output: try text("output"), errors: try text("errors"))
  }

  /// Starts `program` with its three standard streams on files.
  ///
  /// Foundation's `Process` learns of the end by a socket that servers started here (tmux, sshd)
  /// inherit and keep open; it would wait for them.
  static func start(
    _ program: String, _ arguments: [String], input: String = "/dev/null",
    output: String = "/dev/null", errors: String = "/dev/null"
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // The threads of a test block signals; a program that inherits that cannot be told to end.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, program, &actions, &attributes, words, environ)
    guard code == 0 else { throw NotStarted(program: program, code: code) }
    return process
  }

  /// The exit status of `process`, or 128 and the number of the signal that ended it.
  @discardableResult
  static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  /// A program that could not be started.
  struct NotStarted: Error {
    let program: String
    let code: Int32
  }
}
