import Model
import Testing

@testable import Checklist

/// Conditions and Denies that leave only some callers of everyone.
@Suite struct TrustNarrowingTests {
  private static let home = Organization(
    id: "o-home", managementAccount: "999999999999", featureSet: "ALL",
    citation: TinyAccount.nowhere)

  private static func judgement(_ statements: String) throws -> Judgement {
    var tiny = TinyAccount()
    tiny.account.organization = TinyAccount.whole(home)
    func identity(_ kind: String, _ name: String, _ id: String) -> Identity {
      Identity(
        name: name, path: "/", arn: TinyAccount.arn("\(kind)/\(name)"), uniqueID: id, created: nil,
        inlinePolicies: [], attachedPolicies: [], boundary: nil, tags: [],
        citation: TinyAccount.nowhere)
    }
    tiny.account.identities = TinyAccount.whole(
      Identities(
        users: [User(identity: identity("user", "alice", "AIDAALICEXXXXXXXXXXXX"), groups: [])],
        roles: [
          Role(
            identity: identity("role", "r", "AROARXXXXXXXXXXXXXXXX"),
            trust: try TinyAccount.document(statements), instanceProfiles: [], lastUsed: .unknown),
          Role(
            identity: identity("role", "app", "AROAAPPXXXXXXXXXXXXXX"),
            trust: try TinyAccount.document(
              #"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}"#
            ), instanceProfiles: [], lastUsed: .unknown),
        ]))
    return tiny.judgement(.rolesCrossAccountTrust)
  }

  private static func allow(_ conditions: String = "", _ principal: String = #""*""#) -> String {
    #"{"Effect":"Allow","Principal":\#(principal),"Action":"sts:AssumeRole","Condition":{\#(conditions)}}"#
  }

  private static func deny(_ conditions: String, _ principal: String = #""*""#) -> String {
    #"{"Effect":"Deny","Principal":\#(principal),"Action":"sts:AssumeRole","Condition":{\#(conditions)}}"#
  }

  private static let partner = #"{"AWS":"arn:aws:iam::210987654321:root"}"#
  private static let anyone = "fail: role/r/everyone critical"
  private static let partnerOnly = "fail: role/r/210987654321 high"

