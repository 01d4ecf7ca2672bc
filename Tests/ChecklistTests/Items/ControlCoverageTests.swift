import Testing

@testable import Checklist
@testable import Model

/// Resources and cases that several Denies cover together, and those that they leave.
@Suite struct ControlCoverageTests {
  private static let full = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#

  private static func account(_ statements: String, version: String) throws -> TinyAccount {
    func policy(_ name: String, _ statements: String) throws -> ControlPolicy {
      ControlPolicy(
        id: "p-\(name)", name: name, arn: ARN(""),
        document: try TinyAccount.document(statements, version: version),
        citation: TinyAccount.nowhere)
    }
    var tiny = TinyAccount()
    tiny.account.identities = TinyAccount.whole(
      Identities(
        users: [User(identity: TinyAccount.identity("user", "alice"), groups: [])],
        roles: [TinyAccount.role("app")]))
    tiny.account.organization = TinyAccount.whole(
      Organization(
        id: "o-home", managementAccount: "999999999999", featureSet: "ALL",
        citation: TinyAccount.nowhere))
    tiny.account.controlPolicies = TinyAccount.whole(
      ControlPolicies(
        path: [
          .init(target: TinyAccount.id, policies: [try policy("full", full)]),
          .init(
            target: "r-1", policies: [try policy("full", full), try policy("guard", statements)]),
        ], unattached: []))
    return tiny
  }

  private static func deny(
    _ condition: String = "", resource: String = #""Resource":"*""#
  ) -> String {
    #"{"Effect":"Deny","Action":["iam:CreateUser","iam:CreateAccessKey","cloudtrail:*"],\#(resource),"Condition":{\#(condition)}}"#
  }

