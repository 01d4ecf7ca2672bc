import Model
import Platform
import Testing

@testable import Checklist

@Suite struct DecidingTests {
  private var session = ReviewSession()
  private let targets = Sample.users.findings.map(Reviewable.finding)

  /// The message of a refused decision; nil if it is accepted.
  private func refusal(
    _ content: DecisionContent, on targets: [Reviewable], in session: ReviewSession
  ) -> String? {
    var copy = session
    do throws(DecisionRefusal) {
      try copy.decide(content, on: targets, by: Sample.alice, at: Sample.now)
      return nil
    } catch {
      #expect(copy == session, "a refused decision changes nothing")
      return error.message
    }
  }

  @Test("all missing values of a disposition are reported")
  func requirements() {
    let finding = [targets[0]]
    let cases: [(Disposition, String?)] = [
      (.pass, "passed requires a note with the reason"),
      (
        .justified,
        "justified requires a note with the reason; a kind: operational requirement, compensating "
          + "control, accepted risk, other; an expiry date"
      ),
      (
        .remediate,
        "remediate requires a note with the reason; an owner; a due date"
      ),
      (.notApplicable, "not applicable requires a note with the reason"),
      (.falsePositive, "false positive requires a note with the reason"),
    ]
    for (disposition, expected) in cases {
      let content = DecisionContent(disposition, note: " \n\t")
      #expect(refusal(content, on: finding, in: session) == expected)
    }
    #expect(refusal(Sample.justified, on: finding, in: session) == nil)
    #expect(refusal(Sample.remediate, on: finding, in: session) == nil)
  }

