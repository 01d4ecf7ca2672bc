import Model
import Testing

@testable import Checklist

/// One statement that trusts one issuer, and what the item makes of it.
private struct TrustCase: CustomTestStringConvertible, Sendable {
  let issuer: String
  let conditions: String
  let verdict: String

  /// `conditions` in JSON, in which `$` before a claim stands for the issuer and a colon; the audience
  /// is required too, unless `audience` is false.
  init(_ issuer: String, _ conditions: String, _ verdict: String, audience: Bool = true) {
    self.issuer = issuer
    let required = audience ? [#""ForAnyValue:StringEquals":{"$aud":"sts.amazonaws.com"}"#] : []
    self.conditions = (required + (conditions.isEmpty ? [] : [conditions]))
      .joined(separator: ",").replacing(#""$"#, with: #""\#(issuer):"#)
    self.verdict = verdict
  }

  /// One value of `sub` under `StringLike`.
  static func subject(_ issuer: String, _ value: String, _ verdict: String) -> Self {
    Self(issuer, #""StringLike":{"$sub":"\#(value)"}"#, verdict)
  }

  var testDescription: String { "\(issuer) \(conditions) \(verdict)" }

  /// The role's trust, as the item reads it.
  func trust() throws -> Trust {
    let principal =
      ["accounts.google.com", "graph.facebook.com", "www.amazon.com"].contains(issuer)
        || issuer.hasPrefix("cognito-identity")
      ? issuer : "arn:aws:iam::123456789012:oidc-provider/\(issuer)"
    let document = try TinyAccount.document(
      """
      {"Effect":"Allow","Principal":{"Federated":"\(principal)"},\
      "Action":"sts:AssumeRoleWithWebIdentity","Condition":{\(conditions)}}
      """)
    return try #require(Trust(TinyAccount.role("deploy", trust: document)))
  }

  /// The provider as the evidence has it.
  func provider(_ clientIDs: [String]) -> IdentityProvider {
    IdentityProvider(
      kind: .oidc, arn: TinyAccount.arn("oidc-provider/\(issuer)"), url: issuer,
      clientIDs: clientIDs, citation: Citation(file: "provider.json", place: "", line: 1))
  }

  /// `pass`, or the severity of what is wrong.
  func judged(_ clientIDs: [String]? = nil) throws -> String {
    let registered = clientIDs.map { [OIDCProvider.normalized(issuer): provider($0)] } ?? [:]
    let gaps = OIDCTrustRule(try trust(), registered: registered).gaps.flatMap(\.gaps)
    return gaps.map(\.severity).min().map { "\($0)" } ?? "pass"
  }

  /// The item's findings.
  func findings(_ clientIDs: [String]? = nil) throws -> [Finding] {
    var tiny = TinyAccount()
    tiny.account.credentialReport = TinyAccount.whole(
      CredentialReport(generated: nil, root: nil, users: []))
    tiny.account.identities = TinyAccount.whole(Identities(roles: [try trust().role]))
    if let clientIDs { tiny.account.identityProviders = TinyAccount.whole([provider(clientIDs)]) }
    return tiny.judgement(.rolesCIOIDC).findings
  }
}

private let github = "token.actions.githubusercontent.com"
private let sentinel = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d"
private let uuid = "018f0c1e-7a2b-4d3c-9e4f-5a6b7c8d9e0f"
private let eks = "oidc.eks.eu-west-1.amazonaws.com/id/AB"
private let circle = "oidc.circleci.com/org/11"
private let bitbucket = "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc"
private let turbonomic = "rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7"

@Suite struct OIDCIssuersTests {
  @Test(
    "an issuer that many customers share must have its tenant named before the first wildcard",
    arguments: [
      .subject("vstoken.actions.githubusercontent.com", "repo:octo/web:*", "pass"),
      .subject("vstoken.actions.githubusercontent.com", "repo:*/web:*", "critical"),
      .subject("gitlab.com", "project_path:acme/app:*", "pass"),
      .subject("gitlab.com", "project_path:acme*", "critical"),
      .subject("gitlab.com", "project_path:*/app:ref_type:branch:ref:main", "critical"),
      .subject("app.terraform.io", "organization:acme:project:*", "pass"),
      .subject("app.terraform.io", "organization:ac*:project:p", "critical"),
      .subject("app.eu.terraform.io", "organization:acme:*", "pass"),
      .subject("app.eu.terraform.io", "organization:*", "critical"),
      .subject("agent.buildkite.com", "organization:acme:pipeline:deploy:*", "pass"),
      .subject("agent.buildkite.com", "organization:acme*", "critical"),
      .subject("agent.buildkite.com", "*:pipeline:deploy:*", "critical"),
      .subject("agent.buildkite.com", uuid, "pass"),
      .subject("agent.buildkite.com", "main", "critical"),
      .subject("oidc.codefresh.io", "account:5f30:pipeline:*", "pass"),
      .subject("oidc.codefresh.io", "account:*:pipeline:64de", "critical"),
      .subject("studio.datachain.ai/api", "credentials:acme/aws", "pass"),
      .subject("studio.datachain.ai/api", "credentials:*", "critical"),
      .subject("studio.dvc.ai/api", "credentials:*/aws", "critical"),
      .subject("scalr.io", "account:acme:environment:*", "pass"),
      .subject("scalr.io", "account:*:environment:prod:*", "critical"),
      .subject("tokens.cloud.shisho.dev", "job:acme:*", "pass"),
      .subject("tokens.cloud.shisho.dev", "job:*", "critical"),
      .subject("proidc.upbound.io", "mcp:acme/prod:provider:provider-aws", "pass"),
      .subject("proidc.upbound.io", "mcp:acme*:provider:provider-aws", "critical"),
      .subject(
        "oidc-configuration.audit-log.githubusercontent.com", "https://github.com/acme", "pass"),
      .subject(
        "oidc-configuration.audit-log.githubusercontent.com", "https://github.com/*", "critical"),
      .subject("api.pulumi.com/oidc", "pulumi:deploy:org:acme:project:*", "pass"),
      .subject("api.pulumi.com/oidc", "pulumi:deploy:org:*:project:web:*", "critical"),
      .subject("api.pulumi.com/oidc/v2", "pulumi:environments:org:acme:env:*", "pass"),
      .subject("api.pulumi.com/oidc/v2", "pulumi:environments:*", "critical"),
      .subject("oidc.vercel.com", "owner:acme:project:*", "pass"),
      .subject("oidc.vercel.com", "owner:*:project:web:environment:production", "critical"),
      .subject("oidc.modal.com", "modal:workspace_id:ac-1:*", "pass"),
      .subject("oidc.modal.com", "modal:workspace_id:*:app_name:web:*", "critical"),
      .subject("login.app.env0.com", "auth0|5f30", "pass"),
      .subject("login.app.env0.com", "auth0|*", "critical"),
      .subject("issuer.enforce.dev", "catalog-syncer:ab12", "pass"),
      .subject("issuer.enforce.dev", "catalog-syncer:*", "critical"),
      .subject(turbonomic, "system:serviceaccount:t8c-acme:default", "pass"),
      .subject(turbonomic, "system:serviceaccount:*:default", "critical"),
      TrustCase("agent.buildkite.com", "", "critical"),
      TrustCase("oidc.modal.com", "", "critical"),
      TrustCase("sandboxes.cloud", "", "critical"),
    ] as [TrustCase])
  fileprivate func shared(_ row: TrustCase) throws { #expect(try row.judged() == row.verdict) }

  @Test(
    "an issuer of one organization lets in that organization's projects at most",
    arguments: [
      .subject("gitlab.example.org", "project_path:group/*", "pass"),
      .subject("gitlab.example.org", "project_path:*", "medium"),
      .subject("git.example.org", "project_path:*:ref_type:branch:ref:main", "medium"),
      .subject("git.example.org", "project_path:group/app:*", "pass"),
      .subject("ghe.example.org/_services/token", "repo:octo/web:*", "pass"),
      .subject("ghe.example.org/_services/token", "repo:*", "medium"),
      .subject("\(github)/octo-enterprise", "repo:*:ref:refs/heads/main", "medium"),
      .subject("\(github)/octo-enterprise", "repo:octo/web:*", "pass"),
      .subject("token.actions.octocorp.ghe.com", "repo:*", "medium"),
      .subject("token.actions.octocorp.ghe.com", "repo:octo/web:*", "pass"),
      .subject(circle, "org/11/project/22/*", "pass"), .subject(circle, "org/*", "medium"),
      .subject(circle, "org/11/project/*", "medium"),
      .subject(circle, "org/*/project/22/user/*", "pass"),
      TrustCase(circle, #""StringEquals":{"$oidc.circleci.com/project-id":"22"}"#, "pass"),
      TrustCase(circle, #""StringLike":{"$oidc.circleci.com/project-id":"*"}"#, "medium"),
      .subject("ci.example.org/org/\(uuid)", "org/\(uuid)/project/22/*", "pass"),
      .subject(bitbucket, "{repo}:*", "pass"), .subject(bitbucket, "*", "medium"),
      .subject(eks, "system:serviceaccount:web:app", "pass"),
      .subject(eks, "system:serviceaccount:web:*", "pass"),
      .subject(eks, "system:serviceaccount:*:app", "medium"), .subject(eks, "system:*", "medium"),
      .subject("rh-oidc.s3.us-east-1.amazonaws.com/abc", "system:*", "medium"),
      .subject("acme.app.spacelift.io", "space:prod-01:*", "pass"),
      .subject("acme.app.spacelift.io", "space:*", "medium"),
      .subject("vstoken.dev.azure.com/\(uuid)", "sc://acme/app/aws", "pass"),
      .subject("vstoken.dev.azure.com/\(uuid)", "*", "medium"),
      .subject("oidc.vercel.com/acme", "owner:acme:project:web:*", "pass"),
      .subject("oidc.vercel.com/acme", "*", "medium"),
      .subject("id.example.org", "client-7", "pass"), .subject("id.example.org", "*", "medium"),
      TrustCase("acme.okta.com", "", "medium"), TrustCase("acme.eu.auth0.com/", "", "medium"),
      TrustCase("sts.windows.net/\(uuid)/", "", "medium"),
      TrustCase("acme.okta.com", #""StringEquals":{"$email":"a@acme.com"}"#, "pass"),
      TrustCase(
        "idcs-ab.identity.oraclecloud.com", #""StringEquals":{"$rpst_id":"ocid1.x"}"#, "pass"),
      TrustCase("idcs-ab.identity.oraclecloud.com", "", "medium"),
    ] as [TrustCase])
  fileprivate func own(_ row: TrustCase) throws { #expect(try row.judged() == row.verdict) }

  @Test(
    "claims beside sub bind where they name the tenant, and only there",
    arguments: [
      TrustCase(github, #""StringEquals":{"$repository_id":"456789"}"#, "pass"),
      TrustCase(github, #""StringEquals":{"$repository_id":["1","2"]}"#, "pass"),
      TrustCase(github, #""StringLike":{"$repository_id":["1","*"]}"#, "critical"),
      TrustCase(github, #""StringLike":{"$repository_id":"45*"}"#, "critical"),
      TrustCase(github, #""StringEqualsIfExists":{"$repository_id":"1"}"#, "critical"),
      TrustCase(github, #""ForAllValues:StringEquals":{"$repository_id":"1"}"#, "critical"),
      TrustCase(
        github, #""ForAnyValue:StringEquals":{"$repository_id":"1"}"#, "medium", audience: false),
      TrustCase(github, #""StringNotEquals":{"$repository_id":"1"}"#, "critical"),
      TrustCase(github, #""StringLike":{"$repository":"octo/web"}"#, "pass"),
      TrustCase(github, #""StringLike":{"$repository":"octo/*"}"#, "medium"),
      TrustCase(github, #""StringLike":{"$repository":"*/web"}"#, "critical"),
      TrustCase(github, #""StringLike":{"$repository":"octo*"}"#, "critical"),
      TrustCase(github, #""StringEquals":{"$repository_owner_id":"12"}"#, "medium"),
      TrustCase(github, #""StringEquals":{"$enterprise_id":"12"}"#, "medium"),
      TrustCase(
        github, #""StringEquals":{"$repository_owner_id":"12","$repository_id":"1"}"#, "pass"),
      TrustCase(github, #""StringEquals":{"$environment":"prod"}"#, "critical"),
      TrustCase(github, #""StringEquals":{"$ref":"refs/heads/main"}"#, "critical"),
      TrustCase(github, #""StringEquals":{"$workflow":"deploy"}"#, "critical"),
      TrustCase(github, #""StringEquals":{"sts:RoleSessionName":"deploy"}"#, "critical"),
      TrustCase(github, #""StringEquals":{"$actor_id":"583231"}"#, "high"),
      TrustCase(
        github, #""StringLike":{"$job_workflow_ref":"octo/ci/.github/workflows/deploy.yml@*"}"#,
        "high"),
      TrustCase(github, #""StringLike":{"$job_workflow_ref":"*/ci/*"}"#, "critical"),
      TrustCase(github, #""StringLike":{"$sub":"job_workflow_ref:octo/ci/*"}"#, "high"),
      // All of an owner's repositories, but only by one workflow.
      TrustCase(
        github, #""StringLike":{"$sub":"repo:octo/*","$job_workflow_ref":"octo/ci/*"}"#, "pass"),
      TrustCase(
        github, #""StringLike":{"$sub":"repo:octo/*","$environment":"prod"}"#, "medium"),
      // Literal wildcards meet no token.
      TrustCase(github, #""StringEquals":{"$sub":"repo:*"}"#, "pass"),
      TrustCase("gitlab.com", #""StringEquals":{"$namespace_id":"72"}"#, "pass"),
      TrustCase("gitlab.com", #""StringEquals":{"$project_id":"7"}"#, "pass"),
      TrustCase("gitlab.com", #""StringEquals":{"$ref_protected":"true"}"#, "critical"),
      TrustCase("gitlab.com", #""StringEquals":{"$user_login":"ann"}"#, "high"),
      TrustCase("agent.buildkite.com", #""StringEquals":{"$organization_slug":"acme"}"#, "pass"),
      TrustCase("agent.buildkite.com", #""StringEquals":{"$organization_id":"\#(uuid)"}"#, "pass"),
      TrustCase("agent.buildkite.com", #""StringEquals":{"$pipeline_slug":"deploy"}"#, "critical"),
      TrustCase("agent.buildkite.com", #""StringEquals":{"$build_branch":"main"}"#, "critical"),
      TrustCase("app.terraform.io", #""StringEquals":{"sts:RoleSessionName":"acme"}"#, "critical"),
    ] as [TrustCase])
  fileprivate func claims(_ row: TrustCase) throws { #expect(try row.judged() == row.verdict) }

  @Test(
    "where the audience or the session name is the tenant, that key binds and sub is not needed",
    arguments: [
      TrustCase(
        "accounts.google.com", #""StringEquals":{"$aud":"1.apps"}"#, "pass", audience: false),
      TrustCase("accounts.google.com", #""StringLike":{"$aud":"*"}"#, "critical", audience: false),
      TrustCase(
        "accounts.google.com", #""StringEquals":{"$azp":"1.apps"}"#, "pass", audience: false),
      TrustCase(
        "accounts.google.com", #""StringEquals":{"$oaud":"x"}"#, "critical", audience: false),
      TrustCase(
        "accounts.google.com", #""StringEquals":{"$oaud":"x","$sub":"1123"}"#, "pass",
        audience: false),
      TrustCase(
        "accounts.google.com", #""StringEquals":{"$sub":"1123"}"#, "medium", audience: false),
      TrustCase(
        "accounts.google.com", #""NumericEquals":{"$google/organization_number":"42"}"#, "pass"),
      TrustCase("accounts.google.com", "", "critical"),
      TrustCase("graph.facebook.com", #""StringEquals":{"$app_id":"7"}"#, "pass", audience: false),
      TrustCase("graph.facebook.com", #""StringEquals":{"$id":"7"}"#, "critical", audience: false),
      TrustCase("www.amazon.com", #""StringEquals":{"$app_id":"7"}"#, "pass", audience: false),
      TrustCase("www.amazon.com", #""StringEquals":{"$user_id":"7"}"#, "critical", audience: false),
      TrustCase(
        "appleid.apple.com", #""StringEquals":{"$aud":"org.app"}"#, "pass", audience: false),
      TrustCase(
        "api.pulumi.com/oidc", #""StringEquals":{"$aud":"aws:acme"}"#, "pass", audience: false),
      TrustCase(
        "api.pulumi.com/oidc", #""StringLike":{"$aud":"aws:*"}"#, "critical", audience: false),
      TrustCase(
        "api.pulumi.com/oidc/v2", #""StringEquals":{"$aud":"acme"}"#, "critical", audience: false),
      TrustCase("sandboxes.cloud", #""StringEquals":{"$aud":"acme"}"#, "pass", audience: false),
      TrustCase(
        "oidc.vercel.com", #""StringEquals":{"$aud":"https://vercel.com/acme"}"#, "pass",
        audience: false),
      TrustCase(
        "oidc.vercel.com", #""StringLike":{"$aud":"https://vercel.com/*"}"#, "critical",
        audience: false),
      TrustCase(
        sentinel, #""StringEquals":{"sts:RoleSessionName":"MicrosoftSentinel_\#(uuid)"}"#, "pass"),
      TrustCase(
        sentinel + "/",
        #""StringLike":{"sts:RoleSessionName":"MicrosoftDefenderForClouds_\#(uuid)"}"#,
        "pass"),
      TrustCase(
        sentinel, #""StringLike":{"sts:RoleSessionName":"MicrosoftSentinel_*"}"#, "critical"),
      TrustCase(
        "sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
        #""StringLike":{"sts:RoleSessionName":"MicrosoftSentinel_\#(uuid.dropLast())*"}"#,
        "critical"),
      TrustCase(sentinel, #""StringEquals":{"$sub":"\#(uuid)"}"#, "critical"),
      TrustCase(
        "cognito-identity.amazonaws.com",
        #""StringEquals":{"$aud":"eu-west-1:1"},"ForAnyValue:StringLike":{"$amr":"authenticated"}"#,
        "pass", audience: false),
      TrustCase(
        "cognito-identity-us-gov.amazonaws.com",
        #""ForAnyValue:StringLike":{"$amr":"authenticated"}"#,
        "critical", audience: false),
      TrustCase(
        "cognito-identity.amazonaws.com", #""StringEquals":{"$aud":"eu-west-1:1"}"#, "high",
        audience: false),
      TrustCase(
        "cognito-identity.amazonaws.com",
        #""StringLike":{"$aud":"eu-west-1:*"},"ForAnyValue:StringLike":{"$amr":"authenticated"}"#,
        "critical", audience: false),
    ] as [TrustCase])
  fileprivate func audiences(_ row: TrustCase) throws { #expect(try row.judged() == row.verdict) }

  @Test(
    "an audience that is not required is limited by the provider's client ids, where these are known",
    arguments: [
      (TrustCase.subject(github, "repo:octo/web:*", "pass"), ["sts.amazonaws.com", "x"], "pass"),
      (unlimited(github, "repo:octo/web:*"), nil, "medium"),
      (unlimited(github, "repo:octo/web:*"), [], "medium"),
      (unlimited(github, "repo:octo/web:*"), ["sts.amazonaws.com"], "low"),
      (unlimited(github, "repo:octo/web:*"), ["sts.amazonaws.com", "https://x"], "medium"),
      (unlimited(github, "repo:octo/*"), ["sts.amazonaws.com"], "medium"),
      (unlimited(github, "repo:*"), ["sts.amazonaws.com"], "critical"),
      (unlimited("app.terraform.io", "organization:a:*"), ["aws.workload.identity"], "low"),
      (
        unlimited("gitlab.example.org/", "project_path:g/a:*"), ["https://gitlab.example.org"],
        "low"
      ),
      (unlimited(eks, "system:serviceaccount:web:app"), ["sts.amazonaws.com"], "low"),
      // Here the audience is the tenant: the list binds it as the trust would.
      (unlimited("api.pulumi.com/oidc", "pulumi:*"), ["aws:acme"], "low"),
      (unlimited("api.pulumi.com/oidc", "pulumi:*"), ["aws:acme", "acme"], "medium"),
      (unlimited("api.pulumi.com/oidc", "pulumi:*"), nil, "critical"),
      (unlimited("oidc.vercel.com", "*"), ["https://vercel.com/acme"], "low"),
      (unlimited("oidc.vercel.com", "*"), ["sts.amazonaws.com"], "critical"),
    ] as [(TrustCase, [String]?, String)])
  fileprivate func clientIDs(_ row: TrustCase, _ listed: [String]?, _ verdict: String) throws {
    #expect(try row.judged(listed) == verdict)
  }

  @Test("a low finding says which audience the provider accepts, and cites the provider")
  func reason() throws {
    let finding = try #require(
      try unlimited(github, "repo:octo/web:*").findings(["sts.amazonaws.com"]).first)
    #expect(
      finding.summary
        == "deploy trusts \(github): aud is not required, but the provider accepts no audience except"
        + " sts.amazonaws.com")
    #expect(finding.evidence.map(\.file).contains("provider.json"))
  }

  @Test("a finding says which claim leaves the tenant open")
  func reasons() throws {
    let rows: [(TrustCase, String)] = [
      (
        .subject("agent.buildkite.com", "organization:*:pipeline:deploy:*", ""),
        "deploy trusts agent.buildkite.com: any Buildkite organization can assume the role (sub can be"
          + " organization:*:pipeline:deploy:*)"
      ),
      (
        TrustCase(github, #""StringEquals":{"$environment":"prod"}"#, ""),
        "deploy trusts \(github): any GitHub repository can assume the role (sub is not required,"
          + " environment does not name the repository owner)"
      ),
      (
        TrustCase(github, #""StringLike":{"$job_workflow_ref":"octo/ci/*"}"#, ""),
        "deploy trusts \(github): no condition names the repository owner (limited only by"
          + " job_workflow_ref)"
      ),
      (
        .subject("gitlab.example.org", "project_path:*", ""),
        "deploy trusts gitlab.example.org: any subject of gitlab.example.org can assume the role (sub"
          + " can be project_path:*)"
      ),
    ]
    for (row, summary) in rows {
      #expect(try row.findings().map(\.summary) == [summary])
    }
  }
}

/// A statement that requires `sub` and no audience.
private func unlimited(_ issuer: String, _ subject: String) -> TrustCase {
  TrustCase(issuer, #""StringLike":{"$sub":"\#(subject)"}"#, "", audience: false)
}
