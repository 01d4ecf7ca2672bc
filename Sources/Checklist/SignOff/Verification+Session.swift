public import Model

/// What is there of the evidence of a review that is verified.
public struct VerifiedEvidence {
  /// The digest of a file, by its path in the evidence folder; nil if there is no such file.
  let digest: (String) -> SHA256Digest?
  /// The evidence that is there, judged as the review was, by its settings and at its moment; nil
  /// if it cannot be read. Without it, only digests are compared.
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
  /// Checks who signed a statement, and tells it.
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
      add(.wrong, "signature of \(who): the key is that of \(names)")
    case .tampered:
      add(.wrong, "signature of \(who): the statement or the signature was changed")
    case .notChecked(let why): add(.notChecked, "signature of \(who): \(why)")
    }
    // A day for clocks that go wrong.
    if statement.at > now.adding(days: 1) { add(.wrong, "its claimed time is in the future") }
  }

  /// Checks all signatures of the session that the person named as `name`, that it is the one
  /// signed, and the evidence.
  public mutating func check(
    _ session: ReviewSession, named name: String = "review.json", with keygen: SSHKeygen,
    _ trust: SignerTrust, at now: Instant, _ evidence: VerifiedEvidence
  ) {
    for fault in session.historyFaults { add(.wrong, fault.message) }
    checkWhole(session)
    let signatures = session.signatures
    if signatures.isEmpty { add(.notChecked, "nobody has signed this review") }
    let current = session.signedDigest
    let lastCurrent = signatures.lastIndex { $0?.statement.session == current }
    var earlier = EarlierSignOffs()
    for (index, signOff) in signatures.enumerated() {
      guard let signOff else {
        add(.wrong, "signature \(index + 1) is not one that this version understands")
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
    let standing = signatures.compactMap(\.self).filter { $0.statement.session == current }
    for signOff in standing { checkWords(of: signOff.statement, session) }
    checkEvidence(named: name, standing.map(\.statement), session, evidence)
  }

  /// What is refused when somebody signs is no review that is signed.
  private mutating func checkWhole(_ session: ReviewSession) {
    if session.isReadOnly {
      add(.notChecked, "a newer version wrote the session (schema \(session.schemaVersion))")
    }
    if let scope = session.scope { add(.wrong, "it is a part of a review: \(scope.title)") }
  }

  /// Checks that each document is one that a signer of one of the sessions named, as the session is.
  public mutating func check(
    documents: [(name: String, digest: SHA256Digest)], in sessions: [ReviewSession]
  ) {
    guard !documents.isEmpty else { return }
    var (standing, void): ([SignedStatement], [SignedStatement]) = ([], [])
    for session in sessions {
      let statements = session.signatures.compactMap { $0?.statement }
      let current = session.signedDigest
      standing += statements.filter { $0.session == current }
      void += statements.filter { $0.session != current }
    }
    for (name, digest) in documents {
      if let signers = Verification.signers(of: digest, in: standing) {
        add(.good, "\(name): named by \(signers)")
      } else if let signers = Verification.signers(of: digest, in: void) {
        add(.wrong, "\(name): named by \(signers), on a state of the review that was changed since")
      } else {
        add(.wrong, "\(name): no signature names a document with these bytes")
      }
    }
  }

  /// Who names a document; nil if nobody does.
  private static func signers(
    of document: SHA256Digest, in statements: [SignedStatement]
  ) -> String? {
    let signers = statements.filter { $0.documents.values.contains(document) }.map(\.signer)
    return signers.isEmpty ? nil : signers.uniqued.joined(separator: ", ")
  }

  private mutating func checkChain(_ signOff: SignOff, after earlier: EarlierSignOffs) {
    if let fault = earlier.fault(of: signOff) { return add(.wrong, fault) }
    guard let before = earlier.countersigned(by: signOff) else { return }
    add(.good, "countersigns the signature of \(before.statement.signer)")
  }

  private mutating func checkSession(
    _ session: ReviewSession, _ current: SHA256Digest, _ signOff: SignOff, _ isLaterSigned: Bool
  ) {
    guard signOff.statement.session != current else {
      return add(.good, "the session is the one that was signed")
    }
    // Who changed it and signed again has said so.
    if isLaterSigned { return add(.good, "void; replaced by a later signature") }
    guard let changes = session.changes(since: signOff), !changes.isEmpty else {
      return add(.wrong, "the session is not the one that was signed, though its history is")
    }
    add(.wrong, "void: \(changes.count.counted("change")) since it was signed")
    for entry in changes.prefix(Verification.most) { add(.wrong, "changed: \(entry.sentence)") }
    if changes.count > Verification.most {
      add(.wrong, "and \(changes.count - Verification.most) more; iam-review log lists all")
    }
  }

  private static let most = 10
}
