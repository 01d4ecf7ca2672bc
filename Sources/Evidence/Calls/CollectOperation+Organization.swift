internal import Model

extension CollectOperation {
  static let describeOrganization = CollectOperation(
    command: "organizations describe-organization", kind: .organization, scope: .account,
    actions: ["organizations:DescribeOrganization"], expects: "Organization",
    file: "organization/organization", absences: [organizationsNotInUse])

  /// The error code if the account is not in an organization.
  static let organizationsNotInUse = "AWSOrganizationsNotInUse"

  /// The maximum number of steps up to the root. Organizational units are nested at most five
  /// levels deep
  /// (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html). The
  /// limit ends the search if answers keep naming new parents.
  private static let maximumLevels = 16

  /// The first step from the account up to the root.
  static let parents = CollectOperation(
    command: "organizations list-parents", kind: .controlPolicies, scope: .subject,
    actions: ["organizations:ListParents"], expects: "Parents", file: "organization/parents",
    subject: ("child-id", "ChildId"), maximum: maximumLevels, absences: [organizationsNotInUse],
    followUps: [
      // A root has no parent.
      FollowUp(
        path: AnswerPath("Parents", "Id"), command: "organizations list-parents", except: "r-"),
      FollowUp(path: AnswerPath("Parents", "Id"), command: policiesForTarget.command),
    ])

  static let policiesForTarget = CollectOperation(
    command: "organizations list-policies-for-target", kind: .controlPolicies, scope: .subject,
    arguments: ["--filter=SERVICE_CONTROL_POLICY"],
    actions: ["organizations:ListPoliciesForTarget"], expects: "Policies",
    file: "organization/policies-for", subject: ("target-id", "TargetId"),
    absences: [organizationsNotInUse],
    followUps: [
      FollowUp(path: AnswerPath("Policies", "Id"), command: "organizations describe-policy")
    ])

  static let organizationOperations: [CollectOperation] = [
    describeOrganization,
    CollectOperation(
      command: "organizations list-roots", kind: .controlPolicies, scope: .organization,
      actions: ["organizations:ListRoots"], expects: "Roots", file: "organization/roots",
      absences: [organizationsNotInUse]),
    parents, policiesForTarget,
    CollectOperation(
      command: "organizations describe-policy", kind: .controlPolicies, scope: .subject,
      actions: ["organizations:DescribePolicy"], expects: "Policy", file: "organization/policy",
      subject: ("policy-id", "PolicyId"), absences: [organizationsNotInUse]),
  ]
}
