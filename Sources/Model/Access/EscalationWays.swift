/// The ways of single principals; it changes nothing, so that many are searched side by side.
struct EscalationWays: Sendable {
  let ground: EscalationGround
  private let everyone: EscalationTargets

  init(ground: EscalationGround) {
    self.ground = ground
    everyone = EscalationTargets(
      ground.powers.map { _ in true }, gain: .administrator, ground: ground)
  }

  /// The paths of which a principal has all permissions; a role's trust may stand in for that to
  /// assume it.
  func paths(of index: Int) -> [Int] {
    var permissions = ground.powers[index].permissions
    if !ground.trusts.naming(ground.engine.subjects[index]).isEmpty {
      permissions.formUnion(ground.assuming)
    }
    return ground.paths.indices.filter { permissions.isSuperset(of: ground.needs[$0]) }
  }

  /// The best way of a principal by each path, to each of `targets`; what is `known` to be open and
  /// to gain as much is not looked for again.
  func best(
    of index: Int, to targets: [EscalationTargets], known: [String: Escalation]
  ) -> [Escalation] {
    targets.flatMap { targets in
      let search = searcher(index, targets)
      return paths(of: index).compactMap { place -> Escalation? in
        let path = ground.paths[place]
        if let known = known[path.id], !known.isContained,
          known.gain.rawValue <= targets.gain.rawValue
        {
          return nil
        }
        return search.best(path)
      }
    }
  }

  /// The ways by which a principal changes its own policies.
  func bySelf(of index: Int, to targets: EscalationTargets) -> [Escalation] {
    let search = searcher(index, targets)
    return paths(of: index).map { ground.paths[$0] }
      .filter { $0.category == .selfEscalation && $0.permissions != ["iam:AddUserToGroup"] }
      .compactMap(search.best)
  }

  /// The ways by which a principal makes another one powerful.
  func forAnother(
    of index: Int, ordinary: EscalationTargets, strong: EscalationTargets
  ) -> [Escalation] {
    let search = searcher(index, everyone)
    return paths(of: index).compactMap {
      search.forAnother(ground.paths[$0], ordinary: ordinary, strong: strong)
    }
  }

  private func searcher(_ index: Int, _ targets: EscalationTargets) -> EscalationSearch {
    EscalationSearch(
      ground: ground, subject: index, access: ground.access(of: index), targets: targets,
      everyone: everyone)
  }
}
