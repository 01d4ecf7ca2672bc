import Evidence
import Foundation
import Model
import Platform
import TestSupport
import Testing

@testable import Checklist

/// Valid signatures on statements that are wrong, because a signer wrote them manually.
@Suite struct VerificationTests {
  private let keys: Keys
  private let trust: SignerTrust

  init() throws {
    keys = try Keys(["ed25519", "ecdsa"])
    trust = SignerTrust(
      allowedSigners: try keys.allowedSigners([
        ("alice", "ed25519"), ("carol", "ed25519"), ("bob", "ecdsa"),
      ]))
  }

  /// The session with another signature, on its statement with some members changed.
  private func signed(
    _ session: ReviewSession, by signer: Reviewer = Sample.alice, _ type: String = "ed25519",
    changing changes: [String: JSONValue?] = [:]
  ) throws -> ReviewSession {
    let honest = try SignedStatement(
      of: session, on: SigningTests.assessment, by: signer.name, as: .reviewer, documents: [:],
      countersigning: nil, at: Sample.now)
    let members = (honest.json.members ?? []).filter { changes[$0.name] == nil }
    let statement = try SignedStatement(
      .record(members.map { ($0.name, $0.value) } + changes.map { ($0.key, $0.value) }))
    let signature = try SSHKeygen.live.sign(statement.bytes, with: .file(keys.path(type)))
    var session = session
    session.add(SignOff(statement, signature))
    return session
  }

  private func wrongs(
    _ session: ReviewSession, judged: ((ReviewSession) -> Assessment?)? = nil
  ) -> [String] {
    var verification = Verification()
    verification.check(
      session, with: .live, trust, at: Sample.now,
      VerifiedEvidence(digest: { _ in SHA256Digest(of: "abc") }, judged: judged))
    return verification.lines.filter { $0.verdict != .good }.map(\.text)
  }

  private func digest(_ session: ReviewSession) -> JSONValue? {
    (session.signatures.last ?? nil).map { .string($0.signature.digest.description) }
  }

