public import Model

/// What became of the check of signatures, line by line, for a person and for an exit status.
public struct Verification: Sendable {
  /// How one thing turned out.
  public enum Verdict: Int, Comparable, Sendable {
    case good, notChecked, unknown, wrong

    public static func < (left: Verdict, right: Verdict) -> Bool { left.rawValue < right.rawValue }

    /// The word before the line.
    public var word: String {
      switch self {
      case .good: "good"
      case .notChecked: "not checked"
      case .unknown: "unknown"
      case .wrong: "WRONG"
      }
    }
  }

  /// One thing that was checked.
  public struct Line: Hashable, Sendable {
    public let verdict: Verdict
    public let text: String
  }

  /// All that was checked, in order.
  public private(set) var lines: [Line] = []

  /// Nothing checked yet.
  public init() {}

  /// The gravest of all; not checked where nothing was.
  public var verdict: Verdict { lines.map(\.verdict).max() ?? .notChecked }

  mutating func add(_ verdict: Verdict, _ text: String) {
    lines.append(Line(verdict: verdict, text: text))
  }

  /// Something that could not even be looked at.
  public mutating func miss(_ text: String) { add(.notChecked, text) }

  /// Checks who signed a statement, and tells it.
  public mutating func check(
    _ signOff: SignOff, payload: [UInt8]? = nil, with keygen: SSHKeygen, _ trust: SignerTrust
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
    case .unknown(let why): add(.unknown, "signature of \(who): it holds, but \(why)")
    case .otherSigner(let names):
      add(.wrong, "signature of \(who): the key is that of \(names)")
    case .tampered:
      add(.wrong, "signature of \(who): the statement or the signature was changed")
    case .notChecked(let why): add(.notChecked, "signature of \(who): \(why)")
    }
  }

  /// Checks all signatures of a session, that it is the one signed, and the evidence.
  ///
  /// `digest` tells the digest of a file of the evidence; nil where it is not there.
  public mutating func check(
    _ session: ReviewSession, with keygen: SSHKeygen, _ trust: SignerTrust,
    evidence digest: (String) -> SHA256Digest?
  ) {
    for fault in session.historyFaults { add(.wrong, fault.message) }
    let signatures = session.signatures
    guard !signatures.isEmpty else { return add(.notChecked, "nobody has signed this review") }
    let current = session.signedDigest
    for (index, signOff) in signatures.enumerated() {
      guard let signOff else {
        add(.wrong, "signature \(index + 1) is not one that this version understands")
        continue
      }
      check(signOff, with: keygen, trust)
      checkChain(signOff, after: signatures[..<index].compactMap(\.self))
      let isLaterSigned = signatures[(index + 1)...].contains { $0?.statement.session == current }
      checkSession(session, current, signOff, isLaterSigned)
    }
    if let last = signatures.compactMap(\.self).last(where: { $0.statement.session == current }) {
      checkEvidence(last.statement, digest)
    }
  }

  private mutating func checkChain(_ signOff: SignOff, after earlier: [SignOff]) {
    guard let previous = signOff.statement.previous else { return }
    if let first = earlier.first(where: { $0.signature.digest == previous }) {
      add(.good, "countersigns the signature of \(first.statement.signer)")
    } else {
      add(.wrong, "countersigns a signature that is not here")
    }
  }

  private mutating func checkSession(
    _ session: ReviewSession, _ current: SHA256Digest, _ signOff: SignOff, _ isLaterSigned: Bool
  ) {
    guard signOff.statement.session != current else {
      return add(.good, "the session is the one that was signed")
    }
    // Who changed it and signed again has said so.
    if isLaterSigned { return add(.good, "void since, and signed anew below") }
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

  private mutating func checkEvidence(
    _ statement: SignedStatement, _ digest: (String) -> SHA256Digest?
  ) {
    var same = 0
    for (path, wanted) in statement.evidence.sorted(by: { $0.key.precedesByScalar($1.key) }) {
      switch digest(path) {
      case wanted: same += 1
      case nil: add(.notChecked, "evidence \(path): it is not there")
      default: add(.wrong, "evidence \(path): it is not the file that was signed")
      }
    }
    if same > 0 {
      add(.good, "\(same) of \(statement.evidence.count.counted("evidence file")) as signed")
    }
  }

  /// Checks that a document is one that a signer named.
  public mutating func check(
    document name: String, _ digest: SHA256Digest, in session: ReviewSession
  ) {
    let signers = session.signatures.compactMap(\.self).filter {
      $0.statement.documents.values.contains(digest)
    }
    if signers.isEmpty {
      add(.wrong, "\(name): no signature names a document with these bytes")
    } else {
      add(
        .good,
        "\(name): named by \(signers.map(\.statement.signer).uniqued.joined(separator: ", "))")
    }
  }
}

/// Whom the verifier trusts.
public struct SignerTrust: Sendable {
  /// A file of allowed signers (ssh-keygen(1), ALLOWED SIGNERS); nil where none is known.
  public let allowedSigners: String?
  /// A file of revoked keys; nil for none.
  public let revokedKeys: String?

  /// Trust in what the files list.
  public init(allowedSigners: String?, revokedKeys: String? = nil) {
    self.allowedSigners = allowedSigners
    self.revokedKeys = revokedKeys
  }
}
