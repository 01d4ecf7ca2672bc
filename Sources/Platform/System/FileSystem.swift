#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The only interface to the files of the operating system.
///
/// A value with one closure per call, so that a test can replace each of them and make the n-th
/// call fail. Evidence is read and sessions are saved through it. The calls are those of the
/// kernel; `FileDescriptor` handles interruptions and short writes.
public struct FileSystem: Sendable {
  typealias Descriptor = Int32

  var openAt: @Sendable (Descriptor, String, OpenMode) throws(Errno) -> Descriptor
  var close: @Sendable (Descriptor) throws(Errno) -> Void
  var read: @Sendable (Descriptor, UnsafeMutableRawBufferPointer) throws(Errno) -> Int
  var write: @Sendable (Descriptor, UnsafeRawBufferPointer) throws(Errno) -> Int
  var sync: @Sendable (Descriptor) throws(Errno) -> Void
  /// Like `sync`, but only for what is needed to read the bytes again.
  var syncData: @Sendable (Descriptor) throws(Errno) -> Void
  /// Takes the advisory lock of a file for this process, without waiting.
  var lock: @Sendable (Descriptor) throws(Errno) -> Void
  /// Releases the advisory lock, also for copies of the descriptor.
  var unlock: @Sendable (Descriptor) throws(Errno) -> Void
  /// Waits until no process has the advisory lock of a file.
  var awaitUnlock: @Sendable (Descriptor) throws(Errno) -> Void
  var status: @Sendable (Descriptor) throws(Errno) -> FileStatus
  /// The status of a name, without following a symbolic link.
  var statusAt: @Sendable (Descriptor, String) throws(Errno) -> FileStatus
  var readLinkAt: @Sendable (Descriptor, String) throws(Errno) -> String
  var renameAt: @Sendable (Descriptor, String, String) throws(Errno) -> Void
  var unlinkAt: @Sendable (Descriptor, String) throws(Errno) -> Void
  var makeDirectoryAt: @Sendable (Descriptor, String) throws(Errno) -> Void
  var names: @Sendable (Descriptor) throws(Errno) -> [String]

  /// How a file is opened. Descriptors are never inherited by child processes.
  enum OpenMode: Sendable {
    /// For reading; a pipe does not block. A symbolic link is refused unless `followingLinks`.
    case read(followingLinks: Bool)
    /// A directory, for opening and listing its content.
    case directory(followingLinks: Bool)
    /// A new file for writing, which must not exist, readable by `readers`.
    case createNew(for: Readers)
    /// A file for reading and writing, created for its owner only if it does not exist.
    case createOrOpen
    /// A file for appending, created for its owner only if it does not exist.
    case append
  }

  /// The users that can read a new file; the umask can remove permissions.
  public enum Readers: Sendable {
    /// Only the owner (mode 0600).
    case owner
    /// Everybody (mode 0644).
    case everybody
  }

  /// The descriptor of the working directory.
  static var workingDirectory: Descriptor { AT_FDCWD }

  /// Repeats `call` if it was interrupted before it had any effect.
  static func retrying<Value>(_ call: () throws(Errno) -> Value) throws(Errno) -> Value {
    while true {
      do throws(Errno) { return try call() } catch { if error != .interrupted { throw error } }
    }
  }
}
