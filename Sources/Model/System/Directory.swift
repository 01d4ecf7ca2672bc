/// A directory that stays the one it was when it was opened, whatever happens to its path.
///
/// All that is read or saved in it goes through its descriptor. Names are single names, and a
/// symbolic link is never followed from inside: what a client sends cannot lead elsewhere.
///
///     let folder = try Directory.open("client-prod")
///     for name in try folder.names() {
///       let file = try folder.readWhole(name, limit: 1 << 30)
///     }
public struct Directory: ~Copyable, Sendable {
  let descriptor: FileDescriptor
  /// The text before a name in messages; empty, or ends in `/`.
  private let prefix: String

  private init(_ descriptor: consuming FileDescriptor, prefix: String) {
    self.descriptor = descriptor
    self.prefix = prefix
  }

  /// Opens the directory that a person named; here a symbolic link may lead to it.
  ///
  /// Messages about files in it name them without it, as sessions and exports do.
  public static func open(
    _ path: String, in system: FileSystem = .live
  ) throws(SystemError) -> Directory {
    do throws(Errno) {
      let descriptor = try FileDescriptor(
        openAt: FileSystem.workingDirectory, path, .directory(followingLinks: true), in: system)
      return Directory(descriptor, prefix: "")
    } catch { throw SystemError(.open, path, .refused(error)) }
  }

  /// Creates the directory at `path` and the parents that are missing, each for its owner alone, as
  /// the XDG Base Directory Specification asks; one that is there is left as it is.
  public static func create(
    _ path: String, in system: FileSystem = .live
  ) throws(SystemError) {
    var missing: [String] = []
    var existing = path
    // What cannot be looked at may be missing; if it is there, creating it changes nothing.
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

  /// Opens the directory `name` in this one; a symbolic link is refused.
  public func subdirectory(_ name: String) throws(SystemError) -> Directory {
    do throws(Errno) {
      let inner = try FileDescriptor(
        openAt: descriptor.number, name, .directory(followingLinks: false), in: descriptor.system)
      return Directory(inner, prefix: prefix + name + "/")
    } catch { throw failure(.open, name, error) }
  }

  /// The same directory, with another owner.
  func reopened() throws(SystemError) -> Directory {
    do throws(Errno) {
      let same = try FileDescriptor(
        openAt: descriptor.number, ".", .directory(followingLinks: false), in: descriptor.system)
      return Directory(same, prefix: prefix)
    } catch { throw failure(.open, ".", error) }
  }

  /// The names in it, sorted, without `.` and `..`.
  public func names() throws(SystemError) -> [String] {
    do throws(Errno) {
      return try FileSystem.retrying { () throws(Errno) in
        try descriptor.system.names(descriptor.number)
      }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      throw SystemError(.list, prefix.isEmpty ? "the directory" : prefix, .refused(error))
    }
  }

  /// The status of `name`, without following a link; nil if there is nothing.
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

  /// Reads the regular file `name` to its end; anything else, and more than `limit` bytes, is
  /// refused.
  public func readWhole(_ name: String, limit: Int) throws(SystemError) -> WholeFile {
    try descriptor.system.readWhole(
      below: descriptor.number, name, followingLinks: false, shownAs: prefix + name, limit: limit)
  }

  /// Gives the bytes of the regular file `name` to `take` piece by piece; anything else is refused.
  func readPieces(
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

  /// Makes the directory `name` in this one, for its owner alone; one that is there is left as is.
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
