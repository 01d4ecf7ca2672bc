/// What became of bytes that were to stand at the end of a file.
public enum Appending: Hashable, Sendable {
  /// They are there and on the disk; the file is now of this version.
  case done(FileVersion)
  /// The file is not the one that was expected; nothing was written.
  case changedMeanwhile
}

extension Directory {
  /// Puts `bytes` at the end of the file `name`, which is made where `expected` is nil, and returns
  /// when they are on the disk.
  ///
  /// When it throws, a part of them may stand there: the file must then be written anew or be given
  /// up, and never be flushed again, as the kernel has dropped what it could not write.
  public func append(
    _ bytes: [UInt8], to name: String, expecting expected: FileVersion?
  ) throws(SystemError) -> Appending {
    guard try status(of: name).map(FileVersion.init) == expected else { return .changedMeanwhile }
    var operation = SystemError.Operation.open
    do throws(Errno) {
      let file = try FileDescriptor(openAt: descriptor.number, name, .append, in: descriptor.system)
      operation = .write
      try file.writeAll(bytes)
      operation = .sync
      try FileSystem.retrying { () throws(Errno) in try file.system.syncData(file.number) }
      // A new name must outlive a loss of power as well.
      if expected == nil { try descriptor.sync() }
      operation = .examine
      let version = FileVersion(try file.status())
      operation = .write
      try file.close()
      return .done(version)
    } catch { throw failure(operation, name, error) }
  }
}
