/// What a role's session must be named or tagged, or how the role itself must be tagged, so that the
/// role's power is its.
///
///     Allow *   StringLike    aws:userid               *:ops   sessions named ops
///     Allow *   StringEquals  aws:PrincipalTag/access  admin   sessions tagged access=admin
///
/// Whoever assumes the role chooses the name and the tags, as far as the trust policy lets them. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
/// and https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html.
struct SessionPower: Sendable {
  let role: AccessSubject
  let limits: [AppliedPolicy]
  /// The role's power where nothing is known of the session.
  let whole: PrincipalPower
  let power: @Sendable (AccessSubject) -> PrincipalPower

  /// The sessions that have more power than other sessions of the role, by the names and tags that its
  /// policies tell apart; nil if none has. `tagged` are its sessions with tags and the role after
  /// others have tagged it, all of them unless `isWhole` says otherwise.
  func sessions(_ tagged: [PrincipalVariant], isWhole: Bool) -> [TargetSession]? {
    let names = RoleSessions.own(of: role, limits: limits)
    let speaksOfTags = (role.policies + limits).contains { policy in
      policy.document.statements.contains { statement in
        statement.conditions.contains(where: PrincipalVariantFinder.speaksOfTags)
          || statement.resources?.patterns.contains { !TagVariables.keys(in: $0).isEmpty } == true
      }
    }
    let dependsOnTags = speaksOfTags && role.sessionTags.areAllowed
    if names.isEmpty, !dependsOnTags { return nil }
    let bare = dependsOnTags ? role.withExactly(role.identity.tags) : role
    let ordinary = power(bare.session(named: AssumeRoleCall.anyName))
    var sessions: [TargetSession] = []
    if dependsOnTags {
      let accepts = acceptsTags(like: whole)
      if !isStronger(whole, than: ordinary) {
        // Each session has the power, unless tags take it away.
        return [TargetSession(acceptsTags: accepts)]
      }
      for variant in tagged where isStronger(variant.power, than: ordinary) {
        sessions.append(
          TargetSession(
            variant.session, acceptsTags: acceptsTags(like: variant.power, after: variant.session),
            isSupposed: variant.isSupposed))
      }
      if !isWhole { sessions.append(TargetSession(isSupposed: true)) }
    }
    let isStrong = { @Sendable (name: String) in
      isStronger(power(bare.session(named: name)), than: ordinary)
    }
    let strong = names.filter(isStrong)
    // A name that stands for a pattern is one of many.
    let hasPatterns = RoleSessions.conditions(of: role, limits: limits).flatMap(\.values).contains {
      $0.drop { $0 != ":" }.contains { "*?$".contains($0) }
    }
    sessions += strong.map { TargetSession(SessionRequirement(name: $0)) }
    if hasPatterns, !strong.isEmpty { sessions.append(TargetSession(accepts: isStrong)) }
    return sessions.isEmpty && !dependsOnTags ? nil : sessions
  }

  private func isStronger(_ power: PrincipalPower, than other: PrincipalPower) -> Bool {
    power.isAdministrator && !other.isAdministrator
      || power.strengths.controlsMore(than: other.strengths)
  }

  /// Whether a session with tags has the power `wanted`, of the role after what `session` requires.
  private func acceptsTags(
    like wanted: PrincipalPower, after session: SessionRequirement = SessionRequirement()
  ) -> @Sendable ([Tag]) -> Bool {
    let own = role.identity.tags.applying(session.changes)
    return { tags in
      if tags == session.tags { return true }
      let changes = tags.map { TagChange(key: $0.key, value: $0.value) }
      return !isStronger(wanted, than: power(role.withExactly(own.applying(changes))))
    }
  }
}
