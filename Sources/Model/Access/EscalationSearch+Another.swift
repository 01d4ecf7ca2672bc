/// Paths that take over another user or role.
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

  /// The members of `pool` that the statements for the path can match, and roles that name the
  /// principal.
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

  /// The principals of `pool`, of the given kinds, with a policy that the principal can edit.
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
      let known = context.contexts(action, on: target)
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
      // A principal that writes the trust policy chooses the session too.
      let session = targets.sessions(of: index)[0]
      attempt.reach(session)
      for call in AssumeRoleCall.choices(
        [], meeting: session.requirement, context: RequestContext())
      {
        attempt.assumeByTrust(target, call, statement: nil)
        if let tagging = call.tagging { attempt.assumeByTrust(target, tagging, statement: nil) }
      }
    }
    if isMeant(target, by: attempt) { return nil }
    if changes { attempt.bound(by: lastingBoundary(of: target)) }
    return attempt.result(target: target.arn, gain: changes ? .administrator : targets.gain)
  }

  /// The best way to assume the role with a session that later steps need.
  private func assuming(
    _ index: Int, by attempt: EscalationAttempt, contexts: [RequestVariant]
  ) -> EscalationAttempt? {
    guard let trust = ground.trusts[index] else { return nil }
    var best: EscalationAttempt?
    for session in targets.sessions(of: index) {
      let calls = AssumeRoleCall.choices(
        trust.conditions + context.sessionConditions, meeting: session.requirement,
        context: subject.context)
      for call in calls {
        var trial = attempt
        if let accepts = session.accepts {
          guard accepts(call.exactName, call.session.tags) else { continue }
          if call.exactName == nil { trial.suppose() }
        }
        for part in [call, call.tagging].compactMap(\.self) {
          let answer = trust.admits(
            subject, account: engine.accountID, action: part.action, request: part.request)
          if answer.admits == .no { trial.fail() }
          trial.assume(engine.subjects[index], part, answer, contexts: contexts)
        }
        guard trial.isPossible else { continue }
        trial.reach(session)
        if trial.doubt <= attempt.doubt { return trial }
        if best.map({ trial.doubt < $0.doubt }) ?? true { best = trial }
      }
    }
    return best
  }

  /// A policy of `target` that the principal can edit.
  private func changeablePolicy(of target: AccessSubject, _ path: EscalationPath) -> ARN? {
    let own = engine.indexByARN[target.arn.description].map { ground.ownPolicies.ofSubject[$0] }
    return own?.first { policy in
      guard tries.take() else { return false }
      var attempt = attempt(path)
      attempt.use("iam:CreatePolicyVersion", on: policy.description)
      return attempt.isPossible
    }
  }

  /// The path that removes the boundary of a role with more privileges without it.
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

  /// The path that replaces the metadata of a SAML provider that a role trusts; the metadata
  /// contains the key with which AWS verifies assertions. See
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

  // MARK: Giving administrator access to another principal

  /// The path that gives administrator access to another principal without a way to assume or use
  /// it. `ordinary` are principals that are not administrators, `strong` are administrators and
  /// principals that can escalate to administrator.
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

  /// The path to a member of `pool` for which `isWorth` returns true.
  private func give(
    _ action: String, _ path: EscalationPath, to pool: EscalationTargets.Pool,
    isWorth: (Int) -> Bool = { _ in true }
  ) -> Escalation? {
    first(candidates(changeable(pool, by: action), for: action)) { index in
      guard isWorth(index) else { return nil }
      let target = engine.subjects[index]
      var attempt = attempt(path)
      attempt.use(
        action, on: target.arn.description, contexts: context.contexts(action, on: target))
      attempt.bound(by: lastingBoundary(of: target))
      return attempt.result(target: target.arn, gain: .another)
    }
  }
}
