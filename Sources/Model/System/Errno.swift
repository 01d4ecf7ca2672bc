#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Why the operating system refused a call.
public struct Errno: Error, Hashable, Sendable, CustomStringConvertible {
  /// The number that `errno` held.
  public let code: Int32

  /// The error `code`.
  public init(code: Int32) { self.code = code }

  /// What `errno` holds now; to be asked directly after the call that failed.
  static var current: Errno { Errno(code: errno) }

  /// The words that the operating system has for it.
  public var description: String { String(cString: strerror(code)) }

  /// There is no such file or directory.
  public static var noSuchFile: Errno { Errno(code: ENOENT) }
  /// A file of the name is there already.
  public static var fileExists: Errno { Errno(code: EEXIST) }
  /// The call was interrupted before it did anything.
  public static var interrupted: Errno { Errno(code: EINTR) }
  /// The disk is full.
  public static var noSpace: Errno { Errno(code: ENOSPC) }
  /// The disk failed.
  public static var inputOutput: Errno { Errno(code: EIO) }
  /// The user's share of the disk is used up.
  public static var quotaExceeded: Errno { Errno(code: EDQUOT) }
  /// The user may not do this.
  public static var accessDenied: Errno { Errno(code: EACCES) }
  static var wouldBlock: Errno { Errno(code: EWOULDBLOCK) }
  static var tooManyLinks: Errno { Errno(code: ELOOP) }
  static var invalidArgument: Errno { Errno(code: EINVAL) }
  static var noDevice: Errno { Errno(code: ENXIO) }
}
