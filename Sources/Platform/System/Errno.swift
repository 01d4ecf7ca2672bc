#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// An error of a system call.
public struct Errno: Error, Hashable, Sendable, CustomStringConvertible {
  /// The value of `errno`.
  public let code: Int32

  /// Creates the error `code`.
  public init(code: Int32) { self.code = code }

  /// The current `errno`; must be read directly after the failed call.
  static var current: Errno { Errno(code: errno) }

  /// The description by the operating system.
  public var description: String { String(cString: strerror(code)) }

  /// There is no such file or directory.
  public static var noSuchFile: Errno { Errno(code: ENOENT) }
  /// A part of the path is not a directory.
  public static var notDirectory: Errno { Errno(code: ENOTDIR) }
  /// A file with this name already exists.
  public static var fileExists: Errno { Errno(code: EEXIST) }
  /// The call was interrupted before it did anything.
  public static var interrupted: Errno { Errno(code: EINTR) }
  /// The disk is full.
  public static var noSpace: Errno { Errno(code: ENOSPC) }
  /// An input or output error of the disk.
  public static var inputOutput: Errno { Errno(code: EIO) }
  /// The disk quota of the user is exceeded.
  public static var quotaExceeded: Errno { Errno(code: EDQUOT) }
  /// Permission denied.
  public static var accessDenied: Errno { Errno(code: EACCES) }
  static var wouldBlock: Errno { Errno(code: EWOULDBLOCK) }
  static var tooManyLinks: Errno { Errno(code: ELOOP) }
  static var invalidArgument: Errno { Errno(code: EINVAL) }
  static var noDevice: Errno { Errno(code: ENXIO) }
}
