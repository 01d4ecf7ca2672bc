/// The next content of a file, written piece by piece under a temporary name until it takes the
/// file's place as a whole.
///
/// In turn: `write` any number of times, then `commit`. Where that does not happen, nothing is left:
/// the temporary file is removed with this value. Every function throws `SystemError`.
final class PendingFile {
  private let folder: Directory
  private let name: String
  private let temporary: String
  private var file: FileDescriptor?
  private var isCommitted = false

  /// Begins the next content of the file `name` in `folder`, for its owner alone.
  init(_ name: String, in folder: borrowing Directory) throws(SystemError) {
    self.folder = try folder.reopened()
    self.name = name
    temporary = Directory.temporaryName(for: name)
    do throws(Errno) { file = try folder.createNew(temporary, .owner) } catch {
      throw folder.failure(.create, name, error)
    }
  }

  deinit { if !isCommitted { try? folder.remove(temporary) } }

  /// Writes all of `bytes` behind what was written.
  func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    guard let number = file?.number else { return }
    do throws(Errno) {
      try FileDescriptor.writeAll(bytes, to: number, in: folder.descriptor.system)
    } catch { throw folder.failure(.write, name, error) }
  }

  /// Flushes what was written and gives it the file's name.
  func commit() throws(SystemError) {
    guard let file = file.take() else { return }
    let version = try folder.finish(file, of: name)
    try folder.rename(temporary, to: name, version: version)
    isCommitted = true
    do throws(Errno) { try folder.descriptor.sync() } catch {
      throw folder.failure(.sync, name, error)
    }
  }
}
