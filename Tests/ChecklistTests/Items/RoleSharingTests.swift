import Testing

@testable import Checklist
@testable import Model
@testable import Reports

/// Findings on functions that share a role name a few of the functions and the number of others.
@Suite struct RoleSharingTests {
  private static func functions(_ count: Int) -> [LambdaFunction] {
    (0..<count).map { number in
      let name = "f\(1000 + number)"
      return LambdaFunction(
        name: name, arn: ARN("arn:aws:lambda:eu-west-1:123456789012:function:\(name)"),
        role: TinyAccount.arn("role/shared"), runtime: nil, suspectVariables: [],
        environmentError: nil, citation: TinyAccount.nowhere)
    }
  }

  private static func assessment(_ count: Int) -> Assessment {
    var tiny = TinyAccount()
    tiny.account.functions = TinyAccount.whole(functions(count))
    tiny.account.identities = TinyAccount.whole(
      Identities(users: [], groups: [], roles: [TinyAccount.role("shared")], policies: []))
    return Checklist.assess(tiny.account, settings: Settings())
  }

  @Test(
    "up to five of the other functions are named",
    arguments: [
      (2, "f1001", "f1001"),
      (6, "f1001, f1002, f1003, f1004, f1005", "f1001 f1002 f1003 f1004 f1005"),
      (7, "f1001, f1002, f1003, f1004, f1005 and 1 more", "and 1 more (digest "),
      (900, "f1001, f1002, f1003, f1004, f1005 and 894 more", "and 894 more (digest "),
    ]) func named(count: Int, text: String, fact: String)
  {
    let all = Self.functions(count)
    let sharing = RoleSharing(all)
    #expect(sharing.others == count - 1)
    #expect(sharing.text(beside: all[0]) == text)
    #expect(sharing.fact(beside: all[0]).contains(fact))
    if count > 6 { #expect(sharing.text(beside: all[6]).hasPrefix("f1000, f1001")) }
  }

  @Test("a fact changes if a function changes that it does not name")
  func digest() {
    let all = Self.functions(20)
    let others = Array(all.dropLast()) + Self.functions(21).suffix(1)
    #expect(RoleSharing(all).fact(beside: all[0]) != RoleSharing(others).fact(beside: all[0]))
    #expect(
      RoleSharing(all).fact(beside: all[0]) == RoleSharing(all.reversed()).fact(beside: all[0]))
  }

  @Test("output grows linearly with the functions", arguments: CheckReport.Format.allCases)
  func output(format: CheckReport.Format) {
    func bytes(_ count: Int) -> Int {
      CheckReport.render(Self.assessment(count), as: format).utf8.count
    }
    let (once, twice) = (bytes(200), bytes(400))
    #expect(Double(twice) < 2.3 * Double(once), "\(once) bytes, then \(twice)")
  }

  @Test(
    "a long list in a fact is truncated, with the number of others and a digest",
    arguments: [(0, ""), (1, "v0"), (3, "v0 v1 v2"), (4, "v0 v1 v2 and 1 more (digest ")])
  func facts(count: Int, value: String) {
    let values = (0..<count).map { "v\($0)" }
    #expect(Fact("f", many: values, maximum: 3).value.hasPrefix(value))
    #expect((count > 3) == Fact("f", many: values, maximum: 3).value.contains("digest"))
    #expect(
      count < 4
        || Fact("f", many: values, maximum: 3) != Fact("f", many: values + ["v"], maximum: 3))
  }
}
