import Model
import Testing

@testable import Checklist

private let github = OIDCTrustCase.github
private let eks = OIDCTrustCase.eks
private let uuid = OIDCTrustCase.uuid
private let sentinel = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d"

@Suite struct OIDCClaimsTests {
  @Test(
    "claims other than sub count if, and only if, they identify the tenant",
    arguments: [
      OIDCTrustCase(github, #""StringEquals":{"$repository_id":"456789"}"#, "pass"),
      OIDCTrustCase(github, #""StringEquals":{"$repository_id":["1","2"]}"#, "pass"),
      OIDCTrustCase(github, #""StringLike":{"$repository_id":["1","*"]}"#, "critical"),
      OIDCTrustCase(github, #""StringLike":{"$repository_id":"45*"}"#, "critical"),
      OIDCTrustCase(github, #""StringEqualsIfExists":{"$repository_id":"1"}"#, "critical"),
      OIDCTrustCase(github, #""ForAllValues:StringEquals":{"$repository_id":"1"}"#, "critical"),
      OIDCTrustCase(
        github, #""ForAnyValue:StringEquals":{"$repository_id":"1"}"#, "medium", audience: false),
      OIDCTrustCase(github, #""StringNotEquals":{"$repository_id":"1"}"#, "critical"),
      OIDCTrustCase(github, #""StringLike":{"$repository":"octo/web"}"#, "pass"),
      OIDCTrustCase(github, #""StringLike":{"$repository":"octo/*"}"#, "medium"),
      OIDCTrustCase(github, #""StringLike":{"$repository":"*/web"}"#, "critical"),
      OIDCTrustCase(github, #""StringLike":{"$repository":"octo*"}"#, "critical"),
      OIDCTrustCase(github, #""StringEquals":{"$repository_owner_id":"12"}"#, "medium"),
      OIDCTrustCase(github, #""StringEquals":{"$enterprise_id":"12"}"#, "medium"),
      OIDCTrustCase(
        github, #""StringEquals":{"$repository_owner_id":"12","$repository_id":"1"}"#, "pass"),
      OIDCTrustCase(github, #""StringEquals":{"$environment":"prod"}"#, "critical"),
      OIDCTrustCase(github, #""StringEquals":{"$ref":"refs/heads/main"}"#, "critical"),
      OIDCTrustCase(github, #""StringEquals":{"$workflow":"deploy"}"#, "critical"),
      OIDCTrustCase(github, #""StringEquals":{"sts:RoleSessionName":"deploy"}"#, "critical"),
      OIDCTrustCase(github, #""StringEquals":{"$actor_id":"583231"}"#, "high"),
      OIDCTrustCase(
        github, #""StringLike":{"$job_workflow_ref":"octo/ci/.github/workflows/deploy.yml@*"}"#,
        "high"),
      OIDCTrustCase(github, #""StringLike":{"$job_workflow_ref":"*/ci/*"}"#, "critical"),
      OIDCTrustCase(github, #""StringLike":{"$sub":"job_workflow_ref:octo/ci/*"}"#, "high"),
      // All repositories of an owner, limited to one workflow.
      OIDCTrustCase(
        github, #""StringLike":{"$sub":"repo:octo/*","$job_workflow_ref":"octo/ci/*"}"#, "pass"),
      OIDCTrustCase(
        github, #""StringLike":{"$sub":"repo:octo/*","$environment":"prod"}"#, "medium"),
      // A literal wildcard matches no token.
      OIDCTrustCase(github, #""StringEquals":{"$sub":"repo:*"}"#, "pass"),
      OIDCTrustCase("gitlab.com", #""StringEquals":{"$namespace_id":"72"}"#, "pass"),
      OIDCTrustCase("gitlab.com", #""StringEquals":{"$project_id":"7"}"#, "pass"),
      OIDCTrustCase("gitlab.com", #""StringEquals":{"$ref_protected":"true"}"#, "critical"),
      OIDCTrustCase("gitlab.com", #""StringEquals":{"$user_login":"ann"}"#, "high"),
      OIDCTrustCase(
        "agent.buildkite.com", #""StringEquals":{"$organization_slug":"acme"}"#, "pass"),
      OIDCTrustCase(
        "agent.buildkite.com", #""StringEquals":{"$organization_id":"\#(uuid)"}"#, "pass"),
      OIDCTrustCase(
        "agent.buildkite.com", #""StringEquals":{"$pipeline_slug":"deploy"}"#, "critical"),
      OIDCTrustCase("agent.buildkite.com", #""StringEquals":{"$build_branch":"main"}"#, "critical"),
      OIDCTrustCase(
        "app.terraform.io", #""StringEquals":{"sts:RoleSessionName":"acme"}"#, "critical"),
    ] as [OIDCTrustCase])
  func claims(_ row: OIDCTrustCase) throws { #expect(try row.judged() == row.verdict) }

  @Test(
    "if the audience or session name identifies the tenant, that key is enough without sub",
    arguments: [
      OIDCTrustCase(
        "accounts.google.com", #""StringEquals":{"$aud":"1.apps"}"#, "pass", audience: false),
      OIDCTrustCase(
        "accounts.google.com", #""StringLike":{"$aud":"*"}"#, "critical", audience: false),
      OIDCTrustCase(
        "accounts.google.com", #""StringEquals":{"$azp":"1.apps"}"#, "pass", audience: false),
      OIDCTrustCase(
        "accounts.google.com", #""StringEquals":{"$oaud":"x"}"#, "critical", audience: false),
      OIDCTrustCase(
        "accounts.google.com", #""StringEquals":{"$oaud":"x","$sub":"1123"}"#, "pass",
        audience: false),
      OIDCTrustCase(
        "accounts.google.com", #""StringEquals":{"$sub":"1123"}"#, "medium", audience: false),
      OIDCTrustCase(
        "accounts.google.com", #""NumericEquals":{"$google/organization_number":"42"}"#, "pass"),
      OIDCTrustCase("accounts.google.com", "", "critical"),
      OIDCTrustCase(
        "graph.facebook.com", #""StringEquals":{"$app_id":"7"}"#, "pass", audience: false),
      OIDCTrustCase(
        "graph.facebook.com", #""StringEquals":{"$id":"7"}"#, "critical", audience: false),
      OIDCTrustCase("www.amazon.com", #""StringEquals":{"$app_id":"7"}"#, "pass", audience: false),
      OIDCTrustCase(
        "www.amazon.com", #""StringEquals":{"$user_id":"7"}"#, "critical", audience: false),
      OIDCTrustCase(
        "appleid.apple.com", #""StringEquals":{"$aud":"org.app"}"#, "pass", audience: false),
      OIDCTrustCase(
        "api.pulumi.com/oidc", #""StringEquals":{"$aud":"aws:acme"}"#, "pass", audience: false),
      OIDCTrustCase(
        "api.pulumi.com/oidc", #""StringLike":{"$aud":"aws:*"}"#, "critical", audience: false),
      OIDCTrustCase(
        "api.pulumi.com/oidc/v2", #""StringEquals":{"$aud":"acme"}"#, "critical", audience: false),
      OIDCTrustCase("sandboxes.cloud", #""StringEquals":{"$aud":"acme"}"#, "pass", audience: false),
      OIDCTrustCase(
        "oidc.vercel.com", #""StringEquals":{"$aud":"https://vercel.com/acme"}"#, "pass",
        audience: false),
      OIDCTrustCase(
        "oidc.vercel.com", #""StringLike":{"$aud":"https://vercel.com/*"}"#, "critical",
        audience: false),
      OIDCTrustCase(
        sentinel, #""StringEquals":{"sts:RoleSessionName":"MicrosoftSentinel_\#(uuid)"}"#, "pass"),
      OIDCTrustCase(
        sentinel + "/",
        #""StringLike":{"sts:RoleSessionName":"MicrosoftDefenderForClouds_\#(uuid)"}"#,
        "pass"),
      OIDCTrustCase(
        sentinel, #""StringLike":{"sts:RoleSessionName":"MicrosoftSentinel_*"}"#, "critical"),
      OIDCTrustCase(
        "sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
        #""StringLike":{"sts:RoleSessionName":"MicrosoftSentinel_\#(uuid.dropLast())*"}"#,
        "critical"),
      OIDCTrustCase(sentinel, #""StringEquals":{"$sub":"\#(uuid)"}"#, "critical"),
      OIDCTrustCase(
        "cognito-identity.amazonaws.com",
        #""StringEquals":{"$aud":"eu-west-1:1"},"ForAnyValue:StringLike":{"$amr":"authenticated"}"#,
        "pass", audience: false),
      OIDCTrustCase(
        "cognito-identity-us-gov.amazonaws.com",
        #""ForAnyValue:StringLike":{"$amr":"authenticated"}"#,
        "critical", audience: false),
      OIDCTrustCase(
        "cognito-identity.amazonaws.com", #""StringEquals":{"$aud":"eu-west-1:1"}"#, "high",
        audience: false),
      OIDCTrustCase(
        "cognito-identity.amazonaws.com",
        #""StringLike":{"$aud":"eu-west-1:*"},"ForAnyValue:StringLike":{"$amr":"authenticated"}"#,
        "critical", audience: false),
    ] as [OIDCTrustCase])
  func audiences(_ row: OIDCTrustCase) throws { #expect(try row.judged() == row.verdict) }

  @Test(
    "an audience that is not required is limited by the provider's client ids, if they are known",
    arguments: [
      (
        OIDCTrustCase.subject(github, "repo:octo/web:*", "pass"), ["sts.amazonaws.com", "x"], "pass"
      ),
      (.unlimited(github, "repo:octo/web:*"), nil, "medium"),
      (.unlimited(github, "repo:octo/web:*"), ["sts.amazonaws.com"], "low"),
      (.unlimited(github, "repo:octo/web:*"), ["sts.amazonaws.com", "https://x"], "medium"),
      (.unlimited(github, "repo:octo/*"), ["sts.amazonaws.com"], "medium"),
      (.unlimited(github, "repo:*"), ["sts.amazonaws.com"], "critical"),
      (.unlimited("app.terraform.io", "organization:a:*"), ["aws.workload.identity"], "low"),
      (
        .unlimited("gitlab.example.org/", "project_path:g/a:*"), ["https://gitlab.example.org"],
        "low"
      ),
      (.unlimited(eks, "system:serviceaccount:web:app"), ["sts.amazonaws.com"], "low"),
      // A list that is empty, so that no audience is accepted, and an unknown list.
      (.unlimited(eks, "system:serviceaccount:web:app"), [], "low"),
      (.unlimited(github, "repo:octo/web:*"), [], "low"),
      (.unlimited(eks, "system:serviceaccount:web:app"), nil, "medium"),
      // Here the audience identifies the tenant, so the client ids limit the tenant.
      (.unlimited("api.pulumi.com/oidc", "pulumi:*"), ["aws:acme"], "low"),
      (.unlimited("api.pulumi.com/oidc", "pulumi:*"), ["aws:acme", "acme"], "medium"),
      (.unlimited("api.pulumi.com/oidc", "pulumi:*"), nil, "critical"),
      (.unlimited("oidc.vercel.com", "*"), ["https://vercel.com/acme"], "low"),
      (.unlimited("oidc.vercel.com", "*"), ["sts.amazonaws.com"], "critical"),
    ] as [(OIDCTrustCase, [String]?, String)])
  func clientIDs(_ row: OIDCTrustCase, _ listed: [String]?, _ verdict: String) throws {
    #expect(try row.judged(listed) == verdict)
  }

  @Test("a low finding names the audience that the provider accepts, and cites the provider")
  func reason() throws {
    let finding = try #require(
      try OIDCTrustCase.unlimited(github, "repo:octo/web:*").findings(["sts.amazonaws.com"]).first)
    #expect(
      finding.summary
        == "deploy trusts \(github): aud is not required, but the provider accepts no audience except"
        + " sts.amazonaws.com")
    #expect(finding.evidence.map(\.file).contains("provider.json"))
  }

  @Test("a finding names the claim that does not identify the tenant")
  func reasons() throws {
    let rows: [(OIDCTrustCase, String)] = [
      (
        .subject("agent.buildkite.com", "organization:*:pipeline:deploy:*", ""),
        "deploy trusts agent.buildkite.com: any Buildkite organization can assume the role (sub can be"
          + " organization:*:pipeline:deploy:*)"
      ),
      (
        OIDCTrustCase(github, #""StringEquals":{"$environment":"prod"}"#, ""),
        "deploy trusts \(github): any GitHub repository can assume the role (sub is not required,"
          + " environment does not name the repository owner)"
      ),
      (
        OIDCTrustCase(github, #""StringLike":{"$job_workflow_ref":"octo/ci/*"}"#, ""),
        "deploy trusts \(github): no condition names the repository owner (limited only by"
          + " job_workflow_ref, which names the called workflow: any repository can call a public one)"
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

  @Test("a wildcard under StringEquals is reported as a value that no token has")
  func literalWildcard() throws {
    let row = OIDCTrustCase(github, #""StringEquals":{"$sub":"repo:octo/*"}"#, "pass")
    let rule = OIDCTrustRule(try row.trust(), registered: [:])
    #expect(
      rule.notes == [
        "Trust policy of deploy, statement 1: the * in \(github):sub is compared literally, so no"
          + " token matches that value"
      ])
    let pattern = OIDCTrustCase.subject(github, "repo:octo/web:*", "pass")
    #expect(OIDCTrustRule(try pattern.trust(), registered: [:]).notes.isEmpty)
  }
}
