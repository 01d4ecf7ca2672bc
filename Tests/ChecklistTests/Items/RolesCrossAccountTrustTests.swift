import Model
import Testing

@testable import Checklist

@Suite struct RolesCrossAccountTrustTests {
  private static let home = Organization(
    id: "o-home", managementAccount: "999999999999", featureSet: "ALL",
    citation: TinyAccount.nowhere)

  private static let noOrganization = Evidence<Organization>.absent(
    Absence(answer: "AWSOrganizationsNotInUseException", citation: TinyAccount.nowhere))

  private static func judgement(
    _ statements: String, organization: Evidence<Organization> = TinyAccount.whole(home),
    version: String = "2012-10-17"
  ) throws -> Judgement {
    var tiny = TinyAccount()
    tiny.account.organization = organization
    tiny.account.identities = TinyAccount.whole(
      Identities(roles: [
        TinyAccount.role("r", trust: try TinyAccount.document(statements, version: version))
      ]))
    return tiny.judgement(.rolesCrossAccountTrust)
  }

  private static func allow(
    _ principal: String, _ conditions: String = "", action: String = #""Action":"sts:AssumeRole""#
  ) -> String {
    #"{"Effect":"Allow","Principal":\#(principal),\#(action),"Condition":{\#(conditions)}}"#
  }

  private static let partner = #"{"AWS":"arn:aws:iam::210987654321:root"}"#
  private static let id = #""StringEquals":{"sts:ExternalId":"s3cret"}"#
  private static let org = #""StringEquals":{"aws:PrincipalOrgID":"o-home"}"#

