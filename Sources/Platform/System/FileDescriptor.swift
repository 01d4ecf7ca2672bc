/// The owner of an open descriptor, which is closed when the owner is destroyed.
///
/// Reading and writing continue after interruptions and partial transfers until they are complete.
struct FileDescriptor: ~Copyable, Sendable {
  private(set) var number: FileSystem.Descriptor
  let system: FileSystem

  /// Takes ownership of `number`, which `system` opened.
  init(owning number: FileSystem.Descriptor, system: FileSystem) {
    self.number = number
    self.system = system
  }

  /// Opens `path` below `directory`.
  init(
    openAt directory: FileSystem.Descriptor, _ path: String, _ mode: FileSystem.OpenMode,
    in system: FileSystem
  ) throws(Errno) {
    let number = try FileSystem.retrying { () throws(Errno) in
      try system.openAt(directory, path, mode)
    }
    self.init(owning: number, system: system)
  }

  deinit {
    // Nothing was written through it, or the writer has already reported a failure.
    if number >= 0 { try? system.close(number) }
  }

  /// Closes it, and throws errors that the operating system reports only on closing.
  ///
  /// It is closed even if the call was interrupted, so it is never retried.
  consuming func close() throws(Errno) {
    let closing = number
    number = -1
    do throws(Errno) { try system.close(closing) } catch {
      if error != .interrupted { throw error }
    }
  }

  func status() throws(Errno) -> FileStatus {
    try FileSystem.retrying { () throws(Errno) in try system.status(number) }
  }

  /// Flushes the written content to stable storage.
  func sync() throws(Errno) {
    try FileSystem.retrying { () throws(Errno) in try system.sync(number) }
  }

  /// Writes all of `bytes`.
  func writeAll(_ bytes: [UInt8]) throws(Errno) {
    try FileDescriptor.writeAll(bytes, to: number, in: system)
  }

  /// Writes all of `bytes` to `number`.
  static func writeAll(
    _ bytes: [UInt8], to number: FileSystem.Descriptor, in system: FileSystem
  ) throws(Errno) {
    let result: Result<Void, Errno> = bytes.withUnsafeBytes { buffer in
      Result { () throws(Errno) in try writeAll(buffer, to: number, in: system) }
    }
    try result.get()
  }

  /// Writes all of `bytes` to `number`.
  static func writeAll(
    _ bytes: UnsafeRawBufferPointer, to number: FileSystem.Descriptor, in system: FileSystem
  ) throws(Errno) {
    var rest = bytes
    while !rest.isEmpty {
      let done = try FileSystem.retrying { () throws(Errno) in try system.write(number, rest) }
      rest = UnsafeRawBufferPointer(rebasing: rest[done...])
    }
  }

  /// Reads the next bytes of `number`; returns 0 at the end.
  static func read(
    into buffer: inout [UInt8], from number: FileSystem.Descriptor, in system: FileSystem
  ) throws(Errno) -> Int {
    let result: Result<Int, Errno> = buffer.withUnsafeMutableBytes { room in
      Result { () throws(Errno) in
        try FileSystem.retrying { () throws(Errno) in try system.read(number, room) }
      }
    }
    return try result.get()
  }

  /// Reads `number` to its end; nil if there are more than `limit` bytes.
  ///
  /// `expected` is the reported length of the file; it only avoids copying.
  static func readAll(
    from number: FileSystem.Descriptor, in system: FileSystem, expected: Int, limit: Int
  ) throws(Errno) -> [UInt8]? {
    var bytes: [UInt8] = []
    // One byte more than expected, so that the read that reaches the end needs no more memory.
    var room = min(max(expected, 0), limit) + 1
    while true {
      let start = bytes.count
      let wanted = room - start
      var failure: Errno?
      var count = 0
      bytes.append(contentsOf: repeatElement(0, count: wanted))
      bytes.withUnsafeMutableBytes { buffer in
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
        do throws(Errno) {
          count = try FileSystem.retrying { () throws(Errno) in try system.read(number, rest) }
        } catch { failure = error }
      }
      bytes.removeLast(wanted - count)
      if let failure { throw failure }
      if count == 0 { return bytes }
      if bytes.count > limit { return nil }
      if bytes.count == room { room += 65_536 }
    }
  }
}
