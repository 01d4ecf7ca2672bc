import Evidence
import Model
import Platform
import Testing

@testable import Checklist
@testable import Reports

/// Documents of a session whose history or signatures are not intact.
@Suite struct IntegrityTests {
  /// A change to a session, and a part of the reported fault; nil if the session is intact.
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let session: @Sendable (Keys) throws -> ReviewSession
    let error: String?
    var testDescription: String { what }
  }

  private static func changed(_ session: ReviewSession, _ old: String, _ new: String) throws
    -> ReviewSession
  {
    let text = session.text.replacing(old, with: new)
    try #require(text != session.text)
    return try ReviewSession(Array(text.utf8))
  }

  private static func passing(_ session: ReviewSession) throws -> ReviewSession {
    var session = session
    try session.decide(
      DecisionContent(.notApplicable, note: "after all"), on: [.item(Sample.root)],
      by: Sample.alice, at: Sample.now)
    return session
  }

  static let cases: [Case] = [
    Case(what: "never decided", session: { _ in ReviewSession() }, error: nil),
    Case(what: "decided", session: { _ in try SigningTests.decided() }, error: nil),
    Case(
      what: "signed", session: { try SigningTests.signed(SigningTests.decided(), $0) }, error: nil),
    Case(
      what: "countersigned",
      session: {
        let first = try SigningTests.signed(SigningTests.decided(), $0)
        return try SigningTests.signed(first, by: Sample.bob, as: .approver, $0, "ecdsa")
      }, error: nil),
    Case(
      what: "changed and signed again",
      session: {
        try SigningTests.signed(passing(SigningTests.signed(SigningTests.decided(), $0)), $0)
      }, error: nil),
    Case(
      what: "a changed name in the history",
      session: { _ in
        try changed(SigningTests.decided(), "\"name\":\"alice\"", "\"name\":\"mallory\"")
      }, error: "history entry 1 was changed after it was written"),
    Case(
      what: "a decision that is not in the history",
      session: { _ in
        try changed(
          SigningTests.decided(), "\"disposition\": \"pass\"", "\"disposition\": \"remediate\"")
      }, error: "does not match the history"),
    Case(
      what: "signed, then changed",
      session: { try passing(SigningTests.signed(SigningTests.decided(), $0)) },
      error: "signature 1, by alice, is void"),
    Case(
      what: "signed, then another account",
      session: {
        try changed(
          SigningTests.signed(SigningTests.decided(), $0),
          "\"account\": \"123456789012\",\n  \"che",
          "\"account\": \"210987654321\",\n  \"che")
      }, error: "signature 1, by alice, is void"),
    Case(
      what: "a signature that cannot be read",
      session: {
        try changed(
          SigningTests.signed(SigningTests.decided(), $0), "BEGIN SSH SIGNATURE",
          "BEGIN SSH SIGNATUR")
      }, error: "signature 1 cannot be read"),
    Case(
      what: "a repeated signature",
      session: {
        var session = try SigningTests.signed(SigningTests.decided(), $0)
        session.add(try #require(session.signatures[0]))
        return session
      }, error: "signature 2, by alice, repeats an earlier signature"),
  ]

  @Test("every document begins with the warning that the session is not intact", arguments: cases)
  func everyFormat(_ one: Case) throws {
    let session = try one.session(try Keys(["ed25519", "ecdsa"]))
    let report = SigningTests.report(session)
    if let error = one.error {
      #expect(report.integrityErrors.contains { $0.contains(error) }, "\(report.integrityErrors)")
    } else {
      #expect(report.integrityErrors == [])
    }
    for format in ExportFormat.own where format.isText {
      let text = format.render(report)
      let headline =
        format == .json ? "\"integrityFaults\"" : "Do not rely on this review: its history"
      #expect(text.contains(headline) == (one.error != nil), "\(format)")
      guard let error = report.integrityErrors.first else { continue }
      // A part without characters that formats escape.
      let part = String(error.prefix { $0 != "." && $0 != "," && $0 != ":" })
      #expect(text.contains(part), "\(format): \(part)")
    }
    let markdown = ExportFormat.markdown.render(report).split(separator: "\n")
    #expect(markdown[1].hasPrefix("> **Do not rely") == (one.error != nil))
  }

  /// A change to the record of the evidence in the file of a signed session.
  struct RecordCase: Sendable, CustomTestStringConvertible {
    let what: String
    let old: String
    let new: String
    var isIntact = false
    var testDescription: String { what }
  }

  private static let digest = SHA256Digest(of: "abc").description

  @Test(
    "a signature is valid only for the session in the file, not for the one with today's evidence",
    arguments: [
      RecordCase(what: "nothing", old: "", new: "", isIntact: true),
      RecordCase(what: "a digest", old: digest, new: SHA256Digest(of: "abd").description),
      RecordCase(what: "the date", old: "2026-11-20T10:00:00Z", new: "2026-11-20T10:00:01Z"),
      RecordCase(what: "a file name", old: "credential-report.csv", new: "report.csv"),
      RecordCase(what: "the size", old: "\"bytes\": 3", new: "\"bytes\": 4"),
      RecordCase(what: "the account", old: "123456789012", new: "210987654321"),
    ])
  func stored(_ one: RecordCase) throws {
    let signed = try SigningTests.signed(SigningTests.decided(), Keys(["ed25519"]))
    let text = signed.text
    let record = try #require(text.firstRange(of: "\"evidence\""))
    let end = try #require(text.firstRange(of: "\"history\"")).lowerBound
    var changed = text
    if !one.old.isEmpty, record.lowerBound < end {
      changed.replaceSubrange(
        record.lowerBound..<end,
        with: text[record.lowerBound..<end].replacing(one.old, with: one.new))
    }
    if changed == text, !one.isIntact { changed = text.replacing(one.old, with: one.new) }
    try #require(one.isIntact || changed != text)
    let stored = try ReviewSession(Array(changed.utf8))
    var opened = stored
    opened.attach(to: Sample.account())
    let report = ReviewReport(
      assessment: SigningTests.assessment, session: opened, stored: stored, now: Sample.now)
    #expect(report.integrityErrors.isEmpty == one.isIntact, "\(report.integrityErrors)")
    #expect(report.signatures.map(\.matchesSession) == [one.isIntact])
    #expect(stored.integrityErrors(stored.historyErrors).isEmpty == one.isIntact)
  }

  @Test("evidence that changed after the signature voids it in documents, but not in a check")
  func newEvidence() throws {
    let stored = try SigningTests.signed(SigningTests.decided(), Keys(["ed25519"]))
    var account = Sample.account()
    account.files.append(
      EvidenceFile(
        path: "new.json", bytes: 3, digest: SHA256Digest(of: "new"),
        status: .read(.accountSummary)))
    var opened = stored
    opened.attach(to: account)
    let report = ReviewReport(
      assessment: SigningTests.assessment, session: opened, stored: stored, now: Sample.now)
    #expect(report.integrityErrors.count == 1 && !report.signatures[0].matchesSession)
    #expect(stored.integrityErrors(stored.historyErrors) == [])
  }

  @Test("the faults are in the members that docs/exports.md names")
  func places() throws {
    let session = try IntegrityTests.changed(
      SigningTests.decided(), "\"name\":\"alice\"", "\"name\":\"mallory\"")
    let report = SigningTests.report(session)
    func root(_ format: ExportFormat) throws -> JSONNode {
      try JSONDocument(Array(format.render(report).utf8)).root
    }
    let errors = report.integrityErrors
    #expect(try root(.json)["integrityFaults"]?.elements.map(\.string) == errors)
    let invocation = try root(.sarif)["runs"]?.elements[0]["invocations"]?.elements[0]
    #expect(invocation?["executionSuccessful"]?.boolean == false)
    let notices = invocation?["toolExecutionNotifications"]?.elements ?? []
    #expect(notices.count(where: { $0["level"]?.string == "error" }) == errors.count + 1)
    for (format, name) in [
      (ExportFormat.oscalResults, "assessment-results"),
      (.oscalPlan, "plan-of-action-and-milestones"),
    ] {
      let metadata = try root(format)[name]?["metadata"]
      let properties = metadata?["props"]?.elements ?? []
      #expect(
        properties.filter { $0["name"]?.string == "integrity-fault" }.count == errors.count)
      #expect(metadata?["remarks"]?.string?.hasPrefix("Do not rely") == true)
    }
    #expect(
      try root(.cklb)["target_data"]?["comments"]?.string?.hasPrefix("Do not rely") == true)
    let events = ExportFormat.ocsf.render(report).split(separator: "\n")
    let first = try JSONDocument(Array(events[0].utf8)).root
    #expect(first["finding_info"]?["uid"]?.string == "review.integrity")
    #expect(first["severity_id"]?.integer == 5 && first["compliance"]?["status_id"]?.integer == 3)
    let rows = try CSVReader.rows(ExportFormat.csv.render(report))
    #expect(rows[1...errors.count].allSatisfy { $0[4] == "broken" })
    #expect(rows[errors.count + 1][4] != "broken")
    #expect(try CSVReader.rows(ExportFormat.todo.render(report))[1][5] == "review.integrity")
  }

  @Test("the first ten faults are reported, and the number of others")
  func many() throws {
    let session = try SigningTests.decided()
    var text = session.text
    for entry in session.history {
      let copies = Array(repeating: entry.line, count: 12).joined(separator: ",\n")
      text = text.replacing(entry.line, with: copies)
    }
    let report = SigningTests.report(try ReviewSession(Array(text.utf8)))
    let warning = try #require(report.integrityWarning)
    #expect(warning.errors.count == 11)
    #expect(warning.errors[10].hasPrefix("and \(report.integrityErrors.count - 10) more; "))
  }
}
