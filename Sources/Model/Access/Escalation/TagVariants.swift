/// The variants of a principal with other tags.
struct TagVariants: Sendable {
  /// The principal after it has changed its own tags.
  var own: [PrincipalVariant] = []
  /// Sessions with session tags; `isWhole` is true if they are complete.
  var sessions: [PrincipalVariant] = []
  var isWhole = true
  /// The principal after another principal has changed its tags.
  var retagged: [PrincipalVariant] = []
}

/// The variants of a principal that matter to the search for escalation paths, which are few.
struct UsefulVariants: Sendable {
  /// The variants that have a path.
  let searched: [PrincipalVariant]
  /// Those with control after another principal has changed the tags, lifted the boundary or removed
  /// a Deny.
  let retagged: [PrincipalVariant]
  /// Those of `retagged` that are administrators, if the principal is no administrator.
  let administrators: [TargetSession]
  /// The sessions that are needed for the power of a role, if it depends on them.
  let sessionsWithPower: [TargetSession]?

  init(
    _ found: TagVariants, freed: [PrincipalVariant], _ power: SessionPower, isChangeable: Bool,
    hasPath: (PathPermissions) -> Bool
  ) {
    let isAdministrator = power.whole.isAdministrator
    let changed = found.retagged + freed
    // What is an administrator once it is freed needs no path.
    let partly = found.retagged + freed.filter { !$0.power.isAdministrator }
    searched =
      isAdministrator
      ? [] : (found.own + found.sessions + partly).filter { hasPath($0.power.permissions) }
    retagged = changed.filter { $0.power.isAdministrator || $0.power.strengths.control != 0 }
    administrators =
      isAdministrator
      ? []
      : retagged.filter(\.power.isAdministrator).map { variant in
        freed.contains { $0 === variant }
          ? TargetSession(variant.session) : power.session(of: variant)
      }
    sessionsWithPower =
      power.role.kind == .role && isChangeable
        && (isAdministrator || power.whole.strengths.control != 0)
      ? power.sessions(found.sessions + found.retagged, isWhole: found.isWhole) : nil
  }
}
