import Checklist
import Model

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the process finds around it: clock, person, host, environment. Asked here and nowhere else.
enum Surroundings {
  /// Ends the process here and now.
  ///
  /// Nothing is taken down piece by piece: other threads may still be at work, and crash on what
  /// `exit` destroys under them.
  static func leave(_ status: ExitStatus) -> Never {
    fflush(nil)
    _exit(status.rawValue)
  }

  /// Lets a write beyond the limit of file sizes fail, so that it is told and what is half written
  /// goes away; else the signal ends the process on the spot.
  static func outliveFileSizeLimit() { signal(SIGXFSZ, SIG_IGN) }

  /// The present moment.
  static var now: Instant { Instant(seconds: Int64(time(nil))) }

  /// Who decides: the login name and the host, unless `name` is given, with the key of the file
  /// `identity`, else the key that the SSH session was opened with, where that is known.
  static func reviewer(named name: String?, identity: String? = nil) throws -> Reviewer {
    var buffer = [CChar](repeating: 0, count: 256)
    let host =
      gethostname(&buffer, buffer.count - 1) == 0
      ? String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : ""
    let key = try identity.map(ReviewerKey.fingerprint(inFile:)) ?? ReviewerKey.ofSession
    return Reviewer(name: name ?? loginName ?? "unknown", host: host, key: key)
  }

  /// The number of this process.
  static var process: Int { Int(getpid()) }

  /// The terminal that keys come from; nil where there is none.
  static var terminalName: String? { ttyname(0).map { String(cString: $0) } }

  /// Whether a person sits before it.
  static var hasTerminal: Bool { isatty(0) == 1 && isatty(1) == 1 }

  /// Holds back the signals that would end the process, so that it can end in order.
  static func holdEndingSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    // A reader of our output that has gone, or a limit on files, is an error of a call.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Whether one of them has come.
  static var isToldToEnd: Bool {
    var pending = sigset_t()
    sigpending(&pending)
    return [SIGINT, SIGTERM, SIGHUP].contains { sigismember(&pending, $0) == 1 }
  }

  /// Milliseconds of a clock that nobody sets.
  static var monotonicMilliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  /// Whether a person sees what goes to standard error as it goes.
  static var errorsGoToTerminal: Bool {
    isatty(2) == 1 && environment("TERM") != nil && environment("TERM") != "dumb"
  }

  /// The columns of the terminal behind standard error; 80 where it does not say.
  static var errorColumns: Int {
    var size = winsize()
    let isKnown = ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 10
    return isKnown ? Int(size.ws_col) : 80
  }

  /// The folder of the person's own settings (XDG Base Directory Specification); nil where no home
  /// is known.
  static var configuration: String? {
    folder("XDG_CONFIG_HOME", else: ".config")
  }

  /// The folder of what the program keeps for the person; nil where no home is known.
  static var state: String? { folder("XDG_STATE_HOME", else: ".local/state") }

  /// `iam-review` in the folder that `variable` names, else in `place` of the home directory. Paths
  /// that are not absolute do not count, as the specification says.
  private static func folder(_ variable: String, else place: String) -> String? {
    if let base = environment(variable), base.hasPrefix("/") {
      return FileSystem.tidied("\(base)/iam-review")
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    return FileSystem.tidied("\(home)/\(place)/iam-review")
  }

  private static var loginName: String? {
    if let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name {
      return String(cString: name)
    }
    return environment("USER") ?? environment("LOGNAME")
  }

  /// The environment variable `name`; nil where it is not set or empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
