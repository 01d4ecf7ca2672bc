/// Paths that let a service act with a role.
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

  /// The attempt at all actions of the path except passing the role.
  private func rest(of path: EscalationPath, in region: String?) -> EscalationAttempt {
    var attempt = attempt(path)
    attempt.useTogether(path.permissions.filter { $0 != "iam:PassRole" }, in: region)
    return attempt
  }

  /// The regions in which the service can use the role, as far as a service principal in the role's
  /// trust policy or in a condition on `iam:PassedToService` names a region; otherwise `regions`.
  private func regions(_ role: Int, _ service: String, among regions: [String?]) -> [String?] {
    let trusted = model.trusts[role]?.regions(of: service) ?? [nil]
    guard trusted.contains(nil) else { return trusted }
    let named = (trusted + context.passedRegions(of: service)).filter { $0 != nil }
    return (regions + named).uniqued
  }

  private func pass(
    _ role: Int, to service: String, in region: String?, _ rest: EscalationAttempt
  ) -> Escalation? {
    guard let answer = model.trusts[role]?.admits(service: service, in: region),
      answer.admits != .no
    else { return nil }
    let sessions = sessions(of: role).filter {
      meets($0.requirement, as: service) && $0.canCarry([])
    }
    return best(of: sessions.compactMap { pass(role, $0, answer, to: service, in: region, rest) })
  }

  private func pass(
    _ role: Int, _ session: TargetSession, _ answer: RoleTrust.Answer, to service: String,
    in region: String?, _ rest: EscalationAttempt
  ) -> Escalation? {
    let requirement = session.requirement
    let tagging = requests(meeting: requirement, on: engine.subjects[role])
    let target = engine.subjects[role].with(
      tags: engine.subjects[role].identity.tags.applying(requirement.changes))
    var attempt = rest
    var passed = RequestContext()
    passed["iam:PassedToService"] = .spellings(
      ServicePrincipal.spellings(of: service, in: region, partition: target.arn.partition))
    if let region { passed["aws:RequestedRegion"] = .values([region]) }
    let known = context.contexts("iam:PassRole", on: target, keeping: requirement.changes)
      .map { $0.merging(passed) }
    attempt.use(
      "iam:PassRole", on: target.arn.description, contexts: known, trust: answer.best.statement,
      isFirst: true)
    attempt.prepare(tagging, isFirst: true)
    if session.isHypothetical { attempt.noteUnknown() }
    attempt.addConditions(of: answer.best, in: answer)
    attempt.reach(session)
    if isIntended(target, by: attempt) { return nil }
    if needsInstance(rest.path) || service == "ec2.amazonaws.com" && !hasProfile(target) {
      attempt.noteUnknown()
    }
    return attempt.result(target: target.arn, gain: targets.gain)
  }

  /// Whether a session that `service` begins can be what later steps demand. AWS Lambda uses the name
  /// of the function, other services use generated IDs; none of them passes tags that the caller
  /// chooses. See https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html.
  private func meets(_ requirement: SessionRequirement, as service: String) -> Bool {
    guard requirement.tags.isEmpty, requirement.needs != .newTrust else { return false }
    if requirement.name == nil { return true }
    guard service == "lambda.amazonaws.com",
      let name = requirement.name
    else { return false }
    let named = patterns(allowing: "lambda:CreateFunction")
    return named?.contains { text in
      let resource = ARN(ARNPattern.completed(text)).resource
      return text == "*"
        || WildcardPattern(resource, variables: true).match("function:\(name)") != .no
    } ?? true
  }

  /// Whether the path only helps a principal that already controls an instance.
  private func needsInstance(_ path: EscalationPath) -> Bool {
    path.uses(["ec2:AssociateIamInstanceProfile", "ec2:ReplaceIamInstanceProfileAssociation"])
  }

  /// Whether instances can use the role, through an instance profile that exists or can be created.
  /// See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html.
  private func hasProfile(_ role: AccessSubject) -> Bool {
    model.profiled.isEmpty || model.profiled.contains(role.arn)
      || access.unconditional.contains("iam:AddRoleToInstanceProfile")
        && ["iam:CreateInstanceProfile", "iam:RemoveRoleFromInstanceProfile"]
          .contains(where: access.unconditional.contains)
  }

  func byResource(_ path: EscalationPath) -> Escalation? {
    let service = path.services.first ?? ""
    let isTrusted = targets.openToService[service]?.isEmpty == false
    let canBeMissing = targets.includesChanged && model.trusts.rolesCanBeMissing
    guard isTrusted || canBeMissing else { return nil }
    let list = model.resources.list(for: path)
    if let list, let found = byKnownResource(list, path) { return found }
    if list?.isWhole == true { return nil }
    return first(in: regions(for: path.permissions)) { region in
      var attempt = attempt(path)
      attempt.useTogether(path.permissions, in: region)
      if !isTrusted { attempt.noteUnknown() }
      return attempt.result(target: nil, gain: targets.gain == .data ? .data : .unknownRole)
    }
  }

  private func byKnownResource(
    _ list: ServiceResources.List, _ path: EscalationPath
  ) -> Escalation? {
    let named = list.possibleMatches(in: path.permissions.first.flatMap(patterns)).lazy
      .filter { resource in
        let name = resource.arn.resource.split(separator: ":").last.map(String.init)
        return targets.isTarget[resource.role] && resource.role != subjectIndex
          && sessions(of: resource.role).contains { isSession($0, ofResource: name) }
      }
    let tags = ResourceTags(subject: subject, engine: engine)
    return first(named) { resource in
      let name = resource.arn.resource.split(separator: ":").last.map(String.init)
      let sessions = sessions(of: resource.role).filter { isSession($0, ofResource: name) }
      let target = engine.subjects[resource.role]
      let variants = tags.variants(resource.tags, of: resource.arn)
      let ways = sessions.compactMap { session -> Escalation? in
        var attempt = attempt(path)
        attempt.prepare(requests(meeting: session.requirement, on: target))
        if session.isHypothetical { attempt.noteUnknown() }
        attempt.reach(session)
        for action in path.permissions {
          attempt.use(action, on: resource.arn.description, contexts: variants)
        }
        return attempt.result(target: target.arn, resource: resource.arn, gain: targets.gain)
      }
      return best(of: ways)
    }
  }

  /// Whether a resource named `name` has such a session; services pass no tags.
  private func isSession(_ session: TargetSession, ofResource name: String?) -> Bool {
    (session.requirement.name ?? name) == name && session.requirement.tags.isEmpty
      && session.requirement.needs != .newTrust
      && session.canCarry([])
  }
}
