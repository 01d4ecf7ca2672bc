/// Ways to become another user or role.
extension EscalationSearch {
  private static let changing = [
    "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:AttachUserPolicy", "iam:PutUserPolicy",
    "iam:CreatePolicyVersion",
  ]

  func byAnother(_ path: EscalationPath) -> Escalation? {
    if path.uses(["iam:CreateRole", "iam:CreateUser"]) { return byMaking(path) }
    if path.uses(["iam:UpdateSAMLProvider"]) { return byProvider(path) }
    if path.uses(["iam:DeleteRolePermissionsBoundary"]) { return byUnbinding(path) }
    let changes = path.uses(Self.changing)
    guard !changes || targets.includesChanged else { return nil }
    let pool = changes ? everyone : targets
    return first(candidates(path, in: pool, changes: changes)) {
      become($0, path, changes: changes)
    }
  }

  /// Those of `pool` that the path's statements may name, and roles that name the principal.
  private func candidates(
    _ path: EscalationPath, in pool: EscalationTargets, changes: Bool
  ) -> some Sequence<Int> {
    let assumes = path.uses(["sts:AssumeRole"])
    let isAboutUsers = path.permissions.contains {
      $0.hasSuffix("AccessKey") || $0.hasSuffix("LoginProfile")
    }
    let worthy = isAboutUsers ? pool.users : assumes ? pool.openToAccount : pool.roles
    var found = AnySequence<Int>([])
    if path.uses(["iam:CreatePolicyVersion"]) {
      found = AnySequence(bearers(isAboutUsers ? .user : .role, in: pool))
    } else if let action = path.permissions.first {
      let list = changes ? changeable(worthy, by: action) : worthy.all
      found = AnySequence(candidates(list, for: action).lazy.filter { ground.isChangeable[$0] })
    }
    let naming = ground.trusts.naming(subject).lazy.filter {
      assumes && $0 != subjectIndex && pool.isTarget[$0] && ground.isChangeable[$0]
    }
    return [found, AnySequence(naming)].joined()
  }

  /// The principals of `pool` with a policy that the principal can write; their kinds are `kinds`.
  private func bearers(
    _ kinds: AccessSubject.Kind..., in pool: EscalationTargets
  ) -> some Sequence<Int> {
    ground.ownPolicies.bearers(maybeIn: patterns(allowing: "iam:CreatePolicyVersion")).lazy
      .filter {
        $0 != subjectIndex && pool.isTarget[$0] && ground.isChangeable[$0]
          && kinds.contains(engine.subjects[$0].kind)
      }
  }

  private func become(_ index: Int, _ path: EscalationPath, changes: Bool) -> Escalation? {
    let target = engine.subjects[index]
    var attempt = attempt(path)
    for action in path.permissions where attempt.isPossible {
      let known = contexts(action, on: target)
      switch action {
      case "sts:AssumeRole":
        guard let assumed = assuming(index, by: attempt, contexts: known) else { return nil }
        attempt = assumed
      case "iam:CreatePolicyVersion":
        guard let policy = changeablePolicy(of: target, path) else { return nil }
        attempt.use(action, on: policy.description)
      default:
        attempt.use(action, on: target.arn.description, contexts: known)
      }
    }
    if path.uses(["iam:UpdateAssumeRolePolicy"]) {
      // Whoever writes the trust policy chooses the session too.
      let session = targets.sessions(of: index)[0]
      attempt.reach(session)
      for call in AssumeRoleCall.choices(
        [], meeting: session.requirement, context: RequestContext())
      {
        // It can name the caller's own session.
        for part in call.parts {
          attempt.assumeByTrust(target, part, statement: nil, isSession: true)
        }
      }
    }
    if isMeant(target, by: attempt) { return nil }
    if changes { attempt.bound(by: lastingBoundary(of: target)) }
    return attempt.result(target: target.arn, gain: changes ? .administrator : targets.gain)
  }

  /// The best way to assume the role, so that the session is what later steps demand.
  private func assuming(
    _ index: Int, by attempt: EscalationAttempt, contexts: [RequestVariant]
  ) -> EscalationAttempt? {
    guard let trust = ground.trusts[index] else { return nil }
    var best: EscalationAttempt?
    let regions = assumeRegions(trust)
    for session in targets.sessions(of: index) {
      let calls = AssumeRoleCall.choices(
        trust.conditions + context.sessionConditions, meeting: session.requirement,
        context: subject.context
      ).flatMap { call in regions.map(call.sent) }
      for call in calls {
        var trial = attempt
        if let accepts = session.accepts {
          if let name = call.exactName {
            guard accepts(name) else { continue }
          } else {
            trial.suppose()
          }
        }
        for part in call.parts {
          let answer = trust.admits(
            subject, account: engine.accountID, action: part.action, request: part.request)
          if answer.admits == .no { trial.fail() }
          trial.assume(
            engine.subjects[index], part, answer, isDirect: isDirect(trust, answer, part),
            contexts: contexts)
        }
        guard trial.isPossible else { continue }
        trial.reach(session)
        if trial.doubt <= attempt.doubt { return trial }
        if best.map({ trial.doubt < $0.doubt }) ?? true { best = trial }
      }
    }
    return best
  }

