public import Model

/// A signature on the review, as documents tell of it.
public struct ReportSignature: Hashable, Sendable {
  /// As what somebody signed.
  public enum Role: String, CaseIterable, Sendable { case reviewer, approver }

  /// The signer's name, as they gave it.
  public let signer: String
  /// As what they signed.
  public let role: Role
  /// The key's fingerprint, as `ssh-keygen -l` prints it.
  public let fingerprint: String
  /// The time that the signer claims.
  public let claimedAt: Instant
  /// The SHA-256 of the statement that was signed.
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

  /// How the signature of this number is checked with stock OpenSSH: the statement and the signature
  /// lie beside the session, `allowed_signers` lists whom one trusts.
  func command(number: Int) -> String {
    let file = "review.json.sign-off-\(number)"
    return "ssh-keygen -Y verify -f allowed_signers -I \(shellQuoted(signer)) "
      + "-n \(SignedStatement.namespace) -s \(file).sig < \(file)"
  }

  /// Whether it holds, for a person.
  var verdict: String {
    matchesSession ? "matches this review" : "void: the review changed after signing"
  }
}
