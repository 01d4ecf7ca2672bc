/// Ways to let a service act with a role.
extension EscalationSearch {
  /// See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html.
  func byPassing(_ path: EscalationPath) -> Escalation? {
    let ways = path.services.compactMap { service -> Escalation? in
      guard let trusting = targets.openToService[service], !trusting.isEmpty else { return nil }
      var known: [String?: EscalationAttempt] = [:]
      let regions = regions(for: path.permissions)
      return first(candidates(trusting, for: "iam:PassRole")) { role in
        first(in: self.regions(role, service, among: regions)) { region in
          let rest = known[region] ?? rest(of: path, in: region)
          known[region] = rest
          return rest.isPossible ? pass(role, to: service, in: region, rest) : nil
        }
      }
    }
    return best(of: ways)
  }

  /// The attempt at all that the path needs besides passing the role.
  private func rest(of path: EscalationPath, in region: String?) -> EscalationAttempt {
    var attempt = attempt(path)
    attempt.useTogether(path.permissions.filter { $0 != "iam:PassRole" }, in: region)
    return attempt
  }

  /// The Regions in which the service can get the role, as far as a spelling of its principal names
  /// one: in the role's trust policy, or in a condition on `iam:PassedToService`; any of `regions`
  /// otherwise.
  private func regions(_ role: Int, _ service: String, among regions: [String?]) -> [String?] {
    let trusted = ground.trusts[role]?.regions(of: service) ?? [nil]
    guard trusted.contains(nil) else { return trusted }
    let named = (trusted + context.passedRegions(of: service)).filter { $0 != nil }
    return (regions + named).uniqued
  }

  private func pass(
    _ role: Int, to service: String, in region: String?, _ rest: EscalationAttempt
  ) -> Escalation? {
    guard let answer = ground.trusts[role]?.admits(service: service, in: region),
      answer.admits != .no,
      let session = targets.sessions(of: role).first(where: { meets($0.requirement, as: service) })
    else { return nil }
    let target = engine.subjects[role]
    var attempt = rest
    var passed = RequestContext()
    passed["iam:PassedToService"] = .values(
      ServicePrincipal.spellings(of: service, in: region, partition: target.arn.partition))
    if let region { passed["aws:RequestedRegion"] = .values([region]) }
    let known = context.contexts("iam:PassRole", on: target).map { $0.merging(passed) }
    attempt.use(
      "iam:PassRole", on: target.arn.description, contexts: known, trust: answer.statement,
      isFirst: true)
    attempt.hang(on: answer)
    attempt.reach(session)
    if isMeant(target, by: attempt) { return nil }
    if needsInstance(rest.path) || service == "ec2.amazonaws.com" && !hasProfile(target) {
      attempt.suppose()
    }
    return attempt.result(target: target.arn, gain: targets.gain)
  }

  /// Whether a session that `service` begins can be what later steps demand. AWS Lambda names it
  /// after the function, others by ids of their own; none of them passes tags of the caller's choice.
  /// See https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html.
  private func meets(_ requirement: SessionRequirement, as service: String) -> Bool {
    if requirement.isEmpty { return true }
    guard requirement.tags.isEmpty, service == "lambda.amazonaws.com",
      let name = requirement.name
    else { return false }
    let named = patterns(allowing: "lambda:CreateFunction")
    return named?.contains { text in
      let resource = ARN(ARNPattern.completed(text)).resource
      return text == "*"
        || WildcardPattern(resource, variables: true).match("function:\(name)") != .no
    } ?? true
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
    let isTrusted = targets.openToService[service]?.isEmpty == false
    let mayLack = targets.includesChanged && ground.trusts.mayLackRoles
    guard isTrusted || mayLack else { return nil }
    let list = ground.resources.list(for: path)
    if let list, let found = byKnownResource(list, path) { return found }
    if list?.isWhole == true { return nil }
    return first(in: regions(for: path.permissions)) { region in
      var attempt = attempt(path)
      attempt.useTogether(path.permissions, in: region)
      if !isTrusted { attempt.suppose() }
      return attempt.result(target: nil, gain: targets.gain == .data ? .data : .unknownRole)
    }
  }

  private func byKnownResource(
    _ list: ServiceResources.List, _ path: EscalationPath
  ) -> Escalation? {
    let named = list.maybe(in: path.permissions.first.flatMap(patterns)).lazy
      .filter { resource in
        let name = resource.arn.resource.split(separator: ":").last.map(String.init)
        return targets.isTarget[resource.role] && resource.role != subjectIndex
          && targets.sessions(of: resource.role).contains {
            ($0.requirement.name ?? name) == name && $0.requirement.tags.isEmpty
          }
      }
    let tags = ResourceTags(subject: subject, engine: engine)
    return first(named) { resource in
      var attempt = attempt(path)
      let variants = tags.variants(resource.tags, of: resource.arn)
      for action in path.permissions {
        attempt.use(action, on: resource.arn.description, contexts: variants)
      }
      return attempt.result(
        target: engine.subjects[resource.role].arn, resource: resource.arn, gain: targets.gain)
    }
  }
}
