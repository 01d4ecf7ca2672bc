/// Paths that take over another user or role.
extension EscalationSearch {
  private static let changing = [
    "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:AttachUserPolicy", "iam:PutUserPolicy",
    "iam:CreatePolicyVersion",
  ]

  func byAnother(_ path: EscalationPath) -> Escalation? {
    if path.uses(["iam:CreateRole", "iam:CreateUser"]) { return byCreating(path) }
    if path.uses(["iam:UpdateSAMLProvider"]) { return byProvider(path) }
    if path.uses(["iam:DeleteRolePermissionsBoundary"]) { return byRemovingBoundary(path) }
    let changes = path.uses(Self.changing)
    guard !changes || targets.includesChanged else { return nil }
    let pool = changes ? everyone : targets
    return first(candidates(path, in: pool, changes: changes)) {
      takeOver($0, path, changes: changes)
    }
  }

  /// The members of `pool` that the statements for the path can match, and roles that name the
  /// principal.
  private func candidates(
    _ path: EscalationPath, in pool: EscalationTargets, changes: Bool
  ) -> AnySequence<Int> {
    let assumes = path.uses(["sts:AssumeRole"])
    let isAboutUsers = path.permissions.contains {
      $0.hasSuffix("AccessKey") || $0.hasSuffix("LoginProfile")
    }
    let eligible = isAboutUsers ? pool.users : assumes ? pool.openToAccount : pool.roles
    var found = AnySequence<Int>([])
    if path.uses(["iam:CreatePolicyVersion"]) {
      found = AnySequence(attachedPrincipals(isAboutUsers ? .user : .role, in: pool))
    } else if let action = path.permissions.first {
      let list = changes ? changeable(eligible, by: action) : eligible.all
      found = AnySequence(candidates(list, for: action).lazy.filter { model.isChangeable[$0] })
    }
    guard assumes else { return found }
    let naming = model.trusts.naming(subject).lazy.filter {
      pool.isTarget[$0] && model.isChangeable[$0]
    }
    let open = subject.kind == .group ? [] : pool.openToEveryone
    let others = [AnySequence(naming), AnySequence(open)].joined().lazy.filter {
      $0 != subjectIndex
    }
    return AnySequence([found, AnySequence(others)].joined())
  }

  /// The principals of `pool`, of the given kinds, with a policy that the principal can edit.
  private func attachedPrincipals(
    _ kinds: AccessSubject.Kind..., in pool: EscalationTargets
  ) -> some Sequence<Int> {
    model.customerPolicies.attachedPrincipals(
      possiblyMatching: patterns(allowing: "iam:CreatePolicyVersion")
    ).lazy
      .filter {
        $0 != subjectIndex && pool.isTarget[$0] && model.isChangeable[$0]
          && kinds.contains(engine.subjects[$0].kind)
      }
  }

  private func takeOver(_ index: Int, _ path: EscalationPath, changes: Bool) -> Escalation? {
    // With new policies, every session of the target is sufficient.
    let sessions = changes ? [TargetSession()] : sessions(of: index)
    return best(of: sessions.compactMap { takeOver(index, as: $0, path, changes: changes) })
  }

  private func takeOver(
    _ index: Int, as session: TargetSession, _ path: EscalationPath, changes: Bool
  ) -> Escalation? {
    let writesTrust = path.uses(["iam:UpdateAssumeRolePolicy"])
    guard session.requirement.needs != .newTrust || writesTrust else { return nil }
    var attempt = attempt(path)
    let kept = session.requirement.changes
    let unchanged = engine.subjects[index]
    attempt.prepare(requests(meeting: session.requirement, on: unchanged))
    let target = unchanged.with(tags: unchanged.identity.tags.applying(kept))
    for action in path.permissions where attempt.isPossible {
      switch action {
      case "sts:AssumeRole":
        guard let assumed = assuming(index, target, as: session, by: attempt) else { return nil }
        attempt = assumed
      case "iam:CreatePolicyVersion":
        guard let policy = changeablePolicy(of: target, path) else { return nil }
        attempt.use(action, on: policy.description)
      default:
        attempt.use(
          action, on: target.arn.description,
          contexts: context.contexts(action, on: target, keeping: kept))
      }
    }
    // A principal that writes the trust policy chooses the session too. It needs no permission to
    // assume the role: the policy can name a principal of another account, to which no Deny and no
    // SCP of this account applies. See
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html.
    attempt.reach(session)
    if isIntended(target, by: attempt) { return nil }
    if changes { attempt.bound(by: permanentBoundary(of: target)) }
    return attempt.result(target: target.arn, gain: changes ? .administrator : targets.gain)
  }

