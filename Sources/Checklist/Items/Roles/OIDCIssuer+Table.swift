extension OIDCIssuer {
  /// The issuers that AWS and vendors document; the first match applies.
  ///
  /// Shared issuers and the claims that AWS requires:
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html.
  /// Claims that STS evaluates:
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif.
  /// A claim that STS does not evaluate is never part of a request, so nobody can assume a role
  /// that requires it; such claims are listed if they identify the tenant. The formats of values
  /// are from the vendors' documentation.
  static let table: [OIDCIssuer] = [
    OIDCIssuer(
      ["token.actions.githubusercontent.com", "vstoken.actions.githubusercontent.com"],
      .shared, anyone: "any GitHub repository", tenant: "repository owner", claims: github),
    OIDCIssuer(
      [
        "token.actions.githubusercontent.com/*", "token.actions.*.ghe.com",
        "github.com/enterprises/*", "*/_services/token",
      ],
      .own, anyone: nil, tenant: "repository owner", claims: github),
    OIDCIssuer(
      ["oidc-configuration.audit-log.githubusercontent.com"],
      .shared, anyone: "any GitHub enterprise", tenant: "enterprise",
      claims: [TenantClaim("sub", .rest(after: "https://github.com/"))]),
    OIDCIssuer(
      ["gitlab.com"], .shared, anyone: "any GitLab.com project", tenant: "group",
      claims: gitlab + [
        TenantClaim("project_id", .whole), TenantClaim("namespace_id", .whole),
        TenantClaim("project_path", .name(after: "", until: "/")),
        TenantClaim("namespace_path", .whole), TenantClaim("user_id", .narrowing),
        TenantClaim("user_login", .narrowing), TenantClaim("user_email", .narrowing),
      ]),
    OIDCIssuer(
      ["gitlab.*", "*.gitlab.*"], .own, anyone: nil, tenant: "group", claims: gitlab),
    OIDCIssuer(
      ["app.terraform.io", "app.*.terraform.io"],
      .shared, anyone: "any HCP Terraform organization", tenant: "organization",
      claims: [TenantClaim("sub", .name(after: "organization:", until: ":"))]),
    OIDCIssuer(
      ["agent.buildkite.com", "agent.*.buildkite.dev", "agent.*.buildkite.site"],
      .shared, anyone: "any Buildkite organization", tenant: "organization",
      claims: [
        TenantClaim("sub", .name(after: "organization:", until: ":"), .uuid),
        TenantClaim("organization_id", .whole), TenantClaim("organization_slug", .whole),
        TenantClaim("pipeline_id", .whole), TenantClaim("cluster_id", .whole),
      ] + buildkiteTags),
    OIDCIssuer(
      ["oidc.circleci.com"], .shared, anyone: "any CircleCI organization", tenant: "organization",
      claims: [TenantClaim("sub", .name(after: "org/", until: "/"))]),
    OIDCIssuer(
      ["oidc.circleci.com/org/*", "*/org/????????-????-????-????-????????????"],
      .own, anyone: nil, tenant: "project",
      claims: [
        TenantClaim("sub", .anywhere("/project/")),
        TenantClaim("oidc.circleci.com/project-id", .whole),
      ]),
    OIDCIssuer(
      ["api.bitbucket.org/*"], .own, anyone: nil, tenant: "repository",
      claims: [TenantClaim("sub", .name(after: "{", until: "}"))]),
    OIDCIssuer(
      ["oidc.codefresh.io"], .shared, anyone: "any Codefresh account", tenant: "account",
      claims: [TenantClaim("sub", .name(after: "account:", until: ":"))]),
    OIDCIssuer(
      ["studio.datachain.ai/api", "studio.dvc.ai/api", "studio.iterative.ai/api"],
      .shared, anyone: "any DataChain Studio team", tenant: "team",
      claims: [TenantClaim("sub", .name(after: "credentials:", until: "/"))]),
    OIDCIssuer(
      ["scalr.io", "*.scalr.io"], .shared, anyone: "any Scalr account", tenant: "account",
      claims: [TenantClaim("sub", .name(after: "account:", until: ":"))]),
    OIDCIssuer(
      ["tokens.cloud.shisho.dev"],
      .shared, anyone: "any Shisho Cloud organization", tenant: "organization",
      claims: [TenantClaim("sub", .firstPair)]),
    OIDCIssuer(
      ["proidc.upbound.io"], .shared, anyone: "any Upbound organization", tenant: "organization",
      claims: [TenantClaim("sub", .name(after: "mcp:", until: "/"))]),
    OIDCIssuer(
      ["api.pulumi.com/oidc"],
      .shared, anyone: "any Pulumi Cloud organization", tenant: "organization",
      claims: [TenantClaim("aud", .client)] + pulumi),
    // Its tokens have the audience that the environment requests.
    OIDCIssuer(
      ["api.pulumi.com/oidc/v2"],
      .shared, anyone: "any Pulumi Cloud organization", tenant: "organization", claims: pulumi),
    OIDCIssuer(
      ["sandboxes.cloud"], .shared, anyone: "any organization of sandboxes.cloud",
      tenant: "organization", claims: [TenantClaim("aud", .client)]),
    OIDCIssuer(
      ["oidc.vercel.com"], .shared, anyone: "any Vercel team", tenant: "team",
      claims: [
        TenantClaim("aud", .rest(after: "https://vercel.com/")),
        TenantClaim("sub", .name(after: "owner:", until: ":")),
      ]),
    OIDCIssuer(
      ["oidc.vercel.com/*"], .own, anyone: nil, tenant: "project",
      claims: [TenantClaim("sub", .anywhere(":project:"))]),
    OIDCIssuer(
      ["oidc.fly.io/*"], .own, anyone: nil, tenant: "app",
      claims: [TenantClaim("sub", .piece(1, of: ":"))]),
    OIDCIssuer(
      ["vstoken.dev.azure.com/*"], .own, anyone: nil, tenant: "project",
      claims: [TenantClaim("sub", .piece(3, of: "/"))]),
    OIDCIssuer(
      ["*.spacelift.io"], .own, anyone: nil, tenant: "space",
      claims: [
        TenantClaim("sub", .name(after: "space:", until: ":"), .anywhere(":space_path:"))
      ]),
    OIDCIssuer(
      ["oidc.modal.com"], .shared, anyone: "any Modal workspace", tenant: "workspace",
      claims: [TenantClaim("sub", .name(after: "modal:workspace_id:", until: ":"))]),
    OIDCIssuer(
      ["login.app.env0.com"], .shared, anyone: "any env zero organization", tenant: "organization",
      claims: [TenantClaim("sub", .whole)]),
    OIDCIssuer(
      ["issuer.enforce.dev"], .shared, anyone: "any Chainguard group", tenant: "group",
      claims: [TenantClaim("sub", .whole)]),
    OIDCIssuer(
      ["token.builds.bitrise.io"], .shared, anyone: "any Bitrise project", tenant: "workspace",
      claims: [TenantClaim("sub", .firstPair)]),
    OIDCIssuer(
      turbonomic, .shared, anyone: "any Turbonomic customer", tenant: "instance",
      claims: [TenantClaim("sub", .name(after: serviceAccount, until: ":"))]),
    OIDCIssuer(
      ["oidc.eks.*", "oidc-eks.*", "rh-oidc*.amazonaws.com/*", "oidc.op1.openshiftapps.com/*"],
      .own, anyone: nil, tenant: "namespace",
      claims: [TenantClaim("sub", .name(after: serviceAccount, until: ":"))]),
    // The commercial and government tenants of Microsoft that its connectors use.
    OIDCIssuer(
      [
        "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d",
        "sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e",
      ],
      .shared, anyone: "any customer of the Microsoft connector", tenant: "workspace or tenant",
      claims: [TenantClaim("sts:RoleSessionName", .sessionOfTenant)]),
    // Personal Microsoft accounts, and the endpoints for accounts of all tenants.
    OIDCIssuer(
      [
        "login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad*",
        "sts.windows.net/9188040d-6c67-4c5b-b112-36a304b66dad",
        "login.microsoftonline.com/common*", "login.microsoftonline.com/consumers*",
        "login.microsoftonline.com/organizations*",
      ],
      .shared, anyone: "any Microsoft account", tenant: "application",
      claims: [TenantClaim("aud", .client)]),
    // `aud` is `azp` if the token has one, so it identifies a client. `oaud` is the requested
    // audience, and any service account of Google Cloud can request any audience.
    OIDCIssuer(
      ["accounts.google.com"], .shared, anyone: "any Google account", tenant: "application",
      claims: [
        TenantClaim("aud", .client), TenantClaim("azp", .client), TenantClaim("sub", .whole),
        TenantClaim("email", .whole), TenantClaim("google/organization_number", .whole),
      ],
      audience: ["aud", "azp", "oaud"]),
    OIDCIssuer(
      ["graph.facebook.com", "www.amazon.com"],
      .shared, anyone: "any user of the login service", tenant: "application",
      claims: [TenantClaim("app_id", .whole)], audience: ["app_id"]),
    OIDCIssuer(
      [
        "appleid.apple.com", "id.twitch.tv/oauth2", "slack.com", "www.linkedin.com/oauth",
        "login.salesforce.com", "access.line.me",
      ],
      .shared, anyone: "any user of the login service", tenant: "application",
      claims: [TenantClaim("aud", .client)]),
    OIDCIssuer(
      [
        "cognito-identity.amazonaws.com", "cognito-identity-us-gov.amazonaws.com",
        "cognito-identity.*.amazonaws.com", "cognito-identity.*.amazonaws.com.cn",
      ],
      .shared, anyone: "any Cognito identity pool", tenant: "identity pool",
      claims: [TenantClaim("aud", .whole)], hasGuests: true),
    OIDCIssuer(
      ["idcs-*.identity.oraclecloud.com"], .own, anyone: nil, tenant: "workload",
      claims: subject + [TenantClaim("rpst_id", .whole)]),
  ]

  static let unknown = OIDCIssuer(["*"], .own, anyone: nil, tenant: "project", claims: subject)

  private static let subject = [
    TenantClaim("sub", .subject), TenantClaim("email", .whole),
  ]

  private static let github = [
    TenantClaim("sub", .githubSubject),
    TenantClaim("repository_id", .github("repository_id")),
    TenantClaim("repository_owner_id", .github("repository_owner_id")),
    TenantClaim("repository", .github("repository")),
    TenantClaim("repository_owner", .github("repository_owner")),
    TenantClaim("enterprise_id", .github("enterprise_id")),
    TenantClaim("enterprise", .github("enterprise")),
    TenantClaim(
      "job_workflow_ref", .github("job_workflow_ref"),
      remark: "which names the called workflow: any repository can call a public one"),
    TenantClaim("actor_id", .github("actor_id")),
    TenantClaim("actor", .github("actor")),
  ]

  private static let gitlab = [TenantClaim("sub", .name(after: "project_path:", until: "/"))]

  private static let pulumi = [TenantClaim("sub", .pair("org", "pulumi.organization.login"))]

  /// Session tags that a job can request. Their values are claims of the token, which Buildkite
  /// signs; a web identity can pass no other tags. See https://buildkite.com/docs/pipelines/security/oidc/aws
  /// and https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp.
  private static let buildkiteTags = [
    "organization_id", "organization_slug", "pipeline_id", "cluster_id",
  ].map { TenantClaim("aws:RequestTag/\($0)", .whole) }

  private static let serviceAccount = "system:serviceaccount:"

  /// Clusters on which IBM runs the service for all customers; other clusters of these hosts belong
  /// to single customers.
  private static let turbonomic = [
    "rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7",
    "rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr",
    "rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg",
    "rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26",
    "oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb",
    "oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu",
  ]
}
