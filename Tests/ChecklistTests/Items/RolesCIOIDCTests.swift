import Model
import Testing

@testable import Checklist

@Suite struct RolesCIOIDCTests {
  private static let github = "token.actions.githubusercontent.com"

  private static func provider(_ issuer: String) -> String {
    #"{"Federated":"arn:aws:iam::123456789012:oidc-provider/\#(issuer)"}"#
  }

  /// A statement that trusts `issuer` under `conditions`, with commas between the operators.
  private static func allow(
    _ issuer: String, _ conditions: String, action: String = #""sts:AssumeRoleWithWebIdentity""#
  ) -> String {
    """
    {"Effect":"Allow","Principal":\(provider(issuer)),"Action":\(action),\
    "Condition":{\(conditions)}}
    """
  }

  private static let aud = #""StringEquals":{"token.actions.githubusercontent.com:aud":"a"}"#

  private static func sub(_ operatorName: String, _ values: String) -> String {
    #""\#(operatorName)":{"\#(github):sub":\#(values)}"#
  }

  private static func account(_ statements: String) throws -> TinyAccount {
    var tiny = TinyAccount()
    tiny.account.credentialReport = TinyAccount.whole(
      CredentialReport(generated: nil, root: nil, users: []))
    tiny.account.identities = TinyAccount.whole(
      Identities(roles: [
        TinyAccount.role("deploy", trust: try TinyAccount.document(statements))
      ]))
    return tiny
  }

