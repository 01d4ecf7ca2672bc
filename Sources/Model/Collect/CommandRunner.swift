/// A command to run: its words as an array, and how long it may take.
public struct CollectorCommand: Hashable, Sendable {
  /// The program and its arguments; no shell reads them.
  public let words: [String]
  /// After so many milliseconds it is ended.
  public let timeoutMilliseconds: Int
  /// Whether it may ask the person at the terminal, for a code of an MFA device say.
  public let asksPerson: Bool
  /// The file that it reads as its standard input; nil for none.
  public let input: String?
  /// Whether it runs in a session of its own, without a terminal: it cannot ask anybody, no key
  /// reaches it, and what it starts is ended with it.
  public let isDetached: Bool

  /// The command `words`.
  public init(
    words: [String], timeoutMilliseconds: Int, asksPerson: Bool, input: String? = nil,
    isDetached: Bool = false
  ) {
    self.words = words
    self.timeoutMilliseconds = timeoutMilliseconds
    self.asksPerson = asksPerson
    self.input = input
    self.isDetached = isDetached
  }
}

/// Takes what a command writes to standard output, as it comes.
public protocol OutputSink: AnyObject {
  /// Takes the next bytes; false if no more is wanted, and the command is killed.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool
}

extension CommandRunner {
  /// Starts `command`; what it writes comes with its result.
  mutating func start(_ command: CollectorCommand, id: Int) { start(command, id: id, output: nil) }

  /// Runs one command to its end.
  public mutating func run(_ command: CollectorCommand) -> CommandResult {
    start(command, id: 0)
    while true {
      if let result = wait(milliseconds: 1000).first { return result }
    }
  }
}

/// The result of a command.
public struct CommandResult: Sendable {
  /// How it ended.
  public enum Ending: Hashable, Sendable {
    /// With an exit status, or 128 and the number of the signal that ended it.
    case exited(Int)
    /// It took too long, or wrote more than was wanted, and was ended.
    case timedOut, overlong
    /// It could not be started.
    case notStarted(Errno)
  }

  /// The number that it was started with.
  public let id: Int
  /// How it ended.
  public let ending: Ending
  /// What it wrote to standard output, where no sink took it.
  public let output: [UInt8]
  /// What it wrote to standard error: its first and last 32 KiB.
  public let errors: String

  /// The result of command `id`.
  public init(id: Int, ending: Ending, output: [UInt8] = [], errors: String = "") {
    self.id = id
    self.ending = ending
    self.output = output
    self.errors = errors
  }
}

/// Runs commands beside each other. The collector knows no other way to programs and to time, so
/// that tests put another behind it and hours pass in no time.
public protocol CommandRunner {
  /// Milliseconds of a clock that nobody sets.
  var now: Int { get }

  /// Starts `command`; its result comes out of `wait` under `id`. What it writes to standard output
  /// goes to `output`, or where that is nil into the result.
  mutating func start(_ command: CollectorCommand, id: Int, output: (any OutputSink)?)

  /// The results that have come; waits for one at most so long, and returns early when one comes.
  mutating func wait(milliseconds: Int) -> [CommandResult]

  /// Ends all that runs, and returns when nothing does.
  mutating func stop()
}
