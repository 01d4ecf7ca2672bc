internal import Model
internal import Platform

/// A signature on the review, with the statement that was signed.
public struct SignOff: Hashable, Sendable {
  /// The signed statement.
  public let statement: SignedStatement
  /// The signature.
  public let signature: SSHSignature

  /// A statement and its signature.
  public init(_ statement: SignedStatement, _ signature: SSHSignature) {
    self.statement = statement
    self.signature = signature
  }

  /// The signer, with name and key.
  var person: Reviewer {
    Reviewer(name: statement.signer, host: "", key: signature.fingerprint)
  }

  var json: JSONValue {
    .record([("statement", statement.json), ("signature", .string(signature.armored))])
  }

  /// Reads a signature in a session; nil if this version cannot read it.
  init?(_ json: JSONValue) {
    guard let inner = json["statement"], let statement = try? SignedStatement(inner),
      let signature = json["signature"]?.string.flatMap(SSHSignature.init)
    else { return nil }
    self.init(statement, signature)
  }

  /// The signature as text: `ann as reviewer, 2026-11-24T09:00:00Z, SHA256:…`.
  public var text: String {
    "\(statement.signer) as \(statement.role.rawValue), \(statement.at.description), "
      + signature.fingerprint
  }
}

extension ReviewSession {
  /// Adds a signature. It does not change the review, and is not part of the history.
  public mutating func add(_ signOff: SignOff) {
    signOffs.append(signOff.json)
    revision += 1
  }

  /// The signatures, the oldest first; nil for an entry that cannot be read.
  public var signatures: [SignOff?] { signOffs.map { SignOff($0) } }

  /// Whether nothing changed since `signOff`: the history ends with the same entry, on the same
  /// evidence.
  ///
  /// This is a fast check for the screen; `verify` compares every byte.
  public func isCurrent(_ signOff: SignOff) -> Bool {
    differences(from: signOff.statement).isEmpty
  }

  /// The parts of the session that differ from `statement`.
  func differences(from statement: SignedStatement) -> [String] {
    let isSame = [
      ("evidence date", statement.asOf == evidence?.asOf),
      ("evidence", statement.evidence == (evidence?.files.mapValues(\.digest) ?? [:])),
      (
        "history",
        statement.history.entries == history.count && statement.history.last == history.last?.hash
      ),
    ]
    return isSame.filter { !$0.1 }.map(\.0)
  }

  /// The signatures that are valid according to the fast check.
  public var currentSignatures: [SignOff] {
    signatures.compactMap(\.self).filter(isCurrent)
  }

  /// The changes since `signOff`, the oldest first; nil if the signed history is not a part of this
  /// one.
  public func changes(since signOff: SignOff) -> ArraySlice<HistoryEntry>? {
    guard let last = signOff.statement.history.last else { return history[...] }
    guard let place = history.firstIndex(where: { $0.hash == last }) else { return nil }
    return history[(place + 1)...]
  }
}
