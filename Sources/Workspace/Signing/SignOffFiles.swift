public import Checklist
public import Platform

/// A statement and its signature as files for `ssh-keygen`.
public enum SignOffFiles {
  /// Writes `SESSION.sign-off-N` and `SESSION.sign-off-N.sig`; returns the path of the first.
  static func write(
    _ signOff: SignOff, number: Int, beside session: String
  ) throws(SystemError) -> String {
    let (folder, name) = try FileSystem.live.resolvingLinks(session)
    let directory = try Directory.open(folder)
    let file = "\(name).sign-off-\(number)"
    _ = try directory.replace(file, with: signOff.statement.bytes)
    _ = try directory.replace(file + ".sig", with: Array(signOff.signature.armored.utf8))
    return FileSystem.join(folder, file)
  }

  /// The files beside the session at `path` that are named like its statements and signatures.
  ///
  /// Files of signatures that the session does not contain are included: either these were removed
  /// from the session, or it was replaced with an earlier one. So are files with something else
  /// than a number, such as `sign-off-01`: people verify them too.
  public static func copies(
    of session: ReviewSession, at path: String
  ) throws(SystemError) -> [SignOffCopies] {
    let (folder, name) = try FileSystem.live.resolvingLinks(path)
    let directory = try Directory.open(folder)
    let stem = "\(name).sign-off-"
    var endings = Set(session.signatures.indices.map { "\($0 + 1)" })
    for file in try directory.names() where file.hasPrefix(stem) {
      endings.insert(String(file.dropFirst(stem.count).trimmingSuffix(".sig")))
    }
    var copies: [SignOffCopies] = []
    for ending in endings {
      let file = stem + ending
      copies.append(
        SignOffCopies(
          number: SignOffCopies.number(of: ending), name: file,
          statement: content(of: file, in: directory),
          signature: content(of: file + ".sig", in: directory)))
    }
    return copies.sorted {
      ($0.number ?? Int.max, $0.name) < ($1.number ?? Int.max, $1.name)
    }
  }

  private static func content(
    of name: String, in directory: borrowing Directory
  ) -> SignOffCopies.Content {
    do throws(SystemError) {
      guard try directory.status(of: name) != nil else { return .missing }
      return .bytes(try directory.readWhole(name, limit: 1 << 28).bytes)
    } catch { return .unreadable(error.cause) }
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ suffix: String) -> Substring {
    hasSuffix(suffix) ? dropLast(suffix.count) : self
  }
}
