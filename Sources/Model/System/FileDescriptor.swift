/// The owner of an open descriptor: it closes it when it goes away, and nobody else does.
///
/// Reading and writing go on after interruptions and short counts until all is done.
struct FileDescriptor: ~Copyable, Sendable {
  private(set) var number: FileSystem.Descriptor
  let system: FileSystem

  /// Takes over `number`, which `system` opened.
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
    // Nothing was written through it, or the writer failed already and says so.
    if number >= 0 { try? system.close(number) }
  }

  /// Closes it and tells what the operating system found wrong only now.
  ///
  /// It is closed even when it was interrupted, so it is never tried again.
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

  /// Makes sure that what was written is on the disk itself.
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

  /// Reads the next bytes of `number`; 0 at its end.
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

  /// All bytes of `number` to its end, or nil if there are more than `limit`.
  ///
  /// `expected` is the length that the file is said to have; it only saves copying.
  static func readAll(
    from number: FileSystem.Descriptor, in system: FileSystem, expected: Int, limit: Int
  ) throws(Errno) -> [UInt8]? {
    var bytes: [UInt8] = []
    // One byte more than expected, so that the read that finds the end needs no new room.
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
