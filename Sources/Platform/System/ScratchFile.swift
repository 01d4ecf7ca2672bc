/// A temporary file that has no name: it is written once, then read once from the start, and
/// disappears when it is closed or the process ends.
package final class ScratchFile: Sendable {
  private let folder: String
  private let reader: FileDescriptor

  /// Creates a file in `folder`, accessible only to the owner, with what `content` passes to `write`.
  package init(
    in folder: String, system: FileSystem = .live,
    _ content: (_ write: ([UInt8]) throws(SystemError) -> Void) throws(SystemError) -> Void
  ) throws(SystemError) {
    self.folder = folder
    let path = "\(folder)/.iam-review-\(UInt64.random(in: .min ... .max))"
    func creating<Value: ~Copyable>(
      _ call: () throws(Errno) -> Value
    ) throws(SystemError) -> Value {
      do throws(Errno) { return try call() } catch {
        throw SystemError(.create, "a temporary file in \(folder)", .refused(error))
      }
    }
    let working = FileSystem.workingDirectory
    // Closed at the end, because a process has a limited number of descriptors.
    let writer = try creating { () throws(Errno) in
      try FileDescriptor(openAt: working, path, .createNew(for: .owner), in: system)
    }
    reader = try creating { () throws(Errno) in
      try FileDescriptor(openAt: working, path, .read(followingLinks: false), in: system)
    }
    try creating { () throws(Errno) in try system.unlinkAt(working, path) }
    let number = writer.number
    try content { (bytes: [UInt8]) throws(SystemError) in
      do throws(Errno) {
        try FileDescriptor.writeAll(bytes, to: number, in: system)
      } catch {
        throw SystemError(.write, "a temporary file in \(folder)", .refused(error))
      }
    }
    _ = consume writer
  }

  /// Reads on, and appends what was read; false at the end.
  package func read(appendingTo buffer: inout [UInt8]) throws(SystemError) -> Bool {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    do throws(Errno) {
      let count = try FileDescriptor.read(into: &piece, from: reader.number, in: reader.system)
      buffer.append(contentsOf: piece[..<count])
      return count > 0
    } catch { throw SystemError(.read, "a temporary file in \(folder)", .refused(error)) }
  }

  /// The error of a file that ends before its content does.
  package var truncated: SystemError {
    SystemError(.read, "a temporary file in \(folder)", .refused(.invalidArgument))
  }
}
