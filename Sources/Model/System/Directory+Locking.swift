/// The result of asking for a lock.
public enum LockOutcome: ~Copyable {
  /// It is ours until the value goes away or the process ends.
  case ours(HeldLock)
  /// Another process has it; these bytes are what it wrote into the file.
  case theirs([UInt8])
  /// No lock is available: the directory cannot be written, or the file system has no locks.
  case none(SystemError)
}

/// A lock that is held, with the file that stands for it.
public struct HeldLock: ~Copyable, Sendable {
  private let file: FileDescriptor

  init(_ file: consuming FileDescriptor) { self.file = file }
}

extension Directory {
  /// Asks for the advisory lock that the file `name` stands for, and writes into it who holds it.
  ///
  /// The file is created if it does not exist, and never removed: a program that waits for the lock of
  /// a removed file would hold another lock than the next. `holder` is padded with spaces, so that nothing
  /// of a longer one stays; it is words for people, and losing it loses nothing.
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

  private static let lockBytes = 512

  /// Takes the advisory lock of the directory itself, without waiting for it; it is held as long as a
  /// process has the descriptor.
  func lock() throws(Errno) {
    try FileSystem.retrying { () throws(Errno) in try descriptor.system.lock(descriptor.number) }
  }
}
