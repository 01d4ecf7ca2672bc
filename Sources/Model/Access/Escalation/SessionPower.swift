/// The session name, session tags or tags of the role that are needed for the full power of a role.
///
///     Allow *   StringLike    aws:userid               *:ops   sessions named ops
///     Allow *   StringEquals  aws:PrincipalTag/access  admin   sessions tagged access=admin
///
/// A caller that assumes the role chooses the name and the tags, as far as the trust policy allows.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
/// and https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html.
struct SessionPower: Sendable {
  let role: AccessSubject
  let limits: [AppliedPolicy]
  /// The role's power if nothing is known about the session.
  let whole: PrincipalPower
  let power: @Sendable (AccessSubject) -> PrincipalPower

  /// The sessions with more power than other sessions of the role, by the names and tags in
  /// conditions; nil if all sessions have the same power. `tagged` are variants of the role with
  /// session tags or after another principal has tagged it; `isWhole` is true if they are complete.
  func sessions(_ tagged: [PrincipalVariant], isWhole: Bool) -> [TargetSession]? {
    let names = RoleSessions.own(of: role, limits: limits)
    let dependsOnTags = role.sessionTags.areAllowed && hasTagConditions
    if names.isEmpty, !dependsOnTags { return nil }
    let bare = dependsOnTags ? role.withExactly(role.identity.tags) : role
    let ordinary =
      role.sessionTags.canHave([])
      ? power(bare.session(named: AssumeRoleCall.anyName)) : PrincipalPower.none
    var sessions: [TargetSession] = []
    if dependsOnTags {
      let any = TargetSession(acceptsTags: acceptsTags(like: whole), tagRules: tagRules)
      // Every session has the power, unless its tags remove it.
      if !isStronger(whole, than: ordinary) { return [any] }
      for variant in tagged {
        sessions += self.sessions(of: variant, names: names, than: ordinary)
      }
      if !role.sessionTags.canHave([]) { sessions.append(any) }
      if !isWhole { sessions.append(TargetSession(isHypothetical: true)) }
    }
    let isStrong = { @Sendable (name: String?) in
      name.map { isStronger(power(bare.session(named: $0)), than: ordinary) } ?? true
    }
    let strong = names.filter(isStrong)
    // A name with wildcards is one example of many.
    let hasPatterns = RoleSessions.conditions(of: role, limits: limits).flatMap(\.values).contains {
      $0.drop { $0 != ":" }.contains { "*?$".contains($0) }
    }
    sessions += strong.map { TargetSession(SessionRequirement(name: $0)) }
    if hasPatterns, !strong.isEmpty { sessions.append(TargetSession(accepts: isStrong)) }
    return sessions.isEmpty && !dependsOnTags ? nil : sessions
  }

  private var tagRules: [TagRule] {
    TagRule.rules(of: role.policies + limits) { PrincipalVariantFinder.refersToTags($1) }
  }

  private var hasTagConditions: Bool {
    !tagRules.isEmpty
      || (role.policies + limits).contains { policy in
        policy.document.statements.contains {
          $0.resources?.patterns.contains { !TagVariables.keys(in: $0).isEmpty } == true
        }
      }
  }

  /// The sessions of a variant that are stronger than `ordinary`: any name, or one of `names`.
  private func sessions(
    of variant: PrincipalVariant, names: [String], than ordinary: PrincipalPower
  ) -> [TargetSession] {
    guard isStronger(variant.power, than: ordinary) else { return [] }
    func session(_ name: String?) -> TargetSession {
      var requirement = variant.session
      requirement.name = name
      return TargetSession(
        requirement,
        acceptsTags: variant.isHypothetical
          ? nil : acceptsTags(like: variant.power, after: requirement),
        tagRules: variant.isHypothetical ? [] : tagRules, isHypothetical: variant.isHypothetical)
    }
    func isStrong(_ name: String) -> Bool {
      isStronger(power(variant.subject.session(named: name)), than: ordinary)
    }
    if names.isEmpty || isStrong(AssumeRoleCall.anyName) { return [session(nil)] }
    return names.filter(isStrong).map(session)
  }

  private func isStronger(_ power: PrincipalPower, than other: PrincipalPower) -> Bool {
    power.isAdministrator && !other.isAdministrator
      || power.strengths.controlsMore(than: other.strengths)
  }

  /// Whether a session with tags has the power `wanted`, after the changes that `session` requires.
  private func acceptsTags(
    like wanted: PrincipalPower, after session: SessionRequirement = SessionRequirement()
  ) -> @Sendable ([Tag]) -> Bool {
    let own = role.identity.tags.applying(session.changes)
    return { tags in
      tags == session.tags
        || !isStronger(wanted, than: power(role.withExactly(own.overridden(by: tags))))
    }
  }

  /// The target that a principal is after another principal has tagged it as in `variant`.
  func session(of variant: PrincipalVariant) -> TargetSession {
    let dependsOnTags = role.sessionTags.areAllowed && !variant.isHypothetical
    return TargetSession(
      variant.session,
      acceptsTags: dependsOnTags ? acceptsTags(like: variant.power, after: variant.session) : nil,
      tagRules: dependsOnTags ? tagRules : [],
      isHypothetical: variant.isHypothetical)
  }
}

extension PrincipalPower {
  fileprivate static var none: PrincipalPower {
    PrincipalPower(permissions: PathPermissions(), administrator: .no, strengths: Strengths())
  }
}
