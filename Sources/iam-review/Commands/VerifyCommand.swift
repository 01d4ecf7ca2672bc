import Checklist
import CommandSyntax
import Model
import Platform
import TUI
import Workspace

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
    summary: "Verify the signatures of a review, and check that nothing changed after signing.",
    details: """
      The copies of statements and signatures beside a session are compared with it.
      """,
    forms: [
      Form(
        [
          Positional(
            "FILE",
            "A session or its evidence folder, a statement with its .sig beside it, or a document named"
              + " in a statement.", .oneOrMore)
        ], [.optional(allowedSigners)])
    ],
    options: [allowedSigners, revokedKeys, evidenceFolder, .textOrJSON],
    exits: [
      Exit(.success, "everything verified"),
      Exit(.openFindings, "something changed, or was signed by another person"),
      Exit(.unknownSigner, "a valid signature whose key is not in allowed_signers"),
      Exit(.unreadable, "something could not be checked"), .failure,
      Exit(.usageOfVerify, "usage error"),
    ],
    examples: [
      Example(
        "iam-review verify client-prod/ --allowed-signers allowed_signers",
        "Verify a review with a list of trusted signers."),
      Example(
        "iam-review verify client-prod/ report.pdf",
        "Also verify a document whose digest was signed."),
    ]
  ) { arguments in
    let isJSON = try arguments.wantsJSON()
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
      switch try VerifiedFile(path, warnings: .printed) {
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
    case .unknown: .unknownSigner
    case .notChecked: .unreadable
    }
  }

  /// The user's own allowed_signers file.
  private static var ownAllowedSigners: String? {
    ProcessEnvironment.configuration.map { $0 + "/allowed_signers" }
      .flatMap { (try? FileSystem.live.kind(of: $0)) == .regular ? $0 : nil }
  }
}
