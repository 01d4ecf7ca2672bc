/// Searches one principal's ways to a set of targets.
struct EscalationSearch {
  let ground: EscalationGround
  let subjectIndex: Int
  /// The principal, as it is or as it can make itself by tags.
  let variant: PrincipalVariant
  let targets: EscalationTargets
  /// All principals, for ways that make of any what they like.
  let everyone: EscalationTargets
  let context: TargetContext
  var engine: AccessEngine { ground.engine }
  var subject: AccessSubject { variant.subject }
  var access: EffectiveAccess { variant.access }

  /// How many more candidates are looked at for a better way once one is found.
  private static let patience = 16

  init(
    ground: EscalationGround, subject index: Int, variant: PrincipalVariant,
    targets: EscalationTargets, everyone: EscalationTargets
  ) {
    self.everyone = everyone
    self.ground = ground
    subjectIndex = index
    self.variant = variant
    self.targets = targets
    context = TargetContext(
      subject: variant.subject, engine: ground.engine, widePolicies: ground.widePolicies)
  }

  /// The best way by `path`: an unconditional one before a conditional, either before a contained.
  func best(_ path: EscalationPath) -> Escalation? {
    switch path.category {
    case .selfEscalation: byItself(path)
    case .principalAccess: byAnother(path)
    case .newPassRole: byPassing(path)
    case .existingPassRole: byResource(path)
    case .identityCenter: byIdentityCenter(path)
    }
  }

  func attempt(_ path: EscalationPath) -> EscalationAttempt {
    EscalationAttempt(engine: engine, variant: variant, path: path)
  }

  /// The best of the ways that `attempt` finds to `candidates`.
  func first(
    _ candidates: some Sequence<Int>, _ attempt: (Int) -> Escalation?
  ) -> Escalation? {
    var best: Escalation?
    var patience = Self.patience
    for candidate in candidates where candidate != subjectIndex {
      if best != nil {
        patience -= 1
        if patience == 0 { break }
      }
      guard let found = attempt(candidate) else { continue }
      if !found.isContained, !found.isConditional { return found }
      if best.map({ $0.isContained && !found.isContained }) ?? true { best = found }
    }
    return best
  }

  /// The best of a few ways.
  func best(of ways: [Escalation]) -> Escalation? {
    ways.first { !$0.isContained && !$0.isConditional } ?? ways.first { !$0.isContained }
      ?? ways.first
  }

  /// Of `all`, those that the statements allowing `action` may name, if those are fewer; `isOne`
  /// tells whether a subject is one of `all`.
  func narrowed(
    _ all: [Int], for action: String, isOne: (Int) -> Bool
  ) -> [Int] {
    guard let patterns = patterns(allowing: action),
      let found = ground.index.places(maybeIn: patterns), found.count < all.count
    else { return all }
    return found.filter(isOne)
  }

  /// What the statements that allow `action` name; nil where one names everything.
  func patterns(allowing action: String) -> [String]? {
    var patterns: [String] = []
    for grant in access.grants
    where grant.allowed.contains(action) || grant.contained.contains(action) {
      guard case .only(let texts) = grant.statement.resources, !grant.isBroad else { return nil }
      patterns += texts
    }
    return patterns
  }

  /// Whether becoming `role` is no more than its owner meant: it was given by name, and nothing
  /// says that it is strong.
  func isMeant(_ role: AccessSubject, by attempt: EscalationAttempt) -> Bool {
    (targets.gain == .data || targets.gain == .unknownRole) && attempt.isDelegated(role.arn)
  }

  /// Whether it may remove the boundary of `target`, which then contains nothing.
  func canDropBoundary(of target: AccessSubject) -> Bool {
    guard target.kind != .group else { return false }
    let action =
      target.kind == .user
      ? "iam:DeleteUserPermissionsBoundary" : "iam:DeleteRolePermissionsBoundary"
    let request = AccessRequest(action: action, resource: target.arn.description)
    let decision = engine.decide(request, by: subject)
    return decision.isAllowed && !decision.isConditional
  }

  /// The boundary that makes new policies of `target` useless, unless it may be removed.
  func lastingBoundary(of target: AccessSubject) -> Containment? {
    ground.narrowBoundary(of: target).flatMap { canDropBoundary(of: target) ? nil : $0 }
  }
}
