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

  /// How many candidates are tried for a path before the search is given up.
  let tries: SearchTries
  /// The changes of itself that the principal makes first; nil if the search is about it as it is.
  let earlier: EarlierChanges?
  /// Whether the search is about what a change of the principal itself gives it directly, short of
  /// administrator access.
  let isAboutOwnGain: Bool
  let cache = SearchCache()

  /// How many more candidates are looked at for a better way once one is found.
  private static let patience = 16

  init(
    ground: EscalationGround, subject index: Int, variant: PrincipalVariant,
    targets: EscalationTargets, everyone: EscalationTargets, tries: SearchTries,
    earlier: EarlierChanges? = nil, isAboutOwnGain: Bool = false
  ) {
    self.earlier = earlier
    self.isAboutOwnGain = isAboutOwnGain
    self.everyone = everyone
    self.ground = ground
    subjectIndex = index
    self.variant = variant
    self.targets = targets
    self.tries = tries
    context = TargetContext(
      subject: variant.subject, engine: ground.engine, widePolicies: ground.widePolicies)
  }

  /// The best way by `path`: an unconditional one before a conditional, either before a contained.
  func best(_ path: EscalationPath) -> Escalation? { search(path) { find(path) } }

  /// The best way by `path`, without an answer where the search is given up.
  func find(_ path: EscalationPath) -> Escalation? {
    switch path.category {
    case .selfEscalation: byItself(path)
    case .principalAccess: byAnother(path)
    case .newPassRole: byPassing(path)
    case .existingPassRole: byResource(path)
    case .identityCenter: byIdentityCenter(path)
    }
  }

  /// What `find` finds. Where it gives up before all candidates are tried, one of the others may do.
  func search(_ path: EscalationPath, _ find: () -> Escalation?) -> Escalation? {
    tries.begin()
    let found = find()
    guard found == nil, tries.areUsedUp else { return found }
    var attempt = attempt(path)
    for action in path.permissions where access.granted.contains(action) {
      attempt.useAnywhere(action)
    }
    attempt.suppose()
    return attempt.result(target: nil, gain: targets.gain == .data ? .data : .unknownRole)
  }

  func attempt(_ path: EscalationPath) -> EscalationAttempt {
    earlier?.attempt.continued(by: variant, path)
      ?? EscalationAttempt(engine: engine, variant: variant, path: path)
  }

  /// The best of the ways that `attempt` finds to `candidates`.
  func first<Candidate>(
    _ candidates: some Sequence<Candidate>, _ attempt: (Candidate) -> Escalation?
  ) -> Escalation? {
    var best: Escalation?
    var patience = Self.patience
    for candidate in candidates {
      if best != nil {
        patience -= 1
        if patience == 0 { break }
      }
      engine.work?.count()
      guard tries.take() else { break }
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

  /// Of `list`, those that the statements allowing `action` may name, without the principal.
  func candidates(_ list: TargetList, for action: String) -> some Sequence<Int> {
    let itself = subjectIndex
    return list.maybe(in: patterns(allowing: action)).lazy.filter { $0 != itself }
  }

  /// Of `pool`, those that `action` can give more power.
  ///
  /// Where each statement that allows it demands a boundary, whoever is bound by a narrow one gains
  /// nothing (`EscalationAttempt.bound`), unless it can be removed, and whoever has none may not be
  /// what the statements allow.
  func changeable(_ pool: EscalationTargets.Pool, by action: String) -> TargetList {
    let grants = access.grants.filter {
      $0.allowed.contains(action) || $0.contained.contains(action)
    }
    let isBounded = grants.allSatisfy { grant in
      grant.statement.conditions.contains { $0.key.lowercased() == Self.boundaryKey }
    }
    let removing = ["iam:DeleteUserPermissionsBoundary", "iam:DeleteRolePermissionsBoundary"]
    guard isBounded, !grants.isEmpty, !removing.contains(where: access.granted.contains) else {
      return pool.all
    }
    var unbound = RequestContext()
    unbound["iam:PermissionsBoundary"] = .absent
    let excludesUnbound = grants.allSatisfy { grant in
      grant.statement.conditions.contains {
        $0.key.lowercased() == Self.boundaryKey && $0.evaluate(in: unbound) == .no
      }
    }
    return excludesUnbound ? pool.wide : pool.unbound
  }

  private static let boundaryKey = "iam:permissionsboundary"

  /// What the statements that allow `action` name; nil if one names everything.
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
  private func canDropBoundary(of target: AccessSubject) -> Bool {
    guard target.kind != .group else { return false }
    let action =
      target.kind == .user
      ? "iam:DeleteUserPermissionsBoundary" : "iam:DeleteRolePermissionsBoundary"
    guard access.allowed.contains(action) else { return false }
    let request = AccessRequest(action: action, resource: target.arn.description)
    let decision = engine.decide(request, by: subject)
    return decision.isAllowed && !decision.isConditional
  }

  /// The boundary that makes new policies of `target` useless, unless it may be removed.
  func lastingBoundary(of target: AccessSubject) -> Containment? {
    if target.arn == subject.arn, subject.identity.boundary == nil { return nil }
    return ground.narrowBoundary(of: target).flatMap { canDropBoundary(of: target) ? nil : $0 }
  }
}

/// What a search finds when it first needs it.
final class SearchCache {
  /// The calls that create or write a policy that the principal can then attach.
  var ownMadePolicies: [TagRequest]?
  /// The Regions in which AWS STS is called, as far as the principal's own policies ask.
  var assumeRegions: [String?]?
}
