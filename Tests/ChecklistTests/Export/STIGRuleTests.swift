import Model
import Platform
import Testing

@testable import Checklist
@testable import Reports

@Suite struct STIGRuleTests {
  private static func rule(_ dispositions: [Disposition?]) throws -> STIGRule {
    let findings = dispositions.indices.map { Sample.finding("users.mfa", "user\($0)") }
    var session = ReviewSession()
    for (finding, disposition) in zip(findings, dispositions) {
      guard let disposition else { continue }
      var content = Sample.justified
      content.disposition = disposition
      content.owner = "bob"
      content.due = Sample.today
      content.severity = SeverityOverride(.low, reason: "rare")
      try session.decide(content, on: [.finding(finding)], by: Sample.alice, at: Sample.now)
    }
    let result = Sample.result("users.mfa", .users, findings)
    return STIGRule(ReportedItem(result, in: session, at: Sample.now))
  }

  @Test(
    "a rule has one status for all its findings",
    arguments: [
      ([nil], .open), ([.pass, nil], .open), ([.pass, .justified], .open),
      ([.falsePositive, .remediate], .open), ([.pass, .falsePositive], .satisfied),
      ([.pass, .notApplicable], .satisfied), ([.notApplicable, .notApplicable], .notApplicable),
      ([], .notReviewed),
    ] as [([Disposition?], ItemStatus)])
  func status(dispositions: [Disposition?], expected: ItemStatus) throws {
    #expect(try Self.rule(dispositions).status == expected)
  }

  @Test("if the severity of all findings is overridden, so is the severity of the rule")
  func override() throws {
    #expect(try Self.rule([.pass, nil]).override == nil)
    let rule = try Self.rule([.pass, .justified])
    #expect(rule.severity == "high")
    #expect(rule.override?.severity == "low")
    #expect(rule.override?.reason == "user0: rare\nuser1: rare")
  }

  @Test("long text is truncated to the limit of the viewers, with the length of the rest")
  func limit() throws {
    let many = try Self.rule([Disposition?](repeating: .pass, count: 600))
    for text in [many.details, many.comments] {
      #expect(text.utf16.count <= 32_767)
      #expect(text.hasSuffix("not fit into this format."))
    }
    let long = Sample.result(
      "users.mfa", .users,
      [Sample.finding("users.mfa", String(repeating: "x", count: 40_000))])
    let rule = STIGRule(ReportedItem(long, in: ReviewSession(), at: Sample.now))
    #expect((30_000...32_767).contains(rule.details.utf16.count))
  }
}