  @Test(
    "every value of GitHub's subject must name an owner before the first wildcard",
    arguments: [
      ("StringEquals", #""repo:octo/web:ref:refs/heads/main""#, true),
      ("StringLike", #""repo:octo/web:*""#, true),
      ("StringLike", #""repo:octo@12/web@34:*""#, true),
      ("StringLike", #""repo:octo@12/web@*""#, true),
      ("ForAnyValue:StringLike", #""repo:octo/web:*""#, true),
      ("stringlike", #""repo:octo/web:*""#, true),
      ("StringLike", #""repository_id:456789:*""#, true),
      ("StringLike", #""repo:*""#, false), ("StringLike", #""*""#, false),
      ("StringLike", #""repo:octo*""#, false), ("StringLike", #""repo:octo*/web:*""#, false),
      ("StringLike", #""repo:oct?/web:*""#, false), ("StringLike", #""repo:/web""#, false),
      ("StringLike", #""repository_owner:oct*""#, false),
      ("StringEquals", #""environment:prod""#, false),
      ("StringLike", #""repo:${aws:PrincipalTag/org}/web""#, false),
      ("StringLike", #"["repo:octo/web:*","repo:*"]"#, false),
      ("StringLike", #"["repo:octo/web:*","repo:octo/api:*"]"#, true),
      ("StringLikeIfExists", #""repo:octo/web:*""#, false),
      ("StringNotLike", #""repo:evil/*""#, false), ("StringNotEquals", #""repo:evil/web""#, false),
    ])
  func github(_ operatorName: String, _ values: String, _ isBound: Bool) throws {
    let statement = Self.allow(Self.github, Self.aud + "," + Self.sub(operatorName, values))
    // Two members of one name would be one: the audience stands under the same operator then.
    let merged =
      operatorName == "StringEquals"
      ? Self.allow(
        Self.github, #""StringEquals":{"\#(Self.github):aud":"a","\#(Self.github):sub":\#(values)}"#
      )
      : statement
    let judgement = try Self.account(merged).judgement(.rolesCIOIDC)
    #expect(
      judgement.line
        == (isBound ? "pass" : "fail: role/deploy/token.actions.githubusercontent.com critical"))
  }

  @Test(
    "all repositories of an owner are more than a pipeline needs",
    arguments: [
      (#""repo:octo/*""#, true), (#""repo:octo@*""#, true), (#""repo:octo@12/*""#, true),
      (#"["repo:octo/web:*","repo:octo/*"]"#, true), (#""repo:octo/web*""#, false),
      (#""repo:octo/*:environment:prod""#, true), (#""repository_owner:octo:*""#, true),
      (#""repository_owner_id:12""#, true), (#""enterprise:acme:*""#, true),
    ])
  func wholeOwner(_ values: String, _ isWide: Bool) throws {
    let statement = Self.allow(Self.github, Self.aud + "," + Self.sub("StringLike", values))
    let judgement = try Self.account(statement).judgement(.rolesCIOIDC)
    #expect(judgement.line == (isWide ? "fail: role/deploy/\(Self.github) medium" : "pass"))
  }

  @Test("other conditions that limit the tenant, and conditions that only seem to")
  func combinations() throws {
    let finding = "fail: role/deploy/\(Self.github)"
    let bound = Self.sub("StringLike", #""repo:octo/web:*""#)
    let all = Self.sub("ForAllValues:StringLike", #""repo:octo/web:*""#)
    let present = #""Null":{"\#(Self.github):sub":"false"}"#
    let deny = """
      {"Effect":"Deny","Principal":"*","Action":"sts:AssumeRoleWithWebIdentity","Condition":\
      {"StringNotLike":{"\(Self.github):sub":"repo:octo/web:*"}}}
      """
    let partialDeny = """
      {"Effect":"Deny","Principal":"*","Action":"sts:*","Condition":{"StringNotLike":\
      {"\(Self.github):sub":"repo:octo/web:*"},"Bool":{"aws:SecureTransport":"false"}}}
      """
    let rows: [(String, String)] = [
      (Self.allow(Self.github, ""), "\(finding) critical"),
      (Self.allow(Self.github, bound), "\(finding) medium"),
      (Self.allow(Self.github, Self.aud), "\(finding) critical"),
      (Self.allow(Self.github, [Self.aud, all, present].joined(separator: ",")), "pass"),
      // AWS advises against ForAllValues for single-valued keys: it holds without the key.
      (Self.allow(Self.github, [Self.aud, all].joined(separator: ",")), "\(finding) critical"),
      (
        Self.allow(
          Self.github,
          [Self.aud, Self.sub("ForAllValues:StringLike", #""repo:*""#)].joined(separator: ",")),
        "\(finding) critical"
      ),
      (Self.allow(Self.github, Self.aud) + "," + deny, "pass"),
      (Self.allow(Self.github, Self.aud) + "," + partialDeny, "\(finding) critical"),
      (
        Self.allow(Self.github, "") + #",{"Effect":"Deny","Principal":"*","Action":"sts:*"}"#,
        "pass"
      ),
      (Self.allow(Self.github, "", action: #""sts:*""#), "\(finding) critical"),
      (Self.allow(Self.github, "", action: #"["sts:assumerolewith*"]"#), "\(finding) critical"),
      (Self.allow(Self.github, "", action: #""sts:AssumeRole""#), "pass"),
      (
        #"{"Effect":"Allow","Principal":\#(Self.provider(Self.github)),"NotAction":"s3:*"}"#,
        "\(finding) critical"
      ),
      // A second statement, for another repository, does not limit the first.
      (
        Self.allow(Self.github, Self.aud) + ","
          + Self.allow(Self.github, Self.aud + "," + bound), "\(finding) critical"
      ),
      // No token of this issuer has a claim of another issuer, so nobody is admitted.
      (Self.allow(Self.github, #""StringEquals":{"gitlab.com:sub":"x"}"#), "pass"),
      (
        #"{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRoleWithWebIdentity"}"#,
        "fail: role/deploy/* critical"
      ),
      (
        #"{"Effect":"Allow","NotPrincipal":{"AWS":"123456789012"},"Action":"sts:*"}"#,
        "fail: role/deploy/* critical"
      ),
    ]
    for (statements, line) in rows {
      #expect(
        try Self.account(statements).judgement(.rolesCIOIDC).line == line, "\(statements)")
    }
  }

  private static let service =
    #"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}"#

  @Test("SAML providers, services and service-linked roles are not evaluated")
  func others() throws {
    let saml = """
      {"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:saml-provider/x",\
      "Service":"ec2.amazonaws.com"},"Action":"sts:*"}
      """
    #expect(try Self.account(saml).judgement(.rolesCIOIDC).line == "pass")
    var tiny = try Self.account(saml)
    let trust = try TinyAccount.document(Self.allow(Self.github, ""))
    tiny.account.identities = TinyAccount.whole(
      Identities(roles: [TinyAccount.role("x", path: "/aws-service-role/x/", trust: trust)]))
    #expect(tiny.judgement(.rolesCIOIDC).line == "pass")
  }

  @Test("roles without trust, with an invalid one, and partial lists never pass")
  func missing() throws {
    var tiny = try Self.account(Self.service)
    #expect(tiny.judgement(.rolesCIOIDC).line == "pass")
    tiny.account.identities = TinyAccount.whole(Identities(roles: [TinyAccount.role("dark")]))
    #expect(tiny.judgement(.rolesCIOIDC).line == "unavailable")
    let invalid = try TinyAccount.document(#"{"Effect":"Perhaps"}"#)
    tiny.account.identities = TinyAccount.whole(
      Identities(roles: [TinyAccount.role("odd", trust: invalid)]))
    #expect(tiny.judgement(.rolesCIOIDC).line == "unavailable")
    var cut = Identities()
    cut.shortcomings = [.roles: "none listed"]
    tiny.account.identities = TinyAccount.partial(cut)
    #expect(tiny.judgement(.rolesCIOIDC).missing.map(\.reason) == ["roles: none listed"])
    tiny = try Self.account(Self.service)
    tiny.account.credentialReport = .missing("denied")
    #expect(tiny.judgement(.rolesCIOIDC).line == "unavailable")
  }

  @Test(
    "a pipeline's user is recognized by whole words in its name",
    arguments: [
      ("ci-deploy", true), ("JenkinsMaster", true), ("GitHubActions", true), ("CircleCI", true),
      ("terraform2", true), ("svc.build", true), ("gitlab_runner", true), ("lucia", false),
      ("alice", false), ("rebuilder", false), ("decision", false), ("social", false),
    ])
  func names(_ name: String, _ isPipeline: Bool) {
    #expect(CIName.matches(name) == isPipeline)
  }

  @Test("a pipeline's user is a finding only if it has an active key")
  func users() throws {
    func line(_ isActive: Bool?) throws -> String {
      var tiny = try Self.account(Self.service)
      let key = TinyAccount.key(1, isActive, rotated: TinyAccount.ago(5))
      tiny.account.credentialReport = TinyAccount.whole(
        CredentialReport(
          generated: nil, root: nil,
          users: [TinyAccount.row("ci", keys: [key]), TinyAccount.row("alice", keys: [key])]))
      return tiny.judgement(.rolesCIOIDC).line
    }
    #expect(try line(true) == "fail: user/ci medium")
    #expect(try line(false) == "pass")
    #expect(try line(nil) == "unavailable")
  }
}
