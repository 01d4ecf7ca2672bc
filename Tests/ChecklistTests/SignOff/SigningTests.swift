import Foundation
import Model
import Platform
import TestSupport
import Testing

@testable import Checklist
@testable import Reports

/// Keys, generated for each test.
struct Keys {
  let folder: TemporaryFolder

  init(_ types: [String]) throws {
    folder = try TemporaryFolder()
    for type in types {
      _ = try Program.run(
        ["-q", "-t", type, "-N", "", "-C", type, "-f", path(type)], program: "/usr/bin/ssh-keygen")
    }
  }

  func path(_ name: String) -> String { folder.path + "/" + name }

  func key(_ type: String) throws -> SSHKey {
    try #require(SSHKey(try String(contentsOfFile: path(type) + ".pub", encoding: .utf8)))
  }

  /// An allowed_signers file with the keys of the signers.
  func allowedSigners(_ signers: [(String, String)], options: String = "") throws -> String {
    let lines = try signers.map { name, type in
      let key = try key(type)
      return "\(name) namespaces=\"iam-review\"\(options) \(key.type) \(key.base64)\n"
    }
    try folder.write(Array(lines.joined().utf8), to: "allowed")
    return path("allowed")
  }
}

@Suite struct SigningTests {
  static let assessment = Sample.assessment([Sample.root, Sample.users])

  /// A review in which everything is decided.
  static func decided() throws -> ReviewSession {
    var session = ReviewSession()
    session.attach(to: Sample.account())
    try session.decide(
      Sample.justified, on: Sample.users.findings.map { .finding($0) }, by: Sample.alice,
      at: Sample.now)
    try session.decide(
      DecisionContent(.pass), on: [.item(Sample.root)], by: Sample.alice, at: Sample.now)
    return session
  }

  static func report(_ session: ReviewSession, at now: Instant = Sample.now) -> ReviewReport {
    ReviewReport(assessment: assessment, session: session, now: now)
  }

  /// The session, signed with the key of one type.
  static func signed(
    _ session: ReviewSession, by signer: Reviewer = Sample.alice,
    as role: SignedStatement.Role = .reviewer, _ keys: Keys, _ type: String = "ed25519"
  ) throws -> ReviewSession {
    let statement = try session.statement(
      on: assessment, by: signer, as: role, at: Sample.now)
    let signature = try SSHKeygen.live.sign(statement.bytes, with: .file(keys.path(type)))
    var session = session
    session.add(SignOff(statement, signature))
    return session
  }

  @Test(
    "keys of each type sign, and their signatures are verified",
    arguments: [
      "ed25519", "ecdsa", "rsa",
    ])
  func types(_ type: String) throws {
    let keys = try Keys([type])
    let session = try Self.signed(Self.decided(), keys, type)
    let signOff = try #require(session.signatures[0])
    #expect(signOff.signature.fingerprint == (try keys.key(type)).fingerprint)
    #expect(try ReviewSession(Array(session.text.utf8)) == session)
    let allowed = try keys.allowedSigners([("alice", type)])
    #expect(verdict(signOff, allowed) == .good)
    // The digest can be computed without this program.
    #expect(signOff.statement.session == session.signedDigest)
    #expect(session.isCurrent(signOff))
  }

  private func verdict(_ signOff: SignOff, _ allowed: String?) -> SignatureVerdict {
    SSHKeygen.live.verify(
      signOff.signature, of: signOff.statement.bytes, by: signOff.statement.signer,
      at: signOff.statement.at, allowedSigners: allowed)
  }

