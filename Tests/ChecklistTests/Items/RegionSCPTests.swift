import Testing

@testable import Checklist
@testable import Model

/// Region conditions that limit an account to approved regions, and conditions that do not.
@Suite struct RegionSCPTests {
  private static let full = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#

  private static func judgement(
    _ statements: String, allowing: String = full, partition: String = "aws"
  ) throws -> Judgement {
    func policy(_ name: String, _ statements: String) throws -> ControlPolicy {
      ControlPolicy(
        id: "p-\(name)", name: name, arn: ARN(""), document: try TinyAccount.document(statements),
        citation: TinyAccount.nowhere)
    }
    var tiny = TinyAccount()
    let arn = ARN("arn:\(partition):iam::\(TinyAccount.id):role/app")
    let app = Identity(
      name: "app", path: "/", arn: arn, uniqueID: "AROAAPP", created: nil, inlinePolicies: [],
      attachedPolicies: [], boundary: nil, tags: [], citation: TinyAccount.nowhere)
    tiny.account.identities = TinyAccount.whole(
      Identities(roles: [
        Role(identity: app, trust: nil, instanceProfiles: [], lastUsed: .unknown)
      ]))
    tiny.account.organization = TinyAccount.whole(
      Organization(
        id: "o-home", managementAccount: "999999999999", featureSet: "ALL",
        citation: TinyAccount.nowhere))
    tiny.account.controlPolicies = TinyAccount.whole(
      ControlPolicies(
        path: [
          .init(target: TinyAccount.id, policies: [try policy("full", full)]),
          .init(
            target: "r-1",
            policies: [try policy("allow", allowing)]
              + (statements.isEmpty ? [] : [try policy("guard", statements)])),
        ], unattached: []))
    return tiny.judgement(.organizationRegionSCP)
  }

  private static func deny(_ condition: String, _ rest: String = "") -> String {
    #"{"Effect":"Deny","NotAction":["iam:*","sts:*","route53:*"],"Resource":"*","Condition":{\#(condition)\#(rest)}}"#
  }

  /// A condition on all current regions except `exempt`.
  private static func list(_ name: String, but exempt: [String] = []) -> String {
    let regions = Partition.named("aws").regions.filter { !exempt.contains($0) }
    return #""\#(name)":{"aws:RequestedRegion":["\#(regions.joined(separator: #"",""#))"]}"#
  }

