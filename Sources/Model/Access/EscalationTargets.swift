/// Whom it is worth to become, sorted by the ways in which one may.
///
/// It is an object, since all searches of a round refer to it.
final class EscalationTargets: Sendable {
  let isTarget: [Bool]
  /// What becoming one of them gains.
  let gain: Escalation.Gain
  /// The sessions of a target that are worth becoming, where not every session is, by target.
  private let sessions: [Int: [TargetSession]]
  /// Whether changing any principal so that it has everything counts too.
  let includesChanged: Bool
  let users: Pool
  let groups: Pool
  let roles: Pool
  /// Roles that leave to the account's policies who assumes them.
  let openToAccount: Pool
  let openToService: [String: TargetList]

  /// Targets of one kind.
  struct Pool: Sendable {
    let all: TargetList
    /// Those that no narrow boundary binds.
    let unbound: TargetList
    /// Those of them that have a boundary: one that leaves everything.
    let wide: TargetList

    fileprivate init(_ all: [Int], _ ground: EscalationGround) {
      let unbound = all.filter { ground.narrowBoundaries[$0] == nil }
      let wide = unbound.filter { ground.engine.subjects[$0].identity.boundary != nil }
      self.all = TargetList(all, in: ground.index)
      self.unbound =
        unbound.count == all.count ? self.all : TargetList(unbound, in: ground.index)
      self.wide = TargetList(wide, in: ground.index)
    }
  }

  /// The subjects of which `isTarget` holds; sorted once for all who search.
  init(
    _ isTarget: [Bool], gain: Escalation.Gain, includesChanged: Bool = false,
    sessions: [Int: [TargetSession]] = [:], ground: EscalationGround
  ) {
    self.isTarget = isTarget
    self.gain = gain
    self.includesChanged = includesChanged
    self.sessions = sessions
    users = Pool(ground.users.filter { isTarget[$0] }, ground)
    groups = Pool(ground.groups.filter { isTarget[$0] }, ground)
    roles = Pool(ground.roles.filter { isTarget[$0] }, ground)
    openToAccount = Pool(ground.trusts.openToAccount.filter { isTarget[$0] }, ground)
    openToService = ground.trusts.openToService.mapValues { roles in
      TargetList(roles.filter { isTarget[$0] }, in: ground.index)
    }
  }

  /// The sessions of a target that are worth becoming; any of them is enough.
  func sessions(of index: Int) -> [TargetSession] { sessions[index] ?? [TargetSession()] }

  /// Whether there are none.
  var isEmpty: Bool { users.all.isEmpty && groups.all.isEmpty && roles.all.isEmpty }
}
