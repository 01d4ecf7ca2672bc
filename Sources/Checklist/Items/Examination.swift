import Model

/// What the rules of the items look at: the account, the settings, and what several rules need.
struct Examination: Sendable {
  let account: Account
  let settings: Settings
  /// The unique id of each user, group and role by its ARN.
  let uniqueIDs: [ARN: String]
  /// The managed policies by their ARN.
  let managedPolicies: [ARN: ManagedPolicy]
  /// What the service control policies on the account's path leave; nil where none are known.
  let controlled: ActionSet?
  /// How much each role may do, by its ARN; service-linked roles are not judged.
  private(set) var rolePrivileges: [ARN: Privilege] = [:]

  init(account: Account, settings: Settings) {
    self.account = account
    self.settings = settings
    let identities = account.identities.value ?? Identities()
    let all =
      identities.users.map(\.identity) + identities.groups.map(\.identity)
      + identities.roles.map(\.identity)
    uniqueIDs = Dictionary(all.map { ($0.arn, $0.uniqueID) }) { first, _ in first }
    managedPolicies = Dictionary(identities.policies.map { ($0.arn, $0) }) { first, _ in first }
    controlled = ControlledAccess(account).actions
    for role in identities.roles where !role.isServiceLinked {
      rolePrivileges[role.arn] = privilege(
        of: role.identity, policies: policies(of: role.identity))
    }
  }

  func privilege(of role: Role) -> Privilege { rolePrivileges[role.arn] ?? Privilege() }
}
