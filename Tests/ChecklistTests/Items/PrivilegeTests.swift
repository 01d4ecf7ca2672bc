import Platform
import Reports
import Testing

@testable import Checklist
@testable import Model

/// A role with the given policies, evaluated by the items on privileges.
@Suite struct PrivilegeTests {
  static func allow(_ rest: String) -> String { #"{"Effect":"Allow",\#(rest)}"# }
  static func deny(_ rest: String) -> String { #"{"Effect":"Deny",\#(rest)}"# }

  static func policy(_ name: String, _ statements: String) throws -> InlinePolicy {
    InlinePolicy(
      name: name, document: try TinyAccount.document(statements), citation: TinyAccount.nowhere)
  }

  static func account(
    _ policies: [String], path: String = "/", boundary: String? = nil
  ) throws -> TinyAccount {
    let inline = try policies.enumerated().map { try policy("p\($0.offset)", $0.element) }
    let arn = TinyAccount.arn("policy/edge")
    let edge = AttachedPolicy(name: "edge", arn: arn, citation: TinyAccount.nowhere)
    let plain = TinyAccount.identity("role", "deploy", path: path, inline: inline)
    let identity = Identity(
      name: plain.name, path: path, arn: plain.arn, uniqueID: plain.uniqueID, created: nil,
      inlinePolicies: inline, attachedPolicies: [], boundary: boundary == nil ? nil : edge,
      tags: [], citation: TinyAccount.nowhere)
    let role = Role(identity: identity, trust: nil, instanceProfiles: [], lastUsed: .unknown)
    let managed = try boundary.map { text in
      ManagedPolicy(
        name: "edge", arn: arn, uniqueID: "ANPA", defaultVersion: "v1", versionCount: 1,
        document: try TinyAccount.document(text), attachmentCount: 0, boundaryCount: 1,
        citation: TinyAccount.nowhere)
    }
    var tiny = TinyAccount()
    tiny.account.identities = TinyAccount.whole(
      Identities(roles: [role], policies: managed.map { [$0] } ?? []))
    return tiny
  }

  @Test(
    "actions of a statement are listed in words",
    arguments: [
      (#""Action":"*""#, "all actions"), (#""Action":"*:*""#, "all actions"),
      (#""Action":["s3:Get*","*"]"#, "all actions"), (#""Action":"EC2:?*""#, "all ec2 actions"),
      (#""Action":"kms:**""#, "all kms actions"),
      (#""Action":["iam:Get*","s3:*"]"#, "iam:Get* and all s3 actions"),
      (#""Action":"s3:??*""#, "s3:??*"), (#""Action":"s3:?""#, "s3:?"),
      (#""Action":"s*:*""#, "s*:*"),
      (#""NotAction":["iam:*","sts:*"]"#, "all actions except iam:* and sts:*"),
    ])
  func actionWords(_ actions: String, _ words: String) throws {
    let document = try TinyAccount.document(Self.allow(actions + #","Resource":"*""#))
    #expect(document.statements.first?.actionsWords == words)
  }

  @Test(
    "administrators are detected by their combined policies, never by a name",
    arguments: [
      ([allow(#""Action":"*","Resource":"*""#)], "fail: role/deploy critical"),
      ([allow(#""Action":"*:*","Resource":"*""#)], "fail: role/deploy critical"),
      (
        [allow(#""Action":["*","s3:Get*"],"Resource":["arn:x","*"]"#)], "fail: role/deploy critical"
      ),
      ([allow(#""NotAction":"support:*","Resource":"*""#)], "fail: role/deploy critical"),
      ([allow(#""NotAction":["iam:*","organizations:*"],"Resource":"*""#)], "pass"),
      ([allow(#""Action":"*","Resource":"arn:aws:s3:::one/*""#)], "pass"),
      ([allow(#""Action":"iam:*","Resource":"*""#)], "pass"),
      // Two policies together.
      (
        [
          allow(#""NotAction":"iam:*","Resource":"*""#), allow(#""Action":"iam:*","Resource":"*""#),
        ], "fail: role/deploy critical"
      ),
      // Only an unconditional Deny on everything removes administrator access.
      (
        [allow(#""Action":"*","Resource":"*""#), deny(#""Action":"iam:*","Resource":"*""#)], "pass"
      ),
      (
        [
          allow(#""Action":"*","Resource":"*""#),
          deny(#""Action":"iam:*","Resource":"arn:aws:iam::*:role/x""#),
        ], "fail: role/deploy critical"
      ),
      (
        [
          allow(#""Action":"*","Resource":"*""#),
          deny(
            #""Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"#
          ),
        ], "fail: role/deploy critical"
      ),
      (
        [
          allow(#""Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}"#)
        ],
        "fail: role/deploy critical"
      ),
    ])
  func administrator(_ policies: [String], _ expected: String) throws {
    #expect(
      try Self.account(policies).judgement(.rolesAdministratorAccess).line == expected)
  }

  @Test(
    "a boundary that does not allow everything limits an administrator",
    arguments: [
      (allow(#""Action":["s3:*","logs:*"],"Resource":"*""#), "fail: role/deploy low"),
      (allow(#""Action":"*","Resource":"*""#), "fail: role/deploy critical"),
      (
        allow(#""Action":"*","Resource":"*""#) + "," + deny(#""Action":"iam:*","Resource":"*""#),
        "fail: role/deploy low"
      ),
    ])
  func boundary(_ boundary: String, _ expected: String) throws {
    let everything = Self.allow(#""Action":"*","Resource":"*""#)
    #expect(
      try Self.account([everything], boundary: boundary).judgement(.rolesAdministratorAccess).line
        == expected)
  }

  @Test("a service-linked role belongs to AWS and is not a finding")
  func serviceLinked() throws {
    let tiny = try Self.account(
      [Self.allow(#""Action":"*","Resource":"*""#)], path: "/aws-service-role/x.amazonaws.com/")
    #expect(tiny.judgement(.rolesAdministratorAccess).line == "pass")
    #expect(tiny.judgement(.rolesSensitiveWildcards).line == "pass")
  }

  @Test(
    "full access to a service is detected in any spelling, but not on one bucket",
    arguments: [
      (#""Action":"s3:*","Resource":"*""#, "s3"), (#""Action":"S3:*","Resource":"*""#, "s3"),
      (#""Action":"kms:**","Resource":"*""#, "kms"), (#""Action":"ec2:?*","Resource":"*""#, "ec2"),
      (#""Action":"*","Resource":"*""#, "iam, s3, ec2, kms"),
      (#""NotAction":["iam:*","kms:*"],"Resource":"*""#, "s3, ec2"),
      (#""Action":"s3:*","Resource":"arn:aws:s3:::*""#, "s3"),
      (#""Action":"s3:*","Resource":"arn:aws:s3:::*/*""#, "s3"),
      (#""Action":"iam:*","Resource":"arn:aws:iam::*:policy/*""#, "iam"),
      (#""Action":"kms:*","NotResource":"arn:aws:kms:eu-west-1:1:key/a""#, "kms"),
      (#""Action":"s3:*","Resource":["arn:aws:s3:::one","arn:aws:s3:::one/*"]"#, nil),
      (#""Action":"s3:*","Resource":"arn:aws:s3:::team-*""#, nil),
      (#""Action":"s3:Get*","Resource":"*""#, nil),
      (#""Action":"ec2:*","Resource":"arn:aws:ec2:eu-west-1:123456789012:instance/i-1""#, nil),
      (#""Action":"sns:*","Resource":"*""#, nil),
    ] as [(String, String?)])
  func wholeServices(_ statement: String, _ services: String?) throws {
    let judgement = try Self.account([Self.allow(statement)]).judgement(.rolesSensitiveWildcards)
    #expect(judgement.findings.first?.facts.first?.value == services)
    #expect(judgement.findings.count == (services == nil ? 0 : 1))
  }

  @Test(
    "administrators are detected by their access to the resources of the account",
    arguments: [
      ([allow(#""Action":"*","Resource":"arn:aws:*:*:123456789012:*""#)], true),
      ([allow(#""Action":"*","Resource":"arn:*:*:*:*:*""#)], true),
      ([allow(#""Action":"*","Resource":["arn:aws:s3:::*","arn:aws:*:*:123456789012:*"]"#)], true),
      ([allow(#""Action":"*","Resource":"arn:aws:*:*:999988887777:*""#)], false),
      ([allow(#""Action":"*","Resource":"arn:aws:*:eu-west-1:123456789012:*""#)], false),
      ([allow(#""Action":"*","Resource":"arn:aws:iam::123456789012:*""#)], false),
      ([allow(#""Action":"*","NotResource":"arn:aws:iam::*:*""#)], false),
      ([allow(#""Action":"*","NotResource":"arn:aws:s3:::*""#)], true),
      (
        [
          allow(#""Action":"*","Resource":"*""#),
          deny(#""Action":"*","NotResource":"arn:aws:lambda:*:*:function:f""#),
        ], false
      ),
      (
        [
          allow(#""Action":"*","Resource":"*""#),
          deny(#""Action":"iam:*","Resource":"arn:aws:iam::123456789012:*""#),
        ], false
      ),
      (
        [
          allow(#""Action":"*","Resource":"*""#),
          deny(#""Action":"iam:*","Resource":"arn:aws:iam::999988887777:*""#),
        ], true
      ),
    ])
  func administratorOfResources(_ policies: [String], _ isAdministrator: Bool) throws {
    let judgement = try Self.account(policies).judgement(.rolesAdministratorAccess)
    #expect(judgement.findings.isEmpty != isAdministrator)
  }

  @Test(
    "write access to all resources of a type in this account is a finding",
    arguments: [
      ([allow(#""Action":"sqs:SendMessage","Resource":"arn:aws:sqs:*:123456789012:*""#)], true),
      ([allow(#""Action":"sqs:SendMessage","Resource":"arn:aws:*:*:123456789012:*""#)], true),
      ([allow(#""Action":"iam:PassRole","Resource":"arn:aws:iam::123456789012:role/*""#)], true),
      ([allow(#""Action":"s3:PutObject","Resource":"arn:aws:s3:::*/*""#)], true),
      ([allow(#""Action":"s3:PutObject","Resource":"arn:aws:*:*:123456789012:*""#)], false),
      ([allow(#""Action":"iam:DeleteUser","Resource":"arn:aws:iam::123456789012:role/*""#)], false),
      ([allow(#""Action":"sqs:SendMessage","Resource":"arn:aws:sqs:*:999988887777:*""#)], false),
      ([allow(#""Action":"sqs:SendMessage","NotResource":"arn:aws:sqs:*:*:*""#)], false),
      // The Deny can be in another policy of the same principal.
      (
        [
          allow(#""Action":"dynamodb:PutItem","Resource":"*""#),
          deny(#""Action":"*","NotResource":"arn:aws:dynamodb:*:*:table/one""#),
        ], false
      ),
      (
        [
          allow(#""Action":"dynamodb:PutItem","Resource":"*""#),
          deny(#""Action":"*","Resource":"arn:aws:dynamodb:*:*:table/one""#),
        ], true
      ),
    ])
  func writes(_ policies: [String], _ isFound: Bool) throws {
    let judgement = try Self.account(policies).judgement(.policiesResourceWildcards)
    #expect(judgement.findings.isEmpty != isFound)
  }

  @Test(
    "write access to all resources is a finding if it can be limited",
    arguments: [
      (#""Action":"sqs:SendMessage","Resource":"*""#, "medium"),
      (#""Action":"iam:PassRole","Resource":"*""#, "high"),
      (#""Action":"s3:PutObject","Resource":"arn:aws:s3:::*""#, "medium"),
      (
        #""Action":"sqs:SendMessage","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/t":"x"}}"#,
        "low"
      ),
      (#""Action":"sqs:SendMessage","NotResource":"arn:aws:sqs:eu-west-1:1:q""#, "medium"),
      (#""Action":["s3:Get*","ec2:Describe*"],"Resource":"*""#, nil),
      // These can only be granted on all resources.
      (
        #""Action":["iam:UpdateAccountPasswordPolicy","ec2:AdvertiseByoipCidr"],"Resource":"*""#,
        nil
      ),
      (#""Action":"s3:PutObject","Resource":"arn:aws:s3:::one/*""#, nil),
    ] as [(String, String?)])
  func resourceWildcards(_ statement: String, _ severity: String?) throws {
    let judgement = try Self.account([Self.allow(statement)]).judgement(.policiesResourceWildcards)
    #expect(judgement.findings.first.map { $0.severity.rawValue } == severity)
  }

  @Test(
    "a permissions boundary limits inline policies",
    arguments: [
      (#""Action":"s3:GetObject","Resource":"*""#, "low", true),
      (#""Action":"s3:*","Resource":"*""#, "medium", false),
      (#""Action":"*","Resource":"*""#, "medium", false),
      (#""Action":"s3:PutObject","Resource":"arn:aws:s3:::one/*""#, "low", true),
      (#""Action":"s3:PutObject","Resource":"arn:aws:s3:::*""#, "medium", false),
      (#""Action":"sqs:*","Resource":"*""#, "low", true),
      (#""NotAction":"s3:PutObject","Resource":"*""#, "low", true),
    ])
  func boundedWildcards(_ boundary: String, _ severity: String, _ isBlocked: Bool) throws {
    let tiny = try Self.account(
      [Self.allow(#""Action":"s3:PutObject","Resource":"*""#)], boundary: Self.allow(boundary))
    let finding = try #require(tiny.judgement(.policiesResourceWildcards).findings.first)
    #expect(finding.severity.rawValue == severity)
    #expect(
      finding.summary.hasSuffix("; blocked by the permissions boundary edge") == isBlocked,
      "\(finding.summary)")
  }

  @Test("unknown actions are reported, and the rest is still evaluated")
  func unknownActions() throws {
    let judgement = try Self.account([
      Self.allow(#""Action":["nonesuch:Do*","s3:Nonesuch","sqs:SendMessage"],"Resource":"*""#)
    ]).judgement(.policiesResourceWildcards)
    #expect(judgement.findings.count == 1)
    #expect(
      judgement.notes.first
        == "Actions not in the action catalogue of \(ActionCatalogue.bundled.version),"
        + " compared as text:"
        + " nonesuch:Do*, s3:Nonesuch.")
  }

  @Test("actions that can only be granted on all resources are recognized")
  func takesNoResource() {
    #expect(ActionCatalogue.bundled.takesNoResource("iam:UpdateAccountPasswordPolicy"))
    #expect(!ActionCatalogue.bundled.takesNoResource("sqs:SendMessage"))
  }

  @Test("with partial lists an item can fail, but never pass")
  func partial() throws {
    var tiny = try Self.account([Self.allow(#""Action":"s3:Get*","Resource":"*""#)])
    var identities = try #require(tiny.account.identities.value)
    identities.shortcomings[.roles] = "truncated"
    tiny.account.identities = TinyAccount.partial(identities)
    #expect(tiny.judgement(.rolesAdministratorAccess).outcome == .unavailable)
    #expect(tiny.judgement(.rolesSensitiveWildcards).outcome == .unavailable)
    tiny.account.identities = .missing("access denied")
    let judgement = tiny.judgement(.policiesResourceWildcards)
    #expect(judgement.outcome == .unavailable)
    #expect(judgement.missing.first?.reason == "access denied")
    #expect(
      judgement.missing.first?.command == "aws iam get-account-authorization-details")
  }

  @Test("with partial details no item passes")
  func partialWithoutNamedList() throws {
    var tiny = try Self.account([
      Self.allow(#""Action":"s3:GetObject","Resource":"arn:aws:s3:::one/*""#)
    ])
    tiny.account.identities = TinyAccount.partial(try #require(tiny.account.identities.value))
    for item in [
      Item.rolesAdministratorAccess, .rolesSensitiveWildcards, .rolesAccessAdvisor,
      .usersAdministratorAccess, .policiesResourceWildcards,
    ] {
      #expect(tiny.judgement(item).outcome == .unavailable, "\(item.id)")
      #expect(tiny.judgement(item).missing.first?.reason == "truncated")
    }
  }
}
