import Model
import Testing

@testable import Checklist
@testable import Reports

/// Changes and decisions in one line.
@Suite struct HistoryWordsTests {
  private static let finding = Reviewable.finding(Sample.users.findings[0])

  private func lines(_ verdict: Approval.Verdict) throws -> [String] {
    var session = ReviewSession()
    try session.decide(Sample.justified, on: [Self.finding], by: Sample.alice, at: Sample.now)
    try session.approve(verdict, "why?", on: [Self.finding], by: Sample.bob, at: Sample.now)
    return session.history.map(\.sentence)
  }

  @Test("a rejection is not listed as an approval, and the note belongs to the decision")
  func verdicts() throws {
    let note = Sample.justified.note
    let rejected = try #require(try lines(.rejected).last)
    #expect(rejected.contains("  reject \(Self.finding.target): justified"))
    #expect(rejected.hasSuffix(" (\(note)), rejected by bob@laptop"))
    #expect(!rejected.contains("approve"))
    let approved = try #require(try lines(.approved).last)
    #expect(approved.contains("  approve \(Self.finding.target): justified"))
    #expect(approved.hasSuffix(" (\(note)), approved by bob@laptop"))
  }

  @Test("the owner of a remediation is not its author")
  func owner() throws {
    var session = ReviewSession()
    try session.decide(Sample.remediate, on: [Self.finding], by: Sample.alice, at: Sample.now)
    let decision = try #require(session.decisions[Self.finding.target])
    let (owner, due) = (try #require(decision.content.owner), try #require(decision.content.due))
    #expect(decision.text.hasPrefix("remediate, owner \(owner), due \(due)"))
  }

  @Test("a step on several findings counts findings")
  func steps() throws {
    var session = ReviewSession()
    let findings = Sample.users.findings.prefix(2).map(Reviewable.finding)
    try #require(findings.count == 2)
    try session.decide(Sample.justified, on: findings, by: Sample.alice, at: Sample.now)
    let done = try session.undo(by: Sample.alice, at: Sample.now)
    #expect(done.summary == "justified, 2 findings" || done.summary == "undecided, 2 findings")
  }
}
