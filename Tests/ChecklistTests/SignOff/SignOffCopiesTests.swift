import Evidence
import Model
import Platform
import TestSupport
import Testing

@testable import Checklist
@testable import Reports

/// The statement and signature files beside a session, compared with those in it.
@Suite struct SignOffCopiesTests {
  typealias Change = @Sendable (inout SignOffCopies.Content, inout SignOffCopies.Content) -> Void

  /// A change to the copies of a session that alice and then carol signed.
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let number: Int
    let change: Change
    let verdict: Verification.Verdict
    /// A part of the reported line; nil if there is no difference.
    let line: String?
    var testDescription: String { what }

    init(
      _ what: String, number: Int = 1, _ verdict: Verification.Verdict, _ line: String?,
      _ change: @escaping Change
    ) {
      self.what = what
      self.number = number
      self.verdict = verdict
      self.line = line
      self.change = change
    }
  }

  private static func changed(
    _ content: SignOffCopies.Content, _ change: (String) -> String
  ) -> SignOffCopies.Content {
    guard case .bytes(let bytes) = content else { return content }
    return .bytes(Array(change(String(decoding: bytes, as: UTF8.self)).utf8))
  }

  static let cases: [Case] = [
    Case("nothing", .good, nil) { _, _ in },
    Case("no copies", .good, "review.json.sign-off-1 is missing beside the session") {
      $0 = .missing
      $1 = .missing
    },
    Case("no statement", .good, "review.json.sign-off-1 is missing beside the session") { text, _ in
      text = .missing
    },
    Case("no signature", .good, "review.json.sign-off-1.sig is missing beside the session") {
      $1 = .missing
    },
    Case("another signer", .wrong, "differs from the statement in the session: signer;") {
      text, _ in
      text = changed(text) { $0.replacing("\"alice\"", with: "\"mallory\"") }
    },
    Case("another time and account", .wrong, "in the session: account, signedAt;") { text, _ in
      text = changed(text) {
        $0.replacing("\"123456789012\"", with: "\"210987654321\"")
          .replacing("2026-11-24T", with: "2026-11-23T")
      }
    },
    Case("a space more", .wrong, "the same values, written differently;") { text, _ in
      text = changed(text) { $0.replacing("{\"account\"", with: "{ \"account\"") }
    },
    Case("CRLF at the end", .wrong, "the same values, written differently;") { text, _ in
      text = changed(text) { $0.replacing("\n", with: "\r\n") }
    },
    Case("an empty statement", .wrong, "it cannot be read as a statement;") { text, _ in
      text = .bytes([])
    },
    Case("a link", .notChecked, "review.json.sign-off-1: it is a symbolic link") { text, _ in
      text = .unreadable("it is a symbolic link; expected a regular file")
    },
    Case("no signature at all", .wrong, "sign-off-1.sig differs from the signature") {
      $1 = .bytes(Array("hello\n".utf8))
    },
    Case("a signature with a line before it", .wrong, "the same signature, written differently;") {
      $1 = changed($1) { "\n" + $0 }
    },
    Case("a signature cut short, its statement gone", .wrong, "it is not an SSH signature;") {
      $0 = .missing
      $1 = changed($1) { String($0.dropLast(60)) }
    },
    Case("one too many", number: 3, .notChecked, "a signature that is not in the session") {
      text, _ in
      text = changed(text) { $0.replacing("\"alice\"", with: "\"dave\"") }
    },
    Case("one too many, unreadable", number: 3, .notChecked, "not a statement that this version") {
      text, _ in text = .bytes([0x7B])
    },
    // A merge reorders signatures.
    Case("the copies of another number", number: 3, .good, nil) { _, _ in },
  ]

  @Test("differences between a session and the copies beside it are reported", arguments: cases)
  func compared(_ one: Case) throws {
    let keys = try Keys(["ed25519", "ecdsa"])
    let first = try SigningTests.signed(SigningTests.decided(), keys)
    let carol = Reviewer(name: "carol", host: "")
    let session = try SigningTests.signed(first, by: carol, keys, "ecdsa")
    let signOff = try #require(session.signatures[0])
    var statement = SignOffCopies.Content.bytes(signOff.statement.bytes)
    var signature = SignOffCopies.Content.bytes(Array(signOff.signature.armored.utf8))
    one.change(&statement, &signature)
    var verification = Verification()
    verification.miss("")
    verification.check(
      [
        SignOffCopies(
          number: one.number, name: "review.json.sign-off-\(one.number)", statement: statement,
          signature: signature)
      ], of: session)
    let lines = verification.lines.dropFirst().filter { $0.verdict != .good }
    #expect(lines.isEmpty == (one.line == nil), "\(lines)")
    if let line = one.line { #expect(lines.contains { $0.text.contains(line) }, "\(lines)") }
    let expected = one.verdict == .good && one.line != nil ? .note : one.verdict
    #expect(lines.map(\.verdict).max() ?? .good == expected)
  }

  /// Copies that are not those of a signature in the session, which has one.
  struct ExtraCase: Sendable, CustomTestStringConvertible {
    let ending: String
    /// Whether the statement and the signature are there, and whether they are those of the session.
    let statement: Bool?
    let signature: Bool?
    let verdict: Verification.Verdict
    let line: String?
    var testDescription: String { "\(ending) \(statement as Any) \(signature as Any)" }

    init(
      _ ending: String, _ statement: Bool?, _ signature: Bool?, _ verdict: Verification.Verdict,
      _ line: String?
    ) {
      (self.ending, self.statement, self.signature) = (ending, statement, signature)
      (self.verdict, self.line) = (verdict, line)
    }
  }

  @Test(
    "files that are named like copies are compared, whatever their number",
    arguments: [
      ExtraCase("01", true, true, .good, nil), ExtraCase("01", false, true, .notChecked, "not in"),
      ExtraCase("0", false, false, .notChecked, "not in the session"),
      ExtraCase("-1", false, nil, .notChecked, "not in the session"),
      ExtraCase("99999999999999999999", false, false, .notChecked, "not in the session"),
      ExtraCase("x", true, false, .wrong, "differs from the signature in the session"),
      ExtraCase("١", false, nil, .notChecked, "not in the session"),
      ExtraCase("+1", nil, true, .notChecked, "contains no signature to compare"),
      ExtraCase("7", nil, true, .notChecked, "contains no signature to compare"),
      ExtraCase("7", true, nil, .good, nil), ExtraCase("1.bak", true, nil, .good, nil),
      ExtraCase("1~", false, nil, .notChecked, "not in the session"),
    ])
  func extra(_ one: ExtraCase) throws {
    let keys = try Keys(["ed25519"])
    let session = try SigningTests.signed(SigningTests.decided(), keys)
    let own = try #require(session.signatures[0])
    func content(_ isOwn: Bool?, _ text: String, _ other: String) -> SignOffCopies.Content {
      isOwn.map { .bytes(Array(($0 ? text : other).utf8)) } ?? .missing
    }
    let statement = String(decoding: own.statement.bytes, as: UTF8.self)
    var verification = Verification()
    verification.miss("")
    verification.check(
      [
        SignOffCopies(
          number: SignOffCopies.number(of: one.ending), name: "review.json.sign-off-\(one.ending)",
          statement: content(
            one.statement, statement, statement.replacing("alice", with: "mallory")),
          signature: content(one.signature, own.signature.armored, "x"))
      ], of: session)
    let lines = verification.lines.dropFirst().filter { $0.verdict != .good }
    #expect(lines.map(\.verdict).max() ?? .good == one.verdict, "\(lines)")
    #expect(lines.isEmpty == (one.line == nil))
    if let line = one.line { #expect(lines.contains { $0.text.contains(line) }, "\(lines)") }
    #expect(!lines.contains { $0.text.contains("which contains it") })
  }

  @Test("a signature of another key beside its statement is reported with the key")
  func otherKey() throws {
    let keys = try Keys(["ed25519", "ecdsa"])
    let session = try SigningTests.signed(SigningTests.decided(), keys)
    let own = try #require(session.signatures[0])
    let other = try SSHKeygen.live.sign(own.statement.bytes, with: .file(keys.path("ecdsa")))
    var verification = Verification()
    verification.check(
      [
        SignOffCopies(
          number: 1, name: "s", statement: .bytes(own.statement.bytes),
          signature: .bytes(Array(other.armored.utf8)))
      ], of: session)
    #expect(verification.verdict == .wrong)
    #expect(verification.lines[0].text.contains("a signature of the key \(other.fingerprint)"))
  }

  /// A state of the evidence of a session, and the result.
  struct EvidenceCase: Sendable, CustomTestStringConvertible {
    let what: String
    let isSigned: Bool
    let digest: String?
    let isLater: Bool
    let counts: [Int]
    let verdict: Verification.Verdict
    var testDescription: String { what }
  }

  @Test(
    "there is always an evidence section, signed or not",
    arguments: [
      EvidenceCase(
        what: "signed, unchanged", isSigned: true, digest: "abc", isLater: false,
        counts: [1, 0, 0, 0], verdict: .good),
      EvidenceCase(
        what: "signed, changed", isSigned: true, digest: "abd", isLater: false,
        counts: [0, 1, 0, 0], verdict: .wrong),
      EvidenceCase(
        what: "signed, missing", isSigned: true, digest: nil, isLater: false, counts: [0, 0, 1, 0],
        verdict: .notChecked),
      EvidenceCase(
        what: "signed, added file", isSigned: true, digest: "abc", isLater: true,
        counts: [1, 0, 0, 1], verdict: .wrong),
      EvidenceCase(
        what: "unsigned, unchanged", isSigned: false, digest: "abc", isLater: false,
        counts: [1, 0, 0, 0], verdict: .notChecked),
      EvidenceCase(
        what: "unsigned, changed", isSigned: false, digest: "abd", isLater: false,
        counts: [0, 1, 0, 0], verdict: .wrong),
      EvidenceCase(
        what: "unsigned, missing", isSigned: false, digest: nil, isLater: false,
        counts: [0, 0, 1, 0], verdict: .notChecked),
      EvidenceCase(
        what: "unsigned, added file", isSigned: false, digest: "abc", isLater: true,
        counts: [1, 0, 0, 1], verdict: .notChecked),
    ])
  func evidence(_ one: EvidenceCase) throws {
    let keys = try Keys(["ed25519"])
    var session = try SigningTests.decided()
    if one.isSigned { session = try SigningTests.signed(session, keys) }
    var account = Sample.account()
    if one.isLater {
      account.files.append(
        EvidenceFile(
          path: "later.json", bytes: 3, digest: SHA256Digest(of: "xyz"),
          status: .read(.accountSummary)))
    }
    let assessment = Assessment(
      account: account, settings: Settings(), items: SigningTests.assessment.items,
      catalogueVersion: SigningTests.assessment.catalogueVersion)
    var verification = Verification()
    verification.check(
      session, named: "q4/review.json", with: .live,
      SignerTrust(allowedSigners: try keys.allowedSigners([("alice", "ed25519")])), at: Sample.now,
      VerifiedEvidence(
        digest: { _ in one.digest.map { SHA256Digest(of: $0) } }, judged: { _ in assessment }))
    #expect(verification.verdict == one.verdict, "\(verification.lines)")
    let counts = EvidenceComparison.State.allCases.map { verification.evidence[0].count($0) }
    #expect(counts == one.counts)
    let lines = verification.text.split(separator: "\n").suffix(5)
    let origin = one.isSigned ? "digests signed by alice" : "digests in the session, not signed"
    #expect(lines.first == "evidence of q4/review.json (\(origin))")
    #expect(
      lines.dropFirst().map { $0.split(separator: ":")[0].split(separator: " ").last ?? "" }
        == one.counts.map { "\($0)" })
    let json = try JSONDocument(Array(verification.json.compactText.utf8)).root
    let section = json["evidence"]?.elements.first
    #expect(
      EvidenceComparison.State.allCases.map { section?[$0.rawValue]?.elements.count }
        == one.counts)
    #expect(verification.json["verdict"]?.string == one.verdict.rawValue)
  }

  @Test("unreadable evidence with matching digests is reported")
  func unreadable() throws {
    let keys = try Keys(["ed25519"])
    let session = try SigningTests.signed(SigningTests.decided(), keys)
    var verification = Verification()
    verification.check(
      session, with: .live,
      SignerTrust(allowedSigners: try keys.allowedSigners([("alice", "ed25519")])), at: Sample.now,
      VerifiedEvidence(digest: { _ in SHA256Digest(of: "abc") }, judged: { _ in nil }))
    #expect(verification.verdict == .notChecked)
  }
}
