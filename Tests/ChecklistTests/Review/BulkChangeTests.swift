import Foundation
import Model
import Platform
import TestSupport
import Testing

@testable import Checklist

/// Many decisions that are made together are one entry of the history, and one line of the journal.
@Suite struct BulkChangeTests {
  static let findings = (10..<30).map { number in
    Sample.finding(
      "users.mfa", "user\(number)",
      facts: [
        Fact("mfaActive", "false"), Fact("keys", String(number % 3)), Fact("group", "a"),
        Fact("group", number == 12 ? "b" : "c"),
      ], uniqueID: number == 15 ? nil : "AIDA\(number)")
  }
  static let targets = findings.map(Reviewable.finding)

  /// A review in which one of the findings was decided before all of them.
  private func session() throws -> ReviewSession {
    var session = ReviewSession()
    try session.decide(
      DecisionContent(.pass, note: "é"), on: [Self.targets[3]], by: Sample.bob, at: Sample.now)
    try session.decide(
      Sample.justified, on: Self.targets, by: Sample.alice, at: Sample.after(60))
    return session
  }

  private func read(_ session: ReviewSession) throws -> ReviewSession {
    try ReviewSession(Array(session.text.utf8))
  }

  private func member(_ name: String, of entry: HistoryEntry) throws -> JSONValue? {
    JSONValue(try JSONDocument(Array(entry.line.utf8)).root)[name]
  }

  @Test("a decision on 20 findings is one entry, which gives the decisions of 20 entries")
  func oneEntry() throws {
    let session = try session()
    #expect(session.history.count == 2 && session.history.changeCount == 21)
    #expect(session.history[1].step == HistoryEntry.Step(first: 2, size: 1))
    #expect(session.schemaVersion == 2)
    var singly = ReviewSession()
    for target in Self.targets {
      try singly.decide(Sample.justified, on: [target], by: Sample.alice, at: Sample.after(60))
    }
    #expect(session.decisions == singly.decisions && singly.schemaVersion == 1)
    let again = try read(session)
    #expect(again == session && again.historyErrors.isEmpty)
    #expect(again.history[1].change == session.history[1].change)
  }