  /// The Regions in which AWS STS is called for a role; the caller chooses.
  private func assumeRegions(_ trust: RoleTrust) -> [String?] {
    let own = trust.conditions.filter(\.isOnRegion)
    if let known = cache.assumeRegions, own.isEmpty { return known }
    let regions = regions(for: ["sts:AssumeRole"], also: own)
    if own.isEmpty { cache.assumeRegions = regions }
    return regions
  }

  /// Whether the trust policy grants the role to the session itself, so that the boundary of the
  /// session's own role does not limit the grant: to the ARN of the session, or to everyone, whatever
  /// conditions there are on `aws:PrincipalArn`. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic.
  private func isDirect(
    _ trust: RoleTrust, _ answer: RoleTrust.Answer, _ call: AssumeRoleCall
  ) -> Bool {
    if answer.sessionName != nil { return true }
    guard answer.byName, subject.kind == .role, subject.boundary != nil, let document = trust.trust
    else { return false }
    var context = subject.context.merging(TargetContext.context(of: trust.role.identity.tags))
    context["aws:ResourceAccount"] = .values([trust.role.arn.account])
    context.shareOrganization()
    let judged = JudgedTrust(
      document, of: trust.role, action: call.action,
      by: subject.bringing(context.merging(call.request)), in: engine)
    return judged.allowed(.direct) >= answer.admits
  }

  /// A policy of `target` that may be changed.
  private func changeablePolicy(of target: AccessSubject, _ path: EscalationPath) -> ARN? {
    let own = engine.indexByARN[target.arn.description].map { ground.ownPolicies.ofSubject[$0] }
    return own?.first { policy in
      guard tries.take() else { return false }
      var attempt = attempt(path)
      attempt.use("iam:CreatePolicyVersion", on: policy.description)
      return attempt.isPossible
    }
  }

  /// By removing the boundary of a role that is more without it.
  private func byUnbinding(_ path: EscalationPath) -> Escalation? {
    guard targets.includesChanged else { return nil }
    let action = "iam:DeleteRolePermissionsBoundary"
    return first(candidates(ground.unboundRoles, for: action)) { index in
      guard let power = ground.unbound[index], let gain = gain(of: power), gain != .data else {
        return nil
      }
      return become(index, path, changes: false).map { $0.with(gain: gain) }
    }
  }

  /// By vouching for oneself as the identity provider that a role trusts: its metadata hold the key
  /// by which AWS knows it. See
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html.
  private func byProvider(_ path: EscalationPath) -> Escalation? {
    let trusting = ground.trusts.openToProvider.lazy.flatMap { provider, roles in
      roles.lazy.filter { targets.isTarget[$0] && $0 != subjectIndex }.map { (provider, $0) }
    }
    return first(trusting) { provider, role in
      guard let answer = ground.trusts[role]?.admits(provider: provider), answer.admits != .no
      else { return nil }
      var attempt = attempt(path)
      attempt.use("iam:UpdateSAMLProvider", on: provider, trust: answer.statement)
      attempt.hang(on: answer)
      return attempt.result(target: engine.subjects[role].arn, gain: targets.gain)
    }
  }

  // MARK: Making another an administrator

  /// By giving another principal everything, without a way to become it. `ordinary` are those that
  /// are no administrators, `strong` those that are or can become one.
  func forAnother(
    _ path: EscalationPath, ordinary: EscalationTargets, strong: EscalationTargets
  ) -> Escalation? {
    guard path.category == .selfEscalation, let action = path.permissions.first else { return nil }
    switch action {
    case "iam:AddUserToGroup":
      return give(action, path, to: strong.groups)
    case "iam:PutRolePolicy", "iam:AttachRolePolicy":
      return give(action, path, to: ordinary.roles)
    case "iam:PutUserPolicy", "iam:AttachUserPolicy":
      return give(action, path, to: ordinary.users)
    case "iam:PutGroupPolicy", "iam:AttachGroupPolicy":
      return give(action, path, to: ordinary.groups, isWorth: ground.groupsWithMembers.contains)
    case "iam:CreatePolicyVersion":
      return first(bearers(.user, .role, in: ordinary)) { index in
        let target = engine.subjects[index]
        guard let policy = changeablePolicy(of: target, path) else { return nil }
        var attempt = attempt(path)
        attempt.use(action, on: policy.description)
        attempt.bound(by: lastingBoundary(of: target))
        return attempt.result(target: target.arn, gain: .another)
      }
    default: return nil
    }
  }

  /// To one of `pool` of which `isWorth` holds.
  private func give(
    _ action: String, _ path: EscalationPath, to pool: EscalationTargets.Pool,
    isWorth: (Int) -> Bool = { _ in true }
  ) -> Escalation? {
    first(candidates(changeable(pool, by: action), for: action)) { index in
      guard isWorth(index) else { return nil }
      let target = engine.subjects[index]
      var attempt = attempt(path)
      attempt.use(
        action, on: target.arn.description, contexts: contexts(action, on: target))
      attempt.bound(by: lastingBoundary(of: target))
      return attempt.result(target: target.arn, gain: .another)
    }
  }
}