  /// The best way to assume the role with a session that later steps need. The tags of `target` are
  /// those after the changes that `session` requires.
  private func assuming(
    _ index: Int, _ target: AccessSubject, as session: TargetSession, by attempt: EscalationAttempt
  ) -> EscalationAttempt? {
    guard let trust = model.trusts[index] else { return nil }
    let onTarget = trust.targetRules(naming: subject, account: engine.accountID)
    let onSession = trust.sessionRules(naming: subject, account: engine.accountID)
    let calls = AssumeRoleCall.choices(
      onSession + context.sessionRules + session.tagRules, meeting: session.requirement,
      context: subject.context
    ).filter { session.canCarry($0.session.tags) }
    var best: EscalationAttempt?
    let regions = assumeRegions(trust)
    for variant in context.contexts(
      "sts:AssumeRole", on: target, trust: onTarget, keeping: session.requirement.changes)
    {
      var tagged = attempt
      tagged.prepare(variant.requests)
      for call in calls.lazy.flatMap({ call in regions.map(call.sent) }) where tagged.isPossible {
        guard let trial = assuming(target, trust, variant, call, as: session, by: tagged) else {
          continue
        }
        if trial.doubt <= attempt.doubt { return trial }
        if best.map({ trial.doubt < $0.doubt }) ?? true { best = trial }
      }
    }
    return best
  }

  private func assuming(
    _ target: AccessSubject, _ trust: RoleTrust, _ variant: RequestVariant, _ call: AssumeRoleCall,
    as session: TargetSession, by attempt: EscalationAttempt
  ) -> EscalationAttempt? {
    var trial = attempt
    if session.isHypothetical { trial.noteUnknown() }
    if let accepts = session.accepts {
      guard accepts(call.exactName) else { return nil }
      if call.exactName == nil { trial.noteUnknown() }
    }
    for part in call.parts {
      let answer = trust.admits(
        subject, account: engine.accountID, action: part.action,
        request: variant.context.merging(part.request))
      if answer.admits == .no { return nil }
      trial.assume(
        target, part, answer, isDirect: isDirect(trust, answer, part), known: variant.context)
    }
    guard trial.isPossible else { return nil }
    trial.reach(session)
    return trial
  }

  /// The regions in which AWS STS is called for a role; the caller chooses.
  private func assumeRegions(_ trust: RoleTrust) -> [String?] {
    let own = trust.conditions.filter(\.isOnRegion)
    if let known = cache.assumeRegions, own.isEmpty { return known }
    let regions = regions(for: ["sts:AssumeRole"], also: own)
    if own.isEmpty { cache.assumeRegions = regions }
    return regions
  }

  /// Whether the trust policy grants the role to the session itself, so that the boundary of the
  /// session's role does not limit the grant: to the ARN of the session, or to everyone, with any
  /// condition on `aws:PrincipalArn`. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic.
  private func isDirect(
    _ trust: RoleTrust, _ answer: RoleTrust.Answer, _ call: AssumeRoleCall
  ) -> Bool {
    if answer.sessionName != nil { return true }
    guard answer.named.admits != .no, subject.kind == .role, subject.boundary != nil,
      let document = trust.trust
    else { return false }
    var context = subject.context.merging(TargetContext.context(of: trust.role.identity.tags))
    context["aws:ResourceAccount"] = .values([trust.role.arn.account])
    context.shareOrganization()
    let judged = TrustEvaluation(
      document, of: trust.role, action: call.action,
      by: subject.withContext(context.merging(call.request)), in: engine)
    return judged.allowed(.direct) >= answer.named.admits
  }

  /// The sessions of a target that are worth becoming, without those for which the principal has no
  /// permission to change the target.
  func sessions(of index: Int) -> [TargetSession] {
    targets.sessions(of: index).filter { canMeet($0.requirement, on: engine.subjects[index]) }
  }

  /// Whether an action that changes `target` as `requirement` demands is allowed on any resource.
  private func canMeet(_ requirement: SessionRequirement, on target: AccessSubject) -> Bool {
    guard case .removal = requirement.needs else { return true }
    return Self.removingPolicies(of: target).contains(where: access.granted.contains)
  }

  /// The calls by which the principal changes `target` as `requirement` demands.
  func requests(
    meeting requirement: SessionRequirement, on target: AccessSubject
  ) -> [TagRequest] {
    let tagging = TagRequest.requests(meeting: requirement, on: target, by: subject, in: engine)
    switch requirement.needs {
    case .noBoundary: return tagging + [lifting(of: target)]
    case .removal(let policies): return tagging + removals(of: policies, from: target)
    case .newTrust, nil: return tagging
    }
  }

