internal import Checklist
internal import Model
internal import Platform

/// The commands that fix a finding, with what to check before those that delete something. Options are
/// those of the AWS CLI (https://docs.aws.amazon.com/cli/latest/reference/).
extension Suggestions {
  /// The commands in their order. That of the advice, which exports for programs contain, is one of
  /// them.
  func commands(_ finding: Finding) -> [SuggestedCommand] {
    let own = finding.advice.command.flatMap { $0.isBlank ? nil : $0 }
    switch finding.item {
    case Item.rootAccessKeys.id:
      return commands("As root, when nothing uses the key any more", [own])
    case Item.usersMFA.id: return mfa(finding, own)
    case Item.usersUnused.id: return unused(finding, own)
    case Item.usersAdministratorAccess.id, Item.rolesAdministratorAccess.id,
      Item.rolesSensitiveWildcards.id:
      return isFromIdentityCenter(finding.subject)
        ? permissionSet(finding) : commands("When a narrower policy is attached and works", [own])
    case Item.rolesLambdaScope.id: return lambda(finding, own)
    case Item.rolesCIOIDC.id, Item.rolesCrossAccountTrust.id: return trustPolicy(finding, own)
    case Item.policiesInline.id: return inline(finding, own)
    case Item.policiesResourceWildcards.id: return newVersion(finding, own)
    case Item.policiesAccessAnalyzer.id: return access(finding, own)
    case Item.organizationTrailConfigSCP.id, Item.organizationIAMUserSCP.id,
      Item.organizationRegionSCP.id, Item.organizationRootSCP.id:
      return controlPolicyCommands(finding)
    default: return commands("", [own])
    }
  }

  private func commands(_ note: String, _ lines: [String?]) -> [SuggestedCommand] {
    lines.compactMap { line in line.map { SuggestedCommand(note: note, line: $0) } }
  }

  /// A name in a command with a file of that name, such as `file://NAME.json`.
  private func file(_ name: String) -> String { shellQuoted(name + ".json") }

  // MARK: Users

  private func mfa(_ finding: Finding, _ own: String?) -> [SuggestedCommand] {
    guard case .missingMFA(hasPassword: true) = finding.detail else { return commands("", [own]) }
    let name = finding.subject.name
    let create = awsCommand(
      "iam create-virtual-mfa-device",
      [
        "virtual-mfa-device-name": name, "bootstrap-method": "QRCodePNG", "outfile": name + ".png",
      ])
    let enable = awsCommand(
      "iam enable-mfa-device",
      [
        "user-name": name, "serial-number": "\(iam):mfa/\(name)", "authentication-code1": "CODE1",
        "authentication-code2": "CODE2",
      ])
    return commands(
      "Together with the user", [create.flatMap { one in enable.map { "\(one) && \($0)" } }])
      + commands("If the user does not register a device", [own])
  }

  /// The user can be deleted only without policies, groups, keys and devices. See
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html.
  private func unused(_ finding: Finding, _ own: String?) -> [SuggestedCommand] {
    let name = finding.subject.name
    guard let user = users[name] else { return commands("", [own]) }
    let lines =
      user.groups.map {
        awsCommand("iam remove-user-from-group", ["user-name": name, "group-name": $0])
      }
      + user.identity.attachedPolicies.map {
        awsCommand(
          "iam detach-user-policy", ["user-name": name, "policy-arn": $0.arn.description])
      }
      + user.identity.inlinePolicies.map {
        awsCommand("iam delete-user-policy", ["user-name": name, "policy-name": $0.name])
      } + [awsCommand("iam delete-user", ["user-name": name])]
    let all = lines.compactMap { $0 }
    return commands("", [own])
      + commands(
        "When nobody has missed the user for weeks, and its access keys and MFA devices are deleted",
        [all.count == lines.count ? all.joined(separator: " && ") : nil])
  }

  // MARK: Roles

  private func isFromIdentityCenter(_ subject: Subject) -> Bool {
    subject.kind == .role && roles[subject.name]?.isFromIdentityCenter == true
  }

  /// https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ProvisionPermissionSet.html.
  private func permissionSet(_ finding: Finding) -> [SuggestedCommand] {
    guard let entry = statement(of: finding), entry.isManagedByAWS,
      let policy = identity(finding.subject)?.attachedPolicies.first(where: {
        $0.name == entry.policyName
      })
    else { return [] }
    return commands(
      "When the permission set has a narrower policy, in the account of IAM Identity Center",
      [
        awsCommand(
          "sso-admin detach-managed-policy-from-permission-set",
          [
            "instance-arn": "INSTANCE_ARN", "permission-set-arn": "PERMISSION_SET_ARN",
            "managed-policy-arn": policy.arn.description,
          ]),
        awsCommand(
          "sso-admin provision-permission-set",
          [
            "instance-arn": "INSTANCE_ARN", "permission-set-arn": "PERMISSION_SET_ARN",
            "target-type": "ALL_PROVISIONED_ACCOUNTS",
          ]),
      ])
  }

