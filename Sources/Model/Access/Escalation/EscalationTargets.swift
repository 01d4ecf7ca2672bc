/// The principals that are worth taking over, grouped by how that is possible.
///
/// A class, because all searches of a round share it.
final class EscalationTargets: Sendable {
  let isTarget: [Bool]
  /// The gain of taking over one of them.
  let gain: Escalation.Gain
  /// The sessions that are worth starting, by target, if not every session of the target is.
  private let sessions: [Int: [TargetSession]]
  /// Whether giving full access to any principal counts too.
  let includesChanged: Bool
  let users: Pool
  let groups: Pool
  let roles: Pool
  /// Roles whose trust policy allows the account or everyone, so identity-based policies decide.
  let openToAccount: Pool
  /// Roles that every principal can assume.
  let openToEveryone: [Int]
  let openToService: [String: TargetList]

  /// Targets of one kind.
  struct Pool: Sendable {
    let all: TargetList
    /// Those without a restrictive boundary.
    let unbound: TargetList
    /// Those without a restrictive boundary that have a boundary, which allows everything.
    let wide: TargetList

    fileprivate init(_ all: [Int], _ model: EscalationModel) {
      let unbound = all.filter { model.narrowBoundaries[$0] == nil }
      let wide = unbound.filter { model.engine.subjects[$0].identity.boundary != nil }
      self.all = TargetList(all, in: model.index)
      self.unbound =
        unbound.count == all.count ? self.all : TargetList(unbound, in: model.index)
      self.wide = TargetList(wide, in: model.index)
    }
  }

  /// Creates the targets from the subjects for which `isTarget` is true; grouped once for all
  /// searches.
  init(
    _ isTarget: [Bool], gain: Escalation.Gain, includesChanged: Bool = false,
    sessions: [Int: [TargetSession]] = [:], model: EscalationModel
  ) {
    self.isTarget = isTarget
    self.gain = gain
    self.includesChanged = includesChanged
    self.sessions = sessions
    users = Pool(model.users.filter { isTarget[$0] }, model)
    groups = Pool(model.groups.filter { isTarget[$0] }, model)
    roles = Pool(model.roles.filter { isTarget[$0] }, model)
    openToAccount = Pool(model.trusts.openToAccount.filter { isTarget[$0] }, model)
    openToEveryone = model.trusts.openToEveryone.filter {
      isTarget[$0] && model.isChangeable[$0]
    }
    openToService = model.trusts.openToService.mapValues { roles in
      TargetList(roles.filter { isTarget[$0] }, in: model.index)
    }
  }

  /// Creates the targets from the numbers of subjects that gain more privileges.
  convenience init(
    of subjects: some Sequence<Int>, sessions: [Int: [TargetSession]], model: EscalationModel
  ) {
    var isTarget = [Bool](repeating: false, count: model.powers.count)
    for subject in subjects { isTarget[subject] = true }
    self.init(isTarget, gain: .more, sessions: sessions, model: model)
  }

  /// The sessions of a target that are worth starting; any of them is sufficient.
  func sessions(of index: Int) -> [TargetSession] { sessions[index] ?? [TargetSession()] }

  /// Whether there are none.
  var isEmpty: Bool { users.all.isEmpty && groups.all.isEmpty && roles.all.isEmpty }
}
