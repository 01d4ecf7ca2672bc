import Checklist
import Model

extension Command {
  private static let allowedSigners = Option(
    "--allowed-signers", value: "FILE",
    "Whom to trust: lines as iam-review allowed-signers prints them (ssh-keygen(1), ALLOWED SIGNERS);"
      + " allowed_signers in ~/.config/iam-review unless given.")
  private static let revokedKeys = Option(
    "--revoked-keys", value: "FILE",
    "Keys that count no more (ssh-keygen(1), KEY REVOCATION LISTS).")
  private static let evidenceFolder = Option(
    "--evidence", value: "DIR", "Where the evidence is; the session's own folder unless given.")
  private static let name = Option(
    "--reviewer", value: "NAME", "Whose key it is; the login name unless given.")

  /// `verify`: who signed what.
  static let verify = Command(
    name: "verify",
    usage: "iam-review verify FILE... [--allowed-signers FILE]",
    summary: "Check who signed a review, and that nothing changed since.",
    details: """
      FILE is a session or its evidence folder, a statement with its .sig beside it, or a document
      that a signer named. Exit status: 0 all good; 1 something was changed or is by somebody else;
      2 a signature holds, but nobody vouches for its key; 3 something could not be checked.
      """,
    options: [allowedSigners, revokedKeys, evidenceFolder]
  ) { arguments in
    guard !arguments.positional.isEmpty else {
      throw UsageError.conflict("verify: expected a session, a statement or an evidence folder")
    }
    for path in [arguments[allowedSigners], arguments[revokedKeys]].compactMap(\.self) {
      guard try FileSystem.live.kind(of: path) == .regular else {
        throw ReviewError(message: "\(path): expected a file that is there")
      }
    }
    let trust = SignerTrust(
      allowedSigners: arguments[allowedSigners] ?? ownAllowedSigners,
      revokedKeys: arguments[revokedKeys])
    let now = Surroundings.now
    var documents: [(String, SHA256Digest)] = []
    var sessions: [ReviewSession] = []
    var verification = Verification()
    for path in arguments.positional {
      switch try VerifiedFile(path) {
      case .session(let session, let folder):
        sessions.append(session)
        verification.check(
          session, with: .live, trust, at: now,
          .below(arguments[evidenceFolder] ?? folder))
      case .statement(let signOff, let payload):
        verification.check(signOff, payload: payload, with: .live, trust, at: now)
      case .document(let digest): documents.append((path, digest))
      }
    }
    for (name, digest) in documents {
      if sessions.isEmpty {
        verification.miss("\(name): name the session that was signed, too")
      } else {
        verification.check(document: name, digest, in: sessions)
      }
    }
    var results = ""
    for line in verification.lines {
      results += VisibleText.line(line.verdict.word.padded(to: 12) + line.text) + "\n"
    }
    guard Messages.printResult(results) else { return .failure }
    return switch verification.verdict {
    case .good: .success
    case .wrong: .openFindings
    case .unknown: .usage
    case .notChecked: .unreadable
    }
  }

  /// The person's own list of whom they trust.
  private static var ownAllowedSigners: String? {
    Surroundings.configuration.map { $0 + "/allowed_signers" }
      .flatMap { (try? FileSystem.live.kind(of: $0)) == .regular ? $0 : nil }
  }

  /// `allowed-signers`: the line that others put into their file.
  static let allowedSignersLine = Command(
    name: "allowed-signers",
    usage: "iam-review allowed-signers KEY.pub [--reviewer NAME]",
    summary: "Print the line by which others know your signature.",
    details: "They put it into a file and name that with verify --allowed-signers.",
    options: [name]
  ) { arguments in
    try arguments.atMost(1)
    guard let path = arguments.positional.first else {
      throw UsageError.conflict(
        "allowed-signers: expected a public key, such as ~/.ssh/id_ed25519.pub")
    }
    let bytes = try FileSystem.live.readWhole(path, limit: 1 << 16).bytes
    guard let key = SSHKey(String(decoding: bytes, as: UTF8.self)) else {
      throw ReviewError(message: "\(path): expected a public key of OpenSSH")
    }
    let person = try Surroundings.reviewer(named: arguments[name]).name
    guard let signer = SignerName(person) else {
      throw UsageError.wrongValue(
        option: "--reviewer", value: person, expected: SignerName.expectation)
    }
    return Messages.printResult(
      "\(signer.listed) namespaces=\"\(SignedStatement.namespace)\" \(key.type) \(key.base64)\n")
      ? .success : .failure
  }
}

/// What a file that is to be verified is.
private enum VerifiedFile {
  case session(ReviewSession, folder: String)
  case statement(SignOff, payload: [UInt8])
  case document(SHA256Digest)

  init(_ path: String) throws {
    if try FileSystem.live.kind(of: path) == .directory {
      self = .session(
        try ReviewSession.stored(at: ReviewSession.place(of: path)), folder: path)
      return
    }
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try FileSystem.live.readWhole(path, limit: 1 << 30).bytes
    } catch { throw ReviewError(message: error.message) }
    if path.hasSuffix("/review.json") || path == "review.json" || Self.isSession(bytes) {
      let (folder, _) = try FileSystem.live.resolvingLinks(path)
      self = .session(try ReviewSession.stored(at: path), folder: folder)
    } else if try FileSystem.live.kind(of: path + ".sig") == .regular {
      let text = try FileSystem.live.readWhole(path + ".sig", limit: 1 << 20).bytes
      guard let signature = SSHSignature(String(decoding: text, as: UTF8.self)) else {
        throw ReviewError(message: "\(path).sig: expected an SSH signature")
      }
      do throws(SessionError) {
        self = .statement(SignOff(try SignedStatement(bytes), signature), payload: bytes)
      } catch { throw ReviewError(message: error.sentence(file: path)) }
    } else if (try? SignedStatement(bytes)) != nil {
      throw ReviewError(message: "\(path).sig: expected the signature of this statement there")
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
  /// The evidence in the folder, or of it the one file that was reviewed by itself.
  fileprivate static func below(_ folder: String) -> VerifiedEvidence {
    VerifiedEvidence {
      EvidenceDigest.of($0, below: folder)
    } judged: { session in
      let files = session.evidence?.files.keys.map(\.self) ?? []
      let source = files.count == 1 ? folder + "/" + files[0] : folder
      return (try? EvidenceLoader.load(.path(source), asOf: session.evidence?.asOf)).map {
        Checklist.assess($0, settings: session.settings)
      }
    }
  }
}

/// The digest of a file of the evidence, wherever its path would lead.
enum EvidenceDigest {
  /// The digest of the file `path` below `folder`; nil where it is not there or leads outside.
  static func of(_ path: String, below folder: String) -> SHA256Digest? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    // A NUL would end the name on its way to the system.
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
