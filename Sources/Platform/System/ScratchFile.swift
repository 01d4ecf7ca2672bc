/// A temporary file that has no name: it is written once, then read once from the start, and
/// disappears when it is closed or the process ends.
package final class ScratchFile {
  private let folder: String
  private var writer: FileDescriptor?
  private let reader: FileDescriptor

  /// Creates a file in `folder`, accessible only to the owner.
  package init(in folder: String, system: FileSystem = .live) throws(SystemError) {
    self.folder = folder
    let path = "\(folder)/.iam-review-\(UInt64.random(in: .min ... .max))"
    do throws(Errno) {
      writer = try FileDescriptor(
        openAt: FileSystem.workingDirectory, path, .createNew(for: .owner), in: system)
      reader = try FileDescriptor(
        openAt: FileSystem.workingDirectory, path, .read(followingLinks: false), in: system)
      try system.unlinkAt(FileSystem.workingDirectory, path)
    } catch { throw SystemError(.create, "a temporary file in \(folder)", .refused(error)) }
  }

  /// Appends `bytes`.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    guard let number = writer?.number else { return }
    do throws(Errno) {
      try FileDescriptor.writeAll(bytes, to: number, in: reader.system)
    } catch {
      throw SystemError(.write, "a temporary file in \(folder)", .refused(error))
    }
  }

  /// Closes the descriptor for writing, of which a process has a limited number.
  package func endWriting() { writer = nil }

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
