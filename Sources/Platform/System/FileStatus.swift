#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The type of a directory entry.
public enum FileKind: Hashable, Sendable {
  case regular, directory, symbolicLink, pipe, socket, device

  /// The type with its article.
  public var text: String {
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

/// The status of a file from the operating system.
public struct FileStatus: Hashable, Sendable {
  /// The type of the file.
  public let kind: FileKind
  /// The length in bytes.
  public let size: Int
  /// The time of the last modification.
  public let modified: Instant
  /// The fraction of a second in the modification time.
  public let modifiedNanoseconds: Int
  /// The file system and the file number on it; two names of one file have the same values.
  public let device: UInt64, inode: UInt64
  /// The read, write and execute permissions: the lowest nine bits of the mode.
  public let permissions: UInt32
  /// The user id of the owner.
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
