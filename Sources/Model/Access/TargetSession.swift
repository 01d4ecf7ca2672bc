/// A session of a role, or a user or role with certain tags, that is worth becoming.
struct TargetSession: Sendable {
  /// What the session must be.
  let requirement: SessionRequirement
  /// Whether a session with a given name is such a session, if only some names are; nil if the name
  /// makes no difference beyond `requirement`.
  let accepts: (@Sendable (String) -> Bool)?
  /// Whether a session with exactly these session tags is; nil if tags make no difference.
  let acceptsTags: (@Sendable ([Tag]) -> Bool)?
  /// Whether it stands for sessions of which there are too many to try.
  let isSupposed: Bool

  init(
    _ requirement: SessionRequirement = SessionRequirement(),
    accepts: (@Sendable (String) -> Bool)? = nil,
    acceptsTags: (@Sendable ([Tag]) -> Bool)? = nil, isSupposed: Bool = false
  ) {
    self.requirement = requirement
    self.accepts = accepts
    self.acceptsTags = acceptsTags
    self.isSupposed = isSupposed
  }

  /// The session in which `role`, which `limits` bound too, has the path `escalation`.
  init(of role: AccessSubject, with escalation: Escalation, limits: [AppliedPolicy]) {
    let requirement = escalation.session ?? SessionRequirement()
    self.requirement = requirement
    isSupposed = requirement.hasUnknownChanges
    let open = escalation.openConditions.filter(RoleSessions.isOnUserID)
    if requirement.name != nil || open.isEmpty {
      accepts = nil
    } else {
      accepts = { name in
        let context = role.session(named: name).context
        return open.allSatisfy { $0.evaluate(in: context, variables: true) != .no }
      }
    }
    let conditions = Self.conditions(of: escalation)
    let denials = Self.denials(of: role, limits, escalation)
    if !role.sessionTags.areAllowed || conditions.isEmpty && denials.isEmpty {
      acceptsTags = nil
    } else {
      acceptsTags = { tags in
        let changes = tags.map { TagChange(key: $0.key, value: $0.value) }
        let own = role.identity.tags.applying(requirement.changes)
        let context = role.withExactly(own.applying(changes)).context
        return conditions.allSatisfy { $0.evaluate(in: context, variables: true) != .no }
          && !denials.contains { $0.evaluateConditions(in: context) == .yes }
      }
    }
  }

  /// Whether a session with these tags, and no others, will do.
  func mayCarry(_ tags: [Tag]) -> Bool { acceptsTags?(tags) ?? true }

  /// The conditions of the statements behind the path that are about the tags of the principal.
  private static func conditions(of escalation: Escalation) -> [Condition] {
    let behind = escalation.steps.flatMap { step in
      step.statements.flatMap(\.statement.conditions) + (step.trust?.conditions ?? [])
    }
    return (escalation.openConditions + behind).filter(PrincipalVariantFinder.speaksOfTags).uniqued
  }

  /// The Denies of the steps that depend on the tags of the principal.
  private static func denials(
    of role: AccessSubject, _ limits: [AppliedPolicy], _ escalation: Escalation
  ) -> [Statement] {
    (role.policies + limits).lazy.flatMap(\.document.statements).filter { statement in
      statement.effect == .deny
        && statement.conditions.contains(where: PrincipalVariantFinder.speaksOfTags)
        && escalation.steps.contains { statement.covers($0.action) }
    }
  }
}
