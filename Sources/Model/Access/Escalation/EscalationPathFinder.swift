/// Finds the paths of single principals; it has no state, so that searches can run concurrently.
struct EscalationPathFinder: Sendable {
  let model: EscalationModel
  private let everyone: EscalationTargets
  /// The number of principals that are searched.
  private let searches: Int

  init(model: EscalationModel) {
    self.model = model
    everyone = EscalationTargets(
      model.powers.map { _ in true }, gain: .administrator, model: model)
    searches = model.powers.count {
      !$0.isAdministrator && $0.permissions != PathPermissions()
    }
  }

  /// The paths for which a principal has all permissions, or can obtain them by changing tags. A
  /// role's trust policy can replace the permission to assume the role.
  func paths(of index: Int) -> [Int] { paths(of: index, with: model.permissions(of: index)) }

  private func paths(of index: Int, with permissions: PathPermissions) -> [Int] {
    var permissions = permissions
    if model.trusts.isNamed(model.engine.subjects[index]) {
      permissions.formUnion(model.assuming)
    }
    return model.paths.indices.filter { permissions.isSuperset(of: model.needs[$0]) }
  }

  /// The best result of a principal for each path and each of `targets`; paths that are `known` to
  /// be open with at least the same gain are skipped.
  func best(
    of index: Int, to targets: [EscalationTargets], known: [String: Escalation]
  ) -> [Escalation] {
    if targets.isEmpty { return [] }
    let variants = model.variants(of: index)
    return targets.flatMap { targets in
      var ofAnySession = known
      return variants.flatMap { variant -> [Escalation] in
        let search = searcher(index, targets, variant)
        // Each session is searched separately: a principal that can start one session might not be
        // able to start another.
        var known = ofAnySession
        let found = paths(of: index, in: variant).compactMap { place -> Escalation? in
          let path = model.paths[place]
          if let known = known[path.id], !known.isContained, known.session == nil,
            known.gain.rawValue <= targets.gain.rawValue,
            variant.isUnchanged || !known.dependsOnUnknown
          {
            return nil
          }
          let found = search.best(path)
          if let found, !found.isContained { known[path.id] = found }
          return found
        }
        if variant.session.isEmpty { ofAnySession = known }
        return found
      }
    }
  }

  /// The paths of a variant. A session whose name only trust policies mention differs in the roles that
  /// it can assume.
  private func paths(of index: Int, in variant: PrincipalVariant) -> [Int] {
    let all = paths(of: index, with: variant.power.permissions)
    return variant.hasOtherAccess || variant.isUnchanged
      ? all : all.filter { model.paths[$0].uses(["sts:AssumeRole"]) }
  }

  /// The ways by which a principal changes its own policies.
  func bySelf(of index: Int, to targets: EscalationTargets) -> [Escalation] {
    guard let variant = model.variants(of: index).first else { return [] }
    let search = searcher(index, targets, variant)
    return paths(of: index).map { model.paths[$0] }
      .filter { $0.category == .selfEscalation && $0.permissions != ["iam:AddUserToGroup"] }
      .compactMap(search.best)
  }

  /// The paths by which a principal changes itself and gains privileges, but not administrator access.
  func ownGains(of index: Int, known: [String: Escalation]) -> [Escalation] {
    model.variants(of: index).flatMap { variant -> [Escalation] in
      let search = searcher(index, everyone, variant, isAboutOwnGain: true)
      return paths(of: index, in: variant).map { model.paths[$0] }.filter { path in
        EscalationSearch.isOwnChange(path)
          && known[path.id].map { $0.isContained || $0.gain != .administrator } ?? true
      }.compactMap(search.best)
    }
  }

  /// The paths by which a principal gives privileges to another one.
  func forAnother(
    of index: Int, ordinary: EscalationTargets, strong: EscalationTargets
  ) -> [Escalation] {
    let variants = model.variants(of: index).filter { !$0.session.needsOthers }
    return variants.flatMap { variant -> [Escalation] in
      let search = searcher(index, everyone, variant)
      return paths(of: index, in: variant).compactMap {
        let path = model.paths[$0]
        return search.search(path) { search.forAnother(path, ordinary: ordinary, strong: strong) }
      }
    }
  }

  private func searcher(
    _ index: Int, _ targets: EscalationTargets, _ variant: PrincipalVariant,
    isAboutOwnGain: Bool = false
  ) -> EscalationSearch {
    EscalationSearch(
      model: model, subject: index, variant: variant, targets: targets, everyone: everyone,
      tries: SearchTries(
        searches: searches, by: variant.subject, variants: model.variantCount(of: index)),
      isAboutOwnGain: isAboutOwnGain)
  }
}
