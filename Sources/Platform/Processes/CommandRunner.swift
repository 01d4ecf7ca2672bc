/// A command to run: its words and its time limit.
public struct CollectorCommand: Hashable, Sendable {
  /// The program and its arguments; no shell interprets them.
  public let words: [String]
  /// The time limit in milliseconds.
  public let timeoutMilliseconds: Int
  /// Whether the command can prompt the user at the terminal, for example for an MFA code.
  public let promptsUser: Bool
  /// The file for its standard input; nil for none.
  public let input: String?
  /// Whether it runs in its own session without a terminal. It cannot prompt and receives no
  /// signals from the terminal, and its child processes end with it.
  public let isDetached: Bool

  /// Creates the command `words`.
  public init(
    words: [String], timeoutMilliseconds: Int, promptsUser: Bool, input: String? = nil,
    isDetached: Bool = false
  ) {
    self.words = words
    self.timeoutMilliseconds = timeoutMilliseconds
    self.promptsUser = promptsUser
    self.input = input
    self.isDetached = isDetached
  }
}

/// Receives the standard output of a command as it arrives.
public protocol OutputSink: AnyObject {
  /// Processes the next bytes; returns false to stop the command.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool
}

extension CommandRunner {
  /// Starts `command`; its output is part of the result.
  mutating func start(_ command: CollectorCommand, id: Int) { start(command, id: id, output: nil) }

  /// Runs one command to completion.
  public mutating func run(_ command: CollectorCommand) -> CommandResult {
    start(command, id: 0)
    while true {
      if let result = wait(milliseconds: 1000).first { return result }
    }
  }
}

/// The result of a command.
public struct CommandResult: Sendable {
  /// How the command ended.
  public enum Ending: Hashable, Sendable {
    /// With an exit status, or 128 plus the number of the signal that ended it.
    case exited(Int)
    /// It exceeded the time limit or its output was too long, and it was stopped.
    case timedOut, overlong
    /// It could not be started.
    case notStarted(Errno)
  }

  /// The id that it was started with.
  public let id: Int
  /// How it ended.
  public let ending: Ending
  /// Its standard output, if no sink received it.
  public let output: [UInt8]
  /// Its standard error: the first and last 32 KiB.
  public let errors: String

  /// Creates the result of command `id`.
  public init(id: Int, ending: Ending, output: [UInt8] = [], errors: String = "") {
    self.id = id
    self.ending = ending
    self.output = output
    self.errors = errors
  }
}

/// Runs commands concurrently. The collector uses programs and the clock only through this
/// protocol, so that tests can simulate hours without waiting.
public protocol CommandRunner {
  /// The milliseconds of a monotonic clock.
  var now: Int { get }

  /// Starts `command`; `wait` returns its result under `id`. Its standard output goes to `output`,
  /// or into the result if `output` is nil.
  mutating func start(_ command: CollectorCommand, id: Int, output: (any OutputSink)?)

  /// Returns the finished results; waits up to `milliseconds` for one, and returns as soon as one
  /// arrives.
  mutating func wait(milliseconds: Int) -> [CommandResult]

  /// Stops all running commands and waits until they have ended.
  mutating func stop()
}
