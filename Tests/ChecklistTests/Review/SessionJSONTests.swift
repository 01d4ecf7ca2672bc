import Model
import Platform
import Testing

@testable import Checklist

@Suite struct SessionJSONTests {
  private static func reviewed() throws -> ReviewSession {
    var session = ReviewSession()
    session.attach(to: Sample.account())
    var content = Sample.justified
    content.note = "two\nlines, \u{202E} and é"
    content.ticket = "SEC-1"
    content.severity = SeverityOverride(.low, reason: "no console")
    let findings = Sample.users.findings.map(Reviewable.finding)
    try session.decide(content, on: [findings[0]], by: Sample.alice, at: Sample.now)
    try session.decide(Sample.remediate, on: findings, by: Sample.bob, at: Sample.now)
    try session.undo(by: Sample.bob, at: Sample.now)
    try session.decide(
      DecisionContent(.pass), on: [.item(Sample.root)], by: Sample.alice, at: Sample.now)
    return session
  }

  private static func message(_ text: String) -> String? {
    do throws(SessionError) {
      _ = try ReviewSession(Array(text.utf8))
      return nil
    } catch { return error.sentence(file: "review.json") }
  }

  @Test("a session survives the round trip, byte by byte and value by value")
  func roundTrip() throws {
    let session = try SessionJSONTests.reviewed()
    let again = try ReviewSession(Array(session.text.utf8))
    #expect(again == session)
    #expect(again.text == session.text)
    #expect(again.historyErrors.isEmpty)
    #expect(again.nextUndo?.summary == "passed root.mfa")
  }

