/// What a principal can do once it has changed itself: more changes, or any other path.
extension EscalationSearch {
  /// The maximum number of changes that a principal makes to itself.
  private static let maximumChanges = 4

  /// The best of what the steps of `attempt`, which end in `change`, lead to.
  ///
  /// A principal that is an administrator afterwards needs no more steps. The others are searched
  /// again, by the paths to which the change can contribute.
  func outcome(
    of change: SelfChange, _ attempt: EscalationAttempt, target: ARN
  ) -> Escalation? {
    guard attempt.isPossible else { return nil }
    var attempt = attempt
    let access = engine.effectiveAccess(of: change.subject)
    let power = model.power(of: access)
    if isAboutOwnGain {
      guard !power.isAdministrator, let gain = gain(of: power) else { return nil }
      return attempt.result(target: target, gain: gain)
    }
    if power.administrator == .yes {
      return targets.includesChanged ? attempt.result(target: target, gain: .administrator) : nil
    }
    let next = attempt.isContained ? nil : next(change, access, power, after: attempt)
    var direct: Escalation?
    if power.administrator == .conditional, targets.includesChanged {
      attempt.noteUnknown()
      direct = attempt.result(target: target, gain: .administrator)
    }
    if power.administrator == .contained, targets.includesChanged,
      access.administratorContainers.allSatisfy({ $0.kind == .boundary })
    {
      attempt.bound(by: permanentBoundary(of: change.subject))
      direct = attempt.result(target: target, gain: .administrator)
    }
    return best(of: [next, direct].compactMap(\.self))
  }

  private func next(
    _ change: SelfChange, _ access: EffectiveAccess, _ power: PrincipalPower,
    after attempt: EscalationAttempt
  ) -> Escalation? {
    let unchanged = PrincipalVariant(
      subject: change.subject, access: access, power: power, session: variant.session)
    let variants =
      [unchanged]
      + model.finder.tagged(
        change.subject, power: power, access: access, isNamed: model.trusts.isNamed(change.subject)
      )
    let count = (earlier?.count ?? 0) + 1
    let earlier = EarlierChanges(
      attempt: attempt, count: count, groups: (earlier?.groups ?? []).union(change.groups),
      allowsEverything: change.allowsEverything || earlier?.allowsEverything ?? false)
    var found: [Escalation] = []
    for variant in variants {
      var paths = paths(of: variant, using: change.actions)
      if earlier.allowsEverything {
        paths.removeAll { $0.category == .selfEscalation && !Self.isRemoval($0) }
      }
      if paths.isEmpty { continue }
      guard count < Self.maximumChanges else {
        tries.giveUp()
        break
      }
      let search = EscalationSearch(
        model: model, subject: subjectIndex, variant: variant, targets: targets,
        everyone: everyone, tries: tries, earlier: earlier)
      for path in paths {
        guard tries.take() else { break }
        guard let way = search.find(path)?.with(path: attempt.path), way.gain != .laterVersion,
          !way.isContained
        else { continue }
        if !way.isConditional { return way }
        found.append(way)
      }
    }
    return best(of: found)
  }

  /// The paths that are open to a changed principal and of which a step can be one of `actions`.
  private func paths(
    of variant: PrincipalVariant, using actions: ActionSet?
  ) -> [EscalationPath] {
    var permissions = model.permissions(in: variant.access.allowed)
    if model.trusts.isNamed(variant.subject) { permissions.formUnion(model.assuming) }
    let useful = actions.map(model.permissions)
    return model.paths.indices.lazy.filter { place in
      permissions.isSuperset(of: model.needs[place])
        && useful.map(model.needs[place].overlaps) ?? true
    }.map { model.paths[$0] }
  }

  // MARK: Joining a group

  /// Paths that use the permissions that the policies of a group give. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html.
  func byJoining(_ path: EscalationPath, _ action: String) -> Escalation? {
    guard subject.kind == .user else { return nil }
    let own = Set(ownGroups)
    // Equal documents are compiled once.
    let documents = Set(subject.policies.map { ObjectIdentifier($0.compiled) })
    let strong = candidates(targets.groups.all, for: action)
    let others = candidates(everyone.groups.all, for: action).filter { group in
      let target = engine.subjects[group]
      return !targets.isTarget[group]
        && target.policies.contains { !documents.contains(ObjectIdentifier($0.compiled)) }
        && (isAboutOwnGain || target.allows(anyOf: model.changes.useful))
    }
    return first(
      [AnySequence(strong), AnySequence(others)].joined().lazy.filter {
        !own.contains($0)
      }
    ) { group in
      let target = engine.subjects[group]
      var attempt = attempt(path)
      attempt.use(action, on: target.arn.description)
      guard attempt.isPossible else { return nil }
      if targets.gain == .unknownRole, targets.isTarget[group], !isAboutOwnGain {
        return attempt.result(target: target.arn, gain: .unknownRole)
      }
      let policies = target.policies.map { $0.ofGroup(target.name) }
      let member = subject.adding(policies)
      let change = SelfChange(
        subject: member,
        actions: model.changes.actions(.allow, of: policies, for: member, in: engine),
        groups: [group])
      return outcome(of: change, attempt, target: target.arn)
    }
  }

  // MARK: Attaching a policy

  /// Paths that attach a policy that does not give full access. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_controlling.html#access_controlling-policies.
  func byAttaching(_ path: EscalationPath, _ action: String) -> Escalation? {
    let own = Set(subject.policies.compactMap(\.source.arn))
    let owners = ownResources(for: action)
    let all = attachable.lazy.filter { !own.contains($0.arn) }
    return first(all.flatMap { named in owners.lazy.map { (named, $0) } }) { named, owner in
      let (resource, target) = owner
      var attempt = attempt(path)
      attempt.use(
        action, on: resource, contexts: contexts(action, on: target, policy: named.arn.description))
      guard attempt.isPossible, !attempt.isContained else { return nil }
      guard let policy = named.policy else {
        attempt.noteUnknown()
        return isAboutOwnGain ? attempt.result(target: subject.arn, gain: .unknownRole) : nil
      }
      let group = action.contains("Group") ? ARN(resource).resourceName : nil
      let added = group.map(policy.ofGroup) ?? policy
      let bearer = subject.adding([added])
      let change = SelfChange(
        subject: bearer,
        actions: model.changes.actions(.allow, of: [added], for: bearer, in: engine))
      let way = outcome(of: change, attempt, target: subject.arn)
      // Data access through a policy that a statement names is intended.
      return way?.gain == .data && isNamed(named.arn) ? nil : way
    }
  }
}
