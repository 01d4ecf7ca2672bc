/// The session name that is needed for the full power of a role.
///
///     Allow *   StringLike aws:userid *:ops   sessions named ops
///
/// A caller that assumes the role chooses the name, as far as the trust policy allows. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable.
enum SessionPower {
  /// The sessions that have more power than other sessions of `role`, by the names that its policies
  /// and `limits` tell apart; nil if none has.
  static func sessions(
    of role: AccessSubject, limits: [AppliedPolicy],
    power: @escaping @Sendable (AccessSubject) -> PrincipalPower
  ) -> [TargetSession]? {
    let names = RoleSessions.own(of: role, limits: limits)
    if names.isEmpty { return nil }
    let ordinary = power(role.session(named: AssumeRoleCall.anyName))
    let isStrong = { @Sendable (name: String) in
      let named = power(role.session(named: name))
      return named.isAdministrator && !ordinary.isAdministrator
        || named.strengths.controlsMore(than: ordinary.strengths)
    }
    let strong = names.filter(isStrong)
    if strong.isEmpty { return nil }
    // A name that stands for a pattern is one of many.
    let hasPatterns = RoleSessions.conditions(of: role, limits: limits).flatMap(\.values).contains {
      $0.drop { $0 != ":" }.contains { "*?$".contains($0) }
    }
    return strong.map { TargetSession(SessionRequirement(name: $0)) }
      + (hasPatterns ? [TargetSession { name, _ in name.map(isStrong) ?? true }] : [])
  }
}
