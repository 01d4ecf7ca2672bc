/// The next content of a file, written in pieces under a temporary name until it replaces the file
/// as a whole.
///
/// Call `write` any number of times, then `commit`. Without `commit`, the temporary file is removed
/// when the value is destroyed. All functions throw `SystemError`.
package final class PendingFile {
  private let folder: Directory
  private let name: String
  private let temporary: String
  private var file: FileDescriptor?
  private var isCommitted = false

  /// Starts the next content of the file `name` in `folder`, accessible only to the owner.
  package init(_ name: String, in folder: borrowing Directory) throws(SystemError) {
    self.folder = try folder.reopened()
    self.name = name
    temporary = Directory.temporaryName(for: name)
    do throws(Errno) { file = try folder.createNew(temporary, .owner) } catch {
      throw folder.failure(.create, name, error)
    }
  }

  deinit { if !isCommitted { try? folder.remove(temporary) } }

  /// Appends `bytes` to the content.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    guard let number = file?.number else { return }
    do throws(Errno) {
      try FileDescriptor.writeAll(bytes, to: number, in: folder.descriptor.system)
    } catch { throw folder.failure(.write, name, error) }
  }

  /// Flushes the content and renames the temporary file.
  package func commit() throws(SystemError) {
    guard let file = file.take() else { return }
    let version = try folder.finish(file, of: name)
    try folder.rename(temporary, to: name, version: version)
    isCommitted = true
    do throws(Errno) { try folder.descriptor.sync() } catch {
      throw folder.failure(.sync, name, error)
    }
  }
}
