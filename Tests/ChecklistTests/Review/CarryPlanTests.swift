import Model
import Platform
import Testing

@testable import Checklist

@Suite struct CarryPlanTests {
  private static let quarterAgo = Sample.now.adding(days: -90)
  private static let dora = Sample.finding("users.mfa", "dora", uniqueID: "AIDA1")
  private static let otherDora = Sample.finding("users.mfa", "dora", uniqueID: "AIDA2")
  private static let stay = Sample.finding("users.mfa", "alice")
  private static let change = Sample.finding("users.mfa", "bob")
  private static let changedNow = Sample.finding(
    "users.mfa", "bob", facts: [Fact("passwordEnabled", "true"), Fact("mfaActive", "unknown")])
  private static let expiring = Sample.finding("users.mfa", "eve")
  private static let fixed = Sample.finding("users.mfa", "fred")
  private static let neverDecided = Sample.finding("users.mfa", "gina")
  private static let unseen = Sample.finding("roles.access-advisor", "role")
  private static let new = Sample.finding("users.mfa", "hal")

  private static let before = Sample.assessment([
    Sample.root,
    Sample.result(
      "users.mfa", .users, [dora, stay, change, expiring, fixed, neverDecided]),
    Sample.result("roles.access-advisor", .roles, [unseen]),
  ])
  private static let after = Sample.assessment([
    Sample.root,
    Sample.result(
      "users.mfa", .users, [otherDora, stay, changedNow, expiring, new]),
    Sample.advisor,
  ])

  /// The earlier review, in which only gina is undecided.
  private func earlier() throws -> ReviewSession {
    var settings = Settings()
    for severity in Severity.allCases { settings.acceptanceLimits[severity] = 365 }
    var session = ReviewSession(settings: settings)
    session.attach(to: Self.before.account)
    for finding in [Self.dora, Self.stay, Self.change, Self.fixed, Self.unseen] {
      try session.decide(
        Sample.justified, on: [.finding(finding)], by: Sample.alice, at: Self.quarterAgo)
    }
    var short = Sample.justified
    short.expires = Sample.today.adding(days: -1)
    try session.decide(short, on: [.finding(Self.expiring)], by: Sample.alice, at: Self.quarterAgo)
    try session.decide(
      DecisionContent(.pass), on: [.item(Sample.root)], by: Sample.alice, at: Self.quarterAgo)
    return session
  }

  private func plan(into session: ReviewSession = ReviewSession()) throws -> CarryPlan {
    CarryPlan(
      from: ReviewSide(Self.before, try earlier()), into: session, of: Self.after, at: Sample.now)
  }

  @Test("every finding is in one bucket")
  func buckets() throws {
    let comparison = try plan().comparison
    func names(_ bucket: ReviewComparison.Bucket) -> [String] {
      comparison.findings(bucket).map(\.target.description)
    }
    #expect(names(.unchanged) == ["users.mfa/user/alice", "users.mfa/user/eve"])
    #expect(names(.changed) == ["users.mfa/user/dora", "users.mfa/user/bob"])
    #expect(names(.new) == ["users.mfa/user/hal"])
    #expect(names(.gone) == ["users.mfa/user/fred", "users.mfa/user/gina"])
    // Missing evidence resolves nothing.
    #expect(names(.unseen) == ["roles.access-advisor/user/role"])
    #expect(comparison.otherOutcomes.map(\.item) == [ItemID("roles.access-advisor")])
  }

  @Test("unchanged decisions keep their origin; changed ones need review with the old note")
  func carried() throws {
    var session = ReviewSession()
    let plan = try plan()
    #expect((plan.unchanged, plan.changed, plan.kept) == (2, 2, 0))
    try session.carry(plan, by: Sample.bob, at: Sample.now)
    let decision = try #require(session.decisions[.finding(Self.stay.id)])
    #expect(session.state(of: .finding(Self.stay), at: Sample.now) == .decided(decision))
    #expect((decision.by, decision.at) == (Sample.alice, Self.quarterAgo))
    #expect(decision.carried?.asOf == Self.before.account.asOf.instant)
    #expect(decision.carried?.history == (try earlier()).history.last?.hash)
    #expect(session.state(of: .item(Sample.root), at: Sample.now).isDecided)
    guard
      case .stale(let old, let changes) = session.state(
        of: .finding(Self.changedNow), at: Sample.now)
    else {
      Issue.record("bob")
      return
    }
    #expect(old.note == Sample.justified.note)
    #expect(changes == [FactChange(name: "mfaActive", old: "false", new: "unknown")])
    guard case .stale(_, let ids) = session.state(of: .finding(Self.otherDora), at: Sample.now)
    else {
      Issue.record("dora")
      return
    }
    #expect(ids == [FactChange(name: "uniqueId", old: "AIDA1", new: "AIDA2")])
    // These have no decision in this review.
    for finding in [Self.expiring, Self.new] {
      #expect(session.state(of: .finding(finding), at: Sample.now) == .undecided)
    }
  }

