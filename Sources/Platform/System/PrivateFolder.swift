#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A temporary folder of this process for data exchanged with another program; it is removed with
/// its content.
///
/// This process holds a lock on it, and so does a program that inherits `descriptor`. A folder
/// whose lock is not held was left by a killed process, and the next process removes it.
public struct PrivateFolder: ~Copyable {
  /// The path; other users have no access to it.
  public let path: String
  private let directory: Directory

  private static let prefix = "iam-review-"
  private static let suffixLength = 6

  /// Creates a folder in `base`, by default `TMPDIR` or `/tmp`.
  public static func make(in base: String = temporary) throws(SystemError) -> PrivateFolder {
    let suffix = String(repeating: "X", count: suffixLength)
    let pattern = FileSystem.join(FileSystem.normalized(base), prefix + suffix)
    // Another process can take the folder for a leftover between its creation and the lock.
    for _ in 0..<8 {
      var template = Array(pattern.utf8CString)
      guard mkdtemp(&template) != nil else {
        throw SystemError(.create, pattern, .refused(.current))
      }
      let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
      guard let directory = try? Directory.open(path) else { continue }
      do throws(Errno) { try directory.lock() } catch {
        // Without locks on this file system, nothing counts as a leftover either.
        if error == .wouldBlock { continue }
      }
      if access(path, F_OK) == 0 { return PrivateFolder(path: path, directory: directory) }
    }
    throw SystemError(.create, pattern, .refused(.fileExists))
  }

  /// The default folder for temporary folders.
  public static var temporary: String { Environment.variable("TMPDIR") ?? "/tmp" }

  private init(path: String, directory: consuming Directory) {
    self.path = path
    self.directory = directory
  }

  /// The descriptor whose lock shows that the folder is in use, for a program that inherits it.
  public var descriptor: Int32 { directory.descriptor.number }

  /// Writes `bytes` to the file `name` in the folder, and returns its path.
  public func write(_ bytes: [UInt8], to name: String) throws(SystemError) -> String {
    _ = try directory.replace(name, with: bytes)
    return path + "/" + name
  }

  /// The content of the file `name` in the folder.
  public func read(_ name: String, limit: Int) throws(SystemError) -> [UInt8] {
    try directory.readWhole(name, limit: limit).bytes
  }

  deinit { PrivateFolder.remove(directory, at: path, withFolders: true) }

  /// Removes the folders in `base` that killed processes of this user left.
  ///
  /// Only directories with the name, owner and mode of such a folder are removed, and only if no
  /// process uses them. Links in them are removed, never followed; subdirectories are kept.
  public static func removeLeft(in base: String = temporary) {
    guard let parent = try? Directory.open(base), let names = try? parent.names() else { return }
    for name in names where isName(name) {
      guard let folder = try? parent.subdirectory(name),
        let status = try? folder.descriptor.status(), status.permissions == 0o700,
        status.owner == geteuid(), (try? folder.lock()) != nil
      else { continue }
      remove(folder, at: FileSystem.join(FileSystem.normalized(base), name), withFolders: false)
    }
  }

  private static func isName(_ name: String) -> Bool {
    let suffix = name.dropFirst(prefix.count)
    return name.hasPrefix(prefix) && suffix.utf8.count == suffixLength
      && suffix.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// Removes `directory`, and the folders in it that the other program created.
  private static func remove(
    _ directory: borrowing Directory, at path: String, withFolders: Bool
  ) {
    for name in (try? directory.names()) ?? [] {
      if (try? directory.remove(name)) == nil, withFolders,
        let inner = try? directory.subdirectory(name)
      {
        remove(inner, at: path + "/" + name, withFolders: true)
      }
    }
    rmdir(path)
  }
}
