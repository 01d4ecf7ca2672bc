import Model
import Platform
import Testing

@testable import Checklist

@Suite struct ApprovingTests {
  private static let finding = Reviewable.finding(Sample.users.findings[0])

  private func decided() throws -> ReviewSession {
    var session = ReviewSession()
    try session.decide(Sample.justified, on: [Self.finding], by: Sample.alice, at: Sample.now)
    return session
  }

  @Test("a second person approves; a changed decision has no approval")
  func approved() throws {
    var session = try decided()
    try session.approve(.approved, "seen", on: [Self.finding], by: Sample.bob, at: Sample.now)
    let decision = try #require(session.decisions[Self.finding.target])
    #expect(decision.approval?.by == Sample.bob)
    #expect(decision.approval?.text == "seen")
    #expect(session.state(of: Self.finding, at: Sample.now).isDecided)
    #expect(try ReviewSession(Array(session.text.utf8)) == session)
    var longer = Sample.justified
    longer.expires = longer.expires?.adding(days: 1)
    try session.decide(longer, on: [Self.finding], by: Sample.alice, at: Sample.now)
    #expect(session.decisions[Self.finding.target]?.approval == nil)
  }

  @Test("a rejected decision is undecided until it is approved or made again")
  func rejected() throws {
    var session = try decided()
    try session.approve(.rejected, "why?", on: [Self.finding], by: Sample.bob, at: Sample.now)
    #expect(!session.state(of: Self.finding, at: Sample.now).isDecided)
    try session.approve(.approved, "", on: [Self.finding], by: Sample.bob, at: Sample.now)
    #expect(session.state(of: Self.finding, at: Sample.now).isDecided)
    try session.undo(by: Sample.bob, at: Sample.now)
    #expect(!session.state(of: Self.finding, at: Sample.now).isDecided)
  }

  @Test(
    "nobody approves their own decision, whatever the host or spelling of the name",
    arguments: [
      Reviewer(name: "alice", host: "elsewhere"), Reviewer(name: "Alice", host: "jump1"),
    ])
  func own(by reviewer: Reviewer) throws {
    var session = try decided()
    #expect(throws: DecisionRefusal.ownDecisions(1)) {
      try session.approve(.approved, "", on: [Self.finding], by: reviewer, at: Sample.now)
    }
  }

  @Test("people with the same key are the same person")
  func key() throws {
    let one = Reviewer(name: "ann", host: "a", key: "SHA256:abc")
    #expect(one.isSamePerson(as: Reviewer(name: "root", host: "b", key: "SHA256:abc")))
    #expect(!one.isSamePerson(as: Reviewer(name: "root", host: "b", key: "SHA256:abd")))
    var session = ReviewSession()
    try session.decide(Sample.justified, on: [Self.finding], by: one, at: Sample.now)
    let read = try ReviewSession(Array(session.text.utf8))
    #expect(read.decisions[Self.finding.target]?.by.key == "SHA256:abc")
  }

  @Test("all decisions are approved or none")
  func all() throws {
    var session = try decided()
    let other = Reviewable.finding(Sample.users.findings[1])
    #expect(throws: DecisionRefusal.nothingToApprove(1)) {
      try session.approve(
        .approved, "", on: [Self.finding, other], by: Sample.bob, at: Sample.now)
    }
    #expect(throws: DecisionRefusal.rejectionNeedsReason) {
      try session.approve(.rejected, " ", on: [Self.finding], by: Sample.bob, at: Sample.now)
    }
    #expect(session.decisions[Self.finding.target]?.approval == nil)
    #expect(session.history.count == 1)
  }

  @Test("an expired justification cannot be approved")
  func expired() throws {
    var session = try decided()
    #expect(throws: DecisionRefusal.nothingToApprove(1)) {
      try session.approve(
        .approved, "", on: [Self.finding], by: Sample.bob, at: Sample.now.adding(days: 100))
    }
  }
}
