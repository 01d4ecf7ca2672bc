/// A principal after a change of its own policies, groups or boundary.
struct SelfChange {
  let subject: AccessSubject
  /// The actions that the change can newly allow; nil for any.
  let actions: ActionSet?
  /// The groups that it joins.
  var groups: Set<Int> = []
  /// Whether its own policies allow everything, so that more of them give it nothing.
  var allowsEverything = false
}

/// The changes of itself that a principal made, and the steps that it took.
struct EarlierChanges {
  let attempt: EscalationAttempt
  /// How many changes it made.
  let count: Int
  /// The groups that it joined.
  let groups: Set<Int>
  /// Whether its own policies now allow everything.
  let allowsEverything: Bool
}

/// What is worth attaching to oneself or joining.
struct SelfChanges: Sendable {
  /// The permissions of all paths, and those that help a path along.
  let useful: ActionSet
  private let helping: ActionSet
  /// The account's managed policies, attached or not, that allow something of use.
  let policies: [AppliedPolicy]

  /// Actions that are no steps of their own, but let other steps succeed.
  private static let helpers = [
    "iam:TagUser", "iam:TagRole", "iam:UntagUser", "iam:UntagRole", "sts:TagSession",
    "sts:SetSourceIdentity", "iam:DeleteUserPermissionsBoundary",
    "iam:DeleteRolePermissionsBoundary", "iam:CreatePolicy", "iam:CreatePolicyVersion",
    "iam:AddRoleToInstanceProfile", "iam:CreateInstanceProfile",
    "iam:RemoveRoleFromInstanceProfile",
  ]

  /// The permissions for which it matters what policies there are.
  static let attaching = [
    "iam:AttachUserPolicy", "iam:AttachRolePolicy", "iam:AttachGroupPolicy",
    "iam:PutUserPermissionsBoundary", "iam:PutRolePermissionsBoundary", "iam:AddUserToGroup",
  ]

  /// The policies are only read if `isNeeded`.
  init(engine: AccessEngine, permissions: [String], isNeeded: Bool) {
    let helping = ActionSet(of: .only(Self.helpers), in: engine.catalogue)
    let useful = ActionSet(of: .only(permissions), in: engine.catalogue).union(helping)
    self.helping = helping
    self.useful = useful
    let all = isNeeded ? engine.account.identities.value?.policies ?? [] : []
    policies = all.compactMap(engine.policy)
  }

  /// The actions that `policies` newly allow, or, where `effect` is a Deny, no longer deny; nil if
  /// these can make any step succeed.
  func actions(
    _ effect: Statement.Effect, of policies: [AppliedPolicy], in catalogue: ActionCatalogue
  ) -> ActionSet? {
    let actions = ActionSet.union(
      of: policies.flatMap(\.compiled.lines).filter { $0.effect == effect }.map(\.actions),
      in: catalogue)
    return actions.overlaps(helping) ? nil : actions
  }
}

extension AppliedPolicy {
  /// The policy as members of `group` have it.
  func ofGroup(_ group: String) -> AppliedPolicy {
    AppliedPolicy(
      source: PolicySource(
        kind: source.kind, name: source.name, arn: source.arn, version: source.version,
        group: group, target: source.target, citation: source.citation),
      document: document, compiled: compiled)
  }

  /// The policy as a permissions boundary.
  var asBoundary: AppliedPolicy {
    AppliedPolicy(
      source: PolicySource(
        kind: .boundary, name: source.name, arn: source.arn, version: source.version,
        group: nil, target: nil, citation: source.citation),
      document: document, compiled: compiled)
  }
}

extension AccessSubject {
  /// The principal with one more policy.
  func adding(_ policies: [AppliedPolicy]) -> AccessSubject {
    with(policies: self.policies + policies, boundary: boundary)
  }
}
