import Model
import Platform
import Testing

@testable import Checklist

@Suite("Summary before signing") struct SigningSummaryTests {
  private func summary(
    signer: String = "alice", comment: String? = nil, drafts: Int = 0
  ) throws -> SigningSummary {
    var session = ReviewSession()
    session.attach(to: Sample.assessment.account)
    for target in [Reviewable.item(Sample.root), .item(Sample.advisor), .item(Sample.users)] {
      try session.decide(
        DecisionContent(.notApplicable, note: "lab"), on: [target], by: Sample.alice,
        at: Sample.now)
    }
    let statement = try session.statement(
      on: Sample.assessment, by: Reviewer(name: signer, host: ""), as: .reviewer, at: Sample.now)
    return SigningSummary(
      statement, of: Sample.assessment, session, key: "ssh-ed25519 SHA256:abc", comment: comment,
      drafts: drafts)
  }

  @Test("it names signer, key, account, evidence, counts and history")
  func lines() throws {
    let lines = try summary().lines
    #expect(
      lines.map(\.name) == [
        "signer", "key", "account", "evidence", "results", "decisions", "history",
      ])
    let values = Dictionary(lines.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    #expect(values["signer"] == "alice, as reviewer")
    #expect(values["key"] == "ssh-ed25519 SHA256:abc")
    #expect(values["results"] == "3 items, 2 findings")
    #expect(values["decisions"] == "3 not applicable")
    #expect(values["history"] == "3 entries")
  }

  @Test(
    "the comment of the key is compared with the signer",
    arguments: [
      ("alice@laptop", nil), ("Alice", nil), ("alice.smith@example.com", nil), ("", nil),
      ("2026-01-01", nil),
      ("bob@laptop", "the comment of the key, bob@laptop, does not name alice"),
      ("root@alice", "the comment of the key, root@alice, does not name alice"),
      ("malice@laptop", "the comment of the key, malice@laptop, does not name alice"),
    ] as [(String, String?)])
  func comments(comment: String, warning: String?) throws {
    #expect(try summary(comment: comment).warnings == [warning].compactMap(\.self))
  }

  @Test("drafts, and a signer without decisions, are pointed out")
  func warnings() throws {
    #expect(try summary().warnings.isEmpty)
    #expect(try summary(drafts: 1).warnings == ["1 draft is not part of the review"])
    #expect(try summary(drafts: 2).warnings == ["2 drafts are not part of the review"])
    #expect(
      try summary(signer: "ec2-user").warnings
        == ["no decision is by ec2-user; the decisions are by alice"])
  }
}