  @Test(
    "unlisted signers, keys of others, and expiry at the claimed time are reported"
  )
  func signers() throws {
    let keys = try Keys(["ed25519", "ecdsa"])
    let session = try Self.signed(Self.decided(), keys)
    let signOff = try #require(session.signatures[0])
    #expect(
      verdict(signOff, nil)
        == .unknown("no allowed_signers file was found; give one with --allowed-signers FILE"))
    guard case .unknown = verdict(signOff, try keys.allowedSigners([("alice", "ecdsa")])) else {
      Issue.record("another key of the same name")
      return
    }
    #expect(
      verdict(signOff, try keys.allowedSigners([("bob", "ed25519")])) == .otherSigner("bob"))
    let later = try keys.allowedSigners(
      [("alice", "ed25519")], options: ",valid-after=\"20270101Z\"")
    guard case .unknown = verdict(signOff, later) else {
      Issue.record("not valid yet")
      return
    }
    let before = try keys.allowedSigners(
      [("alice", "ed25519")], options: ",valid-before=\"20270101Z\"")
    #expect(verdict(signOff, before) == .good)
  }

  @Test("a revoked key is not valid")
  func revoked() throws {
    let keys = try Keys(["ed25519"])
    let session = try Self.signed(Self.decided(), keys)
    let signOff = try #require(session.signatures[0])
    let verdict = SSHKeygen.live.verify(
      signOff.signature, of: signOff.statement.bytes, by: "alice", at: signOff.statement.at,
      allowedSigners: try keys.allowedSigners([("alice", "ed25519")]),
      revokedKeys: keys.path("ed25519.pub"))
    guard case .unknown = verdict else {
      Issue.record("\(verdict)")
      return
    }
  }

  @Test("a change of any byte of statement, session or signature is detected")
  func everyByte() throws {
    let keys = try Keys(["ed25519"])
    let session = try Self.signed(Self.decided(), keys)
    let signOff = try #require(session.signatures[0])
    let trust = SignerTrust(allowedSigners: try keys.allowedSigners([("alice", "ed25519")]))
    func verify(_ session: ReviewSession) -> Verification {
      var verification = Verification()
      verification.check(
        session, with: .live, trust, at: Sample.now,
        VerifiedEvidence { path in Sample.account().files.first { $0.path == path }?.digest })
      return verification
    }
    #expect(verify(session).verdict == .good, "\(verify(session).lines)")
    let payload = signOff.statement.bytes
    for place in stride(from: 0, to: payload.count, by: 11) {
      var changed = payload
      changed[place] ^= 0x01
      var verification = Verification()
      verification.check(signOff, payload: changed, with: .live, trust, at: Sample.now)
      #expect(verification.verdict == .wrong, "byte \(place)")
    }
    let armored = Array(signOff.signature.armored.utf8)
    for place in stride(from: 0, to: armored.count, by: 7) {
      var changed = armored
      changed[place] = changed[place] == UInt8(ascii: "B") ? UInt8(ascii: "C") : UInt8(ascii: "B")
      guard let signature = SSHSignature(String(decoding: changed, as: UTF8.self)) else { continue }
      // Changes outside the signature itself, such as a line break, have no effect.
      guard signature.armored != signOff.signature.armored else { continue }
      var verification = Verification()
      verification.check(
        SignOff(signOff.statement, signature), with: .live, trust, at: Sample.now)
      #expect(verification.verdict > .good, "byte \(place)")
    }
    let bytes = Array(session.text.utf8)
    for place in stride(from: 0, to: bytes.count, by: 97) {
      var changed = bytes
      changed[place] = changed[place] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
      guard let other = try? ReviewSession(changed), other != session else { continue }
      // The revision is not signed.
      guard other.revision == session.revision else { continue }
      #expect(verify(other).verdict > .good, "byte \(place)")
    }
  }

  @Test("different or missing evidence is reported")
  func evidence() throws {
    let keys = try Keys(["ed25519"])
    let session = try Self.signed(Self.decided(), keys)
    let trust = SignerTrust(allowedSigners: try keys.allowedSigners([("alice", "ed25519")]))
    var other = Verification()
    other.check(
      session, with: .live, trust, at: Sample.now,
      VerifiedEvidence { _ in SHA256Digest(of: "other") })
    #expect(other.verdict == .wrong)
    #expect(
      other.lines.last?.text
        == "evidence credential-report.csv differs from the file that was signed")
    var missing = Verification()
    missing.check(session, with: .live, trust, at: Sample.now, VerifiedEvidence { _ in nil })
    #expect(missing.verdict == .notChecked)
  }

  @Test("an approver countersigns, and the chain is verified")
  func countersigned() throws {
    let keys = try Keys(["ed25519", "ecdsa"])
    let first = try Self.signed(Self.decided(), keys)
    let both = try Self.signed(first, by: Sample.bob, as: .approver, keys, "ecdsa")
    let trust = SignerTrust(
      allowedSigners: try keys.allowedSigners([("alice", "ed25519"), ("bob", "ecdsa")]))
    var verification = Verification()
    verification.check(
      both, with: .live, trust, at: Sample.now, VerifiedEvidence { _ in SHA256Digest(of: "abc") })
    #expect(verification.verdict == .good, "\(verification.lines)")
    #expect(verification.lines.contains { $0.text == "countersigns the signature of alice" })
    // Without the first signature, the second countersigns nothing.
    let text = both.text
    let start = try #require(text.range(of: "\"signOffs\": ["))
    let document = try JSONDocument(Array(text.utf8))
    let list = try #require(document.root["signOffs"]).elements
    let alone = text[..<start.upperBound] + "\n" + list[1].rawText + "]\n}\n"
    let session = try ReviewSession(Array(alone.utf8))
    var broken = Verification()
    broken.check(
      session, with: .live, trust, at: Sample.now, VerifiedEvidence { _ in SHA256Digest(of: "abc") }
    )
    #expect(
      broken.lines.contains { $0.text == "countersigns a signature that is not in the session" })
  }

  @Test("a change voids the signature and is listed; after signing again, the old one is mentioned")
  func voided() throws {
    let keys = try Keys(["ed25519"])
    var session = try Self.signed(Self.decided(), keys)
    let trust = SignerTrust(allowedSigners: try keys.allowedSigners([("alice", "ed25519")]))
    try session.decide(
      DecisionContent(.notApplicable, note: "after all"), on: [.item(Sample.root)],
      by: Sample.alice, at: Sample.now)
    #expect(session.currentSignatures.isEmpty)
    var verification = Verification()
    verification.check(
      session, with: .live, trust, at: Sample.now, VerifiedEvidence { _ in SHA256Digest(of: "abc") }
    )
    #expect(verification.verdict == .wrong)
    #expect(verification.lines.contains { $0.text == "void: 1 change since it was signed" })
    #expect(verification.lines.contains { $0.text.contains("not applicable (after all)") })
    let again = try Self.signed(session, keys)
    var second = Verification()
    second.check(
      again, with: .live, trust, at: Sample.now, VerifiedEvidence { _ in SHA256Digest(of: "abc") })
    #expect(second.verdict == .good, "\(second.lines)")
  }

  @Test("incomplete reviews, parts, single approvers and approving yourself are refused")
  func refusals() throws {
    let keys = try Keys(["ed25519"])
    func refusal(
      _ session: ReviewSession, _ signer: Reviewer = Sample.alice,
      _ role: SignedStatement.Role = .reviewer, at now: Instant = Sample.now
    ) -> String? {
      do throws(SignOffRefusal) {
        _ = try session.statement(on: Self.assessment, by: signer, as: role, at: now)
        return nil
      } catch { return error.message }
    }
    #expect(refusal(ReviewSession()) == "not signed: 3 decisions are missing")
    let done = try Self.decided()
    #expect(refusal(done) == nil)
    // A year later, the justification has expired.
    #expect(
      refusal(done, at: Sample.now.adding(days: 365)) == "not signed: 2 decisions are missing")
    #expect(
      refusal(done.part(ReviewScope(title: "x", items: [])))
        == "not signed: this is only part of a review (x); merge it first")
    #expect(
      refusal(done, Sample.bob, .approver)
        == "not signed: a reviewer must sign before an approver countersigns")
    let signed = try Self.signed(done, keys)
    #expect(
      refusal(signed, Reviewer(name: "ALICE", host: "x"), .approver)
        == "not signed: alice signed as reviewer; another person must approve")
    #expect(refusal(signed, Sample.bob, .approver) == nil)
    let long = String(repeating: "a", count: 257)
    for name in ["", " ", "a\nb", "a\0b", "ann*", "a\u{202E}b", "\"ann\"", "ann,bob", " ann", long]
    {
      let refused = refusal(done, Reviewer(name: name, host: "")) ?? "nothing"
      #expect(refused.contains("cannot be listed in allowed_signers"), "\(name)")
    }
    #expect(refusal(done, Reviewer(name: "Ann Exämple", host: "")) == nil)
  }

  @Test("a statement signed elsewhere is only accepted for the unchanged review")
  func attached() throws {
    let keys = try Keys(["ed25519"])
    var session = try Self.decided()
    let statement = try session.statement(
      on: Self.assessment, by: Sample.alice, as: .reviewer, at: Sample.now)
    let signature = try SSHKeygen.live.sign(statement.bytes, with: .file(keys.path("ed25519")))
    let taken = try session.signOff(statement.bytes, signature, on: Self.assessment)
    #expect(taken.statement == statement)
    try session.decide(
      DecisionContent(.notApplicable, note: "x"), on: [.item(Sample.root)], by: Sample.alice,
      at: Sample.now)
    #expect(throws: SignOffRefusal.self) {
      try session.signOff(statement.bytes, signature, on: Self.assessment)
    }
    #expect(throws: SignOffRefusal.self) {
      try session.signOff(Array("{}".utf8), signature, on: Self.assessment)
    }
  }
}
