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

  /// Has a write beyond the limit of a file's size fail, and not end the process in the middle of it.
  static func survive() { signal(SIGXFSZ, SIG_IGN) }

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

  /// The folder of the person's own settings (XDG Base Directory Specification); nil where no home
  /// is known.
  static var configuration: String? {
    if let base = environment("XDG_CONFIG_HOME"), base.hasPrefix("/") {
      return base + "/iam-review"
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.config/iam-review"
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
