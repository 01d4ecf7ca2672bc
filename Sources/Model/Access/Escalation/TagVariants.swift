/// The variants of a principal with other tags.
struct TagVariants: Sendable {
  /// The principal after it has changed its own tags.
  var own: [PrincipalVariant] = []
  /// Sessions with session tags; `isWhole` tells whether they are complete.
  var sessions: [PrincipalVariant] = []
  var isWhole = true
  /// The principal after another principal has changed its tags.
  var retagged: [PrincipalVariant] = []
}

/// The variants of a principal that matter to the search for escalation paths, which are few.
struct UsefulVariants: Sendable {
  /// The variants that have a path.
  let searched: [PrincipalVariant]
  /// Those with control after another principal has changed the tags or lifted the boundary.
  let retagged: [PrincipalVariant]
  /// Those of `retagged` that are administrators, if the principal is no administrator.
  let administrators: [TargetSession]
  /// The sessions that are needed for the power of a role, if it depends on them.
  let sessionsWithPower: [TargetSession]?

  init(
    _ found: TagVariants, unbounded: PrincipalVariant?, _ power: SessionPower, isChangeable: Bool,
    hasPath: (PathPermissions) -> Bool
  ) {
    let isAdministrator = power.whole.isAdministrator
    let changed = found.retagged + (unbounded.map { [$0] } ?? [])
    searched =
      isAdministrator
      ? [] : (found.own + found.sessions + changed).filter { hasPath($0.power.permissions) }
    retagged = changed.filter { $0.power.isAdministrator || $0.power.strengths.control != 0 }
    administrators =
      isAdministrator
      ? []
      : retagged.filter(\.power.isAdministrator).map { variant in
        variant === unbounded ? TargetSession(variant.session) : power.session(of: variant)
      }
    sessionsWithPower =
      power.role.kind == .role && isChangeable
        && (isAdministrator || power.whole.strengths.control != 0)
      ? power.sessions(found.sessions + found.retagged, isWhole: found.isWhole) : nil
  }
}
