/// Whether a principal is an administrator.
public enum AdministratorStatus: String, Hashable, Sendable {
  case no
  /// It would be, without a boundary or SCP.
  case contained
  /// It is, if conditions are met.
  case conditional
  case yes
}

extension EffectiveAccess {
  /// Whether the access amounts to administrator access, based on actions and never on the name of
  /// a policy: at least 90% of all actions on all their resources, including an action that can
  /// give every privilege. A `NotAction` that excludes almost nothing counts. `PowerUserAccess`,
  /// which excludes `iam:`, does not. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html.
  public var administrator: AdministratorStatus {
    if Self.isEverything(unrestricted) { return .yes }
    if Self.isEverything(onAllResources) { return .conditional }
    return !contained.isEmpty && Self.isEverything(beforeContainment) ? .contained : .no
  }

  /// The limits that block administrator access: those that are sufficient alone, or else all.
  public var administratorContainers: [LimitingPolicy] {
    guard administrator == .contained else { return [] }
    let before = beforeContainment
    let alone = contained.filter { !Self.isEverything(before.subtracting($0.actions)) }
    return (alone.isEmpty ? contained : alone).map(\.by).uniqued
  }

  private var beforeContainment: ActionSet {
    .union(of: grants.map(\.grantedOnAll), in: onAllResources.catalogue)
  }

  private static let powers = [
    "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:AttachUserPolicy", "iam:PutUserPolicy",
    "iam:CreatePolicyVersion", "iam:AttachGroupPolicy", "iam:PutGroupPolicy",
  ]

  /// Whether they are 90% of all actions, or of the actions with resource types. Without `*`, for
  /// example on `arn:aws:*:*:123456789012:*`, other actions cannot be granted and are not needed.
  static func isEverything(_ actions: ActionSet) -> Bool {
    // Almost all principals are rejected here.
    guard actions.count * 2 >= actions.catalogue.count else { return false }
    let limitable = actions.catalogue.withResource
    return
      (actions.count * 10 >= actions.catalogue.count * 9
      || actions.intersection(limitable).count * 10 >= limitable.count * 9)
      && powers.contains { actions.contains($0) }
  }
}