  @Test("decisions that are not carried are kept with the reason, and new findings are known")
  func baseline() throws {
    var session = ReviewSession()
    #expect(session.novelty(of: Self.new) == nil)
    try session.carry(plan(), by: Sample.bob, at: Sample.now)
    let left = try #require(session.baseline?.left)
    #expect(left[.finding(Self.expiring.id)]?.reason == .expired)
    #expect(left[.finding(Self.expiring.id)]?.decision?.note == Sample.justified.note)
    #expect(left[.finding(Self.fixed.id)]?.reason == .resolved)
    #expect(left[.finding(Self.neverDecided.id)]?.decision == nil)
    #expect(left[.finding(Self.neverDecided.id)]?.summary == Self.neverDecided.summary)
    #expect(left[.finding(Self.unseen.id)]?.reason == .unseen)
    #expect(left.count == 4)
    let novelties = [Self.new, Self.stay, Self.changedNow, Self.otherDora].map {
      session.novelty(of: $0)
    }
    #expect(novelties == [.new, .unchanged, .changed, .changed])
  }

  @Test("carrying is one step for undo, and can be read again from the file")
  func oneStep() throws {
    var session = ReviewSession()
    let step = try session.carry(plan(), by: Sample.bob, at: Sample.now)
    #expect(step.entries.count == 5)
    #expect(step.summary == "carried 4 decisions forward")
    #expect(try ReviewSession(Array(session.text.utf8)) == session)
    #expect(session.historyErrors == [])
    let other = session.text.replacing("\"reason\": \"expired\"", with: "\"reason\": \"resolved\"")
    #expect(try ReviewSession(Array(other.utf8)).historyErrors.map(\.kind) == [.otherBaseline])
    try session.undo(by: Sample.bob, at: Sample.now)
    #expect(session.decisions.isEmpty && session.baseline == nil)
    try session.redo(by: Sample.bob, at: Sample.now)
    #expect(session.decisions.count == 4 && session.baseline != nil)
    #expect(try ReviewSession(Array(session.text.utf8)) == session)
  }

  @Test("an existing decision is never overwritten")
  func kept() throws {
    var session = ReviewSession()
    try session.decide(
      Sample.remediate, on: [.finding(Self.stay)], by: Sample.bob, at: Sample.now)
    let mine = session.decisions
    let plan = try plan(into: session)
    #expect(plan.kept == 1 && plan.unchanged == 1)
    try session.carry(plan, by: Sample.bob, at: Sample.now)
    #expect(session.decisions[.finding(Self.stay.id)] == mine[.finding(Self.stay.id)])
  }

  @Test("a decision carried forward twice names the first review")
  func twice() throws {
    var second = ReviewSession()
    try second.carry(plan(), by: Sample.bob, at: Sample.now)
    var third = ReviewSession()
    try third.carry(
      CarryPlan(
        from: ReviewSide(Self.after, second), into: third, of: Self.after, at: Sample.now),
      by: Sample.bob, at: Sample.now)
    let id = DecisionTarget.finding(Self.stay.id)
    #expect(third.decisions[id]?.carried == second.decisions[id]?.carried)
  }

  @Test("without the old evidence, only decisions are compared, and the plan says so")
  func decisionsOnly() throws {
    let plan = CarryPlan(
      from: ReviewSide(try earlier()), into: ReviewSession(), of: Self.after, at: Sample.now)
    #expect((plan.unchanged, plan.changed) == (2, 2))
    #expect(plan.comparison.findings(.new).map(\.target.description) == ["users.mfa/user/hal"])
    #expect(plan.comparison.findings(.gone).map(\.target.description) == ["users.mfa/user/fred"])
    #expect(!plan.comparison.old.isWhole)
  }

  @Test("a part of a review carries only its own part")
  func part() throws {
    let scope = ReviewScope(title: "one", items: [], findings: [Self.stay.id])
    let session = ReviewSession().part(scope)
    let plan = CarryPlan(
      from: ReviewSide(Self.before, try earlier()), into: session,
      of: Self.after.narrowed(to: scope), at: Sample.now)
    #expect(plan.decisions.map(\.target) == [.finding(Self.stay.id)])
    #expect(plan.left.isEmpty)
  }
}
