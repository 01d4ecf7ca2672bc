/// A file read completely.
public struct WholeFile: Sendable {
  /// All its bytes.
  public let bytes: [UInt8]
  /// The status of the file when it was opened.
  public let status: FileStatus
}

extension FileSystem {
  /// Reads the regular file at `path`, which the user specified; `path` can be a symbolic link.
  public func readWhole(_ path: String, limit: Int) throws(SystemError) -> WholeFile {
    try readWhole(
      below: FileSystem.workingDirectory, path, followingLinks: true, shownAs: path, limit: limit)
  }

  /// Reads standard input completely, whatever it is.
  public func readStandardInput(limit: Int) throws(SystemError) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(Errno) {
      bytes = try FileDescriptor.readAll(from: 0, in: self, expected: 0, limit: limit)
    } catch { throw SystemError(.read, "standard input", .refused(error)) }
    guard let bytes else { throw SystemError(.read, "standard input", .tooLarge(limit: limit)) }
    return bytes
  }

  /// The modification time of standard input: that of a file, or about the current time for a pipe;
  /// nil if it is unknown.
  package func standardInputModified() -> Instant? {
    do throws(Errno) {
      return try FileSystem.retrying { () throws(Errno) in try status(0) }.modified
    } catch {
      return nil
    }
  }

  /// The kind of file at `path`, following links; nil if it does not exist.
  public func kind(of path: String) throws(SystemError) -> FileKind? {
    do throws(Errno) {
      let file = try FileDescriptor(
        openAt: FileSystem.workingDirectory, path, .read(followingLinks: true), in: self)
      return try file.status().kind
    } catch {
      if error == .noSuchFile { return nil }
      throw SystemError(.open, path, .refused(error))
    }
  }

  func readWhole(
    below directory: Descriptor, _ path: String, followingLinks: Bool, shownAs name: String,
    limit: Int
  ) throws(SystemError) -> WholeFile {
    let status: FileStatus
    let bytes: [UInt8]?
    do throws(Errno) {
      let file = try FileDescriptor(
        openAt: directory, path, .read(followingLinks: followingLinks), in: self)
      status = try file.status()
      // Checked after opening, because the name could have referred to another file before.
      bytes =
        status.kind == .regular && status.size <= limit
        ? try FileDescriptor.readAll(
          from: file.number, in: self, expected: status.size, limit: limit) : nil
    } catch {
      switch error {
      case .tooManyLinks where !followingLinks:
        throw SystemError(.read, name, .notRegular(.symbolicLink))
      case .noDevice: throw SystemError(.read, name, .notRegular(.socket))
      default: throw SystemError(.read, name, .refused(error))
      }
    }
    guard status.kind == .regular else {
      throw SystemError(.read, name, .notRegular(status.kind))
    }
    guard let bytes else { throw SystemError(.read, name, .tooLarge(limit: limit)) }
    return WholeFile(bytes: bytes, status: status)
  }
}

extension FileSystem {
  /// Passes the bytes of the regular file at `path` to `take` in pieces, until it returns false;
  /// other files are rejected.
  package func readPieces(
    _ path: String, followingLinks: Bool, _ take: (UnsafeRawBufferPointer) -> Bool
  ) throws(SystemError) {
    let kind: FileKind
    do throws(Errno) {
      let file = try FileDescriptor(
        openAt: FileSystem.workingDirectory, path, .read(followingLinks: followingLinks), in: self)
      kind = try file.status().kind
      if kind == .regular {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
          let count = try FileDescriptor.read(into: &buffer, from: file.number, in: self)
          let isWanted = buffer.withUnsafeBytes {
            count > 0 && take(UnsafeRawBufferPointer(rebasing: $0[..<count]))
          }
          if !isWanted { return }
        }
      }
    } catch { throw SystemError(.read, path, .refused(error)) }
    throw SystemError(.read, path, .notRegular(kind))
  }
}
