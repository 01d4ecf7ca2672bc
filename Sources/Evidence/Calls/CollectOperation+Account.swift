internal import Model

extension CollectOperation {
  /// The caller and its account; this call is made before all others.
  static let callerIdentity = CollectOperation(
    command: "sts get-caller-identity", kind: .callerIdentity, scope: .account,
    // Every principal can make this call: it needs no permission.
    actions: [], expects: "Account", file: "caller-identity")

  static let regions = CollectOperation(
    command: "ec2 describe-regions", kind: .regions, scope: .account,
    actions: ["ec2:DescribeRegions"], expects: "Regions", file: "regions")

  /// The enabled regions in the answer of `regions`.
  static let enabledRegions = AnswerPath(
    "Regions", where: .isNot("OptInStatus", "not-opted-in"), "RegionName")

  static let accountOperations: [CollectOperation] = [
    callerIdentity, regions,
    CollectOperation(
      command: "iam list-account-aliases", kind: .accountAlias, scope: .account,
      actions: ["iam:ListAccountAliases"], expects: "AccountAliases", file: "account-aliases"),
    CollectOperation(
      command: "iam get-account-summary", kind: .accountSummary, scope: .account,
      actions: ["iam:GetAccountSummary"], expects: "SummaryMap", file: "account-summary"),
    CollectOperation(
      command: "iam get-account-authorization-details", kind: .authorizationDetails,
      scope: .account, actions: ["iam:GetAccountAuthorizationDetails"],
      expects: "RoleDetailList", file: "account-authorization-details",
      followUps: [
        AnswerPath("RoleDetailList", "Arn"), AnswerPath("UserDetailList", "Arn"),
        AnswerPath("GroupDetailList", "Arn"),
        AnswerPath("Policies", where: .doesNotContain("Arn", ":iam::aws:"), "Arn"),
      ].map { FollowUp(path: $0, command: lastAccessed.command) }),
    CollectOperation(
      command: "iam get-credential-report", kind: .credentialReport, scope: .account,
      actions: ["iam:GetCredentialReport"], expects: "Content", file: "credential-report",
      awaited: "the credential report",
      preparation: Preparation(
        command: "iam generate-credential-report", actions: ["iam:GenerateCredentialReport"],
        done: ("State", "COMPLETE"))),
    CollectOperation(
      command: "iam list-virtual-mfa-devices", kind: .virtualMFADevices, scope: .account,
      actions: ["iam:ListVirtualMFADevices"], expects: "VirtualMFADevices",
      file: "virtual-mfa-devices"),
    CollectOperation(
      command: "iam get-account-password-policy", kind: .passwordPolicy, scope: .account,
      actions: ["iam:GetAccountPasswordPolicy"], expects: "PasswordPolicy",
      file: "password-policy", absences: ["NoSuchEntity"]),
    // Only the management account or a delegated administrator gets an answer. See
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html
    CollectOperation(
      command: "iam list-organizations-features", kind: .centralizedRoot, scope: .account,
      actions: ["iam:ListOrganizationsFeatures"], expects: "EnabledFeatures",
      file: "centralized-root",
      absences: [
        "OrganizationNotFound", "OrganizationNotInAllFeaturesMode", "ServiceAccessNotEnabled",
      ],
      elsewhere: ["AccountNotManagementOrDelegatedAdministrator"]),
  ]

  static let providerOperations: [CollectOperation] = [
    CollectOperation(
      command: "iam list-open-id-connect-providers", kind: .identityProviders, scope: .account,
      actions: ["iam:ListOpenIDConnectProviders"], expects: "OpenIDConnectProviderList",
      file: "oidc-providers",
      followUps: [
        FollowUp(
          path: AnswerPath("OpenIDConnectProviderList", "Arn"),
          command: "iam get-open-id-connect-provider")
      ]),
    CollectOperation(
      command: "iam get-open-id-connect-provider", kind: .identityProviders, scope: .subject,
      actions: ["iam:GetOpenIDConnectProvider"], expects: "Url", file: "oidc-provider",
      subject: ("open-id-connect-provider-arn", "Arn")),
    CollectOperation(
      command: "iam list-saml-providers", kind: .identityProviders, scope: .account,
      actions: ["iam:ListSAMLProviders"], expects: "SAMLProviderList", file: "saml-providers"),
  ]

  /// The last access of a user, group, role or policy. A job is started and polled, and its result
  /// is fetched in pages of 100 services, which the client does not combine.
  ///
  /// See https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html
  static let lastAccessed = CollectOperation(
    command: "iam get-service-last-accessed-details", kind: .lastAccessed, scope: .subject,
    actions: ["iam:GetServiceLastAccessedDetails"], expects: "JobStatus", file: "last-accessed/",
    subject: ("arn", "Arn"), awaited: "last-accessed details",
    preparation: Preparation(
      command: "iam generate-service-last-accessed-details",
      arguments: ["--granularity=ACTION_LEVEL"],
      actions: ["iam:GenerateServiceLastAccessedDetails"], subjectOption: "arn",
      job: ("JobId", "job-id")),
    busy: ("JobStatus", "IN_PROGRESS"), isPaged: true, isLate: true)
}
