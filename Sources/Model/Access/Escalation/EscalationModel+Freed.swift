/// What a principal can become once another principal changes its policies, boundary or trust policy.
extension EscalationModel {
  /// `subject` after another principal has lifted its boundary; empty if it has none.
  static func unbounded(
    _ subject: AccessSubject, _ engine: AccessEngine, _ measure: PowerMeasure
  ) -> [PrincipalVariant] {
    if subject.identity.boundary == nil { return [] }
    return [variant(subject.replacing(boundary: nil), after: .noBoundary, engine, measure)]
  }

  /// `subject` after another principal has removed a policy with a Deny, or all of them unless one is
  /// enough: such a policy can allow something as well.
  static func undenied(
    _ subject: AccessSubject, _ engine: AccessEngine, _ measure: PowerMeasure
  ) -> [PrincipalVariant] {
    let denying = subject.policies.filter(\.hasDeny).map(\.source)
    func without(_ sources: [PolicySource]) -> PrincipalVariant {
      let kept = subject.policies.filter { !sources.contains($0.source) }
      return variant(
        subject.with(policies: kept, boundary: subject.boundary), after: .removal(of: sources),
        engine, measure)
    }
    let single = denying.prefix(maximumRemovals).map { without([$0]) }
    let strong = single.filter(\.power.isAdministrator)
    return strong.isEmpty ? single + (denying.count > 1 ? [without(denying)] : []) : strong
  }

  /// The number of policies with a Deny that are removed one by one.
  private static let maximumRemovals = 8

  private static func variant(
    _ changed: AccessSubject, after need: SessionRequirement.Need, _ engine: AccessEngine,
    _ measure: PowerMeasure
  ) -> PrincipalVariant {
    let access = engine.effectiveAccess(of: changed)
    return PrincipalVariant(
      subject: changed, access: access, power: measure.power(of: access),
      session: SessionRequirement(needs: need))
  }

  /// The sessions of `role` with names besides `possible`, which another principal can start once it
  /// has written another trust policy.
  static func retrusted(
    _ role: AccessSubject, besides possible: [String], _ sessions: RoleSessions,
    _ engine: AccessEngine, _ measure: PowerMeasure
  ) -> [PrincipalVariant] {
    let free = role.withAnySessionName()
    let names =
      RoleSessions.own(of: free, limits: engine.limits(on: role)) + sessions.trusted(of: free)
    return names.uniqued.filter { !possible.contains($0) }.map { name in
      let session = free.session(named: name)
      return variant(session, after: .newTrust, engine, measure)
    }
  }
}
