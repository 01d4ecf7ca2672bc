internal import Model

/// A signature on the review, with the statement that was signed.
public struct SignOff: Hashable, Sendable {
  /// What was signed.
  public let statement: SignedStatement
  /// The signature.
  public let signature: SSHSignature

  /// A statement and its signature.
  public init(_ statement: SignedStatement, _ signature: SSHSignature) {
    self.statement = statement
    self.signature = signature
  }

  /// Whoever signed, by name and key.
  var person: Reviewer {
    Reviewer(name: statement.signer, host: "", key: signature.fingerprint)
  }

  var json: JSONValue {
    .record([("statement", statement.json), ("signature", .string(signature.armored))])
  }

  /// Reads what a session holds; nil if it is no signature that this version understands.
  init?(_ json: JSONValue) {
    guard let inner = json["statement"], let statement = try? SignedStatement(inner),
      let signature = json["signature"]?.string.flatMap(SSHSignature.init)
    else { return nil }
    self.init(statement, signature)
  }

  /// The words for it: `ann as reviewer, 2026-11-24T09:00:00Z, SHA256:…`.
  public var words: String {
    "\(statement.signer) as \(statement.role.rawValue), \(statement.at.description), "
      + signature.fingerprint
  }
}

extension ReviewSession {
  /// The signatures, oldest first; nil if an entry is not understood.
  public var signatures: [SignOff?] { signOffs.map { SignOff($0) } }

  /// Whether nothing changed since `signOff`: the history ends where it ended, on the same evidence.
  ///
  /// It is a quick look for a screen; that not a byte differs is for `verify`.
  public func isCurrent(_ signOff: SignOff) -> Bool {
    differences(from: signOff.statement).isEmpty
  }

  /// What of the session is another than `statement` says.
  func differences(from statement: SignedStatement) -> [String] {
    let isSame = [
      ("moment of the evidence", statement.asOf == evidence?.asOf),
      ("evidence", statement.evidence == (evidence?.files.mapValues(\.digest) ?? [:])),
      (
        "history",
        statement.history.entries == history.count && statement.history.last == history.last?.hash
      ),
    ]
    return isSame.filter { !$0.1 }.map(\.0)
  }

  /// Those signatures that hold as far as a quick look tells.
  public var currentSignatures: [SignOff] {
    signatures.compactMap(\.self).filter(isCurrent)
  }

  /// The changes made since `signOff`, oldest first; nil if the history is not that of then.
  public func changes(since signOff: SignOff) -> ArraySlice<HistoryEntry>? {
    guard let last = signOff.statement.history.last else { return history[...] }
    guard let place = history.firstIndex(where: { $0.hash == last }) else { return nil }
    return history[(place + 1)...]
  }
}

extension ReviewReport {
  /// The signatures of the session, whose `signedDigest` is `current`, as documents tell of them.
  static func signatures(
    of session: ReviewSession, signedAs current: SHA256Digest
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
