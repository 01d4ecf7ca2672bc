import Model

/// What the rules of the items look at: the account, the settings, and what several rules need.
struct Examination: Sendable {
  let account: Account
  let settings: Settings
  /// What each principal can really do.
  let engine: AccessEngine
  /// The managed policies whose documents are known, by their ARN.
  let managedPolicies: [ARN: PolicyInEffect]
  /// The inline policies whose documents are known, by the ARN of their owner.
  let inlinePolicies: [ARN: [PolicyInEffect]]
  /// The service control policies on the account's path.
  let control: ControlledAccess
  /// How much each role may do, by its ARN; service-linked roles are not judged.
  private(set) var rolePrivileges: [ARN: Privilege] = [:]

  init(account: Account, settings: Settings) {
    self.account = account
    self.settings = settings
    engine = AccessEngine(account)
    let identities = account.identities.value ?? Identities()
    let all =
      identities.users.map(\.identity) + identities.groups.map(\.identity)
      + identities.roles.map(\.identity)
    managedPolicies = identities.policies.reduce(into: [:]) { known, policy in
      guard let document = policy.document, known[policy.arn] == nil else { return }
      known[policy.arn] = PolicyInEffect(
        name: policy.name, arn: policy.arn, version: policy.defaultVersion, document: document)
    }
    inlinePolicies = all.reduce(into: [:]) { known, identity in
      guard !identity.inlinePolicies.isEmpty else { return }
      known[identity.arn] = identity.inlinePolicies.compactMap { policy in
        policy.document.map {
          PolicyInEffect(name: policy.name, arn: nil, version: nil, document: $0)
        }
      }
    }
    control = ControlledAccess(account)
    for role in identities.roles where !role.isServiceLinked {
      rolePrivileges[role.arn] = privilege(
        of: role.identity, policies: policies(of: role.identity))
    }
  }

  func privilege(of role: Role) -> Privilege { rolePrivileges[role.arn] ?? Privilege() }
}
