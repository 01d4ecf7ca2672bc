/// Searches one principal's ways to a set of targets.
struct EscalationSearch {
  let ground: EscalationGround
  let subjectIndex: Int
  let subject: AccessSubject
  let access: EffectiveAccess
  let targets: EscalationTargets
  /// All principals, for ways that make of any what they like.
  let everyone: EscalationTargets
  private let context: TargetContext
  private var engine: AccessEngine { ground.engine }

  /// How many more candidates are looked at for a better way once one is found.
  private static let patience = 64

  init(
    ground: EscalationGround, subject index: Int, access: EffectiveAccess,
    targets: EscalationTargets, everyone: EscalationTargets
  ) {
    self.everyone = everyone
    self.ground = ground
    subjectIndex = index
    subject = ground.engine.subjects[index]
    self.access = access
    self.targets = targets
    context = TargetContext(subject: subject, widePolicies: ground.widePolicies)
  }

  /// The best way by `path`: an unconditional one before a conditional, either before a contained.
  func best(_ path: EscalationPath) -> Escalation? {
    switch path.category {
    case .selfEscalation: byItself(path)
    case .principalAccess: byAnother(path)
    case .newPassRole: byPassing(path)
    case .existingPassRole: byResource(path)
    }
  }

  private func attempt(_ path: EscalationPath) -> EscalationAttempt {
    EscalationAttempt(engine: engine, subject: subject, access: access, path: path)
  }

