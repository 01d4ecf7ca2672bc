import Checklist
import Model
import Platform
import TUI

extension Command {
  private static let allowedSigners = Option(
    "--allowed-signers", value: "FILE",
    "Trusted signers, as printed by iam-review allowed-signers (ssh-keygen(1), ALLOWED SIGNERS)"
      + " (default: allowed_signers in ~/.config/iam-review).")
  private static let revokedKeys = Option(
    "--revoked-keys", value: "FILE",
    "Revoked keys (ssh-keygen(1), KEY REVOCATION LISTS).")
  private static let evidenceFolder = Option(
    "--evidence", value: "DIR", "The evidence folder (default: the session's folder).")

  /// `verify`: verifies the signatures.
  static let verify = Command(
    name: "verify",
    usage: "iam-review verify FILE... [--allowed-signers FILE]",
    summary: "Verify the signatures of a review, and check that nothing changed after signing.",
    details: """
      FILE is a session or its evidence folder, a statement with its .sig beside it, or a document
      named in a statement. The copies of statements and signatures beside a session are compared
      with it.
      """,
    options: [allowedSigners, revokedKeys, evidenceFolder, .textOrJSON],
    exitStatuses: [
      "exit status: 0 everything verified; 1 something changed or signed by another person; 2 a valid",
      "  signature whose key is not in allowed_signers, or a usage error; 3 something could not be",
      "  checked; 4 cannot write or run",
    ]
  ) { arguments in
    let isJSON = try arguments.wantsJSON()
    guard !arguments.positional.isEmpty else {
      throw UsageError.conflict("verify: expected a session, a statement or an evidence folder")
    }
    for path in [arguments[allowedSigners], arguments[revokedKeys]].compactMap(\.self) {
      guard try FileSystem.live.kind(of: path) == .regular else {
        throw ReviewError(message: "\(path): no such file")
      }
    }
    let trust = SignerTrust(
      allowedSigners: arguments[allowedSigners] ?? ownAllowedSigners,
      revokedKeys: arguments[revokedKeys])
    let now = ProcessEnvironment.now
    var documents: [(name: String, digest: SHA256Digest)] = []
    var sessions: [ReviewSession] = []
    var verification = Verification()
    for path in arguments.positional {
      switch try VerifiedFile(path) {
      case .session(let session, let folder):
        sessions.append(session)
        let place = ReviewSession.place(of: path)
        verification.check(
          session, named: place, with: .live, trust, at: now,
          .below(arguments[evidenceFolder] ?? folder))
        verification.check(try SignOffFiles.copies(of: session, at: place), of: session)
      case .statement(let signOff, let payload):
        verification.check(signOff, payload: payload, with: .live, trust, at: now)
        verification.checkEvidence(
          of: signOff.statement, named: path,
          .below(arguments[evidenceFolder] ?? FileSystem.split(path).directory))
      case .document(let digest): documents.append((path, digest))
      }
    }
    if sessions.isEmpty {
      for (name, _) in documents {
        verification.miss("\(name) is a document: also give the session whose signature covers it")
      }
    } else {
      verification.check(documents: documents, in: sessions)
    }
    let result = isJSON ? verification.json.prettyText + "\n" : verification.text
    guard Messages.printResult(result) else { return .failure }
    return switch verification.verdict {
    case .good, .note: .success
    case .wrong: .openFindings
    case .unknown: .usage
    case .notChecked: .unreadable
    }
  }

  /// The user's own allowed_signers file.
  private static var ownAllowedSigners: String? {
    ProcessEnvironment.configuration.map { $0 + "/allowed_signers" }
      .flatMap { (try? FileSystem.live.kind(of: $0)) == .regular ? $0 : nil }
  }
}