  /// A policy of `target` that the principal can edit.
  private func changeablePolicy(of target: AccessSubject, _ path: EscalationPath) -> ARN? {
    let own = engine.indexByARN[target.arn.description].map { model.customerPolicies.ofSubject[$0] }
    return own?.first { policy in
      guard tries.take() else { return false }
      var attempt = attempt(path)
      attempt.use("iam:CreatePolicyVersion", on: policy.description)
      return attempt.isPossible
    }
  }

  /// The path that removes the boundary of a role with more privileges without it.
  private func byRemovingBoundary(_ path: EscalationPath) -> Escalation? {
    guard targets.includesChanged else { return nil }
    let action = "iam:DeleteRolePermissionsBoundary"
    return first(candidates(model.unboundRoles, for: action)) { index in
      guard let power = model.unbound[index], let gain = gain(of: power), gain != .data else {
        return nil
      }
      return takeOver(index, path, changes: false).map { $0.with(gain: gain) }
    }
  }

  /// The path that replaces the metadata of a SAML provider that a role trusts; the metadata
  /// contains the key with which AWS verifies assertions. See
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html.
  private func byProvider(_ path: EscalationPath) -> Escalation? {
    let trusting = model.trusts.openToProvider.lazy.flatMap { provider, roles in
      roles.lazy.filter { targets.isTarget[$0] && $0 != subjectIndex }.map { (provider, $0) }
    }
    return first(trusting) { provider, role in
      guard let answer = model.trusts[role]?.admits(provider: provider), answer.admits != .no
      else { return nil }
      var attempt = attempt(path)
      attempt.use("iam:UpdateSAMLProvider", on: provider, trust: answer.best.statement)
      attempt.addConditions(of: answer.best, in: answer)
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
      return give(action, path, to: ordinary.groups, isWorthwhile: model.groupsWithMembers.contains)
    case "iam:CreatePolicyVersion":
      let way = first(attachedPrincipals(.user, .role, in: ordinary)) { index -> Escalation? in
        let target = engine.subjects[index]
        guard let policy = changeablePolicy(of: target, path) else { return nil }
        var attempt = attempt(path)
        attempt.use(action, on: policy.description)
        attempt.bound(by: permanentBoundary(of: target))
        return attempt.result(target: target.arn, gain: .another)
      }
      return best(of: [way, byChangingAnother(path, action, among: ordinary)].compactMap(\.self))
    default: return byChangingAnother(path, action, among: ordinary)
    }
  }

  /// The path that sets tags with which the target's own policies make it an administrator, lifts the
  /// boundary without which it is one, or removes its Denies.
  private func byChangingAnother(
    _ path: EscalationPath, _ action: String, among ordinary: EscalationTargets
  ) -> Escalation? {
    guard
      Self.lifting.contains(action) || Self.removing.contains(action)
        || Self.tagging.contains(action)
    else { return nil }
    let namesPrincipal = !Self.editing.contains(action) && !action.contains("Group")
    let list = model.listByOthers
    let others = namesPrincipal ? AnySequence(candidates(list, for: action)) : AnySequence(list.all)
    return first(others.lazy.filter { $0 != subjectIndex && ordinary.isTarget[$0] }) { index in
      let sessions = model.administratorsByOthers[index] ?? []
      let target = engine.subjects[index]
      let alternatives = sessions.filter { canMeet($0.requirement, on: target) }.flatMap {
        session in
        session.requirement.needs == .noBoundary
          ? liftings(of: target).map { [$0] }
          : [requests(meeting: session.requirement, on: target)]
      }
      let ways = alternatives.compactMap { requests -> Escalation? in
        guard requests.contains(where: { $0.action == action }) else { return nil }
        var attempt = attempt(path)
        attempt.prepare(requests)
        return attempt.result(target: target.arn, gain: .another)
      }
      return best(of: ways)
    }
  }

  /// The path to a member of `pool` for which `isWorthwhile` returns true.
  private func give(
    _ action: String, _ path: EscalationPath, to pool: EscalationTargets.Pool,
    isWorthwhile: (Int) -> Bool = { _ in true }
  ) -> Escalation? {
    first(candidates(changeable(pool, by: action), for: action)) { index in
      guard isWorthwhile(index) else { return nil }
      let target = engine.subjects[index]
      var attempt = attempt(path)
      attempt.use(
        action, on: target.arn.description, contexts: contexts(action, on: target))
      attempt.bound(by: permanentBoundary(of: target))
      return attempt.result(target: target.arn, gain: .another)
    }
  }
}
