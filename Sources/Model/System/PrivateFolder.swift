#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A folder of our own for what another program reads or writes; removed with all that is in it.
public struct PrivateFolder: ~Copyable {
  /// Its path; nobody else may enter it.
  public let path: String
  private let directory: Directory

  /// Makes one below `TMPDIR` or `/tmp`.
  public static func make() throws(SystemError) -> PrivateFolder {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let pattern = FileSystem.join(FileSystem.tidied(base), "iam-review-XXXXXX")
    var template = Array(pattern.utf8CString)
    guard mkdtemp(&template) != nil else {
      throw SystemError(.create, pattern, .refused(.current))
    }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    return PrivateFolder(path: path, directory: try Directory.open(path))
  }

  private init(path: String, directory: consuming Directory) {
    self.path = path
    self.directory = directory
  }

  /// Gives the file `name` in it the content `bytes`, and tells its path.
  public func write(_ bytes: [UInt8], to name: String) throws(SystemError) -> String {
    _ = try directory.replace(name, with: bytes)
    return path + "/" + name
  }

  /// What stands in the file `name` in it.
  public func read(_ name: String, limit: Int) throws(SystemError) -> [UInt8] {
    try directory.readWhole(name, limit: limit).bytes
  }

  deinit {
    for name in (try? directory.names()) ?? [] { try? directory.remove(name) }
    rmdir(path)
  }
}
