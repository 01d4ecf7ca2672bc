#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What sort of thing a name in a directory stands for.
public enum FileKind: Hashable, Sendable {
  case regular, directory, symbolicLink, pipe, socket, device

  /// The words for it, with their article.
  public var words: String {
    switch self {
    case .regular: "a regular file"
    case .directory: "a directory"
    case .symbolicLink: "a symbolic link"
    case .pipe: "a named pipe"
    case .socket: "a socket"
    case .device: "a device"
    }
  }

  init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .directory
    case S_IFLNK: self = .symbolicLink
    case S_IFIFO: self = .pipe
    case S_IFSOCK: self = .socket
    default: self = .device
    }
  }
}

/// What the operating system knows of a file.
public struct FileStatus: Hashable, Sendable {
  /// What sort of thing it is.
  public let kind: FileKind
  /// Its length in bytes.
  public let size: Int
  /// When its content last changed.
  public let modified: Instant
  /// The part of a second that `modified` leaves out.
  public let modifiedNanoseconds: Int
  /// The file system that holds it and its number there: two names of one file share both.
  public let device: UInt64, inode: UInt64
  /// Who may read and write it: the lowest nine bits of its mode.
  public let permissions: UInt32
  /// The number of the user whom it belongs to.
  public let owner: UInt32

  init(_ status: stat) {
    kind = FileKind(mode: status.st_mode)
    size = Int(status.st_size)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    modified = Instant(seconds: Int64(time.tv_sec))
    modifiedNanoseconds = Int(time.tv_nsec)
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(status.st_ino)
    permissions = UInt32(status.st_mode) & 0o777
    owner = status.st_uid
  }
}
