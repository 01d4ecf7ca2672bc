import Testing

@testable import Checklist
@testable import Model

/// Exemptions in service control policies, compared with the principals of the account.
@Suite struct ControlExemptionTests {
  /// The variant of the account that a row uses.
  enum Scene {
    case usual, withoutRoles, onlyExemptRole, exemptRoleAndUser, unknownOrganization
  }

  private static func account(_ policies: [String], _ scene: Scene = .usual) throws -> TinyAccount {
    var tiny = TinyAccount()
    var security = TinyAccount.role("Security")
    security = Role(
      identity: Identity(
        name: "Security", path: "/", arn: TinyAccount.arn("role/Security"),
        uniqueID: "AROASECURITY",
        created: nil, inlinePolicies: [], attachedPolicies: [], boundary: nil,
        tags: [Tag(key: "Keeper", value: "yes")], citation: TinyAccount.nowhere),
      trust: try TinyAccount.document(
        #"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}"#
      ),
      instanceProfiles: [], lastUsed: .unknown)
    let linked = TinyAccount.role(
      "AWSServiceRoleForConfig", path: "/aws-service-role/config.amazonaws.com/")
    let roles: [Role] =
      switch scene {
      case .usual, .unknownOrganization:
        [TinyAccount.role("app-web"), TinyAccount.role("app-db"), security, linked]
      case .withoutRoles: [linked]
      case .onlyExemptRole, .exemptRoleAndUser: [security]
      }
    let users =
      scene == .withoutRoles || scene == .onlyExemptRole
      ? [] : [User(identity: TinyAccount.identity("user", "alice"), groups: [])]
    tiny.account.identities = TinyAccount.whole(Identities(users: users, roles: roles))
    let full = try policy("full", #"{"Effect":"Allow","Action":"*","Resource":"*"}"#)
    tiny.account.controlPolicies = TinyAccount.whole(
      ControlPolicies(
        path: [
          .init(target: TinyAccount.id, policies: [full]),
          .init(
            target: "ou-1",
            policies: [full] + (try policies.dropFirst().map { try policy("more", $0) })),
          .init(target: "r-1", policies: [full, try policy("guard", policies[0])]),
        ], unattached: []))
    if scene != .unknownOrganization {
      tiny.account.organization = TinyAccount.whole(
        Organization(
          id: "o-home", managementAccount: "999999999999", featureSet: "ALL",
          citation: TinyAccount.nowhere))
    }
    return tiny
  }

  private static func policy(_ name: String, _ statements: String) throws -> ControlPolicy {
    ControlPolicy(
      id: "p-\(name)", name: name, arn: ARN(""), document: try TinyAccount.document(statements),
      citation: TinyAccount.nowhere)
  }

  private static func deny(_ conditions: String, _ actions: String = #""iam:Create*""#) -> String {
    #"{"Effect":"Deny","Action":[\#(actions)],"Resource":"*","Condition":{\#(conditions)}}"#
  }

  @Test(
    "a control counts if it applies to ordinary principals, and the note names the exempt ones",
    arguments: [
      (#""ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Security"}"#, "role Security"),
      (
        #""ArnNotEquals":{"aws:PrincipalArn":"arn:*:iam::123456789012:role/app-*"}"#,
        "roles app-web, app-db"
      ),
      (
        #""StringNotLike":{"aws:PrincipalArn":["*:role/Security","*:user/alice"]}"#,
        "role Security, user alice"
      ),
      (#""ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}"#, "the root user"),
      (#""StringNotEquals":{"aws:PrincipalTag/Keeper":"yes"}"#, "role Security"),
      (#""StringNotEquals":{"aws:PrincipalAccount":"210987654321"}"#, ""),
      (#""StringNotEquals":{"aws:PrincipalOrgID":"o-partner"}"#, ""),
      (#""ForAllValues:StringNotLike":{"aws:PrincipalOrgPaths":"o-home/r-1/ou-2/*"}"#, ""),
      (#""StringNotLike":{"aws:userid":"AROASECURITY:*"}"#, "role Security"),
      (#""StringNotEquals":{"aws:username":"alice"}"#, "user alice"),
      (
        #""Bool":{"aws:ViaAWSService":"false"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}"#,
        ""
      ),
      // aws:PrincipalArn is never the ARN of a session, so nobody is exempt.
      (#""ArnNotLike":{"aws:PrincipalArn":"arn:aws:sts::*:assumed-role/*"}"#, ""),
      // Requests to IAM go to us-east-1, regardless of the approved regions.
      (#""StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}"#, ""),
    ])
  func protecting(_ conditions: String, _ exempt: String) throws {
    let judgement = try Self.account([Self.deny(conditions)]).judgement(.organizationIAMUserSCP)
    #expect(judgement.outcome == .pass, "\(judgement.findings.map(\.summary))")
    #expect(
      judgement.notes.allSatisfy {
        exempt.isEmpty ? !$0.contains("except for") : $0.contains("except for \(exempt)")
      }, "\(judgement.notes)")
  }

  @Test(
    "a Deny that applies to no role or no user does not count",
    arguments: [
      (#""ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/*"}"#, "every role"),
      (#""StringNotLike":{"aws:PrincipalArn":"*:role/*"}"#, "every role"),
      (#""ArnNotLike":{"aws:PrincipalArn":"arn:*:*::*:r*"}"#, "every role"),
      (
        #""ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::${aws:PrincipalAccount}:role/*"}"#,
        "every role"
      ),
      (#""ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:user/*"]}"#, "every IAM user"),
      (#""ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::123456789012:*"}"#, "no user or role"),
      (#""StringNotEquals":{"aws:PrincipalType":"AssumedRole"}"#, "every role"),
      (#""StringNotLike":{"aws:userid":"AROA*"}"#, "every role"),
      (
        #""StringNotEquals":{"aws:PrincipalAccount":["210987654321","123456789012"]}"#,
        "no user or role"
      ),
      (#""StringNotLike":{"aws:PrincipalAccount":"1234*"}"#, "no user or role"),
      (#""StringNotEquals":{"aws:PrincipalAccount":"${aws:ResourceAccount}"}"#, "no user or role"),
      (#""StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-home"}"#, "no user or role"),
      (
        #""ForAllValues:StringNotLike":{"aws:PrincipalOrgPaths":"o-home/r-1/*"}"#, "no user or role"
      ),
      (
        #""ForAnyValue:StringNotEquals":{"aws:PrincipalOrgPaths":["o-home/r-1/ou-1/"]}"#,
        "no user or role"
      ),
      (#""StringNotEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}"#, "no user or role"),
      (#""StringEquals":{"aws:PrincipalTag/Team":"red"}"#, "no user or role"),
      // No principal meets both conditions.
      (
        #""ArnLike":{"aws:PrincipalArn":"*:role/app-*"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}"#,
        "no user or role"
      ),
      (
        #""StringEquals":{"aws:PrincipalType":"User"},"StringLike":{"aws:PrincipalArn":"*:role/*"}"#,
        "no user or role"
      ),
      (#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}"#, "no user or role"),
      // The caller can choose these values.
      (#""NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"}"#, "only under NotIpAddress"),
      (#""BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}"#, "only under BoolIfExists"),
      (#""Bool":{"aws:PrincipalIsAWSService":"true"}"#, "no user or role"),
    ])
  func void(_ conditions: String, _ reason: String) throws {
    let judgement = try Self.account([Self.deny(conditions)]).judgement(.organizationIAMUserSCP)
    #expect(judgement.outcome == .fail)
    #expect(
      judgement.findings.first?.summary.contains(reason) == true,
      "\(judgement.findings.map(\.summary))")
  }

  @Test("existing and future principals are considered")
  func existing() throws {
    let security = Self.deny(#""ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Security"}"#)
    let pattern = Self.deny(#""ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Sec*"}"#)
    let everyRole = Self.deny(#""ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}"#)
    let everyName = Self.deny(
      #""ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/app-*","arn:aws:iam::*:role/S*"]}"#)
    let organization = Self.deny(#""StringNotEquals":{"aws:PrincipalOrgID":"o-home"}"#)
    let plain = #"{"Effect":"Deny","Action":"iam:*","Resource":"*"}"#
    let rows: [(Scene, [String], Outcome)] = [
      (.withoutRoles, [security], .pass), (.withoutRoles, [everyRole], .fail),
      (.onlyExemptRole, [security], .fail), (.exemptRoleAndUser, [security], .pass),
      (.exemptRoleAndUser, [pattern], .fail), (.usual, [pattern], .pass),
      (.usual, [everyName], .fail),
      (.unknownOrganization, [organization], .unavailable), (.usual, [organization], .fail),
      (.unknownOrganization, [organization, plain], .pass),
      (.unknownOrganization, [security], .pass),
    ]
    for (scene, policies, outcome) in rows {
      let judgement = try Self.account(policies, scene).judgement(.organizationIAMUserSCP)
      #expect(judgement.outcome == outcome, "\(scene) \(policies): \(judgement.line)")
    }
  }

  @Test("statements at several levels protect together")
  func together() throws {
    let roles = Self.deny(#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}"#)
    let users = Self.deny(#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/*"}"#)
    let rows: [([String], Outcome)] = [
      ([roles], .fail), ([users], .fail), ([roles, users], .pass), ([roles + "," + users], .pass),
      (
        [
          #"{"Effect":"Deny","Action":"iam:CreateUser","Resource":"*"}"#,
          #"{"Effect":"Deny","NotAction":["iam:CreateUser","sts:*"],"NotResource":"arn:aws:s3:::logs/*"}"#,
        ], .pass
      ),
      ([#"{"Effect":"Deny","Action":"iam:Create*","NotResource":"*"}"#], .fail),
      ([#"{"Effect":"Deny","Action":"iam:Create*","NotResource":"arn:aws:iam::*:user/x"}"#], .fail),
      (
        [
          #"{"Effect":"Deny","Action":"iam:Create*","#
            + #""NotResource":"arn:aws:iam::555555555555:user/*"}"#
        ], .pass
      ),
      (
        [
          #"{"Effect":"Deny","Action":"iam:Create*","Resource":"arn:aws:iam::123456789012:user/*"}"#
        ], .pass
      ),
      (
        [
          #"{"Effect":"Deny","Action":"iam:Create*","Resource":"arn:aws:iam::123456789012:role/*"}"#
        ], .fail
      ),
    ]
    for (policies, outcome) in rows {
      let judgement = try Self.account(policies).judgement(.organizationIAMUserSCP)
      #expect(judgement.outcome == outcome, "\(policies): \(judgement.line)")
    }
  }

  @Test("a role whose sessions can have tags is undecided, and the note says so")
  func sessionTags() throws {
    let judgement = try Self.account([
      Self.deny(#""StringNotEquals":{"aws:PrincipalTag/Keeper":"yes"}"#)
    ]).judgement(.organizationIAMUserSCP)
    // Roles without a trust policy in the evidence can have session tags.
    #expect(
      judgement.notes.allSatisfy { $0.contains("whether roles app-web, app-db are exempt depends") }
    )
  }

  @Test("without users and roles, exemptions cannot be evaluated, but a Deny for all can")
  func missingIdentities() throws {
    func outcome(_ policy: String) throws -> Outcome {
      var tiny = try Self.account([policy])
      tiny.account.identities = .missing("not provided")
      return tiny.judgement(.organizationIAMUserSCP).outcome
    }
    let exempting = Self.deny(#""ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Security"}"#)
    #expect(try outcome(exempting) == .unavailable)
    // In a truncated list, the control can apply to roles that the list does not show.
    var cut = try Self.account([exempting], .onlyExemptRole)
    cut.account.identities = TinyAccount.partial(try #require(cut.account.identities.value))
    #expect(cut.judgement(.organizationIAMUserSCP).outcome == .unavailable)
    #expect(try outcome(#"{"Effect":"Deny","Action":"iam:*","Resource":"*"}"#) == .pass)
  }

  @Test(
    "these policies limit the root user",
    arguments: [
      (#""ArnLike":{"aws:PrincipalArn":"arn:*:iam::*:root"}"#, true),
      (#""StringEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:root"}"#, true),
      (#""StringNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}"#, true),
      (
        #""ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/*","arn:aws:iam::*:user/*"]}"#,
        true
      ),
      (#""ArnLike":{"aws:PrincipalArn":"*:root"}"#, false),
      (#""StringEquals":{"aws:userid":"123456789012"}"#, true),
      (
        #""Null":{"aws:username":"true"},"StringEquals":{"aws:PrincipalAccount":"123456789012"}"#,
        true
      ),
      (
        #""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"},"StringNotEquals":{"aws:PrincipalAccount":"123456789012"}"#,
        false
      ),
      (
        #""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"},"StringNotEquals":{"aws:PrincipalOrgID":"o-home"}"#,
        false
      ),
      (#""StringEquals":{"aws:PrincipalType":"Account"},"Null":{"aws:username":"false"}"#, false),
      (#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::210987654321:root"}"#, false),
      (#""StringEquals":{"aws:PrincipalType":"Root"}"#, false),
      (#""ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::123456789012:*"}"#, false),
      (
        #""StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"},"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}"#,
        false
      ),
    ])
  func root(_ conditions: String, _ isLimited: Bool) throws {
    let judgement = try Self.account([Self.deny(conditions, #""*""#)]).judgement(
      .organizationRootSCP)
    #expect(
      judgement.outcome == (isLimited ? .pass : .fail), "\(judgement.findings.map(\.summary))")
  }

  @Test("several statements, a Deny for everyone or a short list limit the root user")
  func rootForms() throws {
    let rows: [([String], Outcome)] = [
      ([#"{"Effect":"Deny","Action":"*","Resource":"*"}"#], .pass),
      ([#"{"Effect":"Deny","NotAction":["s3:*","support:*"],"Resource":"*"}"#], .pass),
      (
        [
          #"{"Effect":"Deny","Action":["a*","b*","c*","d*","e*"],"Resource":"*"}"#,
          #"{"Effect":"Deny","Action":["f*","g*","i*","l*","q*","r*","s*"],"Resource":"*"}"#,
        ], .pass
      ),
      ([#"{"Effect":"Deny","Action":["a*","b*","c*"],"Resource":"*"}"#], .fail),
      ([#"{"Effect":"Deny","Action":"*","NotResource":"arn:aws:s3:::logs"}"#], .pass),
      ([#"{"Effect":"Deny","Action":"*","NotResource":"*"}"#], .fail),
      ([#"{"Effect":"Deny","Action":"*","Resource":"arn:aws:s3:::logs"}"#], .fail),
    ]
    for (policies, outcome) in rows {
      let judgement = try Self.account(policies).judgement(.organizationRootSCP)
      #expect(judgement.outcome == outcome, "\(policies): \(judgement.findings.map(\.summary))")
    }
  }
}
