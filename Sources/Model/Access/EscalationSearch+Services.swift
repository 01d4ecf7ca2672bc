/// Ways to let a service act with a role.
extension EscalationSearch {
  /// See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html.
  func byPassing(_ path: EscalationPath) -> Escalation? {
    let ways = path.services.compactMap { service -> Escalation? in
      let candidates = narrowed(targets.openToService[service] ?? [], for: "iam:PassRole") {
        targets.isTarget[$0] && ground.isChangeable[$0] && engine.subjects[$0].kind == .role
      }
      if candidates.isEmpty { return nil }
      var rest = attempt(path)
      for action in path.permissions where action != "iam:PassRole" { rest.useAnywhere(action) }
      guard rest.isPossible else { return nil }
      return first(candidates) { pass($0, to: service, rest) }
    }
    return best(of: ways)
  }

  /// `rest` is the attempt at all that the path needs besides.
  private func pass(_ role: Int, to service: String, _ rest: EscalationAttempt) -> Escalation? {
    guard let answer = ground.trusts[role]?.admits(service: service), answer.admits != .no else {
      return nil
    }
    let target = engine.subjects[role]
    var attempt = rest
    let known = context.contexts("iam:PassRole", on: target).map { context in
      var context = context
      context["iam:PassedToService"] = .values([service])
      return context
    }
    attempt.use(
      "iam:PassRole", on: target.arn.description, contexts: known, trust: answer.statement,
      isFirst: true)
    attempt.hang(on: answer)
    if isMeant(target, by: attempt) { return nil }
    if needsInstance(rest.path) || service == "ec2.amazonaws.com" && !hasProfile(target) {
      attempt.suppose()
    }
    return attempt.result(target: target.arn, gain: targets.gain)
  }

  /// Whether the path is of use only to whom an instance obeys already.
  private func needsInstance(_ path: EscalationPath) -> Bool {
    path.uses(["ec2:AssociateIamInstanceProfile", "ec2:ReplaceIamInstanceProfileAssociation"])
  }

  /// Whether instances can get the role: through a profile that is there or can be made. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html.
  private func hasProfile(_ role: AccessSubject) -> Bool {
    ground.profiled.isEmpty || ground.profiled.contains(role.arn)
      || access.unconditional.contains("iam:AddRoleToInstanceProfile")
        && ["iam:CreateInstanceProfile", "iam:RemoveRoleFromInstanceProfile"]
          .contains(where: access.unconditional.contains)
  }

  func byResource(_ path: EscalationPath) -> Escalation? {
    let service = path.services.first ?? ""
    let trusting = targets.openToService[service] ?? []
    let mayLack = targets.includesChanged && ground.trusts.mayLackRoles
    guard !trusting.isEmpty || mayLack else { return nil }
    let list = ground.resources.list(for: path)
    if let list, let found = byKnownResource(list, path) { return found }
    if list?.isWhole == true { return nil }
    var attempt = attempt(path)
    for action in path.permissions { attempt.useAnywhere(action) }
    if trusting.isEmpty { attempt.suppose() }
    return attempt.result(target: nil, gain: targets.gain == .data ? .data : .unknownRole)
  }

  private func byKnownResource(
    _ list: ServiceResources.List, _ path: EscalationPath
  ) -> Escalation? {
    let named = list.maybe(in: path.permissions.first.flatMap(patterns))
      .filter { targets.isTarget[$0.role] && $0.role != subjectIndex }
    var best: Escalation?
    for resource in named {
      var attempt = attempt(path)
      for action in path.permissions { attempt.use(action, on: resource.arn.description) }
      guard
        let found = attempt.result(
          target: engine.subjects[resource.role].arn, resource: resource.arn, gain: targets.gain)
      else { continue }
      if !found.isContained, !found.isConditional { return found }
      if best.map({ $0.isContained && !found.isContained }) ?? true { best = found }
    }
    return best
  }
}
