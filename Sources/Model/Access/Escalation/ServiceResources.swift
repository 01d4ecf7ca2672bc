/// The functions and instances of the account that have a role.
struct ServiceResources: Sendable {
  struct Resource: Sendable {
    let arn: ARN
    /// The index of the role among the subjects.
    let role: Int
    /// Its tags; nil if the evidence does not show them.
    let tags: [Tag]?
  }

  /// The resources of one type.
  struct List: Sendable {
    let resources: [Resource]
    /// Whether the evidence contains all resources, so that no other role can be found through
    /// them.
    let isWhole: Bool
    private let list: TargetList

    fileprivate init(
      _ found: [(arn: ARN, role: ARN, tags: [Tag]?)], isWhole: Bool, engine: AccessEngine
    ) {
      resources = found.compactMap { arn, role, tags in
        engine.indexByARN[role.description].map { Resource(arn: arn, role: $0, tags: tags) }
      }
      self.isWhole = isWhole
      list = TargetList(
        Array(resources.indices), in: TargetIndex(resources.map(\.arn.description)))
    }

    /// The resources that one of `patterns` can match; all if the patterns do not narrow them down.
    func possibleMatches(in patterns: [String]?) -> some Sequence<Resource> {
      list.possibleMatches(in: patterns).lazy.map { resources[$0] }
    }
  }

  private let functions: List
  private let instances: List

  init(engine: AccessEngine) {
    let account = engine.account
    functions = List(
      (account.functions.value ?? []).map { ($0.arn, $0.role, nil) },
      isWhole: account.functions.isWhole, engine: engine)
    instances = List(
      Self.instances(engine),
      isWhole: account.instances.isWhole
        && account.instances.value?.allSatisfy { $0.region != nil } == true, engine: engine)
  }

  /// The resources that the path's actions apply to; nil if the evidence never contains their type.
  func list(for path: EscalationPath) -> List? {
    if path.services == ["lambda.amazonaws.com"] { return functions }
    return path.uses(Self.onInstances) ? instances : nil
  }

  private static let onInstances = [
    "ec2:ModifyInstanceAttribute", "ec2-instance-connect:SendSSHPublicKey", "ssm:StartSession",
    "ssm:SendCommand", "ssm:CreateAssociation",
  ]

  private static func instances(
    _ engine: AccessEngine
  ) -> [(arn: ARN, role: ARN, tags: [Tag]?)] {
    var roleOfProfile: [ARN: ARN] = [:]
    for role in engine.account.identities.value?.roles ?? [] {
      for profile in role.instanceProfiles { roleOfProfile[profile.arn] = role.arn }
    }
    return (engine.account.instances.value ?? []).compactMap { instance in
      guard instance.state != "terminated", let profile = instance.profile,
        let role = roleOfProfile[profile], let region = instance.region
      else { return nil }
      let account = instance.account ?? engine.accountID ?? ""
      return (
        ARN("arn:\(role.partition):ec2:\(region):\(account):instance/\(instance.id)"), role,
        instance.tags
      )
    }
  }
}