  @Test(
    "the principals that a trust policy admits",
    arguments: [
      (#"{"AWS":"arn:aws:iam::123456789012:root"}"#, "pass"), (#"{"AWS":"123456789012"}"#, "pass"),
      (#"{"AWS":"arn:aws:iam::123456789012:user/a"}"#, "pass"),
      (#"{"Service":"ec2.amazonaws.com"}"#, "pass"), (partner, "fail: role/r/210987654321 high"),
      (#"{"AWS":"210987654321"}"#, "fail: role/r/210987654321 high"),
      (#"{"AWS":"arn:aws:iam::210987654321:role/x"}"#, "fail: role/r/210987654321 high"),
      (
        #"{"AWS":["210987654321","arn:aws:iam::210987654321:role/x"]}"#,
        "fail: role/r/210987654321 high"
      ),
      (#"{"AWS":"arn:aws:iam::999999999999:root"}"#, "fail: role/r/999999999999 medium"),
      (#""*""#, "fail: role/r/everyone critical"),
      (#"{"AWS":"*"}"#, "fail: role/r/everyone critical"),
      (#"{"AWS":"AROAEXAMPLE"}"#, "fail: role/r/AROAEXAMPLE low"),
      (#"{"AWS":"nonsense"}"#, "fail: role/r/nonsense low"),
    ])
  func principals(_ principal: String, _ line: String) throws {
    #expect(try Self.judgement(Self.allow(principal)).line == line)
  }

  @Test(
    "the conditions that limit another account",
    arguments: [
      (id, true), (org, true), (#""StringLike":{"sts:ExternalId":"abc-*"}"#, true),
      (#""ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-home/r-1/ou-2/*"}"#, true),
      (#""StringLike":{"sts:ExternalId":"*"}"#, false),
      (#""StringLike":{"aws:PrincipalOrgID":"o-*"}"#, false),
      (#""StringEqualsIfExists":{"sts:ExternalId":"s"}"#, false),
      (#""ForAllValues:StringEquals":{"sts:ExternalId":"s"}"#, false),
      (#""StringNotEquals":{"sts:ExternalId":"s"}"#, false),
      (#""ForAllValues:StringLike":{"aws:PrincipalOrgPaths":"o-home/*"}"#, false),
      (#""Bool":{"aws:MultiFactorAuthPresent":"true"}"#, false),
      (#""IpAddress":{"aws:SourceIp":"10.0.0.0/8"}"#, false),
      (#""StringEquals":{"aws:PrincipalAccount":"210987654321"}"#, false),
    ])
  func conditions(_ conditions: String, _ isBound: Bool) throws {
    let judgement = try Self.judgement(Self.allow(Self.partner, conditions))
    #expect(judgement.line == (isBound ? "pass" : "fail: role/r/210987654321 high"))
    #expect(judgement.notes.contains { $0.contains("210987654321") } == isBound)
  }

  @Test(
    "policies of version 2008-10-17 have no variables, and no id equals their text",
    arguments: [
      (#""StringEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}"#, "low", nil),
      (#""StringLike":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}"#, "low", nil),
      (#""StringEquals":{"aws:PrincipalAccount":"${aws:ResourceAccount}"}"#, nil, nil),
      (
        #""StringEquals":{"aws:PrincipalOrgID":["${aws:ResourceOrgID}","o-home"]}"#, "low",
        "critical"
      ),
      (#""StringNotEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}"#, "critical", "critical"),
      (#""StringEquals":{"aws:PrincipalOrgID":"o-home"}"#, "low", "low"),
      (#""StringLike":{"aws:PrincipalArn":"*${aws:username}"}"#, "critical", nil),
    ] as [(String, String?, String?)])
  func versions(_ conditions: String, _ new: String?, _ old: String?) throws {
    for (version, severity) in [("2012-10-17", new), ("2008-10-17", old)] {
      let judgement = try Self.judgement(Self.allow(#""*""#, conditions), version: version)
      #expect(
        judgement.line == (severity.map { "fail: role/r/everyone \($0)" } ?? "pass"), "\(version)")
    }
  }

  @Test("conditions that limit everyone to accounts")
  func everyone() throws {
    let own = #""StringEquals":{"aws:PrincipalAccount":"123456789012"}"#
    let other = #""StringEquals":{"aws:PrincipalAccount":"210987654321"}"#
    let arn = #""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/x*"}"#
    let anyArn = #""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/x"}"#
    let rows = [
      (org: Self.org, "fail: role/r/everyone low"), (Self.id, "fail: role/r/everyone high"),
      (own, "pass"), (other, "fail: role/r/210987654321 high"), (arn, "pass"),
      (anyArn, "fail: role/r/everyone critical"),
    ]
    for (condition, line) in rows {
      #expect(try Self.judgement(Self.allow(#""*""#, condition)).line == line, "\(condition)")
    }
  }

  @Test(
    "a trust of a whole organization is low if it is the account's own, otherwise high",
    arguments: [
      (#""StringEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}"#, "low", "low"),
      (#""StringLike":{"AWS:PrincipalOrgId":"${AWS:resourceOrgID}"}"#, "low", "low"),
      (#""StringEquals":{"aws:ResourceOrgID":"${aws:PrincipalOrgID}"}"#, "low", "low"),
      (
        #""ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"${aws:ResourceOrgID}/r-1/*"}"#, "low",
        "low"
      ),
      (
        #""ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":["${aws:ResourceOrgPaths}"]}"#, "low",
        "low"
      ),
      (
        #""ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-home/r-1/ou-2/*"}"#, "low", "low"
      ),
      (#""StringEquals":{"aws:PrincipalOrgID":["o-home","o-partner"]}"#, "high", "low"),
      (#""StringEquals":{"aws:PrincipalOrgID":"o-partner"}"#, "high", "low"),
      (#""ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-partner/*"}"#, "high", "low"),
      // If there are two conditions, the narrower one counts.
      (
        #""StringEquals":{"aws:PrincipalOrgID":"o-home"},"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-home/r-1/*"}"#,
        "low", "low"
      ),
      // Comparing a key with itself, or with a wildcard, limits nothing.
      (
        #""StringEquals":{"aws:PrincipalOrgID":"${aws:PrincipalOrgID}"}"#, "critical", "critical"
      ),
      (#""StringEquals":{"aws:ResourceOrgID":"${aws:ResourceOrgID}"}"#, "critical", "critical"),
      (#""StringLike":{"aws:PrincipalOrgID":"o-*"}"#, "critical", "critical"),
      (
        #""ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-*/r-1/*"}"#, "critical", "critical"
      ),
      (
        #""StringEqualsIfExists":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}"#, "critical",
        "critical"
      ),
      (#""StringNotEquals":{"aws:PrincipalOrgID":"o-partner"}"#, "critical", "critical"),
    ])
  func organizations(_ condition: String, _ known: String, _ unknown: String) throws {
    let statement = Self.allow(#""*""#, condition)
    let judgement = try Self.judgement(statement)
    #expect(judgement.line == "fail: role/r/everyone \(known)")
    let without = try Self.judgement(statement, organization: .missing("not provided"))
    #expect(without.line == "fail: role/r/everyone \(unknown)")
    // The summary mentions the unknown organization, unless the policy refers to it by a variable.
    let isNamed = unknown == "low" && condition.contains(#""o-"#)
    #expect(without.findings[0].summary.contains("the evidence does not show") == isNamed)
  }

  @Test("under an operator without patterns, an id with a wildcard matches no organization")
  func literalWildcard() throws {
    let condition = #""StringEquals":{"aws:PrincipalOrgID":"o-*"}"#
    let judgement = try Self.judgement(Self.allow(#""*""#, condition))
    #expect(judgement.line == "fail: role/r/everyone low")
  }

  @Test("for an account without an organization, every organization is foreign")
  func noOrganization() throws {
    let judgement = try Self.judgement(
      Self.allow(#""*""#, Self.org), organization: Self.noOrganization)
    #expect(judgement.line == "fail: role/r/everyone high")
    #expect(judgement.findings[0].summary.contains("(this account is in no organization)"))
  }

  @Test("only an external id or the same organization limits a named account")
  func namedAccounts() throws {
    let finding = "fail: role/r/210987654321 high"
    let foreign = #""StringEquals":{"aws:PrincipalOrgID":"o-partner"}"#
    let both = #""StringEquals":{"aws:PrincipalOrgID":"o-partner","sts:ExternalId":"s3cret"}"#
    let variable = #""StringEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}"#
    let ownAccount = #""StringEquals":{"aws:PrincipalAccount":"${aws:ResourceAccount}"}"#
    let mirrored = #""StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}"#
    let ownRole = #""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::${aws:ResourceAccount}:role/x"}"#
    let rows = [
      (Self.partner, foreign, finding), (Self.partner, both, "pass"),
      (Self.partner, variable, "pass"), (#""*""#, ownAccount, "pass"), (#""*""#, mirrored, "pass"),
      (#""*""#, ownRole, "pass"),
      (
        #""*""#,
        #""StringEquals":{"aws:PrincipalAccount":["${aws:ResourceAccount}","210987654321"]}"#,
        finding
      ),
      (
        #""*""#, #""StringEquals":{"aws:PrincipalAccount":"${aws:PrincipalAccount}"}"#,
        "fail: role/r/everyone critical"
      ),
    ]
    for (principal, condition, line) in rows {
      #expect(try Self.judgement(Self.allow(principal, condition)).line == line, "\(condition)")
    }
    let unknown = try Self.judgement(
      Self.allow(Self.partner, foreign), organization: .missing("not provided"))
    #expect(unknown.line == "pass")
    #expect(unknown.notes[0].contains("own organization is not in the evidence"))
  }

  @Test("actions, NotPrincipal and Deny statements count")
  func statements() throws {
    let open = Self.allow(Self.partner)
    let finding = "fail: role/r/210987654321 high"
    func deny(_ principal: String, _ condition: String = "") -> String {
      #"{"Effect":"Deny",\#(principal),"Action":"sts:*","Condition":{\#(condition)}}"#
    }
    let rows = [
      (Self.allow(Self.partner, action: #""Action":"sts:*""#), finding),
      (Self.allow(Self.partner, action: #""NotAction":"sts:TagSession""#), finding),
      (Self.allow(Self.partner, action: #""Action":"sts:TagSession""#), "pass"),
      (
        #"{"Effect":"Allow","NotPrincipal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}"#,
        "fail: role/r/everyone critical"
      ),
      (open + "," + deny(#""Principal":"*""#), "pass"),
      (open + "," + deny(#""Principal":\#(Self.partner)"#), "pass"),
      (open + "," + deny(#""Principal":{"AWS":"555555555555"}"#), finding),
      // AWS does not support NotPrincipal in trust policies.
      (open + "," + deny(#""NotPrincipal":{"AWS":"123456789012"}"#), finding),
      (open + "," + deny(#""NotPrincipal":{"AWS":"210987654321"}"#), finding),
      (
        open + "," + deny(#""Principal":"*""#, #""Bool":{"aws:SecureTransport":"false"}"#), finding
      ),
      (
        open + ","
          + deny(#""Principal":"*""#, #""StringNotEquals":{"aws:PrincipalOrgID":"o-home"}"#), "pass"
      ),
      // Data perimeters exempt AWS services, and no caller of an account is one.
      (
        open + ","
          + deny(
            #""Principal":"*""#,
            #""StringNotEqualsIfExists":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}"#
          ), "pass"
      ),
      (
        open + ","
          + deny(#""Principal":"*""#, #""Bool":{"aws:PrincipalIsAWSService":"true"}"#), finding
      ),
      // A condition in one statement does not limit another statement.
      (Self.allow(Self.partner, Self.id) + "," + open, finding),
    ]
    for (statements, line) in rows {
      #expect(try Self.judgement(statements).line == line, "\(statements)")
    }
  }

  @Test("a condition that does not limit the trust is reported")
  func otherConditions() throws {
    let finding = try #require(
      try Self.judgement(
        Self.allow(Self.partner, #""Bool":{"aws:MultiFactorAuthPresent":"true"}"#)
      ).findings.first)
    #expect(
      finding.facts.contains(Fact("otherConditions", "Bool aws:MultiFactorAuthPresent true")))
  }

  @Test("without the roles, the item does not pass")
  func missing() {
    #expect(TinyAccount().judgement(.rolesCrossAccountTrust).line == "unavailable")
  }
}
