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
  private static let verifyFormat = Option(
    "--format", value: "NAME", "text or json; text unless given.")

  /// `verify`: who signed what.
  static let verify = Command(
    name: "verify",
    usage: "iam-review verify FILE... [--allowed-signers FILE]",
    summary: "Check who signed a review, and that nothing changed since.",
    details: """
      FILE is a session or its evidence folder, a statement with its .sig beside it, or a document
      that a signer named. The copies of statements and signatures beside a session are compared
      with it. Exit status: 0 all good; 1 something was changed or is by somebody else;
      2 a signature holds, but nobody vouches for its key; 3 something could not be checked.
      """,
    options: [allowedSigners, revokedKeys, evidenceFolder, verifyFormat]
  ) { arguments in
    let isJSON =
      try arguments.value(verifyFormat, expected: "text or json") {
        ["text": false, "json": true][$0]
      } ?? false
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
        verification.miss("\(name): name the session that was signed, too")
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

  /// The person's own list of whom they trust.
  private static var ownAllowedSigners: String? {
    Surroundings.configuration.map { $0 + "/allowed_signers" }
      .flatMap { (try? FileSystem.live.kind(of: $0)) == .regular ? $0 : nil }
  }
}
