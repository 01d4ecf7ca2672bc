public import Foundation

/// Runs the program under test, as a person or a script does.
public enum Program {
  /// The result of a run.
  public struct Outcome {
    /// The exit status, or 128 and the number of the signal that ended it.
    public let status: Int32
    /// The text on standard output.
    public let output: String
    /// The text on standard error.
    public let errors: String

    /// An outcome.
    public init(status: Int32, output: String, errors: String) {
      self.status = status
      self.output = output
      self.errors = errors
    }
  }

  /// The time limit of a program in seconds. It only ends programs that hang.
  private static let maximumSeconds = 1_800

  /// The binary: the debug build, or `IAM_REVIEW_BINARY`, which make sets to the release build.
  public static var path: String {
    ProcessInfo.processInfo.environment["IAM_REVIEW_BINARY"] ?? root + "/.build/debug/iam-review"
  }

  /// The folder of this package.
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// Runs `program` with `arguments` and waits for it; `input` is its standard input.
  public static func run(
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
    let status = try wait(for: process, named: ([program] + arguments).joined(separator: " "))
    return Outcome(status: status, output: try text("output"), errors: try text("errors"))
  }

  /// Starts `program`, with files as its three standard streams.
  ///
  /// Foundation's `Process` is not used. It detects the end through a socket, which servers started
  /// here (tmux, sshd) inherit and keep open, so it would wait for them.
  public static func start(
    _ program: String, _ arguments: [String], input: String = "/dev/null",
    output: String = "/dev/null", errors: String = "/dev/null"
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // Test threads block signals. A program that inherits this could not be ended by a signal.
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
  ///
  /// A process that exceeds the time limit is killed, and an error is thrown.
  @discardableResult
  public static func wait(for process: pid_t, named name: String = "a program") throws -> Int32 {
    var status: Int32 = 0
    var isKilled = false
    for step in 0... {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process || ended < 0 && errno != EINTR { break }
      if step == maximumSeconds * 500 {
        isKilled = true
        kill(process, SIGKILL)
      }
      usleep(2_000)
    }
    if isKilled { throw TimedOut("\(name) did not end within \(maximumSeconds) s") }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  /// Ends `process` and waits for it.
  public static func end(_ process: pid_t, by signal: Int32 = SIGKILL) {
    kill(process, signal)
    _ = try? wait(for: process)
  }

  /// Writes the script `text` to `path`, ready to run.
  ///
  /// Another program writes the file. If this process opened it for writing, a program that another
  /// test starts at that moment would inherit the descriptor, and the script could not be run
  /// ("Text file busy").
  public static func install(script text: String, at path: String) throws {
    _ = try run(["-c", "cat > \"$0\" && chmod 755 \"$0\"", path], input: text, program: "/bin/sh")
  }

  /// Copies the program under test to `path`, ready to run, by the same means as scripts.
  public static func install(at path: String) throws {
    _ = try run([Program.path, path], program: "/bin/cp")
  }

  /// A program that could not be started.
  struct NotStarted: Error {
    let program: String
    let code: Int32
  }

  /// The names of the files in `folder` that contain `text`, one per line.
  public static func files(containing text: String, in folder: String) throws -> String {
    try run(["-rlF", "-e", text, folder], program: "/usr/bin/grep").output
  }
}
