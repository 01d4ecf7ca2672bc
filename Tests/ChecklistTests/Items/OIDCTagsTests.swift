import Testing

@testable import Checklist

private let uuid = OIDCTrustCase.uuid
private let buildkite = "agent.buildkite.com"

/// Session tags of web identities are claims of the token, so the issuer attests them. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
/// and https://buildkite.com/docs/pipelines/security/oidc/aws.
@Suite struct OIDCTagsTests {
  private static func tag(
    _ issuer: String, _ name: String, _ key: String, _ value: String, _ verdict: String
  ) -> OIDCTrustCase {
    OIDCTrustCase(issuer, #""\#(name)":{"aws:RequestTag/\#(key)":"\#(value)"}"#, verdict)
  }

  @Test(
    "a session tag that only one organization's tokens can have identifies the tenant",
    arguments: [
      tag(buildkite, "StringEquals", "organization_id", uuid, "pass"),
      tag(buildkite, "StringLike", "organization_id", uuid, "pass"),
      tag(buildkite, "ForAnyValue:StringLike", "organization_slug", "acme", "pass"),
      tag(buildkite, "StringEquals", "pipeline_id", uuid, "pass"),
      tag(buildkite, "StringEquals", "cluster_id", uuid, "pass"),
      tag("agent.eu.buildkite.dev", "StringEquals", "organization_slug", "acme", "pass"),
      // Any organization can have these values.
      tag(buildkite, "StringLike", "organization_id", "*", "critical"),
      tag(buildkite, "StringLike", "organization_slug", "acme*", "critical"),
      tag(buildkite, "StringNotEquals", "organization_id", uuid, "critical"),
      tag(buildkite, "StringEqualsIfExists", "organization_id", uuid, "critical"),
      tag(buildkite, "Null", "organization_id", "false", "critical"),
      tag(buildkite, "StringEquals", "pipeline_slug", "deploy", "critical"),
      tag(buildkite, "StringEquals", "build_branch", "main", "critical"),
      tag(buildkite, "StringEquals", "organization_ids", uuid, "critical"),
      // Other issuers attest other claims.
      tag("gitlab.com", "StringEquals", "organization_id", uuid, "critical"),
      tag(OIDCTrustCase.github, "StringEquals", "organization_slug", "acme", "critical"),
    ])
  func tags(_ row: OIDCTrustCase) throws { #expect(try row.judged() == row.verdict) }
}
