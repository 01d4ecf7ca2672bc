internal import Model
public import Platform

/// The evidence of a review that is verified.
public struct VerifiedEvidence {
  /// The digest of a file, by its path in the evidence folder; nil if there is no such file.
  let digest: (String) -> SHA256Digest?
  /// Evaluates the evidence with the settings and the evidence date of the session; nil if the
  /// evidence cannot be read. Without this function, only digests are compared.
  let judged: ((ReviewSession) -> Assessment?)?

  /// Evidence whose files have the digests that `digest` returns.
  public init(
    digest: @escaping (String) -> SHA256Digest?, judged: ((ReviewSession) -> Assessment?)? = nil
  ) {
    self.digest = digest
    self.judged = judged
  }
}

extension Verification {
  /// Checks the signature of a statement, and adds a line with the signer.
  public mutating func check(
    _ signOff: SignOff, payload: [UInt8]? = nil, with keygen: SSHKeygen, _ trust: SignerTrust,
    at now: Instant
  ) {
    let statement = signOff.statement
    let who =
      "\(statement.signer), \(statement.role.rawValue), \(signOff.signature.keyType) "
      + "\(signOff.signature.fingerprint), claims \(statement.at.description)"
    let verdict = keygen.verify(
      signOff.signature, of: payload ?? statement.bytes, by: statement.signer, at: statement.at,
      allowedSigners: trust.allowedSigners, revokedKeys: trust.revokedKeys)
    switch verdict {
    case .good: add(.good, "signature of \(who)")
    case .unknown(let why): add(.unknown, "signature of \(who): valid, but \(why)")
    case .otherSigner(let names):
      add(.wrong, "signature of \(who): the key belongs to \(names)")
    case .tampered:
      add(.wrong, "signature of \(who): it does not match the statement; one of them was changed")
    case .notChecked(let why): add(.notChecked, "signature of \(who): \(why)")
    }
    // One day of tolerance for clocks that are wrong.
    if statement.at > now.adding(days: 1) { add(.wrong, "the claimed time is in the future") }
  }

  /// Checks the session that was given as `name`: its history, its signatures, whether it changed
  /// after signing, and the evidence.
  public mutating func check(
    _ session: ReviewSession, named name: String = "review.json", with keygen: SSHKeygen,
    _ trust: SignerTrust, at now: Instant, _ evidence: VerifiedEvidence
  ) {
    for error in session.historyErrors { add(.wrong, error.message) }
    checkWhole(session)
    let signatures = session.signatures
    if signatures.isEmpty { add(.notChecked, "this review is not signed") }
    let current = session.signedDigest
    let lastCurrent = signatures.lastIndex { $0?.statement.session == current }
    var earlier = EarlierSignOffs()
    for (index, signOff) in signatures.enumerated() {
      guard let signOff else {
        add(.wrong, "signature \(index + 1) cannot be read by this version")
        continue
      }
      guard !earlier.contains(signOff) else {
        add(.wrong, "signature \(index + 1) repeats an earlier signature")
        continue
      }
      check(signOff, with: keygen, trust, at: now)
      checkChain(signOff, after: earlier)
      checkSession(session, current, signOff, lastCurrent.map { $0 > index } ?? false)
      earlier.add(signOff)
    }
    let valid = signatures.compactMap(\.self).filter { $0.statement.session == current }
    for signOff in valid { checkWords(of: signOff.statement, session) }
    checkEvidence(named: name, valid.map(\.statement), session, evidence)
  }

  /// Reports sessions that would not be signed: parts of a review, and sessions of newer versions.
  private mutating func checkWhole(_ session: ReviewSession) {
    if session.isReadOnly {
      add(
        .notChecked, ReviewSession.newerVersion)
    }
    if let scope = session.scope {
      add(.wrong, "the session is only part of a review: \(scope.title)")
    }
  }

  /// Checks that each document is named in a valid signature of one of the sessions.
  public mutating func check(
    documents: [(name: String, digest: SHA256Digest)], in sessions: [ReviewSession]
  ) {
    guard !documents.isEmpty else { return }
    var (valid, outdated): ([SignedStatement], [SignedStatement]) = ([], [])
    for session in sessions {
      let statements = session.signatures.compactMap { $0?.statement }
      let current = session.signedDigest
      valid += statements.filter { $0.session == current }
      outdated += statements.filter { $0.session != current }
    }
    for (name, digest) in documents {
      if let signers = Verification.signers(of: digest, in: valid) {
        add(.good, "\(name): its digest is in the statement of \(signers)")
      } else if let signers = Verification.signers(of: digest, in: outdated) {
        add(
          .wrong,
          "\(name): its digest is in the statement of \(signers), but the review changed after signing"
        )
      } else {
        add(.wrong, "\(name): no statement contains its digest")
      }
    }
  }

  /// The signers who name a document; nil if there are none.
  private static func signers(
    of document: SHA256Digest, in statements: [SignedStatement]
  ) -> String? {
    let signers = statements.filter { $0.documents.values.contains(document) }.map(\.signer)
    return signers.isEmpty ? nil : signers.uniqued.joined(separator: ", ")
  }

  private mutating func checkChain(_ signOff: SignOff, after earlier: EarlierSignOffs) {
    if let error = earlier.error(of: signOff) { return add(.wrong, error) }
    guard let before = earlier.countersigned(by: signOff) else { return }
    add(.good, "countersigns the signature of \(before.statement.signer)")
  }

  private mutating func checkSession(
    _ session: ReviewSession, _ current: SHA256Digest, _ signOff: SignOff, _ isLaterSigned: Bool
  ) {
    guard signOff.statement.session != current else {
      return add(.good, "the session is unchanged since it was signed")
    }
    // The later signature covers the changes.
    if isLaterSigned { return add(.good, "replaced by a later signature") }
    guard let changes = session.changes(since: signOff), !changes.isEmpty else {
      return add(.wrong, "the session differs from the signed one, but its history does not")
    }
    add(.wrong, "void: \(changes.changeCount.counted("change")) since it was signed")
    for entry in changes.prefix(Verification.maximum) { add(.wrong, "changed: \(entry.sentence)") }
    if changes.count > Verification.maximum {
      add(.wrong, "and \(changes.count - Verification.maximum) more; iam-review log lists all")
    }
  }

  private static let maximum = 10
}
