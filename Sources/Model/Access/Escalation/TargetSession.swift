/// A session of a role, or a user or role with certain tags, that is a target of the search.
struct TargetSession: Sendable {
  /// The name and tags that the session needs.
  let requirement: SessionRequirement
  /// Whether a session with this name, nil for any name, is the target; nil if `requirement` is
  /// sufficient.
  let accepts: (@Sendable (String?) -> Bool)?
  /// Whether a session with exactly these session tags is the target; nil if tags make no difference.
  let acceptsTags: (@Sendable ([Tag]) -> Bool)?
  /// The conditions on the principal's tags that `acceptsTags` depends on.
  let tagRules: [TagRule]
  /// Whether it represents sessions that are too many to try.
  let isHypothetical: Bool

  init(
    _ requirement: SessionRequirement = SessionRequirement(),
    accepts: (@Sendable (String?) -> Bool)? = nil,
    acceptsTags: (@Sendable ([Tag]) -> Bool)? = nil, tagRules: [TagRule] = [],
    isHypothetical: Bool = false
  ) {
    self.requirement = requirement
    self.accepts = accepts
    self.acceptsTags = acceptsTags
    self.tagRules = tagRules
    self.isHypothetical = isHypothetical
  }

  /// The session in which `role`, which `limits` apply to, has the path `escalation`.
  init(of role: AccessSubject, with escalation: Escalation, limits: [AppliedPolicy]) {
    let requirement = escalation.session ?? SessionRequirement()
    self.requirement = requirement
    isHypothetical = requirement.hasUnknownChanges
    let open = escalation.openConditions.filter(RoleSessions.testsUserID)
    if requirement.name != nil || open.isEmpty {
      accepts = nil
    } else {
      accepts = { name in
        let context = name.map { role.session(named: $0) }?.context ?? role.context
        return open.allSatisfy { $0.evaluate(in: context, variables: true) != .no }
      }
    }
    let conditions = Self.conditions(of: escalation)
    let denials = Self.denials(of: role, limits, escalation)
    if !role.sessionTags.areAllowed || isHypothetical || conditions.isEmpty && denials.isEmpty {
      acceptsTags = nil
      tagRules = []
    } else {
      let allows = conditions.map {
        TagRule(isDeny: false, conditions: [$0], hasVariables: true)
      }
      tagRules =
        allows
        + denials.map {
          TagRule(
            isDeny: true, conditions: $0.conditions.filter(PrincipalVariantFinder.refersToTags),
            hasVariables: true)
        }
      acceptsTags = { tags in
        let own = role.identity.tags.applying(requirement.changes)
        let context = role.withExactly(own.overridden(by: tags)).context
        return conditions.allSatisfy { $0.evaluate(in: context, variables: true) != .no }
          && !denials.contains { $0.evaluateConditions(in: context) == .yes }
      }
    }
  }

  /// Whether a session with exactly these session tags is the target.
  func canCarry(_ tags: [Tag]) -> Bool { acceptsTags?(tags) ?? true }

  /// The conditions on the principal's tags in the statements of the path.
  private static func conditions(of escalation: Escalation) -> [Condition] {
    let ofSteps = escalation.steps.flatMap { step in
      step.statements.flatMap(\.statement.conditions) + (step.trust?.conditions ?? [])
    }
    return (escalation.openConditions + ofSteps).filter(PrincipalVariantFinder.refersToTags)
      .uniqued
  }

  /// The Denies of the path's actions that depend on the principal's tags.
  private static func denials(
    of role: AccessSubject, _ limits: [AppliedPolicy], _ escalation: Escalation
  ) -> [Statement] {
    (role.policies + limits).lazy.flatMap(\.document.statements).filter { statement in
      statement.effect == .deny
        && statement.conditions.contains(where: PrincipalVariantFinder.refersToTags)
        && escalation.steps.contains { statement.covers($0.action) }
    }
  }
}
