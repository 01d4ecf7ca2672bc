import Model
import Testing

@testable import Checklist

@Suite struct ReviewScopeTests {
  private static let alice = Sample.users.findings[0]
  private static let scope = ReviewScope(
    title: "filter alice", items: [Sample.root.id], findings: [alice.id])

  @Test("a part contains only its own items and findings, and can be read again")
  func narrowed() throws {
    let part = Sample.assessment.narrowed(to: Self.scope)
    #expect(part.items.map(\.id) == [Sample.root.id, Sample.users.id])
    #expect(part.findings.map(\.id) == [Self.alice.id])
    let session = ReviewSession().part(Self.scope)
    #expect(try ReviewSession(Array(session.text.utf8)) == session)
    #expect(session.progress(of: part, at: Sample.now).total == 2)
  }

  @Test("an item with only some findings in the part has unchanged facts")
  func itemFacts() throws {
    let part = Sample.assessment.narrowed(to: Self.scope)
    #expect(Reviewable.item(part.items[1]).facts == Reviewable.item(Sample.users).facts)
  }

  @Test("targets of another part cannot be decided here")
  func refused() throws {
    var session = ReviewSession().part(Self.scope)
    #expect(
      throws: DecisionRefusal.outOfScope(.finding(Sample.users.findings[1].id), Self.scope)
    ) {
      try session.decide(
        Sample.justified, on: [.finding(Sample.users.findings[1])], by: Sample.alice,
        at: Sample.now)
    }
    #expect(throws: DecisionRefusal.self) {
      try session.decide(
        Sample.remediate, on: [.item(Sample.users)], by: Sample.alice, at: Sample.now)
    }
    try session.decide(
      Sample.justified, on: [.finding(Self.alice)], by: Sample.alice, at: Sample.now)
  }

  @Test("parts are merged into the whole, in either order")
  func together() throws {
    var whole = ReviewSession()
    try whole.decide(
      DecisionContent(.pass), on: [.item(Sample.root)], by: Sample.alice, at: Sample.now)
    var one = whole.part(Self.scope)
    try one.decide(
      Sample.justified, on: [.finding(Self.alice)], by: Sample.alice, at: Sample.now)
    var other = whole.part(
      ReviewScope(title: "rest", items: [], findings: [Sample.users.findings[1].id]))
    try other.decide(
      Sample.remediate, on: [.finding(Sample.users.findings[1])], by: Sample.bob, at: Sample.now)
    let merge = try SessionMerge(base: whole, ours: one, theirs: other)
    #expect(merge.session.scope == nil)
    #expect(merge.conflicts == [])
    #expect(merge.session.decisions.count == 3)
    #expect(
      merge.session.text
        == (try SessionMerge(base: whole, ours: other, theirs: one)).session.text)
  }
}
