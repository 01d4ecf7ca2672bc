#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension FileSystem {
  /// The file system of the operating system.
  public static let live = FileSystem(
    openAt: { directory, path, mode throws(Errno) in
      try checked(openat(directory, path, mode.flags, mode.permissions))
    },
    close: { descriptor throws(Errno) in _ = try checked(systemClose(descriptor)) },
    read: { descriptor, buffer throws(Errno) in
      try checked(systemRead(descriptor, buffer.baseAddress, buffer.count))
    },
    write: { descriptor, buffer throws(Errno) in
      try checked(systemWrite(descriptor, buffer.baseAddress, buffer.count))
    },
    sync: { descriptor throws(Errno) in _ = try checked(fsync(descriptor)) },
    syncData: { descriptor throws(Errno) in
      #if canImport(Darwin)
        _ = try checked(fsync(descriptor))
      #else
        _ = try checked(fdatasync(descriptor))
      #endif
    },
    lock: { descriptor throws(Errno) in _ = try checked(flock(descriptor, LOCK_EX | LOCK_NB)) },
    unlock: { descriptor throws(Errno) in _ = try checked(flock(descriptor, LOCK_UN)) },
    awaitUnlock: { descriptor throws(Errno) in
      _ = try checked(flock(descriptor, LOCK_SH))
      _ = try checked(flock(descriptor, LOCK_UN))
    },
    status: { descriptor throws(Errno) in
      var status = stat()
      _ = try checked(fstat(descriptor, &status))
      return FileStatus(status)
    },
    statusAt: { directory, path throws(Errno) in
      var status = stat()
      _ = try checked(fstatat(directory, path, &status, AT_SYMLINK_NOFOLLOW))
      return FileStatus(status)
    },
    readLinkAt: { directory, path throws(Errno) in
      var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
      let length = buffer.withUnsafeMutableBytes { room in
        room.baseAddress.map { readlinkat(directory, path, $0, room.count) } ?? -1
      }
      return String(decoding: buffer.prefix(try checked(length)), as: UTF8.self)
    },
    renameAt: { directory, old, new throws(Errno) in
      _ = try checked(renameat(directory, old, directory, new))
    },
    unlinkAt: { directory, path throws(Errno) in _ = try checked(unlinkat(directory, path, 0)) },
    makeDirectoryAt: { directory, path throws(Errno) in
      _ = try checked(mkdirat(directory, path, 0o700))
    },
    names: { descriptor throws(Errno) in try listNames(descriptor) })

  /// The names in a directory, without `.` and `..`, in the order of the file system.
  private static func listNames(_ descriptor: Descriptor) throws(Errno) -> [String] {
    // A separate descriptor, because closedir closes the one that fdopendir was given.
    let copy = try checked(openat(descriptor, ".", OpenMode.directory(followingLinks: false).flags))
    guard let stream = fdopendir(copy) else {
      let error = Errno.current
      _ = systemClose(copy)
      throw error
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    let end = Errno.current
    guard end.code == 0 else { throw end }
    return names
  }
}

extension FileSystem.OpenMode {
  fileprivate var flags: Int32 {
    switch self {
    case .read(let followingLinks):
      O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (followingLinks ? 0 : O_NOFOLLOW)
    case .directory(let followingLinks):
      O_RDONLY | O_CLOEXEC | O_DIRECTORY | (followingLinks ? 0 : O_NOFOLLOW)
    case .createNew: O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL | O_NOFOLLOW
    case .append: O_WRONLY | O_CLOEXEC | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
    case .createOrOpen: O_RDWR | O_CLOEXEC | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
    }
  }

  /// The mode of a file that is created.
  fileprivate var permissions: mode_t {
    if case .createNew(for: .everybody) = self { 0o644 } else { 0o600 }
  }
}

/// The result of a call that returns -1 on failure.
private func checked<Result: SignedInteger>(_ result: Result) throws(Errno) -> Result {
  guard result >= 0 else { throw Errno.current }
  return result
}

// In FileSystem, the names close, read and write are its own members.
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
private func systemRead(
  _ descriptor: Int32, _ address: UnsafeMutableRawPointer?, _ count: Int
) -> Int { read(descriptor, address, count) }
private func systemWrite(
  _ descriptor: Int32, _ address: UnsafeRawPointer?, _ count: Int
) -> Int { write(descriptor, address, count) }
