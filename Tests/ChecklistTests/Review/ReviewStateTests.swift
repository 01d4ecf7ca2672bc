import Model
import Platform
import Testing

@testable import Checklist

@Suite struct ReviewStateTests {
  private var session = ReviewSession()
  private let finding = Sample.users.findings[0]

  private func title(days: Int) -> String {
    session.state(of: .finding(finding), at: Sample.now.adding(days: days)).title
  }

  @Test("a justification is expiring in its last 30 days and expires after the last")
  mutating func expiry() throws {
    try session.decide(
      Sample.justified, on: [.finding(finding)], by: Sample.alice, at: Sample.now)
    #expect(title(days: 0) == "justified")
    #expect(title(days: 59) == "justified")
    #expect(title(days: 60) == "justified, expires in 30 days")
    #expect(title(days: 89) == "justified, expires in 1 day")
    #expect(title(days: 90) == "justified, expires today")
    #expect(title(days: 91) == "justified, expired 1 day ago")
    #expect(session.state(of: .finding(finding), at: Sample.now.adding(days: 90)).isDecided)
    #expect(!session.state(of: .finding(finding), at: Sample.now.adding(days: 91)).isDecided)
  }

  @Test("a remediation is overdue the day after its due date, and stays decided")
  mutating func overdue() throws {
    try session.decide(
      Sample.remediate, on: [.finding(finding)], by: Sample.alice, at: Sample.now)
    #expect(title(days: 14) == "remediate")
    #expect(title(days: 15) == "remediate, overdue by 1 day")
    #expect(session.state(of: .finding(finding), at: Sample.now.adding(days: 15)).isDecided)
  }

  @Test("changed facts reopen a decision and are listed; the order of facts does not matter")
  mutating func stale() throws {
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [.finding(finding)], by: Sample.alice,
      at: Sample.now)
    let reordered = Sample.finding("users.mfa", "alice", facts: finding.facts.reversed())
    #expect(session.state(of: .finding(reordered), at: Sample.now).isDecided)
    let changed = Sample.finding(
      "users.mfa", "alice", facts: [Fact("mfaActive", "true"), Fact("keys", "1")])
    let state = session.state(of: .finding(changed), at: Sample.now)
    guard case .stale(let decision, let changes) = state else {
      Issue.record("\(state)")
      return
    }
    #expect(decision.facts.count == 2)
    #expect(
      changes == [
        FactChange(name: "keys", old: nil, new: "1"),
        FactChange(name: "mfaActive", old: "false", new: "true"),
        FactChange(name: "passwordEnabled", old: "true", new: nil),
      ])
    #expect(!state.isDecided)
  }

  @Test("a new principal with the same name does not inherit a decision, if ids are known")
  mutating func namesake() throws {
    let first = Sample.finding("users.mfa", "carol", uniqueID: "AIDA1")
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [.finding(first)], by: Sample.alice,
      at: Sample.now)
    let second = Sample.finding("users.mfa", "carol", uniqueID: "AIDA2")
    let unknown = Sample.finding("users.mfa", "carol")
    #expect(
      session.state(of: .finding(second), at: Sample.now).title
        == "passed, but the facts changed since")
    #expect(session.state(of: .finding(unknown), at: Sample.now).isDecided)
  }

  @Test("an item answered manually needs review again if the evidence changes")
  mutating func manualAnswer() throws {
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [.item(Sample.advisor)], by: Sample.alice,
      at: Sample.now)
    #expect(session.state(of: .item(Sample.advisor), at: Sample.now).isDecided)
    let collected = Sample.result("roles.access-advisor", .roles)
    #expect(!session.state(of: .item(collected), at: Sample.now).isDecided)
  }

  @Test("progress counts findings, and items without findings")
  mutating func progress() throws {
    let assessment = Sample.assessment
    let now = Sample.now
    var progress = session.progress(of: assessment, at: now)
    #expect(progress.total == 4 && progress.decided == 0 && progress.items == 3)
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [.finding(finding)], by: Sample.alice, at: now)
    let item = session.progress(of: Sample.users, at: now)
    #expect(item.decided == 1 && item.total == 2 && !item.isDecided)
    #expect(session.progress(of: assessment, section: .users, at: now).decided == 1)
    #expect(session.progress(of: assessment, section: .root, at: now).total == 1)
    try session.decide(
      DecisionContent(.notApplicable, note: "no users"), on: [.item(Sample.users)],
      by: Sample.alice, at: now)
    #expect(session.progress(of: Sample.users, at: now).isDecided)
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [.item(Sample.root), .item(Sample.advisor)],
      by: Sample.alice,
      at: now)
    progress = session.progress(of: assessment, at: now)
    #expect(progress.isComplete && progress.undecided == 0 && progress.decidedItems == 3)
  }

  @Test("an item that passes automatically is decided only when a person passes it")
  func nothingIsPassedSilently() {
    #expect(session.undecided(in: Sample.assessment, at: Sample.now).first == .item("root.mfa"))
  }

  @Test("next and previous follow the checklist and wrap around")
  mutating func walking() throws {
    let assessment = Sample.assessment
    let (alice, bob) = (Sample.users.findings[0].id, Sample.users.findings[1].id)
    func next(_ place: DecisionTarget?, backwards: Bool = false) -> DecisionTarget? {
      session.nextUndecided(from: place, backwards: backwards, in: assessment, at: Sample.now)
    }
    #expect(next(nil) == .item("root.mfa"))
    #expect(next(.item("root.mfa")) == .finding(alice))
    #expect(next(.item("users.mfa")) == .finding(alice))
    #expect(next(.finding(alice)) == .finding(bob))
    #expect(next(.item("roles.access-advisor")) == .item("root.mfa"))
    #expect(next(.item("root.mfa"), backwards: true) == .item("roles.access-advisor"))
    #expect(next(.finding(alice), backwards: true) == .item("root.mfa"))
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [.finding(Sample.users.findings[1])],
      by: Sample.alice,
      at: Sample.now)
    #expect(next(.finding(alice)) == .item("roles.access-advisor"))
    for result in assessment.items where result.id != ItemID("users.mfa") {
      try session.decide(
        DecisionContent(.pass, note: "checked"), on: [.item(result)], by: Sample.alice,
        at: Sample.now)
    }
    #expect(next(.finding(alice)) == .finding(alice))
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [.finding(finding)], by: Sample.alice,
      at: Sample.now)
    #expect(next(nil) == nil)
  }
}

extension DecisionTarget {
  fileprivate static func item(_ id: String) -> DecisionTarget { .item(ItemID(id)) }
}
