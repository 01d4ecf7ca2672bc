/// Identifies a version of a file without reading it.
public struct FileVersion: Hashable, Sendable {
  private let device: UInt64, inode: UInt64
  private let size: Int
  private let modified: Instant
  private let modifiedNanoseconds: Int

  /// Creates the version that `status` describes.
  public init(_ status: FileStatus) {
    device = status.device
    inode = status.inode
    size = status.size
    modified = status.modified
    modifiedNanoseconds = status.modifiedNanoseconds
  }
}

/// The result of replacing a file as a whole.
public enum Replacement: Hashable, Sendable {
  /// The file has the new content, which is on stable storage.
  case done(FileVersion)
  /// The file has the new content, but a power failure could lose it; the error is the reason.
  case perhapsNotDurable(FileVersion, SystemError)
  /// Another process changed the file; it was not modified.
  case changedMeanwhile
}

extension Directory {
  /// The name of the temporary file for the next content of `name`.
  static func temporaryName(for name: String) -> String { ".\(name)\(temporaryEnd)" }

  /// Whether `name` is the name of a temporary file.
  package static func isTemporaryName(_ name: String) -> Bool {
    name.hasPrefix(".") && name.hasSuffix(temporaryEnd)
  }

  private static let temporaryEnd = ".iam-review-new"

  /// Replaces the content of the file `name` with `bytes`, completely or not at all: readers, also
  /// after a crash at any time, see the old content or the new one.
  ///
  /// The steps are: write a temporary file that only `readers` can read, flush and close it, check
  /// the current file, rename the temporary file, and flush the directory. If `expected` is given
  /// and the current file is none of these versions (nil: no file), nothing is replaced. If it
  /// throws, the old file is intact and no temporary file is left. Nothing is reused after a failed
  /// flush, because the kernel has dropped the pages, so everything must be written again.
  public func replace(
    _ name: String, with bytes: [UInt8], expecting expected: Set<FileVersion?>? = nil,
    readableBy readers: FileSystem.Readers = .owner
  ) throws(SystemError) -> Replacement {
    try replace(name, expecting: expected, readableBy: readers) { file throws(Errno) in
      try file.writeAll(bytes)
    }
  }

  /// Does the same with content that `produce` generates in pieces and that is never in memory as a
  /// whole.
  public func replace(
    _ name: String, expecting expected: Set<FileVersion?>? = nil,
    producing produce: (TextSink) -> Void
  ) throws(SystemError) -> Replacement {
    try replace(name, expecting: expected, readableBy: .owner) { file throws(Errno) in
      try file.writeAll(produce)
    }
  }

  private func replace(
    _ name: String, expecting expected: Set<FileVersion?>?, readableBy readers: FileSystem.Readers,
    writing write: (borrowing FileDescriptor) throws(Errno) -> Void
  ) throws(SystemError) -> Replacement {
    // A device, a pipe or a directory belongs to someone; do not replace it with a file.
    if let kind = try status(of: name)?.kind, kind != .regular, kind != .symbolicLink {
      throw SystemError(.write, name, .notRegular(kind))
    }
    let temporary = Directory.temporaryName(for: name)
    let version: FileVersion
    do throws(SystemError) {
      version = try writeTemporary(temporary, for: name, readers, writing: write)
      if let expected, !expected.contains(try status(of: name).map(FileVersion.init)) {
        try? remove(temporary)
        return .changedMeanwhile
      }
      try rename(temporary, to: name, version: version)
    } catch {
      try? remove(temporary)
      throw error
    }
    do throws(Errno) { try descriptor.sync() } catch {
      return .perhapsNotDurable(version, failure(.sync, name, error))
    }
    return .done(version)
  }

  /// Removes the temporary file that a crash while replacing `name` left; returns whether there was
  /// one.
  @discardableResult
  public func removeLeftover(of name: String) throws(SystemError) -> Bool {
    let temporary = Directory.temporaryName(for: name)
    guard try status(of: temporary) != nil else { return false }
    try remove(temporary)
    return true
  }

  private func writeTemporary(
    _ temporary: String, for name: String, _ readers: FileSystem.Readers,
    writing write: (borrowing FileDescriptor) throws(Errno) -> Void
  ) throws(SystemError) -> FileVersion {
    let file: FileDescriptor
    do throws(Errno) { file = try createNew(temporary, readers) } catch {
      throw failure(.create, name, error)
    }
    do throws(Errno) { try write(file) } catch { throw failure(.write, name, error) }
    return try finish(file, of: name)
  }

  /// Flushes and closes the temporary file of `name`.
  func finish(
    _ file: consuming FileDescriptor, of name: String
  ) throws(SystemError) -> FileVersion {
    var operation = SystemError.Operation.sync
    do throws(Errno) {
      try file.sync()
      operation = .examine
      let version = FileVersion(try file.status())
      operation = .write
      try file.close()
      return version
    } catch { throw failure(operation, name, error) }
  }

  func createNew(
    _ temporary: String, _ readers: FileSystem.Readers
  ) throws(Errno) -> FileDescriptor {
    do throws(Errno) { return try openNew(temporary, readers) } catch {
      guard error == .fileExists else { throw error }
      try? remove(temporary)
      return try openNew(temporary, readers)
    }
  }

  private func openNew(
    _ name: String, _ readers: FileSystem.Readers
  ) throws(Errno) -> FileDescriptor {
    try FileDescriptor(
      openAt: descriptor.number, name, .createNew(for: readers), in: descriptor.system)
  }

  /// Renames the file. After an error, it checks the directory, because a network file system can
  /// lose the response to a successful rename.
  func rename(
    _ temporary: String, to name: String, version: FileVersion
  ) throws(SystemError) {
    do throws(Errno) {
      try FileSystem.retrying { () throws(Errno) in
        try descriptor.system.renameAt(descriptor.number, temporary, name)
      }
    } catch {
      if let now = try? status(of: name), FileVersion(now) == version { return }
      throw failure(.rename, name, error)
    }
  }

  /// Renames the file `name` in this directory; an existing file `other` is replaced.
  public func rename(_ name: String, to other: String) throws(SystemError) {
    do throws(Errno) {
      try FileSystem.retrying { () throws(Errno) in
        try descriptor.system.renameAt(descriptor.number, name, other)
      }
    } catch { throw failure(.rename, name, error) }
  }

  /// Removes the file `name`; a missing file is not an error.
  public func remove(_ name: String) throws(SystemError) {
    do throws(Errno) {
      try FileSystem.retrying { () throws(Errno) in
        try descriptor.system.unlinkAt(descriptor.number, name)
      }
    } catch { if error != .noSuchFile { throw failure(.remove, name, error) } }
  }
}