  private static let narrowed: [(String, String)] = [
    (#""ArnLike":{"aws:PrincipalArn":"arn:*:iam::123456789012:role/*"}"#, "pass"),
    (#""ArnEquals":{"aws:PrincipalArn":"arn:aws*:iam::210987654321:role/*"}"#, partnerOnly),
    (#""StringLike":{"aws:PrincipalArn":"arn:aws:iam::123456789012*"}"#, "pass"),
    (#""StringEquals":{"aws:PrincipalArn":"arn:aws:iam::*:role/deploy"}"#, "pass"),
    (
      #""StringEquals":{"aws:PrincipalArn":"arn:aws:iam::${aws:ResourceAccount}:role/*"}"#, "pass"
    ),
    (
      #""ArnLike":{"aws:PrincipalArn":["arn:*:iam::123456789012:*","arn:*:iam::210987654321:*"]}"#,
      partnerOnly
    ),
    (
      #""ArnLike":{"aws:PrincipalArn":["arn:*:iam::123456789012:*","arn:*:iam::*:role/x"]}"#,
      anyone
    ),
    // The wildcard of StringLike reaches over colons, and paths can contain them.
    (#""StringLike":{"aws:PrincipalArn":"arn:*:iam::123456789012:role/x"}"#, anyone),
    (#""StringLike":{"aws:PrincipalAccount":"123456789012*"}"#, "pass"),
    (#""StringLike":{"aws:PrincipalAccount":"1234567890*"}"#, anyone),
    // Every signed request has these keys.
    (#""StringEqualsIfExists":{"aws:PrincipalAccount":"123456789012"}"#, "pass"),
    (#""ArnLikeIfExists":{"aws:PrincipalArn":"arn:*:iam::210987654321:*"}"#, partnerOnly),
    (#""ForAllValues:StringEquals":{"aws:PrincipalAccount":"123456789012"}"#, "pass"),
    // Two conditions hold together.
    (
      #""ArnLike":{"aws:PrincipalArn":["arn:*:iam::123456789012:*","arn:*:iam::210987654321:*"]},"StringEquals":{"aws:PrincipalAccount":"210987654321"}"#,
      partnerOnly
    ),
    (
      #""ArnLike":{"aws:PrincipalArn":"arn:*:iam::210987654321:*"},"StringEquals":{"aws:PrincipalAccount":"123456789012"}"#,
      "pass"
    ),
    (#""StringLike":{"aws:userid":"AROAAPPXXXXXXXXXXXXXX:*"}"#, "pass"),
    (#""StringLike":{"aws:userid":"AROAAPPXXXXXXXXXXXXXX:*-ci"}"#, "pass"),
    (#""StringLike":{"aws:userid":"AROAAPPXXXXXXXXXXXXXX*"}"#, "pass"),
    (#""StringEquals":{"aws:userid":["AIDAALICEXXXXXXXXXXXX","123456789012"]}"#, "pass"),
    (#""StringEqualsIgnoreCase":{"aws:userid":"aidaalicexxxxxxxxxxxx"}"#, "pass"),
    (#""StringEquals":{"aws:userid":"AROAAPPXXXXXXXXXXXXXX:*"}"#, "pass"),
    (#""StringLike":{"aws:userid":"210987654321:*"}"#, partnerOnly),
    (
      #""StringLike":{"aws:userid":"AROAOTHERXXXXXXXXXXXX:*"}"#,
      "fail: role/r/AROAOTHERXXXXXXXXXXXX high"
    ),
    (
      #""StringLike":{"aws:userid":"AROAOTHERXXXXXXXXXXXX:*"},"StringEquals":{"aws:PrincipalAccount":"210987654321"}"#,
      partnerOnly
    ),
    (#""StringLike":{"aws:userid":"AROA*"}"#, anyone),
    (#""StringLike":{"aws:userid":"*:deploy"}"#, anyone),
    (#""StringEqualsIgnoreCase":{"aws:PrincipalOrgID":"O-HOME"}"#, "fail: role/r/everyone low"),
    (
      #""StringEqualsIgnoreCase":{"aws:PrincipalOrgID":"O-Partner"}"#,
      "fail: role/r/everyone high"
    ),
    (#""StringEquals":{"aws:PrincipalOrgID":"O-HOME"}"#, anyone),
  ]

  @Test(
    "everyone, by ARN, account or user ID",
    arguments: narrowed)
  func everyone(_ conditions: String, _ line: String) throws {
    #expect(try Self.judgement(Self.allow(conditions)).line == line)
  }

  @Test(
    "a named account, of which a condition admits no, some or all principals",
    arguments: [
      (#""ArnLike":{"aws:PrincipalArn":"arn:*:iam::123456789012:role/*"}"#, "pass"),
      (#""ArnLike":{"aws:PrincipalArn":"arn:*:iam::210987654321:role/*"}"#, partnerOnly),
      (#""StringEquals":{"aws:PrincipalAccount":"555555555555"}"#, "pass"),
      (#""StringLike":{"aws:userid":"AROAOTHERXXXXXXXXXXXX:*"}"#, partnerOnly),
      (#""StringLike":{"aws:userid":"AROAAPPXXXXXXXXXXXXXX:*"}"#, "pass"),
      (#""Bool":{"aws:PrincipalIsAWSService":"true"}"#, "pass"),
      (#""StringEquals":{"aws:SourceAccount":"210987654321"}"#, "pass"),
    ])
  func account(_ conditions: String, _ line: String) throws {
    #expect(try Self.judgement(Self.allow(conditions, Self.partner)).line == line)
  }

  @Test(
    "a principal by its unique ID",
    arguments: [
      ("AROAAPPXXXXXXXXXXXXXX", "pass"), ("AIDAALICEXXXXXXXXXXXX", "pass"),
      ("AROAOTHERXXXXXXXXXXXX", "fail: role/r/AROAOTHERXXXXXXXXXXXX low"),
    ])
  func uniqueID(_ id: String, _ line: String) throws {
    #expect(try Self.judgement(Self.allow("", #"{"AWS":"\#(id)"}"#)).line == line)
  }

  private static let requiring: [(String, [String], Bool)] = [
    (
      #""StringEqualsIfExists":{"sts:ExternalId":"s"},"Null":{"sts:ExternalId":"false"}"#, [],
      true
    ),
    (
      #""StringEqualsIfExists":{"sts:ExternalId":"s"},"Null":{"sts:ExternalId":"true"}"#, [],
      false
    ),
    (
      #""StringEqualsIfExists":{"sts:ExternalId":"s"},"StringLike":{"STS:externalid":"*"}"#, [],
      true
    ),
    (
      #""StringEqualsIfExists":{"sts:ExternalId":"s"},"StringLikeIfExists":{"sts:ExternalId":"*"}"#,
      [], false
    ),
    (
      #""ForAllValues:StringEqualsIfExists":{"sts:ExternalId":"s"},"Null":{"sts:ExternalId":"false"}"#,
      [], true
    ),
    (
      #""StringEqualsIfExists":{"sts:ExternalId":"s"},"Null":{"aws:SourceIp":"false"}"#, [], false
    ),
    // The key is required by a Deny.
    (
      #""StringEqualsIfExists":{"sts:ExternalId":"s"}"#,
      [deny(#""Null":{"sts:ExternalId":"true"}"#)], true
    ),
    (
      #""ForAllValues:StringEquals":{"sts:ExternalId":"s"}"#,
      [deny(#""Null":{"sts:ExternalId":"true"}"#, partner)], true
    ),
    (
      #""StringEqualsIfExists":{"sts:ExternalId":"s"}"#,
      [deny(#""StringNotLike":{"sts:ExternalId":"*"}"#)], true
    ),
    (
      #""StringEqualsIfExists":{"sts:ExternalId":"s"}"#,
      [
        deny(
          #""Null":{"sts:ExternalId":"true"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}"#)
      ], true
    ),
    (
      #""StringEqualsIfExists":{"sts:ExternalId":"s"}"#,
      [deny(#""Null":{"sts:ExternalId":"true"},"Bool":{"aws:SecureTransport":"false"}"#)], false
    ),
    (
      #""StringEqualsIfExists":{"sts:ExternalId":"s"}"#,
      [deny(#""Null":{"sts:ExternalId":"false"}"#)], false
    ),
    (
      #""StringEqualsIfExists":{"sts:ExternalId":"s"}"#,
      [deny(#""Null":{"sts:ExternalId":"true"}"#, #"{"AWS":"555555555555"}"#)], false
    ),
    ("", [deny(#""ForAnyValue:StringNotEquals":{"sts:ExternalId":"s"}"#)], false),
    (
      #""Null":{"sts:ExternalId":"false"}"#,
      [deny(#""ForAnyValue:StringNotEquals":{"sts:ExternalId":"s"}"#)], true
    ),
    (
      "",
      [
        deny(#""ForAnyValue:StringNotEquals":{"sts:ExternalId":"s"}"#),
        deny(#""Null":{"sts:ExternalId":"true"}"#),
      ], true
    ),
  ]

  @Test(
    "…IfExists is the plain operator where the key is required",
    arguments: requiring)
  func required(_ conditions: String, _ denies: [String], _ isBound: Bool) throws {
    let statements = [Self.allow(conditions, Self.partner)] + denies
    #expect(
      try Self.judgement(statements.joined(separator: ",")).line
        == (isBound ? "pass" : Self.partnerOnly))
  }

  @Test(
    "an organization, required by a Deny",
    arguments: [
      (#""StringEqualsIfExists":{"aws:PrincipalOrgID":"o-home"}"#, "low"),
      (#""StringEqualsIfExists":{"aws:PrincipalOrgID":"o-partner"}"#, "high"),
      (#""ForAllValues:StringLike":{"aws:PrincipalOrgPaths":"o-home/*"}"#, "critical"),
    ])
  func organization(_ conditions: String, _ severity: String) throws {
    let statements =
      Self.allow(conditions) + "," + Self.deny(#""Null":{"aws:PrincipalOrgID":"true"}"#)
    #expect(try Self.judgement(statements).line == "fail: role/r/everyone \(severity)")
  }

  private static let ofServices: [([String], String)] = [
    ([allow(#""Bool":{"aws:PrincipalIsAWSService":"true"}"#)], "pass"),
    ([allow(#""StringEquals":{"aws:PrincipalServiceName":"ec2.amazonaws.com"}"#)], "pass"),
    ([allow(#""StringEquals":{"aws:SourceAccount":"123456789012"}"#)], "pass"),
    ([allow(#""StringEquals":{"aws:SourceOrgID":"o-home"}"#)], "pass"),
    (
      [allow(#""StringEquals":{"aws:SourceAccount":"210987654321"}"#)],
      "fail: role/r/services of account 210987654321 low"
    ),
    (
      [allow(#""ArnLike":{"aws:SourceArn":"arn:aws:sns:*:210987654321:*"}"#)],
      "fail: role/r/services of account 210987654321 low"
    ),
    (
      [allow(#""StringEquals":{"aws:SourceOrgID":"o-partner"}"#)],
      "fail: role/r/services of organization o-partner low"
    ),
    (
      [
        allow(
          #""StringEquals":{"aws:SourceOrgID":"o-partner","aws:SourceAccount":"123456789012"}"#)
      ],
      "pass"
    ),
    (
      [allow(), deny(#""StringNotEquals":{"aws:SourceAccount":"210987654321"}"#)],
      "fail: role/r/services of account 210987654321 low"
    ),
    (
      [allow(), deny(#""StringNotEquals":{"aws:SourceAccount":"123456789012"}"#)], "pass"
    ),
    (
      [allow(#""StringEqualsIfExists":{"aws:SourceOrgID":"o-partner"}"#)],
      "fail: role/r/everyone critical"
    ),
    ([allow(#""BoolIfExists":{"aws:PrincipalIsAWSService":"false"}"#)], anyone),
    (
      [allow(), deny(#""Bool":{"aws:PrincipalIsAWSService":"true"}"#)], anyone
    ),
  ]

  @Test(
    "conditions that only AWS services meet admit no account, but can admit services that act for another account",
    arguments: ofServices)
  func services(_ statements: [String], _ line: String) throws {
    #expect(try Self.judgement(statements.joined(separator: ",")).line == line)
  }

  @Test("a Deny with NotPrincipal protects nothing, and a note says so")
  func notPrincipal() throws {
    for account in [TinyAccount.id, "210987654321"] {
      let judgement = try Self.judgement(
        Self.allow()
          + #",{"Effect":"Deny","NotPrincipal":{"AWS":"\#(account)"},"Action":"sts:AssumeRole"}"#)
      #expect(judgement.line == Self.anyone)
      #expect(judgement.notes.contains { $0.contains("NotPrincipal is not supported") })
    }
  }

  @Test(
    "claims of tokens that a Deny or another condition requires",
    arguments: [
      (#""StringLikeIfExists":{"$sub":"repo:octo/web:*"},"Null":{"$sub":"false"}"#, "pass"),
      (#""StringLikeIfExists":{"$sub":"repo:octo/web:*"},"StringLike":{"$sub":"?*"}"#, "pass"),
      (#""StringLikeIfExists":{"$sub":"repo:octo/web:*"}"#, "critical"),
      (#""StringLikeIfExists":{"$sub":"repo:octo/web:*"},"Null":{"$aud":"false"}"#, "critical"),
      (
        #""ForAllValues:StringLikeIfExists":{"$sub":"repo:octo/web:*"},"Null":{"$sub":"false"}"#,
        "pass"
      ),
      (#""StringLikeIfExists":{"$sub":"repo:*"},"Null":{"$sub":"false"}"#, "critical"),
    ])
  func claims(_ conditions: String, _ verdict: String) throws {
    #expect(try OIDCTrustCase(OIDCTrustCase.github, conditions, verdict).judged() == verdict)
  }
}
