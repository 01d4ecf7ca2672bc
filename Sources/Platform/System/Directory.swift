/// A directory that remains the same even if its path changes.
///
/// All files in it are accessed through its descriptor. Names are single path components, and
/// symbolic links in it are never followed, so that received evidence cannot refer to other files.
///
///     let folder = try Directory.open("client-prod")
///     for name in try folder.names() {
///       let file = try folder.readWhole(name, limit: 1 << 30)
///     }
public struct Directory: ~Copyable, Sendable {
  let descriptor: FileDescriptor
  /// The text before a file name in messages; empty, or ending in `/`.
  private let prefix: String

  private init(_ descriptor: consuming FileDescriptor, prefix: String) {
    self.descriptor = descriptor
    self.prefix = prefix
  }

  /// Opens the directory that the user specified; it can be a symbolic link.
  ///
  /// Messages, sessions and exports show files in it without its path.
  public static func open(
    _ path: String, in system: FileSystem = .live
  ) throws(SystemError) -> Directory {
    do throws(Errno) {
      let descriptor = try FileDescriptor(
        openAt: FileSystem.workingDirectory, path, .directory(followingLinks: true), in: system)
      return Directory(descriptor, prefix: "")
    } catch { throw SystemError(.open, path, .refused(error)) }
  }

  /// Creates the directory at `path` and missing parents, accessible only to the owner, as the XDG
  /// Base Directory Specification requires; an existing directory is unchanged.
  public static func create(
    _ path: String, in system: FileSystem = .live
  ) throws(SystemError) {
    var missing: [String] = []
    var existing = path
    // If the check fails, the directory may be missing; creating an existing one changes nothing.
    while (try? system.kind(of: existing)) == nil {
      let (parent, _) = FileSystem.split(existing)
      guard parent != existing else { break }
      missing.append(existing)
      existing = parent
    }
    for path in missing.reversed() {
      let (parent, name) = FileSystem.split(path)
      do throws(SystemError) { try open(parent, in: system).makeDirectory(name) } catch {
        throw SystemError(.create, path, error.reason)
      }
    }
  }

  /// Opens the directory `name` in this one; a symbolic link is rejected.
  public func subdirectory(_ name: String) throws(SystemError) -> Directory {
    do throws(Errno) {
      let inner = try FileDescriptor(
        openAt: descriptor.number, name, .directory(followingLinks: false), in: descriptor.system)
      return Directory(inner, prefix: prefix + name + "/")
    } catch { throw failure(.open, name, error) }
  }

  /// The same directory with a separate descriptor.
  func reopened() throws(SystemError) -> Directory {
    do throws(Errno) {
      let same = try FileDescriptor(
        openAt: descriptor.number, ".", .directory(followingLinks: false), in: descriptor.system)
      return Directory(same, prefix: prefix)
    } catch { throw failure(.open, ".", error) }
  }

  /// The names in the directory, sorted, without `.` and `..`.
  public func names() throws(SystemError) -> [String] {
    do throws(Errno) {
      return try FileSystem.retrying { () throws(Errno) in
        try descriptor.system.names(descriptor.number)
      }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      throw SystemError(.list, prefix.isEmpty ? "the directory" : prefix, .refused(error))
    }
  }

  /// The status of `name`, without following a link; nil if it does not exist.
  public func status(of name: String) throws(SystemError) -> FileStatus? {
    do throws(Errno) {
      return try FileSystem.retrying { () throws(Errno) in
        try descriptor.system.statusAt(descriptor.number, name)
      }
    } catch {
      if error == .noSuchFile { return nil }
      throw failure(.examine, name, error)
    }
  }

  /// Reads the regular file `name` completely; other files, and files of more than `limit` bytes,
  /// are rejected.
  public func readWhole(_ name: String, limit: Int) throws(SystemError) -> WholeFile {
    try descriptor.system.readWhole(
      below: descriptor.number, name, followingLinks: false, shownAs: prefix + name, limit: limit)
  }

  /// Passes the bytes of the regular file `name` to `take` in pieces; other files are rejected.
  package func readPieces(
    _ name: String, _ take: (UnsafeRawBufferPointer) -> Void
  ) throws(SystemError) {
    do throws(Errno) {
      let file = try FileDescriptor(
        openAt: descriptor.number, name, .read(followingLinks: false), in: descriptor.system)
      guard try file.status().kind == .regular else { throw .invalidArgument }
      var buffer = [UInt8](repeating: 0, count: 1 << 18)
      while true {
        let count = try FileDescriptor.read(into: &buffer, from: file.number, in: file.system)
        guard count > 0 else { return }
        buffer.withUnsafeBytes { take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      }
    } catch { throw failure(.read, name, error) }
  }

  /// Creates the directory `name` in this one, accessible only to the owner; an existing directory
  /// is unchanged.
  public func makeDirectory(_ name: String) throws(SystemError) {
    do throws(Errno) {
      try FileSystem.retrying { () throws(Errno) in
        try descriptor.system.makeDirectoryAt(descriptor.number, name)
      }
    } catch { if error != .fileExists { throw failure(.create, name, error) } }
  }

  func failure(
    _ operation: SystemError.Operation, _ name: String, _ errno: Errno
  ) -> SystemError {
    SystemError(operation, prefix + name, .refused(errno))
  }
}