  private func first(
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

  /// Of `all`, those that the statements allowing `action` may name, if those are fewer; `isOne`
  /// tells whether a subject is one of `all`.
  private func narrowed(
    _ all: [Int], for action: String, isOne: (Int) -> Bool
  ) -> [Int] {
    var patterns: [String] = []
    for grant in access.grants
    where grant.allowed.contains(action) || grant.contained.contains(action) {
      guard case .only(let texts) = grant.statement.resources, !grant.isBroad else { return all }
      patterns += texts
    }
    guard let found = ground.index.subjects(maybeIn: patterns), found.count < all.count else {
      return all
    }
    return found.filter(isOne)
  }

  // MARK: Changing oneself

  private func byItself(_ path: EscalationPath) -> Escalation? {
    guard let action = path.permissions.first else { return nil }
    if action == "iam:AddUserToGroup" { return byJoining(path, action) }
    guard targets.includesChanged else { return nil }
    let ways = ownResources(for: action).compactMap { resource, target -> Escalation? in
      var attempt = attempt(path)
      attempt.use(action, on: resource, contexts: context.contexts(action, on: target))
      if let boundary = ground.narrowBoundary(of: subject), !canDropBoundary {
        attempt.contain(by: boundary)
      }
      // What an older version says is not kept, so that it is not known to give everything.
      let isKnown = action != "iam:SetDefaultPolicyVersion"
      return attempt.result(target: subject.arn, gain: isKnown ? .administrator : .more)
    }
    return ways.first { !$0.isContained && !$0.isConditional } ?? ways.first { !$0.isContained }
      ?? ways.first
  }

  /// What of its own the action can change, and the identity that the request is about.
  private func ownResources(for action: String) -> [(String, AccessSubject?)] {
    switch action {
    case "iam:CreatePolicyVersion":
      return ownPolicies(of: subject).map { ($0.description, nil) }
    case "iam:SetDefaultPolicyVersion":
      return ownPolicies(of: subject).filter(ground.hasOtherVersions).map { ($0.description, nil) }
    case "iam:PutRolePolicy", "iam:AttachRolePolicy":
      return subject.kind == .role ? [(subject.arn.description, subject)] : []
    case "iam:PutUserPolicy", "iam:AttachUserPolicy":
      return subject.kind == .user ? [(subject.arn.description, subject)] : []
    default:
      return ownGroups.map { (engine.subjects[$0].arn.description, nil) }
    }
  }

  /// The customer's policies attached to it or its groups; AWS's own cannot be changed.
  private func ownPolicies(of subject: AccessSubject) -> [ARN] {
    subject.policies.compactMap(\.source.arn).filter { $0.account == engine.accountID }.uniqued
  }

  private var ownGroups: [Int] {
    if subject.kind == .group { return [subjectIndex] }
    let names = engine.account.identities.value?.users.first { $0.arn == subject.arn }?.groups ?? []
    let lowered = Set(names.map { $0.lowercased() })
    return ground.groups.filter { lowered.contains(engine.subjects[$0].name.lowercased()) }
  }

  private func byJoining(_ path: EscalationPath, _ action: String) -> Escalation? {
    guard subject.kind == .user else { return nil }
    let own = Set(ownGroups)
    return first(targets.groups.filter { !own.contains($0) }) { group in
      let target = engine.subjects[group]
      var attempt = attempt(path)
      attempt.use(action, on: target.arn.description)
      if let boundary = ground.narrowBoundary(of: subject), !canDropBoundary {
        attempt.contain(by: boundary)
      }
      return attempt.result(target: target.arn, gain: targets.gain)
    }
  }

  /// Whether it may remove its own boundary, which then contains nothing.
  private var canDropBoundary: Bool {
    let action =
      subject.kind == .user
      ? "iam:DeleteUserPermissionsBoundary" : "iam:DeleteRolePermissionsBoundary"
    let request = AccessRequest(action: action, resource: subject.arn.description)
    let decision = engine.decide(request, by: subject)
    return decision.isAllowed && !decision.isConditional
  }

  // MARK: Becoming another

  private static let changing = [
    "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:AttachUserPolicy", "iam:PutUserPolicy",
    "iam:CreatePolicyVersion",
  ]

  private func byAnother(_ path: EscalationPath) -> Escalation? {
    let changes = path.permissions.contains(where: Self.changing.contains)
    guard !changes || targets.includesChanged else { return nil }
    let assumes = path.permissions.contains("sts:AssumeRole")
    let isAboutUsers = path.permissions.contains {
      $0.hasSuffix("AccessKey") || $0.hasSuffix("LoginProfile")
    }
    let pool = changes ? everyone : targets
    let worthy = isAboutUsers ? pool.users : assumes ? pool.openToAccount : pool.roles
    let narrowing = path.permissions.first { $0 != "iam:CreatePolicyVersion" }
    let isOne: (Int) -> Bool = { index in
      pool.isTarget[index] && ground.isChangeable[index]
        && (engine.subjects[index].kind == .user) == isAboutUsers
    }
    var candidates =
      narrowing.map { narrowed(worthy, for: $0, isOne: isOne) } ?? worthy
    if assumes {
      candidates += (ground.openByName[subject.arn.description] ?? []).filter(isOne)
    }
    return first(candidates) { become($0, path, changes: changes) }
  }

  private func become(_ index: Int, _ path: EscalationPath, changes: Bool) -> Escalation? {
    let target = engine.subjects[index]
    if path.permissions.contains("iam:UpdateAssumeRolePolicy"), isKeptFromAssuming(target) {
      return nil
    }
    var attempt = attempt(path)
    for action in path.permissions {
      let known = context.contexts(action, on: target)
      switch action {
      case "sts:AssumeRole":
        guard let answer = ground.trusts[index]?.admits(subject, account: engine.accountID),
          answer.admits != .no
        else { return nil }
        attempt.hang(on: answer)
        attempt.use(
          action, on: target.arn.description, contexts: known, trust: answer.statement)
      case "iam:CreatePolicyVersion":
        guard let policy = changeablePolicy(of: target, path) else { return nil }
        attempt.use(action, on: policy.description)
      default:
        attempt.use(action, on: target.arn.description, contexts: known)
      }
      if !attempt.isPossible { return nil }
    }
    if changes, let boundary = ground.narrowBoundary(of: target) { attempt.contain(by: boundary) }
    return attempt.result(target: target.arn, gain: changes ? .administrator : targets.gain)
  }

  /// A role whose trust is changed to name the principal admits it, unless a Deny stands against it.
  private func isKeptFromAssuming(_ target: AccessSubject) -> Bool {
    let request = AccessRequest(action: "sts:AssumeRole", resource: target.arn.description)
    return engine.decide(request, by: subject).outcome == .explicitlyDenied
  }

  /// A policy of `target` that may be changed.
  private func changeablePolicy(of target: AccessSubject, _ path: EscalationPath) -> ARN? {
    ownPolicies(of: target).first { policy in
      var attempt = attempt(path)
      attempt.use("iam:CreatePolicyVersion", on: policy.description)
      return attempt.isPossible
    }
  }

  /// Becoming a role whose trust names the principal needs no permission of the principal's.
  func byTrustAlone(_ path: EscalationPath) -> Escalation? {
    let named = (ground.openByName[subject.arn.description] ?? []).filter { targets.isTarget[$0] }
    return first(named) { index in
      guard let answer = ground.trusts[index]?.admits(subject, account: engine.accountID),
        answer.admits != .no, answer.byName
      else { return nil }
      let target = engine.subjects[index].arn
      if isKeptFromAssuming(engine.subjects[index]) { return nil }
      var attempt = attempt(path)
      attempt.hang(on: answer)
      attempt.trusted("sts:AssumeRole", target, answer)
      return attempt.result(target: target, gain: targets.gain)
    }
  }

  // MARK: Letting a service act

  private func byPassing(_ path: EscalationPath) -> Escalation? {
    let ways = path.services.compactMap { service -> Escalation? in
      let trusting = targets.openToService[service] ?? []
      let candidates = narrowed(trusting, for: "iam:PassRole") {
        targets.isTarget[$0] && ground.isChangeable[$0] && engine.subjects[$0].kind == .role
      }
      return first(candidates) { pass($0, to: service, path) }
    }
    return ways.first { !$0.isContained } ?? ways.first
  }

  private func pass(_ role: Int, to service: String, _ path: EscalationPath) -> Escalation? {
    guard let answer = ground.trusts[role]?.admits(service: service), answer.admits != .no else {
      return nil
    }
    let target = engine.subjects[role]
    var attempt = attempt(path)
    for action in path.permissions {
      if action == "iam:PassRole" {
        let known = context.contexts(action, on: target).map { context in
          var context = context
          context["iam:PassedToService"] = .values([service])
          return context
        }
        attempt.use(
          action, on: target.arn.description, contexts: known, trust: answer.statement)
      } else {
        attempt.useAnywhere(action)
      }
    }
    return attempt.result(target: target.arn, gain: targets.gain)
  }

  private func byResource(_ path: EscalationPath) -> Escalation? {
    let service = path.services.first ?? ""
    let trusting = targets.openToService[service] ?? []
    guard !trusting.isEmpty else { return nil }
    let known = ServiceResources(engine: engine, path: path)
    let roles = Set(trusting)
    var best: Escalation?
    for resource in known.list {
      guard let role = engine.indexByARN[resource.role.description], roles.contains(role) else {
        continue
      }
      var attempt = attempt(path)
      for action in path.permissions {
        attempt.use(action, on: resource.arn.description)
      }
      guard
        let found = attempt.result(
          target: resource.role, resource: resource.arn, gain: targets.gain)
      else { continue }
      if !found.isContained { return found }
      best = best ?? found
    }
    if best != nil || known.isWhole { return best }
    var attempt = attempt(path)
    for action in path.permissions { attempt.useAnywhere(action) }
    return attempt.result(target: nil, gain: .unknownRole)
  }
}