  @Test("an approval needs a reviewer's signature, and an approver who is not the reviewer")
  func approvals() throws {
    let first = try signed(SigningTests.decided())
    #expect(wrongs(first) == [])
    let previous = digest(first)
    let cases: [(ReviewSession, Reviewer, String, [String: JSONValue?], String)] = [
      (
        first, Sample.alice, "ed25519", ["role": "approver", "previous": previous],
        "the approver has the same name or key as the reviewer alice"
      ),
      (
        first, Reviewer(name: "carol", host: ""), "ed25519",
        ["role": "approver", "previous": previous],
        "the approver has the same name or key as the reviewer alice"
      ),
      (
        first, Sample.bob, "ecdsa", changing: ["role": "approver"],
        "the approval does not name the signature that it countersigns"
      ),
    ]
    for (session, signer, type, changes, expected) in cases {
      #expect(wrongs(try signed(session, by: signer, type, changing: changes)) == [expected])
    }
    let honest = try signed(
      first, by: Sample.bob, "ecdsa", changing: ["role": "approver", "previous": previous])
    #expect(wrongs(honest) == [])
    // An approver approves an approval, and no reviewer has signed.
    let alone = try signed(
      SigningTests.decided(), by: Sample.bob, "ecdsa",
      changing: ["role": "approver", "previous": nil])
    let upon = try signed(
      alone, by: Reviewer(name: "carol", host: ""), "ed25519",
      changing: ["role": "approver", "previous": digest(alone)])
    #expect(wrongs(upon).contains("approves a state of the review that no reviewer signed"))
    // The earlier signature is on another state.
    var changed = first
    try changed.decide(
      DecisionContent(.notApplicable, note: "after all"), on: [.item(Sample.root)],
      by: Sample.alice, at: Sample.now)
    let other = try signed(changed, by: Sample.bob, "ecdsa", changing: ["previous": previous])
    #expect(
      wrongs(other) == ["countersigns a signature of alice on another state of the review"])
  }

  @Test("the reviewer's key cannot approve under another name")
  func ownKey() throws {
    let first = try SigningTests.signed(SigningTests.decided(), keys)
    let carol = Reviewer(name: "carol", host: "")
    let statement = try first.statement(
      on: SigningTests.assessment, by: carol, as: .approver, at: Sample.now)
    let signature = try SSHKeygen.live.sign(statement.bytes, with: .file(keys.path("ed25519")))
    #expect(throws: SignOffRefusal.self) { try first.signOff(statement, signature) }
    let other = try SSHKeygen.live.sign(statement.bytes, with: .file(keys.path("ecdsa")))
    #expect(try first.signOff(statement, other).statement == statement)
  }

  @Test(
    "a statement is compared with the session",
    arguments: [
      ("account", JSONValue.string("999999999999"), "the session: the account differs"),
      ("asOf", .string("2020-01-01T00:00:00Z"), "the session: the evidence date differs"),
      ("evidence", .object([]), "the session: the evidence differs"),
      ("history", .object([JSONMember("entries", 1)]), "the session: the history differs"),
      ("signedAt", .string("2036-01-01T00:00:00Z"), "the claimed time is in the future"),
    ]) func words(name: String, value: JSONValue, expected: String) throws
  {
    let session = try signed(SigningTests.decided(), changing: [name: value])
    #expect(wrongs(session).contains { $0.hasSuffix(expected) }, "\(wrongs(session))")
  }

  @Test("evidence that was added later, and numbers that differ from the evidence, are reported")
  func evidence() throws {
    let honest = try signed(SigningTests.decided())
    #expect(wrongs(honest) { _ in SigningTests.assessment } == [])
    for name in ["findings", "items", "decisions"] {
      let value: JSONValue = name == "findings" ? 7 : .object([JSONMember("pass", 7)])
      let session = try signed(SigningTests.decided(), changing: [name: value])
      #expect(
        wrongs(session) { _ in SigningTests.assessment }
          == ["the counts of \(name) differ from those that alice signed"])
      let older = try signed(
        SigningTests.decided(), changing: [name: value, "checklist": "2026-01-01"])
      #expect(
        wrongs(older) { _ in SigningTests.assessment } == [
          "the counts of \(name) differ from those that alice signed under the checklist of 2026-01-01",
          "alice signed under the checklist of 2026-01-01, which can evaluate differently",
        ])
    }
    let later = EvidenceFile(
      path: "later.json", bytes: 3, digest: SHA256Digest(of: "xyz"),
      status: .read(.accountSummary))
    var account = Sample.account()
    account.files.append(later)
    let assessment = Assessment(
      account: account, settings: Settings(), items: SigningTests.assessment.items,
      catalogueVersion: SigningTests.assessment.catalogueVersion)
    #expect(
      wrongs(honest) { _ in assessment }
        == ["evidence later.json is not part of the signed evidence"])
  }

  @Test("the numbers of every signature are checked, not only those of the last")
  func everyStatement() throws {
    let first = try signed(SigningTests.decided(), changing: ["findings": 0])
    let both = try signed(first, by: Sample.bob, "ecdsa", changing: ["previous": digest(first)])
    #expect(
      wrongs(both) { _ in SigningTests.assessment }
        == ["the counts of findings differ from those that alice signed"])
  }

  @Test("content that would not be signed is reported: open decisions, a part, another account")
  func refusedWhenSigned() throws {
    var open = ReviewSession()
    open.attach(to: Sample.account())
    #expect(
      wrongs(try signed(open)) { _ in SigningTests.assessment }
        == ["3 decisions missing when alice signed"])
    let part = try SigningTests.decided().part(ReviewScope(title: "x", items: []))
    #expect(wrongs(try signed(part)) == ["the session is only part of a review: x"])
    let text = try SigningTests.decided().text
    let other = try ReviewSession(
      Array(text.replacing("\"account\": \"123456789012\"", with: "\"account\": \"1\"").utf8))
    let found = wrongs(try signed(other)) { _ in SigningTests.assessment }
    #expect(found.contains { $0.hasPrefix("the session is a review of account 1") }, "\(found)")
    let newer = try ReviewSession(
      Array(text.replacing("\"schemaVersion\": 1", with: "\"schemaVersion\": 3").utf8))
    #expect(
      wrongs(try signed(newer)).contains(ReviewSession.newerVersion))
  }

  @Test("another evidence date is another state; an approver countersigns the signed state")
  func otherMoment() throws {
    var session = try SigningTests.signed(SigningTests.decided(), keys)
    var account = Sample.account()
    account.asOf = .init(Sample.after(-3600), origin: .given)
    session.attach(to: account)
    #expect(session.currentSignatures.isEmpty)
    #expect(throws: SignOffRefusal.self) {
      try session.statement(
        on: SigningTests.assessment, by: Sample.bob, as: .approver, at: Sample.now)
    }
  }

  @Test("merged signatures are ordered: each comes after the one that it countersigns")
  func mergedOrder() throws {
    let base = try SigningTests.decided()
    for _ in 0..<4 {
      let keys = try Keys(["ed25519", "ecdsa", "rsa"])
      let first = try SigningTests.signed(base, by: Sample.bob, keys, "ecdsa")
      let ours = try SigningTests.signed(first, as: .approver, keys)
      let theirs = try SigningTests.signed(
        base, by: Reviewer(name: "carol", host: ""), keys, "rsa")
      let merges = [
        try SessionMerge(base: base, ours: ours, theirs: theirs).session,
        try SessionMerge(base: base, ours: theirs, theirs: ours).session,
      ]
      #expect(merges[0].text == merges[1].text)
      let signatures = merges[0].signatures.compactMap(\.self)
      #expect(signatures.count == 3)
      let approval = try #require(signatures.firstIndex { $0.statement.role == .approver })
      let before = signatures[..<approval].map { $0.signature.digest }
      #expect(before.contains { $0 == signatures[approval].statement.previous })
    }
  }

  @Test("a document is good if any of the sessions has a signature that names it")
  func documents() throws {
    let digest = SHA256Digest(of: "report")
    let named: [String: JSONValue?] = [
      "documents": .object([JSONMember("r.html", .string(digest.description))])
    ]
    let session = try signed(SigningTests.decided(), changing: named)
    var changed = session
    try changed.decide(
      DecisionContent(.notApplicable, note: "after all"), on: [.item(Sample.root)],
      by: Sample.alice, at: Sample.now)
    func lines(_ sessions: [ReviewSession]) -> [Verification.Line] {
      var verification = Verification()
      verification.check(documents: [("r.html", digest)], in: sessions)
      return verification.lines
    }
    #expect(
      lines([ReviewSession(), session]).map(\.text) == [
        "r.html: its digest is in the statement of alice"
      ])
    #expect(lines([session, ReviewSession()]).map(\.verdict) == [.good])
    #expect(
      lines([changed]).map(\.text)
        == ["r.html: its digest is in the statement of alice, but the review changed after signing"]
    )
    #expect(lines([changed]).map(\.verdict) == [.wrong])
    #expect(lines([ReviewSession()]).map(\.verdict) == [.wrong])
  }

  @Test("a repeated signature is reported")
  func twice() throws {
    var session = try signed(SigningTests.decided())
    session.add(try #require(session.signatures[0]))
    #expect(wrongs(session) == ["signature 2 repeats an earlier signature"])
  }

  @Test("a statement with another namespace or with control characters in the signer is refused")
  func unreadable() throws {
    let statement = try SigningTests.decided().statement(
      on: SigningTests.assessment, by: Sample.alice, as: .reviewer, at: Sample.now)
    let text = String(decoding: statement.bytes, as: UTF8.self)
    for (old, new) in [
      ("\"namespace\":\"iam-review\"", "\"namespace\":\"file\""),
      ("\"signer\":\"alice\"", "\"signer\":\"alice\\u0000.\""),
      ("\"signer\":\"alice\"", "\"signer\":\"alice\\u202e\""),
    ] {
      let changed = text.replacing(old, with: new)
      try #require(changed != text)
      #expect(throws: SessionError.self) { try SignedStatement(Array(changed.utf8)) }
    }
  }
}
