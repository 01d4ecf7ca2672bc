internal import Model
public import Platform

/// The signed statement: review, evidence, results, signer, role and time.
///
/// Its bytes are canonical JSON (sorted members, no spaces, one line break at the end), so that a
/// statement always has the exact bytes that were signed.
public struct SignedStatement: Hashable, Sendable {
  /// The role of the signer.
  public enum Role: String, CaseIterable, Sendable { case reviewer, approver }

  /// The name of the signer, as stated.
  public let signer: String
  /// The role of the signer.
  public let role: Role
  /// The claimed time; a signature contains no time.
  public let at: Instant
  /// The twelve-digit account id; nil if no evidence contains it.
  public let account: String?
  /// The date of the evidence.
  public let asOf: Instant?
  /// The digest of each evidence file, by path in the evidence folder.
  public let evidence: [String: SHA256Digest]
  /// The digest of the session, without its signatures.
  public let session: SHA256Digest
  /// The number of history entries, and the digest of the last.
  public let history: (entries: Int, last: SHA256Digest?)
  /// The digests of given documents, by name.
  public let documents: [String: SHA256Digest]
  /// The digest of the signature that this one countersigns.
  public let previous: SHA256Digest?
  /// The statement as it is signed, including all other members.
  public let json: JSONValue

  /// The namespace of signatures, for `ssh-keygen -n`.
  public static let namespace = "iam-review"
  static let schemaVersion = 1

  /// The bytes that are signed.
  public var bytes: [UInt8] { Array((json.canonicalText + "\n").utf8) }
  /// Their digest.
  public var digest: SHA256Digest { SHA256Digest(of: bytes) }

  /// The statement of `signer` on the current state of the review of `assessment` in `session`.
  public init(
    of session: ReviewSession, on assessment: Assessment, by signer: String, as role: Role,
    documents: [String: SHA256Digest], countersigning previous: SHA256Digest?, at now: Instant
  ) throws(SessionError) {
    let evidence = session.evidence?.files ?? [:]
    let parts: [(String, JSONValue?)] = [
      ("schemaVersion", .integer(SignedStatement.schemaVersion)),
      ("namespace", .string(SignedStatement.namespace)),
      ("tool", .string(SignedStatement.tool)),
      ("checklist", .string(Checklist.version)),
      ("catalogue", .string(assessment.catalogueVersion)),
      ("account", session.accountID.map(JSONValue.string)),
      ("asOf", session.evidence.map { .string($0.asOf.description) }),
      ("evidence", .record(evidence.map { ($0.key, .string($0.value.digest.description)) })),
      ("session", .string(session.signedDigest.description)),
      (
        "history",
        .record([
          ("entries", .integer(session.history.count)),
          ("last", session.history.last.map { .string($0.hash.description) }),
        ])
      ),
      ("documents", .record(documents.map { ($0.key, .string($0.value.description)) })),
      ("previous", previous.map { .string($0.description) }),
      ("signer", .string(signer)), ("role", .string(role.rawValue)),
      ("signedAt", .string(now.description)),
    ]
    let counts = SignedStatement.counts(assessment, Readiness(assessment, session, at: now))
    try self.init(.record(parts + counts.map { ($0.name, $0.value) }))
  }

  /// The program that writes statements.
  static let tool = "\(Product.name) \(Product.version)"

  /// The signed counts of the results.
  static func counts(_ assessment: Assessment, _ readiness: Readiness) -> [JSONMember] {
    let outcomes = Dictionary(grouping: assessment.items, by: \.outcome.rawValue)
    return [
      JSONMember("items", .record(outcomes.map { ($0.key, .integer($0.value.count)) })),
      JSONMember("findings", .integer(assessment.findings.count)),
      JSONMember(
        "decisions",
        .record(readiness.decisions.map { ($0.key.rawValue, .integer($0.value)) })),
    ]
  }

  /// Reads a statement.
  public init(_ bytes: [UInt8]) throws(SessionError) {
    let document: JSONDocument
    do throws(JSONError) { document = try JSONDocument(bytes) } catch {
      throw SessionError(position: error.position, message: error.message)
    }
    try self.init(document.root)
  }

  init(_ json: JSONValue) throws(SessionError) {
    try self.init(Array(json.canonicalText.utf8))
  }

  private init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    guard try reader.integer("schemaVersion", from: 1) == SignedStatement.schemaVersion else {
      throw node.expected("a statement of schema version \(SignedStatement.schemaVersion)")
    }
    guard try reader.text("namespace") == SignedStatement.namespace else {
      throw node.expected("a statement of the namespace \(SignedStatement.namespace)")
    }
    signer = try reader.text("signer")
    // The name is passed to another program, where a NUL would end it.
    guard signer.utf8.count <= SignerName.longest,
      signer.unicodeScalars.allSatisfy(VisibleText.isVisible)
    else { throw node.expected("a short \"signer\" without control characters") }
    role = try reader.choice("role")
    at = try reader.instant("signedAt")
    account = try reader.optionalText("account")
    asOf = try reader.optionalInstant("asOf")
    evidence = try reader.digests("evidence")
    session = try reader.digest("session")
    var history = try RecordReader(try reader.required("history"))
    self.history = (
      try history.integer("entries", from: 0), try history.optionalDigest("last")
    )
    documents = try reader.digests("documents")
    previous = try reader.optionalDigest("previous")
    json = JSONValue(node)
  }

  public static func == (left: SignedStatement, right: SignedStatement) -> Bool {
    left.json == right.json
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(json) }
}

extension RecordReader {
  /// Digests by name.
  fileprivate mutating func digests(_ name: String) throws(SessionError) -> [String: SHA256Digest] {
    var digests: [String: SHA256Digest] = [:]
    for (path, value) in try map(name) {
      guard let digest = value.string.flatMap({ SHA256Digest(hexDigits: $0) }) else {
        throw value.expected("64 hexadecimal digits")
      }
      digests[path] = digest
    }
    return digests
  }
}

extension ReviewSession {
  /// The digest of everything that a signature covers: the canonical JSON of the session without
  /// signatures and revision.
  public var signedDigest: SHA256Digest {
    guard let document = try? JSONDocument(Array(text.utf8)),
      let members = JSONValue(document.root).members
    else { return SHA256Digest(of: text) }
    let parts = members.filter { $0.name != "signOffs" && $0.name != "revision" }
    return SHA256Digest(of: JSONValue.object(parts).canonicalText)
  }
}