  @Test("what all changes have in common is stored once")
  func shared() throws {
    let entry = try session().history[1]
    #expect(try member("action", of: entry) == "decideBulk")
    let shared = try #require(try member("shared", of: entry)?["to"])
    #expect(shared["note"]?.string == Sample.justified.note)
    #expect(shared["facts"] == ["mfaActive": "false"])
    let changes = try #require(try member("changes", of: entry)?.array)
    #expect(
      changes[0] == [
        "target": ["finding": "users.mfa/user/user10"],
        "to": ["facts": ["group": ["a", "c"], "keys": "1"], "subjectId": "AIDA10"],
      ])
    #expect(changes[5]["to"] == ["facts": ["group": ["a", "c"], "keys": "0"]])
    #expect(changes.count { $0["from"] != nil } == 1)
  }

  @Test("fewer than ten decisions have an entry each, as in version 0.1")
  func few() throws {
    var session = ReviewSession()
    try session.decide(
      Sample.justified, on: Array(Self.targets.prefix(9)), by: Sample.alice, at: Sample.now)
    #expect(session.history.count == 9 && session.schemaVersion == 1)
    #expect(!session.text.contains("Bulk"))
    try session.decide(
      nil, on: Array(Self.targets.prefix(10)), by: Sample.alice, at: Sample.now)
    #expect(session.history.count == 18, "the tenth has no decision to clear")
    try session.decide(
      Sample.justified, on: Array(Self.targets.prefix(10)), by: Sample.alice, at: Sample.now)
    #expect(session.history.count == 19 && session.schemaVersion == 2)
  }

  @Test("undo restores the decisions from before, and redo repeats them, also after reading again")
  func undo() throws {
    var session = try session()
    let decided = session.decisions
    let undone = try session.undo(by: Sample.bob, at: Sample.after(90))
    #expect(undone.summary == "justified, 20 findings")
    #expect(undone.targets.count == 20 && undone.decisionCount == 20)
    #expect(session.decisions.keys.map(\.description) == ["users.mfa/user/user13"])
    #expect(session.decisions.values.first?.note == "é")
    #expect(try member("action", of: session.history[2]) == "undoBulk")
    session = try read(session)
    try session.redo(by: Sample.bob, at: Sample.after(120))
    #expect(session.decisions == decided)
    #expect(session.history.count == 4 && session.historyErrors.isEmpty)
    session = try read(session)
    try session.undo(by: Sample.bob, at: Sample.after(150))
    try session.undo(by: Sample.bob, at: Sample.after(150))
    #expect(session.decisions.isEmpty && session.nextUndo == nil)
    #expect(try read(session).historyErrors.isEmpty)
  }

  @Test("approvals, severities and conflicts of many findings are one entry as well")
  func otherChanges() throws {
    var session = try session()
    try session.approve(.rejected, "why?", on: Self.targets, by: Sample.bob, at: Sample.after(70))
    try session.set(
      severity: .low, note: "no console", on: Self.findings, by: Sample.bob, at: Sample.after(80))
    #expect(session.history.count == 4)
    let actions = try session.history.map { try member("action", of: $0)?.string }
    #expect(actions == ["decide", "decideBulk", "approveBulk", "editBulk"])
    #expect(session.severity(of: Self.findings[4], decision: nil).value == .low)
    let again = try read(session)
    #expect(again == session && again.historyErrors.isEmpty)
    #expect(again.nextUndo?.summary == "severity low: 20 findings")
    #expect(again.changes(of: Self.targets[4].target).count == 3)
    try session.undo(by: Sample.bob, at: Sample.after(90))
    #expect(session.severity(of: Self.findings[4], decision: nil).value == .high)
    #expect(session.nextUndo?.summary == "rejected, 20 findings")
  }

  @Test("a changed fact, a removed target and a changed shared member are found")
  func tampering() throws {
    let text = try session().text
    let changes = [
      (#""keys":"1""#, #""keys":"2""#),
      (#""shared":{"to":{"at""#, #""shared":{"to":{"A":1,"at""#),
      (#"{"finding":"users.mfa/user/user29"}"#, #"{"finding":"users.mfa/user/x"}"#),
    ]
    for (old, new) in changes {
      let place = try #require(text.range(of: old, options: .backwards))
      let changed = try ReviewSession(Array(text.replacingCharacters(in: place, with: new).utf8))
      #expect(changed.historyErrors.contains(HistoryError(kind: .changed, entry: 2)), "\(new)")
    }
  }

  @Test(
    "changes that are not decisions or records are an error at their place",
    arguments: [
      "[]", "7", "[1]", "[{}]", #"[{"changes":[]}]"#, #"[{"target":{"finding":"a"},"to":{}}]"#,
    ]
  )
  func malformed(_ changes: String) throws {
    let line = """
      {"action":"decideBulk","at":"2026-11-24T02:41:52Z","by":{"name":"ann"},"changes":\(changes),
      "hash":"\(SHA256Digest(of: ""))","number":1,"step":{"first":1,"size":1}}
      """
    let document = try JSONDocument(Array(line.utf8))
    do throws(SessionError) {
      _ = try HistoryEntry(document.root)
      Issue.record("read: \(changes)")
    } catch {
      #expect(error.position.line == 1 && error.position.column > 80, "\(error)")
    }
  }

  @Test("the history of one finding shows its own change, and that there are others")
  func narrowed() throws {
    let session = try session()
    let changes = session.changes(of: Self.targets[3].target)
    #expect(changes.map(\.others) == [19, 0])
    #expect(
      changes.first?.sentence.contains(
        "decide users.mfa/user/user13: passed (é) -> justified until")
        == true)
    #expect(session.history[1].singles.count == 20)
    #expect(
      session.history[1].sentence.contains(
        "decide 20 findings: various -> justified until 2027-02-22"))
    var cleared = session
    try cleared.decide(nil, on: Self.targets, by: Sample.bob, at: Sample.after(90))
    let last = try #require(cleared.history.last?.sentence)
    #expect(last.contains("decide 20 findings: justified until 2027-02-22"))
    #expect(last.hasSuffix("(break-glass user) -> undecided"))
  }

  @Test("an evaluation that became stale is shown with the facts of the decision")
  func stale() throws {
    let session = try read(try session())
    let later = Sample.finding("users.mfa", "user14", uniqueID: "AIDA14")
    guard case .stale(_, let changes) = session.state(of: .finding(later), at: Sample.after(60))
    else {
      Issue.record("not stale")
      return
    }
    #expect(changes.map(\.name) == ["group", "keys", "passwordEnabled"])
  }

  // MARK: Files

  @Test("the first of them is written with the schema version; later ones are lines of the journal")
  func journal() throws {
    let folder = try TemporaryFolder()
    var file = try SessionFile.open(folder.path + "/review.json")
    var session = ReviewSession()
    try session.decide(
      Sample.justified, on: [Self.targets[0]], by: Sample.bob, at: Sample.now)
    #expect(file.save(session, at: Sample.now) == .saved)
    try session.decide(Sample.remediate, on: Self.targets, by: Sample.alice, at: Sample.now)
    #expect(file.save(session, at: Sample.now) == .saved)
    // Version 0.1 would misunderstand such a line beside a session of schema version 1.
    let names = { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    #expect(try names() == ["review.json"])
    try session.decide(Sample.justified, on: Self.targets, by: Sample.alice, at: Sample.now)
    #expect(file.save(session, at: Sample.now) == .saved)
    let journal = folder.path + "/review.json.journal"
    let line = try String(contentsOfFile: journal, encoding: .utf8)
    #expect(line == (session.history.last?.line ?? "") + "\n")
    var again = try SessionFile.open(folder.path + "/review.json")
    #expect(try again.load() == session)
    // A crash in the middle of the line loses all of its decisions, which were never confirmed.
    try Data(line.utf8.prefix(line.utf8.count / 2)).write(to: URL(fileURLWithPath: journal))
    var torn = try SessionFile.open(folder.path + "/review.json")
    let loaded = try torn.load()
    #expect(loaded?.history.count == 2 && torn.journalWarning?.contains("truncated") == true)
  }

  @Test("the journal is merged after 2,000 changes, not after 2,000 lines")
  func longJournal() throws {
    let folder = try TemporaryFolder()
    var file = try SessionFile.open(folder.path + "/review.json")
    var session = try session()
    #expect(file.save(session, at: Sample.now) == .saved)
    var saves = 0
    while saves < 300 {
      try session.decide(
        saves.isMultiple(of: 2) ? Sample.remediate : Sample.justified, on: Self.targets,
        by: Sample.alice, at: Sample.now)
      #expect(file.save(session, at: Sample.now) == .saved)
      saves += 1
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      if names == ["review.json"] { break }
    }
    #expect(saves == 101)
  }

  // MARK: Sharing

  @Test("two people's bulk decisions are merged finding by finding, the same in both orders")
  func merge() throws {
    let base = ReviewSession()
    var (ours, theirs) = (base, base)
    try ours.decide(
      Sample.justified, on: Array(Self.targets.prefix(12)), by: Sample.alice, at: Sample.after(60))
    try theirs.decide(
      Sample.remediate, on: Array(Self.targets.suffix(12)), by: Sample.bob, at: Sample.after(90))
    let merge = try SessionMerge(base: base, ours: ours, theirs: theirs)
    #expect(merge.session.decisions.count == 20)
    #expect(merge.conflicts.count == 4)
    #expect(
      try SessionMerge(base: base, ours: theirs, theirs: ours).session.text == merge.session.text)
    let again = try read(merge.session)
    #expect(again == merge.session && again.historyErrors.isEmpty)
    #expect(Array(again.history.prefix(2)) == ours.history + theirs.history)
    let same = try SessionMerge(base: ours, ours: merge.session, theirs: ours).session
    #expect(same.text == merge.session.text)
  }

  @Test("carrying forward many decisions is one entry after that of the earlier review")
  func carry() throws {
    let assessment = Sample.assessment([Sample.result("users.mfa", .users, Self.findings)])
    var session = ReviewSession()
    session.attach(to: assessment.account)
    let plan = CarryPlan(
      from: ReviewSide(assessment, try self.session()), into: session, of: assessment,
      at: Sample.after(90))
    let step = try session.carry(plan, by: Sample.bob, at: Sample.after(90))
    #expect(session.history.count == 2 && session.decisions.count == 20)
    #expect(session.nextUndo?.summary == "carried 20 decisions forward", "\(step)")
    let again = try read(session)
    #expect(again == session && again.historyErrors.isEmpty)
    try session.undo(by: Sample.bob, at: Sample.after(95))
    #expect(session.decisions.isEmpty && session.baseline == nil)
    #expect(try read(session).historyErrors.isEmpty)
  }

  @Test("the parts of a split review are merged again without a difference")
  func split() throws {
    let session = try session()
    let scope = ReviewScope(
      title: "ten", items: [], findings: Set(Self.findings.prefix(10).map(\.id)))
    var part = try read(session.part(scope))
    #expect(throws: DecisionRefusal.outOfScope(Self.targets[10].target, scope)) {
      try part.decide(Sample.remediate, on: Self.targets, by: Sample.bob, at: Sample.after(90))
    }
    try part.decide(
      Sample.remediate, on: Array(Self.targets.prefix(10)), by: Sample.bob, at: Sample.after(90))
    let merged = try SessionMerge(base: session, ours: session, theirs: part).session
    #expect(merged.decisions == part.decisions && merged.scope == nil)
    #expect(merged.history == part.history && merged.historyErrors.isEmpty)
  }

  @Test("a signature covers every decision of it, and the next one voids the signature")
  func signature() throws {
    var (session, other) = (try session(), try session())
    #expect(session.signedDigest == other.signedDigest)
    try other.undo(by: Sample.alice, at: Sample.after(70))
    try other.redo(by: Sample.alice, at: Sample.after(70))
    #expect(session.decisions == other.decisions && session.signedDigest != other.signedDigest)
    let digest = session.signedDigest
    session = try read(session)
    #expect(session.signedDigest == digest)
  }
}