  @Test(
    "a list of approved regions is a limit only if it leaves a region out",
    arguments: [
      (#""StringNotLike":{"aws:RequestedRegion":["eu-*","us-east-1"]}"#, true),
      (#""ForAnyValue:StringNotEquals":{"aws:RequestedRegion":["eu-west-1"]}"#, true),
      (#""ForAllValues:StringNotLike":{"AWS:requestedregion":"eu-west-?"}"#, true),
      (#""StringNotEqualsIgnoreCase":{"aws:RequestedRegion":"EU-WEST-1"}"#, true),
      (#""StringNotLikeIfExists":{"aws:RequestedRegion":"??-central-*"}"#, true),
      (list("StringNotEquals", but: ["ap-east-2"]), true),
      // A wildcard under StringNotEquals is plain text, which no region is: all regions are denied.
      (#""StringNotEquals":{"aws:RequestedRegion":"eu-*"}"#, true),
      (#""StringNotEqualsIfExists":{"aws:RequestedRegion":["eu-*","us-*"]}"#, true),
      (#""StringLike":{"aws:RequestedRegion":"*"}"#, true),
      (#""StringEquals":{"aws:RequestedRegion":"eu-*"}"#, false),
      (#""StringNotEquals":{"aws:RequestedRegion":["eu-*","us-east-1"]}"#, true),
      // Each of these approves every region.
      (#""StringNotLike":{"aws:RequestedRegion":"*-*-*"}"#, false),
      (#""StringNotLike":{"aws:RequestedRegion":"??-*"}"#, false),
      (#""StringNotLikeIfExists":{"aws:RequestedRegion":["eu-west-1","?*"]}"#, false),
      (#""ForAnyValue:StringNotLike":{"aws:RequestedRegion":"*-?"}"#, false),
      (#""StringNotLike":{"aws:RequestedRegion":["a*","c*","e*","i*","m*","s*","u*"]}"#, false),
      (#""StringNotLike":{"aws:RequestedRegion":"${aws:RequestedRegion}"}"#, false),
      (list("StringNotEquals"), false),
      // Both conditions must hold.
      (
        #""StringNotEquals":{"aws:RequestedRegion":"eu-west-1"},"StringLike":{"aws:RequestedRegion":"*"}"#,
        true
      ),
      (
        #""StringNotEquals":{"aws:RequestedRegion":"eu-west-1"},"StringEquals":{"aws:RequestedRegion":"us-east-1"}"#,
        false
      ),
      (
        #""StringNotEquals":{"aws:RequestedRegion":"eu-west-1"},"StringNotLike":{"aws:RequestedRegion":"*-*-*"}"#,
        false
      ),
      (
        #""StringNotEquals":{"aws:RequestedRegion":"eu-west-1"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/*"}"#,
        false
      ),
      (
        #""StringNotEquals":{"aws:RequestedRegion":"eu-west-1"},"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-home"}"#,
        false
      ),
      (
        #""StringNotEquals":{"aws:RequestedRegion":"eu-west-1"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Break*"}"#,
        true
      ),
      (
        #""StringNotEquals":{"aws:RequestedRegion":"eu-west-1"},"Bool":{"aws:ViaAWSService":"false"}"#,
        true
      ),
      // Denied by name: later regions stay open.
      (list("StringEquals", but: ["eu-west-1"]), false),
      (#""StringLike":{"aws:RequestedRegion":["us-*","ap-*"]}"#, false),
      // Approved by a pattern of directions or areas, whatever regions AWS adds.
      (#""StringNotLike":{"aws:RequestedRegion":"*-west-*"}"#, true),
      (#""StringNotLike":{"aws:RequestedRegion":["*-west-*","*-east-1"]}"#, true),
      (#""StringNotLike":{"aws:RequestedRegion":"??-south*"}"#, true),
      (#""StringNotLike":{"aws:RequestedRegion":["*-central-*","*-north-*"]}"#, true),
      (#""StringNotLike":{"aws:RequestedRegion":["*-?","*-west-*"]}"#, false),
      (#""StringNotLike":{"aws:RequestedRegion":["*th*","*east*","*west*","*central*"]}"#, false),
      // Denied by such a pattern: most later regions stay open.
      (#""StringLike":{"aws:RequestedRegion":"*-west-*"}"#, false),
      (#""StringLike":{"aws:RequestedRegion":["*-north-*","*-south-*"]}"#, false),
    ])
  func lists(_ condition: String, _ isLimit: Bool) throws {
    let judgement = try Self.judgement(Self.deny(condition))
    #expect(
      judgement.outcome == (isLimit ? .pass : .fail),
      "\(judgement.findings.map(\.summary)) \(judgement.notes)")
  }

  @Test(
    "the note names regional services that are exempt",
    arguments: [
      (#""NotAction":["iam:*","route53:*"]"#, nil),
      (#""NotAction":["iam:*","cloudfront:*","organizations:*","budgets:*"]"#, nil),
      (#""NotAction":["iam:*","sts:*"]"#, "sts"),
      (#""NotAction":["iam:*","lambda:*","ec2:*"]"#, "ec2 and lambda"),
      (#""NotAction":["iam:*","ec2:Describe*","s3:GetAccountPublic*","kms:*"]"#, "kms"),
      (#""NotAction":["s3:*","ecs:*","ec2:*"]"#, "ec2, s3 and ecs"),
      (#""NotAction":["ec2:?*","s3:Get*"]"#, "ec2"),
    ])
  func exemptServices(_ actions: String, _ expected: String?) throws {
    let judgement = try Self.judgement(
      #"{"Effect":"Deny",\#(actions),"Resource":"*","Condition":"#
        + #"{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}}"#)
    #expect(judgement.outcome == .pass)
    let note = judgement.notes.joined()
    if let expected {
      #expect(note.contains(" All actions of \(expected) are allowed in every region."), "\(note)")
    } else {
      #expect(!note.contains("All actions"), "\(note)")
    }
  }

  @Test(
    "a list that denies half of the regions is a low finding, which names the open regions"
  )
  func deniedByName() throws {
    let maximum = try #require(
      try Self.judgement(Self.deny(Self.list("StringEquals", but: ["eu-west-1", "eu-west-3"])))
        .findings.first)
    #expect(maximum.severity == .low)
    #expect(
      maximum.summary.contains(
        "denies 32 regions by name; eu-west-1, eu-west-3 and every region that AWS adds later stay open"
      ))
    let few = try Self.judgement(
      Self.deny(#""StringEquals":{"aws:RequestedRegion":["us-east-1","us-west-2"]}"#))
    #expect(few.findings.first?.severity == .medium)
  }

  @Test("a pattern is compared with the regions of the account's own partition")
  func partitions() throws {
    let rows = [
      ("aws-cn", "cn-*", false), ("aws-cn", "cn-north-1", true), ("aws-us-gov", "us-gov-*", false),
      ("aws-us-gov", "us-gov-west-*", true), ("aws", "us-*", true), ("aws-cn", "*-*-?", false),
    ]
    for (partition, pattern, isLimit) in rows {
      let judgement = try Self.judgement(
        Self.deny(#""StringNotLike":{"aws:RequestedRegion":"\#(pattern)"}"#), partition: partition)
      #expect(judgement.outcome == (isLimit ? .pass : .fail), "\(partition) \(pattern)")
    }
  }

  @Test("several statements, resources, and lists of allowed actions are evaluated")
  func forms() throws {
    let outside = #""Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}"#
    let inside = #""Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}"#
    let anywhere = #""Condition":{"StringLike":{"aws:RequestedRegion":"*-*"}}"#
    func half(_ actions: String) -> String {
      #"{"Effect":"Deny","Action":[\#(actions)],"Resource":"*",\#(outside)}"#
    }
    let first = half(#""a*","b*","c*","d*","e*""#)
    let second = half(#""f*","g*","i*","l*","q*","r*","s*""#)
    let rows: [(String, String, Bool)] = [
      (first + "," + second, Self.full, true), (first, Self.full, false),
      (
        #"{"Effect":"Deny","Action":"*","NotResource":"arn:aws:s3:::cdn/*",\#(outside)}"#,
        Self.full, true
      ),
      (#"{"Effect":"Deny","Action":"*","NotResource":"*",\#(outside)}"#, Self.full, false),
      (
        #"{"Effect":"Deny","Action":"*","Resource":"arn:aws:s3:::cdn/*",\#(outside)}"#, Self.full,
        false
      ),
      ("", #"{"Effect":"Allow","Action":"*","Resource":"*",\#(inside)}"#, true),
      ("", #"{"Effect":"Allow","Action":"*","Resource":"*",\#(anywhere)}"#, false),
      ("", #"{"Effect":"Allow","Action":["s3:*","ec2:*"],"Resource":"*"}"#, false),
      ("", #"{"Effect":"Allow","Action":["s3:*","ec2:*"],"Resource":"*",\#(inside)}"#, true),
      (#"{"Effect":"Deny","Action":"*","Resource":"*"}"#, Self.full, true),
    ]
    for (statements, allowing, isLimit) in rows {
      let judgement = try Self.judgement(statements, allowing: allowing)
      #expect(
        judgement.outcome == (isLimit ? .pass : .fail),
        "\(statements) \(allowing) \(judgement.findings.map(\.summary))")
    }
  }
}
