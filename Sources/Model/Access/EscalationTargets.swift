/// Whom it is worth to become, sorted by the ways in which one may.
struct EscalationTargets: Sendable {
  let isTarget: [Bool]
  /// What becoming one of them gains.
  let gain: Escalation.Gain
  /// What a session of a target must carry to be worth becoming, by target.
  let requirements: [Int: SessionRequirement]
  /// Whether changing any principal so that it has everything counts too.
  let includesChanged: Bool
  let users: [Int]
  let groups: [Int]
  let roles: [Int]
  /// Roles that leave to the account's policies who assumes them.
  let openToAccount: [Int]
  let openToService: [String: [Int]]

  /// The subjects of which `isTarget` holds; sorted once for all who search.
  init(
    _ isTarget: [Bool], gain: Escalation.Gain, includesChanged: Bool = false,
    requirements: [Int: SessionRequirement] = [:], ground: EscalationGround
  ) {
    self.isTarget = isTarget
    self.gain = gain
    self.includesChanged = includesChanged
    self.requirements = requirements
    users = ground.users.filter { isTarget[$0] }
    groups = ground.groups.filter { isTarget[$0] }
    roles = ground.roles.filter { isTarget[$0] }
    openToAccount = ground.trusts.openToAccount.filter { isTarget[$0] }
    openToService = ground.trusts.openToService.mapValues { $0.filter { isTarget[$0] } }
  }

  /// Whether there are none.
  var isEmpty: Bool { users.isEmpty && groups.isEmpty && roles.isEmpty }
}
