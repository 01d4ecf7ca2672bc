/// The result of acquiring a lock.
public enum LockOutcome: ~Copyable {
  /// This process has the lock until the value is destroyed or the process ends.
  case ours(HeldLock)
  /// Another process has it; these are the bytes that it wrote into the file.
  case theirs([UInt8])
  /// No lock is available: the directory cannot be written, or the file system has no locks.
  case none(SystemError)
}

/// A lock that is held, with its open file.
public struct HeldLock: ~Copyable, Sendable {
  private let file: FileDescriptor

  init(_ file: consuming FileDescriptor) { self.file = file }

  /// Closing the file is not enough: a program that another thread is starting has a copy of the
  /// descriptor until it runs, and would keep the lock for that time.
  deinit { try? file.system.unlock(file.number) }
}

extension Directory {
  /// Acquires the advisory lock of the file `name`, and writes the holder into the file.
  ///
  /// The file is created if it does not exist, and never removed: otherwise a process that waits
  /// for a removed file would hold a different lock than the next process. `holder` is only
  /// informative; it is padded with spaces to overwrite a longer one.
  public func lock(_ name: String, holder: String) -> LockOutcome {
    do throws(Errno) {
      let file = try FileDescriptor(
        openAt: descriptor.number, name, .createOrOpen, in: descriptor.system)
      guard try file.status().kind == .regular else {
        return .none(failure(.open, name, .invalidArgument))
      }
      do throws(Errno) {
        try FileSystem.retrying { () throws(Errno) in
          try file.system.lock(file.number)
        }
      } catch {
        guard error == .wouldBlock else { throw error }
        return .theirs((try? readWhole(name, limit: Directory.lockBytes).bytes) ?? [])
      }
      let padding = String(
        repeating: " ", count: max(0, Directory.lockBytes - holder.utf8.count - 1))
      try? file.writeAll(Array((holder + padding + "\n").utf8))
      return .ours(HeldLock(file))
    } catch { return .none(failure(.open, name, error)) }
  }

  /// Waits until no process has the lock of the file `name`; returns the bytes that its last holder
  /// wrote.
  public func awaitUnlock(of name: String) throws(SystemError) -> [UInt8] {
    do throws(Errno) {
      let file = try FileDescriptor(
        openAt: descriptor.number, name, .createOrOpen, in: descriptor.system)
      try FileSystem.retrying { () throws(Errno) in
        try file.system.awaitUnlock(file.number)
      }
    } catch { throw failure(.open, name, error) }
    return try readWhole(name, limit: Directory.lockBytes).bytes
  }

  private static let lockBytes = 512

  /// Acquires the advisory lock of the directory itself, without waiting. The lock is held until
  /// all processes have closed the descriptor.
  func lock() throws(Errno) {
    try FileSystem.retrying { () throws(Errno) in try descriptor.system.lock(descriptor.number) }
  }
}
