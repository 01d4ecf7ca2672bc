import CProcess
import Checklist
import CommandSyntax
import Model
import Platform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The environment of the process: clock, user, host, variables. Nothing else accesses it.
enum ProcessEnvironment {
  /// The words of the command line, without the name of the program.
  static var arguments: [String] {
    (0..<iamr_argument_count()).dropFirst().map { String(cString: iamr_argument($0)) }
  }

  /// Ends the process at once.
  ///
  /// Runs no destructors: other threads can still be running, and would crash on objects that
  /// `exit` destroys.
  static func exit(_ status: ExitStatus) -> Never {
    fflush(nil)
    _exit(status.rawValue)
  }

  /// Makes a write beyond the file size limit fail, so that the error is reported and the partial
  /// file removed. By default the signal would kill the process.
  static func ignoreFileSizeSignal() { signal(SIGXFSZ, SIG_IGN) }

  /// The current time.
  static var now: Instant { Instant(seconds: Int64(time(nil))) }

  /// The reviewer: `name`, or else the configured name or the login name, and the host, with the key of
  /// the file `identity`, or else the key that opened the SSH session, if known.
  static func reviewer(named name: String?, identity: String? = nil) throws -> Reviewer {
    var buffer = [CChar](repeating: 0, count: 256)
    let host =
      gethostname(&buffer, buffer.count - 1) == 0
      ? String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : ""
    let key = try identity.map(ReviewerKey.fingerprint(inFile:)) ?? ReviewerKey.ofSession
    let configured = try name ?? UserConfiguration.reviewerName()
    return Reviewer(name: configured ?? loginName ?? "unknown", host: host, key: key)
  }

  /// The process id.
  static var process: Int { Int(getpid()) }

  /// The terminal of standard input; nil if there is none.
  static var terminalName: String? { ttyname(0).map { String(cString: $0) } }

  /// Whether standard input and output are a terminal.
  static var hasTerminal: Bool { isatty(0) == 1 && isatty(1) == 1 }

  /// Blocks the signals that would end the process, so that it can exit cleanly.
  static func blockTerminationSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    // A closed pipe or an exceeded file size limit then fails a call instead.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Whether one of the signals that `blockTerminationSignals` blocks arrived.
  static var shouldStop: Bool {
    var pending = sigset_t()
    sigpending(&pending)
    return [SIGINT, SIGTERM, SIGHUP].contains { sigismember(&pending, $0) == 1 }
  }

  /// Milliseconds of the monotonic clock.
  static var monotonicMilliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  /// Whether standard error is a terminal.
  static var errorsGoToTerminal: Bool {
    isatty(2) == 1 && Environment.variable("TERM") != nil && Environment.variable("TERM") != "dumb"
  }

  /// The columns of the terminal of standard error; 80 if unknown.
  static var errorColumns: Int { columns(of: 2) }

  /// The columns of the terminal of standard output; 80 if unknown.
  static var outputColumns: Int { columns(of: 1) }

  private static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 10
    return isKnown ? Int(size.ws_col) : 80
  }

  /// The folder of the user's configuration (XDG Base Directory Specification); nil without a home
  /// directory.
  static var configuration: String? {
    folder("XDG_CONFIG_HOME", else: ".config")
  }

  /// The folder of saved state; nil without a home directory.
  static var state: String? { folder("XDG_STATE_HOME", else: ".local/state") }

  /// `iam-review` in the folder that `name` names, or else in `place` of the home directory.
  /// Relative paths are ignored, as the specification requires.
  private static func folder(_ name: String, else place: String) -> String? {
    if let base = Environment.variable(name), base.hasPrefix("/") {
      return FileSystem.normalized("\(base)/iam-review")
    }
    guard let home = Environment.variable("HOME"), home.hasPrefix("/") else { return nil }
    return FileSystem.normalized("\(home)/\(place)/iam-review")
  }

  private static var loginName: String? {
    if let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name {
      return String(cString: name)
    }
    return Environment.variable("USER") ?? Environment.variable("LOGNAME")
  }
}
