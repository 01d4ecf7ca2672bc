/// Searches for paths of one principal to a set of targets.
struct EscalationSearch {
  let model: EscalationModel
  let subjectIndex: Int
  /// The principal, unchanged or after changing its tags.
  let variant: PrincipalVariant
  let targets: EscalationTargets
  /// All principals, for paths that can give any privileges to a principal.
  let everyone: EscalationTargets
  let context: TargetContext
  var engine: AccessEngine { model.engine }
  var subject: AccessSubject { variant.subject }
  var access: EffectiveAccess { variant.access }

  /// Limits the number of candidates that are tried for a path.
  let tries: SearchTries
  /// The changes of itself that the principal makes first; nil if the search is about it as it is.
  let earlier: EarlierChanges?
  /// Whether the search is about what a change of the principal itself gives it directly, short of
  /// administrator access.
  let isAboutOwnGain: Bool
  let cache = SearchCache()

  /// The number of further candidates that are tried for a better result once one is found.
  private static let patience = 16

  init(
    model: EscalationModel, subject index: Int, variant: PrincipalVariant,
    targets: EscalationTargets, everyone: EscalationTargets, tries: SearchTries,
    earlier: EarlierChanges? = nil, isAboutOwnGain: Bool = false
  ) {
    self.earlier = earlier
    self.isAboutOwnGain = isAboutOwnGain
    self.everyone = everyone
    self.model = model
    subjectIndex = index
    self.variant = variant
    self.targets = targets
    self.tries = tries
    context = TargetContext(
      subject: variant.subject, engine: model.engine, widePolicies: model.widePolicies)
  }

  /// The best result for `path`: unconditional before conditional before blocked.
  func best(_ path: EscalationPath) -> Escalation? { search(path) { find(path) } }

  /// The best result for `path`; none if the search is abandoned.
  func find(_ path: EscalationPath) -> Escalation? {
    switch path.category {
    case .selfEscalation: byItself(path)
    case .principalAccess: byAnother(path)
    case .newPassRole: byPassing(path)
    case .existingPassRole: byResource(path)
    case .identityCenter: byIdentityCenter(path)
    }
  }

  /// The result of `find`. If it stops before all candidates are tried, one of the others may work,
  /// so the result is an unknown target.
  func search(_ path: EscalationPath, _ find: () -> Escalation?) -> Escalation? {
    tries.begin()
    let found = find()
    guard found == nil, tries.areUsedUp else { return found }
    var attempt = attempt(path)
    for action in path.permissions where access.granted.contains(action) {
      attempt.useAnywhere(action)
    }
    attempt.noteUnknown()
    return attempt.result(target: nil, gain: targets.gain == .data ? .data : .unknownRole)
  }

  func attempt(_ path: EscalationPath) -> EscalationAttempt {
    earlier?.attempt.continued(by: variant, path)
      ?? EscalationAttempt(engine: engine, variant: variant, path: path)
  }

  /// The best of the results that `attempt` finds for `candidates`.
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
      if best.map({ found.obstacle < $0.obstacle }) ?? true { best = found }
    }
    return best
  }

  /// The best of a few results.
  func best(of ways: [Escalation]) -> Escalation? {
    ways.first { !$0.isContained && !$0.isConditional }
      ?? ways.min { $0.obstacle < $1.obstacle }
  }

  /// The members of `list` that the statements allowing `action` can match, without the principal.
  func candidates(_ list: TargetList, for action: String) -> some Sequence<Int> {
    let itself = subjectIndex
    return list.possibleMatches(in: patterns(allowing: action)).lazy.filter { $0 != itself }
  }

  /// The members of `pool` to which `action` can give more privileges.
  ///
  /// If every statement that allows the action requires a boundary, principals with a restrictive
  /// boundary gain nothing (`EscalationAttempt.bound`) unless it can be removed, and principals
  /// without a boundary may be excluded by the statements.
  func changeable(_ pool: EscalationTargets.Pool, by action: String) -> TargetList {
    let grants = access.grants.filter {
      $0.allowed.contains(action) || $0.contained.contains(action)
    }
    let isBounded = grants.allSatisfy { grant in
      grant.statement.conditions.contains { $0.key.lowercased() == Self.boundaryKey }
    }
    guard isBounded, !grants.isEmpty, !Self.lifting.contains(where: access.granted.contains) else {
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

  /// The resources in the statements that allow `action`; nil if one covers everything.
  func patterns(allowing action: String) -> [String]? {
    var patterns: [String] = []
    for grant in access.grants
    where grant.allowed.contains(action) || grant.contained.contains(action) {
      guard case .only(let texts) = grant.statement.resources, !grant.isBroad else { return nil }
      patterns += texts
    }
    return patterns
  }

  /// Whether assuming `role` is intended: a policy names it, and it is not known to have more
  /// control.
  func isIntended(_ role: AccessSubject, by attempt: EscalationAttempt) -> Bool {
    (targets.gain == .data || targets.gain == .unknownRole) && attempt.isDelegated(role.arn)
  }
}

/// Values that a search computes when it first needs them.
final class SearchCache {
  /// The calls that create or write a policy that the principal can then attach.
  var createdPolicies: [TagRequest]?
  /// The Regions in which AWS STS is called, if conditions of the principal's own policies depend on
  /// them.
  var assumeRegions: [String?]?
}
