import Model
import Platform
import Testing

@testable import Checklist

/// The overall statement is a record: it has history, undo, merge, and a place in later versions.
@Suite struct StatementTests {
  private func session(_ text: String, from start: ReviewSession = ReviewSession()) throws
    -> ReviewSession
  {
    var session = start
    try session.write(statement: text, by: Sample.alice, at: Sample.now)
    return session
  }

  private func read(_ session: ReviewSession) throws -> ReviewSession {
    try ReviewSession(Array(session.text.utf8))
  }

  @Test("it is stored, undone and redone, and keeps the history intact")
  func history() throws {
    var session = try session("The account is **well** run.\n\nTwo risks remain.")
    #expect(session.schemaVersion == 2)
    #expect(session.history.last?.sentence.contains("write text statement: The account") == true)
    let stored = try read(session)
    #expect(stored.statement == session.statement)
    #expect(stored.text == session.text)
    #expect(stored.historyErrors.isEmpty)
    #expect(session.nextUndo?.summary == "changed the statement")
    try session.undo(by: Sample.bob, at: Sample.now)
    #expect(session.statement == nil)
    #expect(try read(session).historyErrors.isEmpty)
    try session.redo(by: Sample.bob, at: Sample.now)
    #expect(session.statement == "The account is **well** run.\n\nTwo risks remain.")
    #expect(try read(session).nextUndo != nil)
  }

  @Test("the same text, and removing nothing, change nothing; an empty text removes it")
  func unchanged() throws {
    var session = try session("Good.")
    let before = session
    #expect(try session.write(statement: "Good.", by: Sample.bob, at: Sample.now).isEmpty)
    #expect(session == before)
    try session.write(statement: " \n", by: Sample.bob, at: Sample.now)
    #expect(session.statement == nil)
    #expect(try session.write(statement: "", by: Sample.bob, at: Sample.now).isEmpty)
  }

  @Test("a statement that was changed in the file does not match the history")
  func changed() throws {
    let text = try session("Good.").text.replacing(
      "\"text\": \"Good.\"", with: "\"text\": \"Bad.\"")
    let errors = try ReviewSession(Array(text.utf8)).historyErrors
    #expect(errors.map(\.message) == ["the text statement does not match the history"])
  }

  @Test(
    "two people: one change is taken, two different ones are a conflict, in either order",
    arguments: [
      ("Good.", "Good.", "Good.", false), ("Good.", "Better.", "Better.", false),
      ("Better.", "Good.", "Better.", false), ("Better.", "Worse.", nil, true),
      ("Same.", "Same.", "Same.", false),
    ] as [(String, String, String?, Bool)])
  func merge(ours: String, theirs: String, expected: String?, isConflict: Bool) throws {
    let base = try session("Good.")
    let mine = try session(ours, from: base)
    var yours = base
    try yours.write(
      statement: theirs, by: Sample.bob, at: Instant(seconds: Sample.now.seconds + 60))
    let merged = try SessionMerge(base: base, ours: mine, theirs: yours).session
    #expect(try SessionMerge(base: base, ours: yours, theirs: mine).session.text == merged.text)
    #expect(merged.statement == expected ?? theirs)
    #expect(merged.hasStatementConflict == isConflict)
    #expect(try read(merged) == read(read(merged)))
    #expect(try read(merged).historyErrors.isEmpty)
    guard isConflict else { return }
    // Writing the statement again, even unchanged, resolves the conflict.
    var resolved = merged
    try resolved.write(statement: theirs, by: Sample.alice, at: Sample.now)
    #expect(!resolved.hasStatementConflict)
  }

  @Test("records of kinds that only a later version knows are kept, undone and merged")
  func later() throws {
    let key = ReviewRecord.Key(kind: "sample", id: "roles-1")
    let members = [JSONMember("population", .integer(40)), JSONMember("seed", .string("x"))]
    let record = ReviewRecord(members, by: Sample.alice, at: Sample.now)
    var session = ReviewSession()
    try session.append(
      [.record(key, from: nil, to: record)], action: .edit, Sample.alice, Sample.now)
    var stored = try read(session)
    #expect(stored.records == [key: record])
    #expect(stored.historyErrors.isEmpty)
    let merged = try SessionMerge(base: ReviewSession(), ours: stored, theirs: ReviewSession())
    #expect(merged.session.records == [key: record])
    try stored.undo(by: Sample.bob, at: Sample.now)
    #expect(stored.records.isEmpty)
  }

  @Test("a session has schema version 1 until it contains something of version 2")
  func version() throws {
    var session = ReviewSession()
    try session.decide(
      Sample.remediate, on: [.item(Sample.root)], by: Sample.alice, at: Sample.now)
    #expect(session.schemaVersion == 1)
    #expect(!session.text.contains("records"))
    try session.write(statement: "Good.", by: Sample.alice, at: Sample.now)
    #expect(session.schemaVersion == 2)
    #expect(!(try read(session).isReadOnly))
  }
}