  private static func only(_ resource: String) -> String {
    deny(resource: #""Resource":"\#(resource)""#)
  }

  private static func allBut(_ resource: String) -> String {
    deny(resource: #""NotResource":"\#(resource)""#)
  }

  private static let userRows: [([String], Bool)] = [
    ([only("arn:aws:iam::${aws:PrincipalAccount}:user/*")], true),
    ([only("arn:aws:iam::${AWS:ResourceAccount}:user/?*")], true),
    ([only("arn:aws:iam::${aws:PrincipalAccount}:user/ci-*")], false),
    ([only("arn:aws:iam::${aws:PrincipalTag/account}:user/*")], false),
    ([only("arn:aws:iam::*:user/${aws:username}")], false),
    ([only("arn:aws:iam::*:user/?*")], true),
    ([only("arn:aws:iam::*:user/*?")], true),
    ([only("arn:aws:iam::*:user/**")], true),
    ([only("arn:aws:iam::*:user*/?*")], true),
    ([only("arn:aws:iam::*:*?")], true),
    // A name can have one character.
    ([only("arn:aws:iam::*:user/??*")], false),
    ([only("arn:aws:iam::*:user/?")], false),
    ([only("arn:aws:iam::*:user/*/*")], false),
    // Two statements together.
    ([only("arn:aws:iam::*:user/ci-*"), allBut("arn:aws:iam::*:user/ci-*")], true),
    ([only("arn:aws:iam::*:user/c*"), allBut("arn:aws:iam::*:user/ci-*")], true),
    ([only("arn:aws:iam::*:user/ci-*"), allBut("arn:aws:iam::*:user/c*")], false),
    (
      [allBut("arn:aws:iam::*:user/a*"), allBut("arn:aws:iam::*:user/b*")], true
    ),
    ([allBut("arn:aws:iam::${aws:PrincipalAccount}:user/*")], false),
    ([allBut("arn:aws:iam::210987654321:user/*")], true),
  ]

  @Test(
    "resources that cover every user",
    arguments: userRows)
  func users(_ statements: [String], _ isProtected: Bool) throws {
    let judgement = try Self.account(statements.joined(separator: ","), version: "2012-10-17")
      .judgement(.organizationIAMUserSCP)
    #expect(judgement.findings.isEmpty == isProtected, "\(judgement.findings.map(\.summary))")
  }

  @Test("in policies of version 2008-10-17 a variable is plain text")
  func oldVersion() throws {
    let statements = Self.only("arn:aws:iam::${aws:PrincipalAccount}:user/*")
    let judgement = try Self.account(statements, version: "2008-10-17")
      .judgement(.organizationIAMUserSCP)
    #expect(judgement.findings.count == 1)
  }

  @Test(
    "resources that cover every trail",
    arguments: [
      ("arn:aws:cloudtrail:*:${aws:PrincipalAccount}:trail/*", true),
      ("arn:aws:cloudtrail:*:*:trail/???*", true),
      ("arn:aws:cloudtrail:*:*:trail/?*", true),
      ("arn:aws:cloudtrail:*:*:trail/????*", false),
      ("arn:aws:cloudtrail:eu-*:*:trail/*", false),
      ("arn:aws:cloudtrail:*:*:trail/org-*", false),
    ])
  func trails(_ resource: String, _ isProtected: Bool) throws {
    let judgement = try Self.account(Self.only(resource), version: "2012-10-17")
      .judgement(.organizationTrailConfigSCP)
    // Config is not denied.
    #expect(judgement.findings.count == (isProtected ? 1 : 2))
  }

  private static func region(_ name: String, _ values: String) -> String {
    #""\#(name)":{"aws:RequestedRegion":[\#(values)]}"#
  }

  private static func mfa(_ name: String, _ value: String) -> String {
    #""\#(name)":{"aws:MultiFactorAuthPresent":"\#(value)"}"#
  }

  private static let caseRows: [(String, String, Bool)] = [
    (
      region("StringEquals", #""eu-central-1""#), region("StringNotEquals", #""eu-central-1""#),
      true
    ),
    (region("StringEquals", #""a","b""#), region("StringNotEqualsIfExists", #""b","a""#), true),
    (region("StringLike", #""eu-*""#), region("StringNotLike", #""eu-*""#), true),
    (region("StringLike", #""eu-*""#), region("StringNotEquals", #""eu-central-1""#), true),
    (region("StringEquals", #""eu-central-1""#), region("StringNotLike", #""eu-*""#), false),
    (
      region("StringEquals", #""eu-central-1""#), region("StringNotEquals", #""eu-west-1""#),
      false
    ),
    (region("StringLike", #""eu-*""#), region("StringLike", #""us-*""#), false),
    (
      region("StringNotEquals", #""eu-west-1""#), region("StringNotEquals", #""eu-central-1""#),
      true
    ),
    (region("StringLike", #""a*","b*""#), region("StringNotLike", #""a*","*""#), false),
    (
      region("ForAnyValue:StringEquals", #""eu-central-1""#),
      region("ForAllValues:StringNotEquals", #""eu-central-1""#), true
    ),
    (mfa("Bool", "true"), mfa("BoolIfExists", "false"), true),
    // Long-term keys have no such key.
    (mfa("Bool", "true"), mfa("Bool", "false"), false),
    (mfa("Null", "true"), mfa("Null", "false"), true),
    (mfa("Null", "true"), mfa("Bool", "true"), false),
    (
      #""StringEquals":{"aws:SourceVpc":"vpc-1"}"#,
      #""StringNotEquals":{"aws:SourceVpc":"vpc-1"}"#,
      true
    ),
    (
      #""StringEquals":{"aws:SourceVpc":"vpc-1"}"#,
      #""ForAnyValue:StringNotEquals":{"aws:SourceVpc":"vpc-1"}"#, false
    ),
    (#""StringEquals":{"aws:SourceVpc":"vpc-1"}"#, mfa("Bool", "true"), false),
    // The other statement exempts every role.
    (
      region("StringEquals", #""eu-central-1""#),
      #""StringNotEquals":{"aws:RequestedRegion":"eu-central-1"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}"#,
      false
    ),
  ]

  @Test(
    "two Denies that leave no case",
    arguments: caseRows)
  func cases(_ first: String, _ second: String, _ isProtected: Bool) throws {
    let judgement = try Self.account(
      Self.deny(first) + "," + Self.deny(second), version: "2012-10-17"
    ).judgement(.organizationTrailConfigSCP)
    // Config is not denied.
    #expect(
      judgement.findings.count == (isProtected ? 1 : 2), "\(judgement.findings.map(\.summary))")
  }

  @Test("an exemption in one case is named, and the root user is evaluated case by case too")
  func exemptions() throws {
    let region = Self.region("StringEquals", #""eu-central-1""#)
    let others = Self.region("StringNotEquals", #""eu-central-1""#)
    let exempt = #","ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/alice"}"#
    let judgement = try Self.account(
      Self.deny(region + exempt) + "," + Self.deny(others), version: "2012-10-17"
    ).judgement(.organizationTrailConfigSCP)
    #expect(judgement.findings.count == 1)
    #expect(judgement.notes.contains { $0.contains("except for user alice") })
    func all(_ condition: String) -> String {
      #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{\#(condition)}}"#
    }
    for (statements, outcome) in [
      (all(region) + "," + all(others), Outcome.pass), (all(others), .fail),
    ] {
      let root = try Self.account(statements, version: "2012-10-17").judgement(.organizationRootSCP)
      #expect(root.outcome == outcome)
    }
  }

  @Test("policies that are not enabled on the root protect nothing")
  func notEnabled() throws {
    for isEnabled in [true, false] {
      var tiny = try Self.account(Self.deny(), version: "2012-10-17")
      var control = try #require(tiny.account.controlPolicies.value)
      if !isEnabled {
        control.notEnabled = ControlPolicies.NotEnabled(
          root: "r-1", status: nil, citation: TinyAccount.nowhere)
      }
      tiny.account.controlPolicies =
        isEnabled ? TinyAccount.whole(control) : TinyAccount.partial(control)
      let judgement = tiny.judgement(.organizationIAMUserSCP)
      #expect(judgement.outcome == (isEnabled ? .pass : .fail))
      #expect(
        judgement.findings.allSatisfy { $0.summary.contains("not enabled on the root r-1") })
      for item in [Item.organizationRegionSCP, .organizationRootSCP, .organizationTrailConfigSCP] {
        #expect(tiny.judgement(item).outcome == .fail)
      }
    }
  }
}
