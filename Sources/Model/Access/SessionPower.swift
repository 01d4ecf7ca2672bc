/// The session name that is needed for the full power of a role.
///
///     Allow *   StringLike aws:userid *:ops   sessions named ops
///
/// A caller that assumes the role chooses the name, as far as the trust policy allows. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable.
enum SessionPower {
  private static let mostNames = 4
  /// A name that policies are unlikely to contain.
  private static let anyName = "xk7-any-session"

  /// The session name that gives `role` more power than other names; nil if there is none.
  static func requirement(
    of role: AccessSubject, power: (AccessSubject) -> PrincipalPower
  ) -> SessionRequirement? {
    let names = names(for: role)
    if names.isEmpty { return nil }
    let ordinary = power(role.session(named: anyName))
    let name = names.first { name in
      let named = power(role.session(named: name))
      return named.isAdministrator && !ordinary.isAdministrator
        || named.strengths.controlsMore(than: ordinary.strengths)
    }
    return name.map { SessionRequirement(name: $0) }
  }

  /// The ends of the values in the conditions on `aws:userid` in the role's policies and boundary.
  private static func names(for role: AccessSubject) -> [String] {
    let policies = role.policies + (role.boundary.map { [$0] } ?? [])
    let values = policies.lazy.flatMap(\.document.statements).flatMap(\.conditions)
      .filter { $0.key.lowercased() == "aws:userid" }.flatMap(\.values)
    let names = values.map { value in
      let end = value.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
      return String(end.map { $0 == "*" || $0 == "?" ? "x" : $0 })
    }
    return Array(names.filter(SessionARN.isName).uniqued.prefix(mostNames))
  }
}
