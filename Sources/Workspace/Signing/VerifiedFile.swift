public import Checklist
internal import Evidence
internal import Model
public import Platform

/// The kind of a file that is verified.
public enum VerifiedFile {
  case session(ReviewSession, folder: String)
  case statement(SignOff, payload: [UInt8])
  case document(SHA256Digest)

  /// Reads the file at `path`, or the session in the folder `path`.
  public init(_ path: String, warnings: Warnings) throws {
    if try FileSystem.live.kind(of: path) == .directory {
      self = .session(
        try ReviewSession.stored(at: ReviewSession.place(of: path), warnings: warnings),
        folder: path)
      return
    }
    let bytes = try FileSystem.live.readNamed(path)
    if path.hasSuffix("/review.json") || path == "review.json" || Self.isSession(bytes) {
      let (folder, _) = try FileSystem.live.resolvingLinks(path)
      self = .session(try ReviewSession.stored(at: path, warnings: warnings), folder: folder)
    } else if try FileSystem.live.kind(of: path + ".sig") == .regular {
      guard let signature = try SSHSignature.read(beside: path) else {
        throw ReviewError(message: "\(path).sig: expected an SSH signature")
      }
      do throws(SessionError) {
        self = .statement(SignOff(try SignedStatement(bytes), signature), payload: bytes)
      } catch { throw ReviewError(message: error.sentence(file: path)) }
    } else if (try? SignedStatement(bytes)) != nil {
      throw ReviewError(message: "\(path).sig: expected the signature of this statement")
    } else {
      self = .document(SHA256Digest(of: bytes))
    }
  }

  private static func isSession(_ bytes: [UInt8]) -> Bool {
    guard let root = try? JSONDocument(bytes).root else { return false }
    return root["history"] != nil && root["decisions"] != nil && root["settings"] != nil
  }
}

extension VerifiedEvidence {
  /// The evidence in the folder, or the single file that was reviewed.
  public static func below(_ folder: String) -> VerifiedEvidence {
    VerifiedEvidence {
      EvidenceDigest.of($0, below: folder)
    } judged: { session in
      let files = session.evidence?.files.keys.map(\.self) ?? []
      let source = files.count == 1 ? FileSystem.join(folder, files[0]) : folder
      return (try? EvidenceLoader.load(.path(source), asOf: session.evidence?.asOf)).map {
        Checklist.assess($0, settings: session.settings)
      }
    }
  }
}

/// The digest of an evidence file, restricted to the evidence folder.
enum EvidenceDigest {
  /// The digest of the file `path` below `folder`; nil if it does not exist or is outside of the
  /// folder.
  static func of(_ path: String, below folder: String) -> SHA256Digest? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    // A NUL would truncate the name in a system call.
    guard !parts.contains(where: { ["", ".", ".."].contains($0) || $0.utf8.contains(0) }) else {
      return nil
    }
    guard let root = try? Directory.open(folder) else { return nil }
    return digest(parts[...], in: root)
  }

  private static func digest(
    _ parts: ArraySlice<String>, in directory: borrowing Directory
  ) -> SHA256Digest? {
    guard let first = parts.first else { return nil }
    guard parts.count > 1 else {
      return (try? directory.readWhole(first, limit: 1 << 30)).map { SHA256Digest(of: $0.bytes) }
    }
    guard let inner = try? directory.subdirectory(first) else { return nil }
    return digest(parts.dropFirst(), in: inner)
  }
}
