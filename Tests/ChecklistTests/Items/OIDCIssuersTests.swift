import Testing

@testable import Checklist

private let github = OIDCTrustCase.github
private let uuid = OIDCTrustCase.uuid
private let eks = OIDCTrustCase.eks
private let circle = "oidc.circleci.com/org/11"
private let bitbucket = "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc"
private let turbonomic = "rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7"

@Suite struct OIDCIssuersTests {
  @Test(
    "a shared issuer requires the tenant before the first wildcard",
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
      OIDCTrustCase("agent.buildkite.com", "", "critical"),
      OIDCTrustCase("oidc.modal.com", "", "critical"),
      OIDCTrustCase("sandboxes.cloud", "", "critical"),
    ] as [OIDCTrustCase])
  func shared(_ row: OIDCTrustCase) throws { #expect(try row.judged() == row.verdict) }

  @Test(
    "an issuer of one organization allows projects of that organization only",
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
      OIDCTrustCase(circle, #""StringEquals":{"$oidc.circleci.com/project-id":"22"}"#, "pass"),
      OIDCTrustCase(circle, #""StringLike":{"$oidc.circleci.com/project-id":"*"}"#, "medium"),
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
      .subject("acme.app.spacelift.io", "*:space_path:/root/prod/*", "pass"),
      .subject("oidc.vercel.com/acme", "owner:acme:project:*", "medium"),
      .subject("oidc.fly.io/acme", "acme:web:*", "pass"),
      .subject("oidc.fly.io/acme", "acme:*", "medium"),
      .subject("vstoken.dev.azure.com/\(uuid)", "sc://acme/*", "medium"),
      .subject("id.example.org", "client-7", "pass"), .subject("id.example.org", "*", "medium"),
      OIDCTrustCase("acme.okta.com", "", "medium"),
      OIDCTrustCase("acme.eu.auth0.com/", "", "medium"),
      OIDCTrustCase("sts.windows.net/\(uuid)/", "", "medium"),
      OIDCTrustCase("acme.okta.com", #""StringEquals":{"$email":"a@acme.com"}"#, "pass"),
      OIDCTrustCase(
        "idcs-ab.identity.oraclecloud.com", #""StringEquals":{"$rpst_id":"ocid1.x"}"#, "pass"),
      OIDCTrustCase("idcs-ab.identity.oraclecloud.com", "", "medium"),
    ] as [OIDCTrustCase])
  func own(_ row: OIDCTrustCase) throws { #expect(try row.judged() == row.verdict) }
}
