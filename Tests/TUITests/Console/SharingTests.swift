import Model
import Platform
import Testing
import Workspace

@testable import Checklist
@testable import TUI

/// Work with others: approvals, conflicts, and earlier reviews.
@Suite struct SharingTests {
  private static let other = Reviewer(name: "bea", host: "jump2")
  private static let size = Size(columns: 100, rows: 40)
  private static let finding = Fixture.model.findings[0]

  private static func justified(_ note: String) -> DecisionContent {
    var content = DecisionContent(.justified, note: note)
    content.justification = .acceptedRisk
    content.expires = CalendarDay(containing: Fixture.now).adding(days: 29)
    return content
  }

  static func session(
    _ note: String = "for now", by reviewer: Reviewer = other, on number: Int = 0,
    from start: ReviewSession? = nil
  ) throws -> ReviewSession {
    var session = start ?? ReviewSession()
    try session.decide(
      justified(note), on: [.finding(Fixture.model.findings[number])], by: reviewer,
      at: Fixture.now)
    return session
  }

  /// A console on the detail of the first finding.
  private func console(_ session: ReviewSession) -> TestConsole {
    let console = TestConsole(Self.size, session: session)
    console.press(.enter)
    return console
  }

  @Test("A approves another person's decision, with or without a comment")
  func approve() throws {
    let console = console(try Self.session())
    console.type("A")
    #expect(console.picture.contains("approve; comment (optional):"))
    console.type("seen it")
    console.press(.enter)
    #expect(console.effects == [.save])
    #expect(console.lastLine.contains("approved: \(Self.finding.id)"))
    let approval = console.state.review.session.decisions[.finding(Self.finding.id)]?.approval
    #expect(approval?.text == "seen it")
    #expect(console.picture.contains("alex@jump1, 2026-11-24 07:00 UTC: seen it"))
    #expect(console.state.review.statuses.findings[0].has(.approved))
    console.type("u")
    #expect(console.state.review.statuses.findings[0].has(.unapproved))
  }

  @Test("D rejects with a reason, and the finding needs review again")
  func reject() throws {
    let console = console(try Self.session())
    let before = console.state.review.statuses.totalUndecided
    console.type("D")
    console.press(.enter)
    #expect(console.lastLine.contains("a rejection needs a reason"))
    #expect(console.effects.isEmpty)
    console.type("no")
    console.press(.enter)
    #expect(console.state.review.statuses.totalUndecided == before + 1)
    #expect(console.picture.contains("justified, rejected"))
  }