  private func lambda(_ finding: Finding, _ own: String?) -> [SuggestedCommand] {
    var result: [SuggestedCommand] = []
    if let own {
      result += commands("When the role has a policy with the permissions in use", [own])
    }
    if case .function(let suspects) = finding.detail, !suspects.isEmpty {
      result += commands(
        "To find the user of a key in a variable",
        [awsCommand("iam get-access-key-last-used", ["access-key-id": "KEY_ID"])])
    }
    return result
  }

  private func trustPolicy(_ finding: Finding, _ own: String?) -> [SuggestedCommand] {
    guard let own, finding.subject.kind == .role, own.contains(" update-assume-role-policy ") else {
      return commands("", [own])
    }
    let name = finding.subject.name
    let read = awsCommand(
      "iam get-role",
      ["role-name": name, "query": "Role.AssumeRolePolicyDocument", "output": "json"])
    let trust = file("trust-" + name)
    return commands(
      "Save the trust policy, change the file, then update the role",
      [
        read.map { "\($0) > \(trust)" },
        own.replacing("file://trust.json", with: "file://" + trust),
      ])
  }

  // MARK: Policies

  private func inline(_ finding: Finding, _ own: String?) -> [SuggestedCommand] {
    guard let own, case .inlinePolicy(let policy, _) = finding.detail,
      [.user, .group, .role].contains(finding.subject.kind)
    else { return commands("", [own]) }
    let kind = finding.subject.kind.rawValue
    let name = finding.subject.name
    let owner: (String, String) = ("\(kind)-name", name)
    let read = awsCommand(
      "iam get-\(kind)-policy",
      [owner.0: owner.1, "policy-name": policy, "query": "PolicyDocument", "output": "json"])
    let create = awsCommand("iam create-policy", ["policy-name": policy])
    let attach = awsCommand(
      "iam attach-\(kind)-policy", [owner.0: owner.1, "policy-arn": "\(iam):policy/\(policy)"])
    return commands(
      "Save the policy, reduce it to the permissions in use, and make it a managed policy",
      [
        read.map { "\($0) > \(file(policy))" },
        create.flatMap { one in
          attach.map { "\(one) --policy-document=file://\(file(policy)) && \($0)" }
        },
      ]) + commands("When the managed policy works", [own])
  }

  /// A policy has at most 5 versions. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html.
  private func newVersion(_ finding: Finding, _ own: String?) -> [SuggestedCommand] {
    let subject = finding.subject
    if let own, let policy = subject.arn.flatMap({ policies[$0] }) {
      let read = awsCommand(
        "iam get-policy-version",
        [
          "policy-arn": policy.arn.description, "version-id": policy.defaultVersion,
          "query": "PolicyVersion.Document", "output": "json",
        ])
      let full =
        policy.versionCount >= 5 ? "; delete an old version first, because there are 5" : ""
      return commands(
        "Save the policy, change the file, then make it the default version\(full)",
        [read.map { "\($0) > policy.json" }, own])
    }
    guard case .wildcardResources(let policy) = finding.detail,
      [.user, .group, .role].contains(subject.kind)
    else { return commands("", [own]) }
    let kind = subject.kind.rawValue
    return commands(
      "With the changed policy in a file",
      [
        awsCommand(
          "iam put-\(kind)-policy", ["\(kind)-name": subject.name, "policy-name": policy]
        ).map { $0 + " --policy-document=file://policy.json" }
      ])
  }

  private func access(_ finding: Finding, _ own: String?) -> [SuggestedCommand] {
    guard finding.subject.kind == .resource else { return commands("", [own]) }
    var result: [SuggestedCommand] = []
    if let arn = finding.subject.arn,
      case .externalAccess(resourceType: "AWS::S3::Bucket") = finding.detail
    {
      result += commands(
        "The policy of the bucket",
        [
          awsCommand(
            "s3api get-bucket-policy",
            ["bucket": arn.resource, "query": "Policy", "output": "text"])
        ])
    }
    return result + commands("If the access is intended", [own])
  }

  // MARK: Organization

  private static let names = [
    Item.organizationTrailConfigSCP.id: "protect-trail-and-config",
    Item.organizationRegionSCP.id: "approved-regions", Item.organizationRootSCP.id: "limit-root",
    Item.organizationIAMUserSCP.id: "no-iam-users",
  ]

  /// The policy is attached to the parent of the account.
  private func controlPolicyCommands(_ finding: Finding) -> [SuggestedCommand] {
    let name = Suggestions.names[finding.item] ?? "POLICY"
    let parent = account.controlPolicies.value?.path.first { $0.kind != "account" }?.target
    let create = awsCommand(
      "organizations create-policy",
      ["type": "SERVICE_CONTROL_POLICY", "name": name, "description": name])
    return commands(
      "In the management account; first test the policy on an OU without production",
      [
        create.map { "\($0) --content=file://\(name).json" },
        awsCommand(
          "organizations attach-policy",
          ["policy-id": "POLICY_ID", "target-id": parent ?? "OU_ID"]),
      ])
  }
}
