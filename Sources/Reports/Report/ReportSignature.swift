public import Checklist
public import Platform

/// A signature of the review, for documents.
public struct ReportSignature: Hashable, Sendable {
  /// The role of the signer.
  public typealias Role = SignedStatement.Role

  /// The name of the signer, as stated.
  public let signer: String
  /// The role of the signer.
  public let role: Role
  /// The fingerprint of the key, as `ssh-keygen -l` prints it.
  public let fingerprint: String
  /// The time that the signer claims.
  public let claimedAt: Instant
  /// The SHA-256 of the signed statement.
  public let statement: SHA256Digest
  /// Whether the session is still the one that was signed.
  public let matchesSession: Bool

  /// A signature with all its parts.
  public init(
    signer: String, role: Role, fingerprint: String, claimedAt: Instant, statement: SHA256Digest,
    matchesSession: Bool
  ) {
    self.signer = signer
    self.role = role
    self.fingerprint = fingerprint
    self.claimedAt = claimedAt
    self.statement = statement
    self.matchesSession = matchesSession
  }

  /// The OpenSSH command that verifies the signature with this number. Statement and signature are
  /// beside the session; `allowed_signers` lists the trusted signers.
  func command(number: Int) -> String {
    let file = "review.json.sign-off-\(number)"
    return "ssh-keygen -Y verify -f allowed_signers -I \(shellQuoted(signer)) "
      + "-n \(SignedStatement.namespace) -s \(file).sig < \(file)"
  }

  /// The result of the verification, as text.
  var verdict: String {
    matchesSession ? "matches this review" : "void: the review changed after signing"
  }
}

extension ReviewReport {
  /// The signatures of the session for documents; `current` is its `signedDigest(asStored:)`.
  static func signatures(
    of session: ReviewSession, signedAs current: SHA256Digest?
  ) -> [ReportSignature] {
    session.signatures.compactMap(\.self).map { signOff in
      ReportSignature(
        signer: signOff.statement.signer, role: signOff.statement.role,
        fingerprint: signOff.signature.fingerprint, claimedAt: signOff.statement.at,
        statement: signOff.statement.digest,
        matchesSession: signOff.statement.session == current && session.isCurrent(signOff))
    }
  }
}
