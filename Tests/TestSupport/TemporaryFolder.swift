public import Platform

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A temporary folder for one test, removed with its content.
public final class TemporaryFolder {
  /// A call of the operating system that failed.
  struct Failure: Error { let code: Int32 }

  /// Its path.
  public let path: String

  /// Creates an empty folder.
  public init() throws {
    var template = Array("/tmp/iam-review-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(code: errno) }
    path = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
  }

  deinit { TemporaryFolder.remove(path) }

  /// Writes `bytes` to the file `name`, with system calls only.
  public func write(_ bytes: [UInt8], to name: String) throws {
    let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Failure(code: errno) }
    defer { close(file) }
    guard pwrite(file, bytes, bytes.count, 0) == bytes.count else {
      throw Failure(code: errno)
    }
  }

  /// The message of the error that `work` throws; nil if it throws none.
  public func message(_ work: () throws(SystemError) -> Void) -> String? {
    do throws(SystemError) {
      try work()
      return nil
    } catch { return error.message }
  }

  private static func remove(_ path: String) {
    guard rmdir(path) != 0, errno == ENOTEMPTY || errno == EEXIST else {
      if errno == ENOTDIR { unlink(path) }
      return
    }
    guard let stream = opendir(path) else { return }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    closedir(stream)
    for name in names where unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
    rmdir(path)
  }
}
