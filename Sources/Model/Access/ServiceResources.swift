/// The functions or instances of the account that act with a role, as far as a path is about them.
struct ServiceResources {
  struct Resource {
    let arn: ARN
    let role: ARN
  }

  let list: [Resource]
  /// Whether the evidence holds all that there are, so that no other role can be behind one.
  let isWhole: Bool

  init(engine: AccessEngine, path: EscalationPath) {
    let account = engine.account
    let permissions = path.permissions
    if permissions.contains("lambda:UpdateFunctionCode") {
      list = (account.functions.value ?? []).map { Resource(arn: $0.arn, role: $0.role) }
      isWhole = account.functions.isWhole
    } else if path.services == ["ec2.amazonaws.com"],
      !permissions.contains("ec2:CreateLaunchTemplateVersion")
    {
      list = Self.instances(engine)
      isWhole =
        account.instances.isWhole
        && account.instances.value?.allSatisfy { $0.region != nil } == true
    } else {
      list = []
      isWhole = false
    }
  }

  private static func instances(_ engine: AccessEngine) -> [Resource] {
    let roles = engine.account.identities.value?.roles ?? []
    var roleOfProfile: [ARN: ARN] = [:]
    for role in roles {
      for profile in role.instanceProfiles { roleOfProfile[profile.arn] = role.arn }
    }
    return (engine.account.instances.value ?? []).compactMap { instance in
      guard instance.state != "terminated", let profile = instance.profile,
        let role = roleOfProfile[profile], let region = instance.region
      else { return nil }
      let account = instance.account ?? engine.accountID ?? ""
      return Resource(
        arn: ARN("arn:\(role.partition):ec2:\(region):\(account):instance/\(instance.id)"),
        role: role)
    }
  }
}
