/// What tells one version of a file from another without reading it.
public struct FileVersion: Hashable, Sendable {
  private let device: UInt64, inode: UInt64
  private let size: Int
  private let modified: Instant
  private let modifiedNanoseconds: Int

  /// The version that `status` speaks of.
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
  /// The new content has the name and is on the disk.
  case done(FileVersion)
  /// The new content has the name, but could still be lost in a power failure; the error says why.
  case perhapsNotDurable(FileVersion, SystemError)
  /// Somebody else changed the file since; it was left as it is, and nothing was written.
  case changedMeanwhile
}

extension Directory {
  /// The name under which the next content of `name` is written before it takes its place.
  static func temporaryName(for name: String) -> String { ".\(name)\(temporaryEnd)" }

  /// Whether `name` is one of these.
  static func isTemporaryName(_ name: String) -> Bool {
    name.hasPrefix(".") && name.hasSuffix(temporaryEnd)
  }

  private static let temporaryEnd = ".iam-review-new"

  /// Gives the file `name` the content `bytes` as a whole or not at all: a reader, and a crash at any
  /// moment, sees the old content or the new one.
  ///
  /// In turn: a temporary file that only `readers` can read, all bytes, flush, close, a look at what
  /// is there now, rename, flush of the directory. Where `expected` is given and the file is none of
  /// these versions (nil: there is none), nothing is replaced. When it throws, the old file is
  /// whole and no temporary file is left. Nothing is kept from one call to the next: after a
  /// failed flush the kernel has dropped the pages, and only writing everything again helps.
  public func replace(
    _ name: String, with bytes: [UInt8], expecting expected: Set<FileVersion?>? = nil,
    readableBy readers: FileSystem.Readers = .owner
  ) throws(SystemError) -> Replacement {
    try replace(name, expecting: expected, readableBy: readers) { file throws(Errno) in
      try file.writeAll(bytes)
    }
  }

  /// The same with a content that `produce` gives piece by piece and that is never in memory as a
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
    // A device, a pipe or a directory is somebody's; a file in its place would be its end.
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

  /// Removes what a crash while replacing `name` has left; says whether there was anything.
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

  /// Renames, and where that fails believes the directory rather than the error: over a network
  /// the answer to a rename that happened can be lost.
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

  /// Gives the file `name` another name in this directory; a file that already has it is replaced.
  public func rename(_ name: String, to other: String) throws(SystemError) {
    do throws(Errno) {
      try FileSystem.retrying { () throws(Errno) in
        try descriptor.system.renameAt(descriptor.number, name, other)
      }
    } catch { throw failure(.rename, name, error) }
  }

  /// Removes the file `name`; a missing file is no failure.
  public func remove(_ name: String) throws(SystemError) {
    do throws(Errno) {
      try FileSystem.retrying { () throws(Errno) in
        try descriptor.system.unlinkAt(descriptor.number, name)
      }
    } catch { if error != .noSuchFile { throw failure(.remove, name, error) } }
  }
}
