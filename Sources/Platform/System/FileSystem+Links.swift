extension FileSystem {
  /// Returns the directory and the name of the file at `path`, after following symbolic links at
  /// the end of the path.
  ///
  /// A file behind a link is replaced in place, and the link remains a link. A path that is not a
  /// link does not have to exist. A link to a missing file is an error, because its creator
  /// would choose where the new file is created. `cp` rejects such a link as well.
  public func resolvingLinks(
    _ path: String
  ) throws(SystemError) -> (directory: String, name: String) {
    var (directory, name) = FileSystem.split(path)
    for followed in 0..<40 {
      let target: String
      do throws(Errno) {
        let link = FileSystem.join(directory, name)
        target = try FileSystem.retrying { () throws(Errno) in
          try readLinkAt(FileSystem.workingDirectory, link)
        }
      } catch {
        switch error {
        case .invalidArgument: return (directory, name)
        case .noSuchFile:
          guard followed > 0 else { return (directory, name) }
          throw SystemError(.open, path, .danglingLink(to: FileSystem.join(directory, name)))
        default: throw SystemError(.open, path, .refused(error))
        }
      }
      let (inner, last) = FileSystem.split(target)
      if target.hasPrefix("/") {
        directory = inner
      } else if inner != "." {
        directory = FileSystem.join(directory, inner)
      }
      name = last
    }
    throw SystemError(.open, path, .refused(.tooManyLinks))
  }

  /// Splits a path before its last part: `a/b` into `a` and `b`, `b` into `.` and `b`.
  public static func split(_ path: String) -> (directory: String, name: String) {
    var parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard let name = parts.popLast() else { return (path.isEmpty ? "." : "/", ".") }
    let directory = parts.joined(separator: "/")
    if path.hasPrefix("/") { return ("/" + directory, String(name)) }
    return (directory.isEmpty ? "." : directory, String(name))
  }

  /// `path` with single slashes and without a slash at the end: `a//b/` becomes `a/b`, `//` becomes
  /// `/`.
  public static func normalized(_ path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).joined(separator: "/")
    return path.hasPrefix("/") ? "/" + parts : parts
  }

  /// `name` in `directory`.
  public static func join(_ directory: String, _ name: String) -> String {
    directory == "." ? name : directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
  }
}
