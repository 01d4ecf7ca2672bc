import Model
import Platform
import Testing

@testable import Checklist
@testable import Reports

/// Findings with the same cause are one entry of the report.
@Suite struct FindingGroupTests {
  private static func finding(
    _ item: String, _ kind: Subject.Kind, _ name: String, _ predicate: String,
    severity: Severity = .high, detail: FindingDetail? = nil
  ) -> Finding {
    Finding(
      id: FindingID("\(item)/\(kind.rawValue)/\(name)"), item: ItemID(item),
      subject: Subject(kind: kind, name: name, arn: nil), severity: severity,
      summary: "\(name) \(predicate)", facts: [], evidence: [], advice: Advice("Fix it."),
      detail: detail)
  }

  private static func groups(_ item: String, _ findings: [Finding]) -> [FindingGroup] {
    let result = Sample.result(item, .users, findings)
    let reported = ReportedItem(result, in: ReviewSession(), at: Sample.now)
    return FindingGroup.all(of: reported, number: 7)
  }

  @Test("the same fact about several subjects is one entry, and another fact is another one")
  func causes() {
    let item = "users.administrator-access"
    let groups = Self.groups(
      item,
      [
        Self.finding(item, .group, "admins", "has administrator access via A"),
        Self.finding(item, .user, "ann", "has administrator access via A"),
        Self.finding(item, .user, "bob", "has administrator access via B"),
        Self.finding(item, .user, "cid", "has administrator access via A"),
      ])
    #expect(
      groups.map(\.heading) == [
        "2 users and 1 group have administrator access via A",
        "bob has administrator access via B",
      ])
    #expect(groups.map(\.number) == ["7.1–7.3", "7.4"])
    #expect(groups[0].findings.map(\.finding.subject.name) == ["admins", "ann", "cid"])
    #expect(groups[0].number(2) == "7.3" && groups[0].anchor(2) == "f7-3")
  }

  @Test(
    "findings that differ in detail share an entry where the item has one cause",
    arguments: [
      ("users.unused", "was last active long ago", "was never active", "2 users not in use"),
      (
        "users.key-rotation", ": access key 1 is 100 days old", ": access key 1 is 400 days old",
        "2 users with an access key that is too old or no longer used"
      ),
    ])
  func shared(_ item: String, _ one: String, _ other: String, _ title: String) {
    let groups = Self.groups(
      item, [Self.finding(item, .user, "ann", one), Self.finding(item, .user, "bob", other)])
    #expect(groups.map(\.heading) == [title])
    #expect(!groups[0].isUniform)
  }

  @Test("instances without an instance profile are not those whose instance profile has no role")
  func profiles() {
    let item = "roles.instance-profiles"
    let some = FindingDetail.instance(profile: ARN("arn:p"))
    let groups = Self.groups(
      item,
      [
        Self.finding(item, .instance, "i-1", "(a) has p", detail: some),
        Self.finding(item, .instance, "i-2", "(b) has none", detail: .instance(profile: nil)),
        Self.finding(item, .instance, "i-3", "(c) has none", detail: .instance(profile: nil)),
        Self.finding(item, .instance, "i-4", "(d) has p", detail: some),
      ])
    #expect(
      groups.map(\.heading) == [
        "2 instances with an instance profile that has no role",
        "2 instances without an instance profile",
      ])
  }

  @Test("an item with very many different findings has a limited number of entries")
  func many() {
    let item = "roles.privilege-escalation"
    let findings =
      (0..<500).map { Self.finding(item, .role, "r\($0)", "can do \($0)") }
      + (0..<300).map { Self.finding(item, .role, "s\($0)", "can do the same") }
    let groups = Self.groups(item, findings)
    #expect(groups.count == 2)
    #expect(groups.reduce(0) { $0 + $1.findings.count } == 800)
    #expect(groups.map(\.number) == ["7.1–7.300", "7.301–7.800"])
  }

  @Test("some findings of a group have their numbers as ranges, and their own count and severity")
  func part() throws {
    let item = "users.mfa"
    let findings = (1...9).map {
      Self.finding(item, .user, "u\($0)", "has no MFA", severity: $0 == 1 ? .high : .low)
    }
    let group = try #require(Self.groups(item, findings).first)
    func part(_ names: [String]) throws -> FindingPart {
      try #require(group.part { names.contains($0.finding.subject.name) })
    }
    #expect(try part(["u1", "u2", "u3"]).summary.plainText == "7.1–7.3: 3 users have no MFA")
    #expect(
      try part(["u2", "u4", "u5", "u7", "u9"]).summary.plainText
        == "7.2, 7.4–7.5, 7.7, 7.9: 5 users have no MFA")
    #expect(try part(["u3"]).summary.plainText == "7.3 u3 has no MFA")
    #expect(try part(["u2", "u3"]).severity == .low && part(["u1", "u2"]).severity == .high)
    #expect(group.part { _ in false } == nil)
    let sorted = try [part(["u2"]), part(["u1"])].bySeverity.listed(1).map(\.plainText)
    #expect(sorted == ["high 7.1 u1 has no MFA"])
  }

  @Test("the consequence of each item is a sentence, and a predicate of groups is not")
  func texts() {
    for item in Checklist.items {
      let reporting = item.reporting
      #expect(
        reporting.consequence.hasSuffix(".") && reporting.consequence.count > 20, "\(item.id)")
      #expect(reporting.groupPredicate?.hasSuffix(".") != true, "\(item.id)")
    }
  }
}
