import Testing

@testable import Checklist
@testable import Model

@Suite struct OrganizationItemsTests {
  private static func policy(_ name: String, _ statements: String) throws -> ControlPolicy {
    ControlPolicy(
      id: "p-\(name)", name: name, arn: ARN(""), document: try TinyAccount.document(statements),
      citation: TinyAccount.nowhere)
  }

  private static let full = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#

  /// An account under a root that allows everything, with `statements` attached to its OU.
  private static func account(
    _ statements: String, managedBy manager: String = "999999999999", featureSet: String = "ALL"
  ) throws -> TinyAccount {
    var tiny = TinyAccount()
    let fullAccess = try policy("FullAWSAccess", full)
    let steps = [
      ControlPolicies.Step(target: TinyAccount.id, policies: [fullAccess]),
      ControlPolicies.Step(
        target: "ou-1", policies: [fullAccess, try policy("guard", statements)]),
      ControlPolicies.Step(target: "r-1", policies: [fullAccess]),
    ]
    tiny.account.controlPolicies = TinyAccount.whole(
      ControlPolicies(path: steps, unattached: []))
    tiny.account.organization = TinyAccount.whole(
      Organization(
        id: "o-1", managementAccount: manager, featureSet: featureSet,
        citation: TinyAccount.nowhere))
    tiny.account.identities = TinyAccount.whole(Identities(roles: [TinyAccount.role("app")]))
    return tiny
  }

  private static let trail =
    #""cloudtrail:StopLogging","cloudtrail:DeleteTrail","cloudtrail:UpdateTrail","cloudtrail:PutEventSelectors""#
  private static let config =
    #""config:StopConfigurationRecorder","config:DeleteConfigurationRecorder","config:PutConfigurationRecorder","config:DeleteDeliveryChannel""#

  private static func deny(_ actions: String, _ rest: String = #","Resource":"*""#) -> String {
    #"{"Effect":"Deny","Action":[\#(actions)]\#(rest)}"#
  }