  @Test("your own decision cannot be approved, and the key line says why")
  func own() throws {
    let console = console(try Self.session(by: Fixture.reviewer))
    console.type("A")
    #expect(console.state.input == nil)
    #expect(
      console.lastLine.contains(
        "approve: you made this decision; another person must approve it (--reviewer sets your name)"
      ))
  }

  static func merged() throws -> ReviewSession {
    let base = try session()
    let ours = try session("in the safe", by: Fixture.reviewer, from: base)
    let theirs = try session("on a shelf", from: base)
    return try SessionMerge(base: base, ours: ours, theirs: theirs).session
  }

  @Test("a conflict shows both sides; o takes yours, t the other, u restores it")
  func conflict() throws {
    let console = console(try Self.merged())
    let picture = console.picture
    #expect(picture.contains("in conflict: two people decided differently"))
    #expect(
      picture.contains("o keeps       your decision: justified until 2026-12-23 (in the"))
    #expect(
      picture.contains(
        "t keeps       decision of bea@jump2: justified until 2026-12-23"))
    #expect(console.state.review.statuses.findings[0].has(.conflict))
    #expect(KeyLine.commands(console.state).map(\.title).contains("ours"))
    console.type("t")
    let target = DecisionTarget.finding(Self.finding.id)
    #expect(console.state.review.session.decisions[target]?.by == Self.other)
    console.type("u")
    #expect(console.state.review.session.decisions[target]?.conflict != nil)
    console.type("o")
    #expect(console.state.review.session.decisions[target]?.note == "in the safe")
    console.type("o")
    #expect(console.lastLine.contains("ours: no conflict here"))
  }

  @Test("e makes a third decision from a conflict")
  func third() throws {
    let console = console(try Self.merged())
    console.type("e")
    console.press(.control("u"))
    console.type("both have one")
    console.press(.control("o"))
    let decision = console.state.review.session.decisions[.finding(Self.finding.id)]
    #expect(decision?.note == "both have one")
    #expect(decision?.conflict == nil)
    #expect(decision?.by == Fixture.reviewer)
  }

  static func planned(into session: ReviewSession = ReviewSession()) throws -> PlannedCarry {
    let side = ReviewSide(Fixture.assessment, try Self.session())
    return PlannedCarry(
      CarryPlan(from: side, into: session, of: Fixture.assessment, at: Fixture.now))
  }

  @Test(":carry shows the plan, and C carries decisions forward in one step")
  func carry() throws {
    let console = TestConsole(Self.size)
    console.type(":carry old/review.json")
    console.press(.enter)
    #expect(console.effects == [.planCarry("old/review.json")])
    let before = console.state.review.statuses.totalUndecided
    console.send(.planned(.success(try Self.planned())))
    #expect(console.picture.contains("Carry forward from the review of 2026-11-20"))
    #expect(console.picture.contains("undecided     \(before) before, \(before - 1) after"))
    #expect(KeyLine.commands(console.state).map(\.title).contains("carry forward"))
    #expect(console.state.review.session.history.isEmpty)
    console.type("C")
    #expect(console.effects.last == .save)
    #expect(console.state.pages.isEmpty)
    #expect(console.state.review.statuses.totalUndecided == before - 1)
    #expect(console.state.review.statuses.findings[0].has(.carried))
    console.press(.enter)
    #expect(console.picture.contains("carried forward  from the review of 2026-11-20"))
    console.type("u")
    #expect(console.state.review.statuses.totalUndecided == before)
    #expect(console.state.review.session.baseline == nil)
  }

  @Test("Esc closes the plan without carrying; C shows it again")
  func leave() throws {
    let console = TestConsole(Self.size)
    console.send(.planned(.success(try Self.planned())))
    console.press(.escape)
    #expect(console.state.pages.isEmpty)
    console.type("C")
    // The plan is shown again, so that nothing is carried forward unseen.
    #expect(console.state.pages.last?.topic == .carry)
    #expect(console.state.review.session.history.isEmpty)
    console.press(.escape)
    console.type(":carry")
    console.press(.enter)
    #expect(console.state.pages.last?.topic == .carry)
    let other = TestConsole(Self.size)
    other.type("C")
    #expect(other.lastLine.contains(":carry REVIEW shows a preview first"))
  }

  @Test("a review that cannot be read is reported")
  func failure() {
    let console = TestConsole(Self.size)
    console.send(.planned(.failure(ReviewError(message: "x: there is no session"))))
    #expect(console.lastLine.contains("x: there is no session"))
    #expect(console.state.pages.isEmpty)
  }

  @Test("status:new lists new findings, and :gone those that no longer exist")
  func newAndGone() throws {
    let older = Fixture.assessment
    let items = older.items.map { result in
      ItemResult(
        item: result.item, outcome: result.outcome, missing: result.missing,
        findings: result.findings.filter { $0.id != Self.finding.id }, notes: result.notes)
    }
    let less = Assessment(
      account: older.account, settings: older.settings, items: items,
      catalogueVersion: older.catalogueVersion)
    var session = ReviewSession()
    try session.carry(
      CarryPlan(from: ReviewSide(less), into: session, of: older, at: Fixture.now),
      by: Fixture.reviewer, at: Fixture.now)
    let console = TestConsole(Self.size, session: session)
    console.type("f/status:new")
    console.press(.enter)
    #expect(console.state.checklist.findings == [0])
    var gone = ReviewSession()
    try gone.carry(
      CarryPlan(
        from: ReviewSide(older, try Self.session()), into: gone, of: less, at: Fixture.now),
      by: Fixture.reviewer, at: Fixture.now)
    let later = TestConsole(Self.size, model: ConsoleModel(less), session: gone)
    later.type(":gone")
    later.press(.enter)
    #expect(later.picture.contains("resolved: no longer found  1"))
    #expect(later.picture.contains("\(Self.finding.id)"))
    #expect(later.picture.contains("justified until 2026-12-23 (for now), by bea@jump2"))
  }
}
