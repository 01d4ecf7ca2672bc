#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The one door to the files of the operating system.
///
/// It is a value of one closure a call, so that a test can put another behind each of them and
/// make the n-th call fail. Evidence is read and sessions are saved through it. The calls are as
/// the kernel has them: what interruptions and short writes need is done by `FileDescriptor`.
public struct FileSystem: Sendable {
  typealias Descriptor = Int32

  var openAt: @Sendable (Descriptor, String, OpenMode) throws(Errno) -> Descriptor
  var close: @Sendable (Descriptor) throws(Errno) -> Void
  var read: @Sendable (Descriptor, UnsafeMutableRawBufferPointer) throws(Errno) -> Int
  var write: @Sendable (Descriptor, UnsafeRawBufferPointer) throws(Errno) -> Int
  var sync: @Sendable (Descriptor) throws(Errno) -> Void
  /// As `sync`, but for what is not needed to read the bytes again.
  var syncData: @Sendable (Descriptor) throws(Errno) -> Void
  /// Takes the advisory lock of a file for this process alone, without waiting for it.
  var lock: @Sendable (Descriptor) throws(Errno) -> Void
  var status: @Sendable (Descriptor) throws(Errno) -> FileStatus
  /// Looks at a name without following it where it is a symbolic link.
  var statusAt: @Sendable (Descriptor, String) throws(Errno) -> FileStatus
  var readLinkAt: @Sendable (Descriptor, String) throws(Errno) -> String
  var renameAt: @Sendable (Descriptor, String, String) throws(Errno) -> Void
  var unlinkAt: @Sendable (Descriptor, String) throws(Errno) -> Void
  var makeDirectoryAt: @Sendable (Descriptor, String) throws(Errno) -> Void
  var names: @Sendable (Descriptor) throws(Errno) -> [String]

  /// How a file is opened. Never do descriptors pass to a child process.
  enum OpenMode: Sendable {
    /// For reading; a pipe does not block. A symbolic link is refused unless `followingLinks`.
    case read(followingLinks: Bool)
    /// A directory, to open and list what is in it.
    case directory(followingLinks: Bool)
    /// A file for writing that must not be there yet, for `readers` to read.
    case createNew(for: Readers)
    /// A file for reading and writing, made for its owner alone where it is not there.
    case createOrOpen
    /// A file for writing at its end, made for its owner alone where it is not there.
    case append
  }

  /// Who may read a new file; the umask can take rights away.
  public enum Readers: Sendable {
    /// The owner alone (mode 0600).
    case owner
    /// Everybody (mode 0644).
    case everybody
  }

  /// Stands for the working directory where a descriptor of a directory is asked for.
  static var workingDirectory: Descriptor { AT_FDCWD }

  /// Runs `call` again as long as it is interrupted before it did anything.
  static func retrying<Value>(_ call: () throws(Errno) -> Value) throws(Errno) -> Value {
    while true {
      do throws(Errno) { return try call() } catch { if error != .interrupted { throw error } }
    }
  }
}