  @Test(
    "CloudTrail and Config are only protected by Denies that apply to everyone",
    arguments: [
      (deny(trail + "," + config), 0),
      (deny(trail), 1),
      (deny(#""cloudtrail:*","config:*""#), 0),
      (#"{"Effect":"Deny","NotAction":"s3:*","Resource":"*"}"#, 0),
      (deny(#""cloudtrail:StopLogging""#), 2),
      (deny(trail + "," + config, #","Resource":"arn:aws:s3:::x""#), 2),
      // An exemption by principal is reported; an exemption of every role protects nothing.
      (
        deny(
          trail + "," + config,
          #","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Security"}}"#
        ), 0
      ),
      (
        deny(
          trail + "," + config,
          #","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}}"#
        ), 2
      ),
      (
        deny(
          trail + "," + config,
          #","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#),
        2
      ),
      // A Deny can exempt AWS services and tagged principals, but not untagged principals.
      (
        deny(
          trail + "," + config,
          #","Resource":"*","Condition":{"Bool":{"aws:PrincipalIsAWSService":"false"},"StringNotLike":{"aws:PrincipalTag/Keeper":"true"}}"#
        ), 0
      ),
      (
        deny(
          trail + "," + config,
          #","Resource":"*","Condition":{"Null":{"aws:PrincipalTag/Keeper":"true"}}"#), 0
      ),
      (
        deny(
          trail + "," + config,
          #","Resource":"*","Condition":{"ForAnyValue:StringNotLike":{"aws:PrincipalTag/Keeper":"x"}}"#
        ), 2
      ),
      (
        deny(
          trail + "," + config,
          #","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}"#), 2
      ),
    ])
  func trailAndConfig(_ statements: String, _ findings: Int) throws {
    let judgement = try Self.account(statements).judgement(.organizationTrailConfigSCP)
    #expect(judgement.findings.count == findings)
  }

  @Test("a Deny that names each trail protects CloudTrail; one that omits a trail does not")
  func namedTrail() throws {
    var tiny = try Self.account(
      Self.deny(
        Self.trail, #","Resource":"arn:aws:cloudtrail:*:123456789012:trail/central""#)
        + "," + Self.deny(Self.config))
    #expect(tiny.judgement(.organizationTrailConfigSCP).findings.count == 1)
    func trails(_ names: [String]) -> Evidence<[Recorder]> {
      TinyAccount.whole(
        names.map {
          Recorder(
            name: $0, arn: ARN("arn:aws:cloudtrail:eu-west-1:123456789012:trail/\($0)"),
            region: "eu-west-1", coversAllRegions: true, isRecording: true,
            citation: TinyAccount.nowhere)
        })
    }
    tiny.account.trails = trails(["central"])
    #expect(tiny.judgement(.organizationTrailConfigSCP).outcome == .pass)
    tiny.account.trails = trails(["central", "team"])
    #expect(tiny.judgement(.organizationTrailConfigSCP).findings.count == 1)
  }

  @Test(
    "an organization trail belongs to the management account",
    arguments: [
      // Only the organization trail: a Deny on it or on all trails is enough.
      ("arn:aws:cloudtrail:*:999999999999:trail/org", ["999999999999 org"], true),
      ("arn:aws:cloudtrail:*:*:trail/org", ["999999999999 org"], true),
      ("arn:aws:cloudtrail:*:123456789012:trail/*", ["999999999999 org"], true),
      ("arn:aws:cloudtrail:*:123456789012:trail/mine", ["999999999999 org"], false),
      ("arn:aws:cloudtrail:*:999999999999:trail/other", ["999999999999 org"], false),
      // With trails of its own, the account must protect those.
      (
        "arn:aws:cloudtrail:*:123456789012:trail/*", ["999999999999 org", "123456789012 mine"], true
      ),
      (
        "arn:aws:cloudtrail:*:123456789012:trail/mine", ["999999999999 org", "123456789012 mine"],
        true
      ),
      (
        "arn:aws:cloudtrail:*:999999999999:trail/*", ["999999999999 org", "123456789012 mine"],
        false
      ),
      ("arn:aws:cloudtrail:*:*:trail/org", ["999999999999 org", "123456789012 mine"], false),
      ("*", ["999999999999 org", "123456789012 mine"], true),
    ])
  func organizationTrail(_ resource: String, _ trails: [String], _ isKept: Bool) throws {
    var tiny = try Self.account(
      Self.deny(Self.trail, #","Resource":"\#(resource)""#) + "," + Self.deny(Self.config))
    tiny.account.trails = TinyAccount.whole(
      trails.map { text in
        let parts = text.split(separator: " ")
        return Recorder(
          name: String(parts[1]),
          arn: ARN("arn:aws:cloudtrail:eu-west-1:\(parts[0]):trail/\(parts[1])"),
          region: "eu-west-1", coversAllRegions: true, isRecording: true,
          citation: TinyAccount.nowhere)
      })
    let judgement = tiny.judgement(.organizationTrailConfigSCP)
    #expect(judgement.findings.isEmpty == isKept, "\(judgement.findings.map(\.summary))")
  }

  @Test(
    "services and resources of another partition do not count",
    arguments: [
      ("arn:aws-cn:cloudtrail:*:*:trail/*", true), ("arn:aws:cloudtrail:*:*:trail/*", false),
      ("arn:*:cloudtrail:*:*:trail/*", true), ("arn:aws:*", false), ("arn:aws-cn:*", true),
      ("arn:aws-us-gov:*:*:*:*", false), ("*", true),
    ])
  func partition(_ resource: String, _ isKept: Bool) throws {
    var tiny = try Self.account(
      Self.deny(Self.trail, #","Resource":"\#(resource)""#) + "," + Self.deny(Self.config))
    let role = ARN("arn:aws-cn:iam::\(TinyAccount.id):role/app")
    let app = Identity(
      name: "app", path: "/", arn: role, uniqueID: "AROAAPP", created: nil, inlinePolicies: [],
      attachedPolicies: [], boundary: nil, tags: [], citation: TinyAccount.nowhere)
    tiny.account.identities = TinyAccount.whole(
      Identities(roles: [Role(identity: app, trust: nil, instanceProfiles: [], lastUsed: .unknown)])
    )
    let judgement = tiny.judgement(.organizationTrailConfigSCP)
    #expect(judgement.findings.isEmpty == isKept, "\(judgement.findings.map(\.summary))")
  }

  @Test("a level that allows almost nothing outside some regions is a region restriction")
  func allowedRegions() throws {
    func outcome(_ statements: String) throws -> Outcome {
      var tiny = try Self.account(Self.full)
      var path = try #require(tiny.account.controlPolicies.value).path
      path[1] = ControlPolicies.Step(
        target: "ou-1", policies: [try Self.policy("regions", statements)])
      tiny.account.controlPolicies = TinyAccount.whole(ControlPolicies(path: path, unattached: []))
      return tiny.judgement(.organizationRegionSCP).outcome
    }
    let inRegion =
      #"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}"#
    #expect(
      try outcome(inRegion + #",{"Effect":"Allow","Action":"iam:*","Resource":"*"}"#) == .pass)
    #expect(try outcome(inRegion + "," + Self.full) == .fail)
  }

  @Test("SCPs apply neither to the management account nor without an organization")
  func unbound() throws {
    let guarded = Self.deny(Self.trail + "," + Self.config)
    let manager = try Self.account(guarded, managedBy: TinyAccount.id)
    #expect(manager.judgement(.organizationTrailConfigSCP).findings.count == 2)
    #expect(
      manager.judgement(.organizationRegionSCP).findings.first?.summary.contains(
        "management account") == true)
    var alone = TinyAccount()
    alone.account.organization = .absent(
      Absence(
        answer: "An error occurred (AWSOrganizationsNotInUseException)",
        citation: Citation(file: "tiny.json", place: "", line: nil)))
    #expect(alone.judgement(.organizationRootSCP).findings.count == 1)
    let billing = try Self.account(guarded, featureSet: "CONSOLIDATED_BILLING")
    #expect(billing.judgement(.organizationTrailConfigSCP).findings.count == 2)
  }

  @Test("a level that does not allow an action protects as well as a Deny")
  func allowList() throws {
    var tiny = try Self.account(Self.full)
    var path = try #require(tiny.account.controlPolicies.value).path
    path[1] = ControlPolicies.Step(
      target: "ou-1",
      policies: [try Self.policy("list", #"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#)])
    tiny.account.controlPolicies = TinyAccount.whole(ControlPolicies(path: path, unattached: []))
    #expect(tiny.judgement(.organizationTrailConfigSCP).line == "pass")
    #expect(tiny.judgement(.organizationIAMUserSCP).line == "pass")
  }

  private static func region(_ body: String) -> String {
    #"{"Effect":"Deny",\#(body)}"#
  }

  @Test(
    "a region restriction denies almost everything outside the approved regions",
    arguments: [
      (
        #""NotAction":["iam:*","sts:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-west-1"]}}"#,
        true
      ),
      (
        #""Action":"*","Resource":"*","Condition":{"StringNotLike":{"aws:RequestedRegion":"eu-*"}}"#,
        true
      ),
      (
        #""NotAction":"iam:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Admin"}}"#,
        true
      ),
      (
        #""NotAction":"iam:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:requestedregion":"eu-west-1"}}"#,
        true
      ),
      (
        #""Action":"ec2:RunInstances","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}"#,
        false
      ),
      (
        #""Action":"*","Resource":"*","Condition":{"StringNotLike":{"aws:RequestedRegion":"*"}}"#,
        false
      ),
      (
        #""Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}"#,
        false
      ),
      (
        #""NotAction":["a*","b*","c*","d*","e*","f*","g*","h*","i*","k*","l*","m*","r*","s*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}"#,
        false
      ),
      (
        #""Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"},"ArnNotLike":{"aws:PrincipalArn":"*"}}"#,
        false
      ),
      (
        #""Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"},"Bool":{"aws:MultiFactorAuthPresent":"false"}}"#,
        false
      ),
    ])
  func regions(_ body: String, _ isFence: Bool) throws {
    let judgement = try Self.account(Self.region(body)).judgement(.organizationRegionSCP)
    #expect(judgement.outcome == (isFence ? .pass : .fail))
  }

  @Test(
    "root is limited by a Deny of most actions to its ARN",
    arguments: [
      (
        #""Action":"*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}"#,
        true
      ),
      (
        #""NotAction":"s3:PutBucketPolicy","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":["arn:aws:iam::123456789012:root"]}}"#,
        true
      ),
      (
        #""Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"},"Null":{"aws:AssumedRoot":"true"}}"#,
        true
      ),
      (
        #""Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalType":"Account"}}"#,
        true
      ),
      (
        #""Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"},"Bool":{"aws:SecureTransport":"false"}}"#,
        false
      ),
      (
        #""Action":"s3:*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}"#,
        false
      ),
      (
        #""Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}"#,
        false
      ),
      (
        #""Action":"*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/x"}}"#,
        false
      ),
    ])
  func root(_ body: String, _ isLimited: Bool) throws {
    let judgement = try Self.account(Self.region(body)).judgement(.organizationRootSCP)
    #expect(judgement.outcome == (isLimited ? .pass : .fail))
  }

  @Test("with a partial path, the items neither pass nor fail")
  func partial() throws {
    var tiny = try Self.account(Self.full)
    tiny.account.controlPolicies = TinyAccount.partial(
      try #require(tiny.account.controlPolicies.value))
    for item in [
      Item.organizationTrailConfigSCP, .organizationRegionSCP, .organizationRootSCP,
      .organizationIAMUserSCP,
    ] {
      #expect(tiny.judgement(item).outcome == .unavailable)
      #expect(tiny.judgement(item).missing.first?.reason == "truncated")
    }
  }
}
