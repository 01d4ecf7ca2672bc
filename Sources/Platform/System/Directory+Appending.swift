/// The result of appending to a file.
public enum Appending: Hashable, Sendable {
  /// The bytes are durable; the file now has this version.
  case done(FileVersion)
  /// The file is not the expected one; nothing was written.
  case changedMeanwhile
}

extension Directory {
  /// Appends `bytes` to the file `name`, which is created if `expected` is nil, and returns when
  /// they are durable.
  ///
  /// If it throws, a part of the bytes can be in the file. The file must then be replaced or
  /// abandoned, and never flushed again, because the kernel has dropped what it could not write.
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
      // The directory is flushed as well, so that a new name survives a power failure.
      if expected == nil { try descriptor.sync() }
      operation = .examine
      let version = FileVersion(try file.status())
      operation = .write
      try file.close()
      return .done(version)
    } catch { throw failure(operation, name, error) }
  }
}