  @Test("a justification can expire today, but not yesterday")
  func expiry() {
    var content = Sample.justified
    content.expires = Sample.today
    #expect(refusal(content, on: [targets[0]], in: session) == nil)
    content.expires = Sample.today.adding(days: -1)
    #expect(
      refusal(content, on: [targets[0]], in: session)
        == "justified requires an expiry date that is not in the past (2026-11-23 is)")
  }

  @Test("a severity override needs a reason")
  func severity() {
    var content = DecisionContent(.pass, note: "checked")
    content.severity = SeverityOverride(.low, reason: "")
    #expect(
      refusal(content, on: [targets[0]], in: session)
        == "passed requires a reason for the severity override")
    content.severity = SeverityOverride(.low, reason: "no console")
    #expect(refusal(content, on: [targets[0]], in: session) == nil)
  }

  @Test("an item with open findings cannot be passed; remediation keeps a finding open")
  mutating func openFindings() throws {
    let item = [Reviewable.item(Sample.users)]
    #expect(
      refusal(DecisionContent(.pass, note: "checked"), on: item, in: session)
        == "users.mfa cannot be passed: 2 of its findings are open")
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [targets[0]], by: Sample.alice, at: Sample.now)
    try session.decide(Sample.remediate, on: [targets[1]], by: Sample.alice, at: Sample.now)
    #expect(
      refusal(DecisionContent(.pass, note: "checked"), on: item, in: session)
        == "users.mfa cannot be passed: 1 of its findings is open")
    try session.decide(Sample.justified, on: [targets[1]], by: Sample.alice, at: Sample.now)
    #expect(refusal(DecisionContent(.pass, note: "checked"), on: item, in: session) == nil)
    #expect(
      refusal(DecisionContent(.falsePositive, note: "x"), on: item, in: session)
        == "users.mfa is an item; only its findings can be false positives")
  }

  @Test("several targets are one step, decided all or none, each once")
  mutating func bulk() throws {
    let entries = try session.decide(
      Sample.justified, on: targets + targets, by: Sample.alice, at: Sample.now)
    #expect(entries.map(\.number) == [1, 2])
    #expect(entries.allSatisfy { $0.step == HistoryEntry.Step(first: 1, size: 2) })
    #expect(session.decisions.count == 2)
    #expect(session.nextUndo?.summary == "justified, 2 findings")
    let step = try session.undo(by: Sample.bob, at: Sample.now)
    #expect(step.entries.count == 2)
    #expect(session.decisions.isEmpty)
    #expect(refusal(DecisionContent(.justified), on: targets, in: session) != nil)
  }

  @Test("undo and redo append to the history, restore the whole decision, and end")
  mutating func undoRedo() throws {
    let target = targets[0].target
    let later = Instant(seconds: Sample.now.seconds + 60)
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [targets[0]], by: Sample.alice, at: Sample.now)
    let first = try #require(session.decisions[target])
    try session.decide(Sample.remediate, on: [targets[0]], by: Sample.bob, at: later)
    let second = try #require(session.decisions[target])
    try session.undo(by: Sample.bob, at: later)
    #expect(session.decisions[target] == first)
    #expect(session.nextRedo?.summary == "remediate users.mfa/user/alice")
    try session.undo(by: Sample.bob, at: later)
    #expect(session.decisions[target] == nil)
    #expect(session.nextUndo == nil)
    #expect(throws: DecisionRefusal.nothingToDo("undo")) {
      try session.undo(by: Sample.bob, at: later)
    }
    try session.redo(by: Sample.alice, at: later)
    #expect(session.decisions[target] == first)
    try session.redo(by: Sample.alice, at: later)
    #expect(session.decisions[target] == second)
    #expect(session.nextRedo == nil)
    try session.undo(by: Sample.alice, at: later)
    #expect(session.decisions[target] == first)
    #expect(session.history.count == 7)
    #expect(session.historyErrors.isEmpty)
    // A new decision clears the redo stack.
    try session.decide(nil, on: [targets[0]], by: Sample.alice, at: later)
    #expect(session.decisions.isEmpty)
    #expect(session.nextRedo == nil)
    #expect(session.nextUndo?.summary == "undecided users.mfa/user/alice")
  }

  @Test("clearing an undecided target adds no history")
  mutating func nothing() throws {
    let empty = session
    #expect(try session.decide(nil, on: targets, by: Sample.alice, at: Sample.now).isEmpty)
    #expect(session == empty)
    #expect(throws: DecisionRefusal.nothingToDo("decide")) {
      try session.decide(
        DecisionContent(.pass, note: "checked"), on: [], by: Sample.alice, at: Sample.now)
    }
  }

  @Test("a change of settings is in the history, and undo skips it")
  mutating func settings() throws {
    var strict = Settings()
    strict.maxAgeDays = 30
    try session.change(settings: strict, by: Sample.alice, at: Sample.now)
    #expect(session.settings == strict)
    #expect(try session.change(settings: strict, by: Sample.alice, at: Sample.now).isEmpty)
    #expect(
      session.history.last?.sentence.hasSuffix("change settings: age limit 90 -> 30 days") == true)
    #expect(session.nextUndo == nil && session.historyErrors.isEmpty)
  }

  @Test("after any sequence of decisions, undos and redos, the history explains the result")
  mutating func walk() throws {
    var random = RandomWalk(state: 7)
    for step in 0..<600 {
      let some = targets.filter { _ in random.next(2) == 0 }
      let now = Instant(seconds: Sample.now.seconds + Int64(step))
      switch random.next(6) {
      case 0: _ = try? session.undo(by: Sample.bob, at: now)
      case 1: _ = try? session.redo(by: Sample.bob, at: now)
      case 2: _ = try? session.decide(nil, on: some, by: Sample.alice, at: now)
      case 3: _ = try? session.decide(Sample.remediate, on: some, by: Sample.alice, at: now)
      default: _ = try? session.decide(Sample.justified, on: some, by: Sample.bob, at: now)
      }
    }
    #expect(session.history.count > 300)
    #expect(session.historyErrors.isEmpty)
    #expect(try ReviewSession(Array(session.text.utf8)) == session)
    while session.nextUndo != nil { try session.undo(by: Sample.bob, at: Sample.now) }
    #expect(session.decisions.isEmpty)
  }
}

/// A random generator with the same numbers in every run.
struct RandomWalk {
  var state: UInt64

  mutating func next(_ limit: UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) % limit
  }
}