  @Test("the format of an empty session never changes")
  func empty() throws {
    #expect(
      ReviewSession().text == """
        {
          "decisions": {
            "findings": {},
            "items": {}
          },
          "history": [],
          "revision": 0,
          "schemaVersion": 1,
          "settings": {
            "maxAgeDays": 90,
            "sensitiveServices": [
              "iam",
              "s3",
              "ec2",
              "kms"
            ]
          },
          "signOffs": []
        }

        """)
  }

  @Test("a history entry is one line, and its digest is that of its canonical text")
  func historyLine() throws {
    var session = ReviewSession()
    try session.decide(
      DecisionContent(.pass, note: "é"), on: [.item(Sample.root)], by: Sample.alice,
      at: Sample.now)
    // The digest was computed with Python: sha256(json.dumps(entry, sort_keys=True,
    // separators=(',', ':')))
    let expected = #"""
      {"action":"decide","at":"2026-11-24T02:41:52Z","by":{"host":"jump1","name":"alice"},"hash":"HASH","number":1,"step":{"first":1,"size":1},"target":{"item":"root.mfa"},"to":{"at":"2026-11-24T02:41:52Z","by":{"host":"jump1","name":"alice"},"disposition":"pass","facts":{"findings":"0","outcome":"pass"},"note":"é"}}
      """#
    let entry = try #require(session.history.first)
    #expect(entry.line == expected.replacing("HASH", with: entry.hash.description))
    #expect(entry.hash.description == SessionJSONTests.pythonDigest)
    #expect(session.text.contains("\n    \(entry.line)\n"))
  }

  private static let pythonDigest =
    "1243e99d076ed8f52630e5f0a0392ae6ddde00a74075442e96940943114b5dec"

  @Test("members of a newer version are kept at every level, and digests stay valid")
  func unknownMembers() throws {
    var text = try SessionJSONTests.reviewed().text
    let additions = [
      (#""revision""#, #""newTop": {"z": 1, "a": [null, 1.50]}, "revision""#),
      (#""maxAgeDays""#, #""newSetting": true, "maxAgeDays""#),
      (#""disposition": "justified""#, #""newInDecision": 1, "disposition": "justified""#),
      (#""reason": "no console""#, #""newInSeverity": 2, "reason": "no console""#),
      (#""host": "jump1""#, #""newInReviewer": 3, "host": "jump1""#),
      (#""asOf""#, #""newInEvidence": 4, "asOf""#),
      (#""sha256""#, #""newInFile": 5, "sha256""#),
      (#""findings": {"#, #""newInDecisions": 6, "findings": {"#),
      (#""signOffs": []"#, #""signOffs": [{"by": "alice"}]"#),
    ]
    for (old, new) in additions {
      let place = try #require(text.range(of: old), "\(old)")
      text.replaceSubrange(place, with: new)
    }
    var session = try ReviewSession(Array(text.utf8))
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [.item(Sample.advisor)], by: Sample.alice,
      at: Sample.now)
    let written = session.text
    for (_, new) in additions where new.contains("new") {
      let name = try #require(new.split(separator: "\"").first { $0.hasPrefix("new") })
      #expect(written.contains("\"\(name)\""), "\(name)")
    }
    #expect(written.contains("1.50"))
    #expect(written.contains(#""by": "alice""#))
    #expect(try ReviewSession(Array(written.utf8)) == session)
  }

  @Test("an unknown action of a newer version is kept in the chain and cannot be undone")
  func unknownAction() throws {
    var session = try SessionJSONTests.reviewed()
    let entry = HistoryEntry(
      number: session.history.count + 1, at: Sample.now, by: Sample.bob,
      action: .unknown("carryForward"), change: .unknown,
      step: HistoryEntry.Step(first: session.history.count + 1, size: 1),
      previous: session.history.last?.hash)
    session.append(entry)
    let again = try ReviewSession(Array(session.text.utf8))
    #expect(again.historyErrors.isEmpty)
    #expect(again.nextUndo == nil)
    #expect(again.history.last?.action == .unknown("carryForward"))
  }

  @Test("a newer schema version is read-only: shown, not changed or written")
  func newerSchema() throws {
    let text = try SessionJSONTests.reviewed().text
      .replacing("\"schemaVersion\": 1", with: "\"schemaVersion\": 3")
    var session = try ReviewSession(Array(text.utf8))
    #expect(session.isReadOnly)
    #expect(session.decisions.count == 2)
    #expect(throws: DecisionRefusal.readOnly(schemaVersion: 3)) {
      try session.undo(by: Sample.alice, at: Sample.now)
    }
    #expect(throws: DecisionRefusal.readOnly(schemaVersion: 3)) {
      try session.decide(
        DecisionContent(.pass), on: [.item(Sample.root)], by: Sample.alice, at: Sample.now)
    }
  }

  @Test(
    "a changed history is detected",
    arguments: [
      ("\"note\":\"will get a key\"", "\"note\":\"will get no key\"", 1),
      ("\"number\":2", "\"number\":7", 2),
    ]) func tampering(old: String, new: String, errors: Int) throws
  {
    var text = try SessionJSONTests.reviewed().text
    let place = try #require(text.range(of: old))
    text.replaceSubrange(place, with: new)
    let found = try ReviewSession(Array(text.utf8)).historyErrors
    #expect(found.count == errors)
    #expect(found.first?.entry == 2)
  }

  @Test("a decision that was changed without the history is detected")
  func tamperedDecision() throws {
    let text = try SessionJSONTests.reviewed().text
      .replacing("\"ticket\": \"SEC-1\"", with: "\"ticket\": \"SEC-2\"")
    #expect(
      try ReviewSession(Array(text.utf8)).historyErrors.map(\.message) == [
        "the decision on users.mfa/user/alice does not match the history"
      ])
  }

  @Test("settings that were changed without the history are detected")
  func tamperedSettings() throws {
    var session = try SessionJSONTests.reviewed()
    var settings = session.settings
    settings.maxAgeDays = 60
    try session.change(settings: settings, by: Sample.alice, at: Sample.now)
    #expect(session.historyErrors == [])
    let text = session.text.replacing("\"maxAgeDays\": 60", with: "\"maxAgeDays\": 600")
    #expect(try ReviewSession(Array(text.utf8)).historyErrors.map(\.kind) == [.otherSettings])
  }

  @Test(
    "impossible numbers are refused everywhere",
    arguments: [
      ("\"revision\":", "\"revision\": #, \"x\":"), ("\"number\":2", "\"number\":#"),
      ("\"step\":{\"first\":2", "\"step\":{\"first\":#"), ("\"size\":1", "\"size\":#"),
      ("\"maxAgeDays\": 90", "\"maxAgeDays\": #"), ("\"schemaVersion\": 1", "\"schemaVersion\": #"),
    ]) func hugeNumbers(old: String, new: String) throws
  {
    let text = try SessionJSONTests.reviewed().text
    for number in [
      "9223372036854775807", "9223372036854775806", "1e18", "-1", "99999999999999999999",
    ] {
      let changed = text.replacing(old, with: new.replacing("#", with: number), maxReplacements: 1)
      try #require(changed != text)
      #expect(throws: SessionError.self, "\(new) \(number)") {
        try ReviewSession(Array(changed.utf8))
      }
    }
  }

  @Test("a removed entry is detected")
  func removedEntry() throws {
    let session = try SessionJSONTests.reviewed()
    let line = session.history[1].line
    let text = session.text.replacing("    \(line),\n", with: "")
    let errors = try ReviewSession(Array(text.utf8)).historyErrors
    #expect(errors.first?.message == "history entry 2 has the wrong number")
    #expect(
      errors.contains { $0.message == "history entry 2 does not follow from the one before it" })
  }

  @Test(
    "errors are reported with the position and what was expected",
    arguments: [
      ("", "review.json:1:1: the file is empty; expected JSON"),
      ("[]", "review.json:1:1: expected an object"),
      (
        "{\n  \"a\": 1,\n}",
        "review.json:2:9: unexpected comma before the closing bracket"
      ),
      ("{}", "review.json:1:1: expected the member \"schemaVersion\""),
      (
        "{\"schemaVersion\": \"1\"}",
        "review.json:1:19: expected a whole number from 1 for \"schemaVersion\""
      ),
      (
        "{\"schemaVersion\": 0}",
        "review.json:1:19: expected a whole number from 1 for \"schemaVersion\""
      ),
      (
        "{\"schemaVersion\": 1, \"revision\": 1, \"settings\": {\"maxAgeDays\": 9},\n\"decisions\": {\"findings\": {\"x\":\n  {\"disposition\": \"passed\"}}}}",
        "review.json:3:19: expected one of pass, justified, remediate, notApplicable, falsePositive for \"disposition\""
      ),
      (
        "{\"schemaVersion\": 1, \"revision\": 1, \"settings\": {\"maxAgeDays\": 9},\n\"decisions\": {\"items\": {\"x\":\n  {\"disposition\": \"pass\", \"expires\": \"24.11.2026\"}}}}",
        "review.json:3:38: expected a date such as 2026-11-24 for \"expires\""
      ),
      (
        "{\"schemaVersion\": 1, \"revision\": 1, \"settings\": {\"maxAgeDays\": 9}, \"decisions\": {},\n\"history\": [{\"action\": \"undo\"}]}",
        "review.json:2:13: expected the member \"of\""
      ),
      (
        "{\"schemaVersion\": 1, \"schemaVersion\": 1}",
        "review.json:1:22: duplicate member \"schemaVersion\", first at line 1 column 2"
      ),
    ]) func errors(text: String, expected: String)
  {
    #expect(SessionJSONTests.message(text) == expected)
  }

  @Test("every truncated session is refused, and none crashes the program")
  func truncation() throws {
    let bytes = Array(try SessionJSONTests.reviewed().text.utf8)
    for length in 0..<bytes.count - 2 {
      #expect(throws: SessionError.self) { try ReviewSession(Array(bytes.prefix(length))) }
    }
  }

  @Test("a session belongs to its evidence and its account")
  func attaching() throws {
    var session = ReviewSession()
    session.attach(to: Sample.account())
    #expect(session.accountID == "123456789012")
    #expect(session.evidence?.files.keys.sorted() == ["credential-report.csv"])
    let revision = session.revision
    session.attach(to: Sample.account())
    #expect(session.revision == revision)
    var other = Sample.account()
    other.id = "210987654321"
    #expect(
      session.mismatch(with: other)
        == "the session is a review of account 123456789012, the evidence is of account 210987654321"
    )
    #expect(session.mismatch(with: Sample.account()) == nil)
  }
}

extension String {
  /// The first occurrence of `other`.
  fileprivate func range(of other: String) -> Range<String.Index>? { firstRange(of: other) }
}
