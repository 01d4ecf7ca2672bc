/// Paths that change the principal's own policies, groups, tags or boundary.
extension EscalationSearch {
  func byItself(_ path: EscalationPath) -> Escalation? {
    guard let action = path.permissions.first else { return nil }
    if action == "iam:AddUserToGroup" { return byJoining(path, action) }
    guard targets.includesChanged else { return nil }
    if Self.removing.contains(action) { return byRemoving(path, action) }
    if Self.tagging.contains(action) { return byTagging(path, action) }
    return first(ownResources(for: action)) { resource, target in
      var attempt = attempt(path)
      attempt.use(action, on: resource, contexts: context.contexts(action, on: target))
      attempt.bound(by: lastingBoundary(of: subject))
      return attempt.result(target: subject.arn, gain: gain(of: action, on: resource))
    }
  }

  /// The actions by which a principal changes its own tags.
  private static let tagging: Set = ["iam:TagUser", "iam:TagRole"]

  /// The path that sets the principal's tags so that conditions of its own policies are met.
  private func byTagging(_ path: EscalationPath, _ action: String) -> Escalation? {
    guard variant.requests.contains(where: { $0.call.action == action }),
      let gain = gain(of: variant.power)
    else { return nil }
    return attempt(path).result(target: subject.arn, gain: gain)
  }

  /// The gain of the action; the content of other policy versions is not kept, so their gain is
  /// unknown.
  private func gain(of action: String, on resource: String) -> Escalation.Gain {
    guard action == "iam:SetDefaultPolicyVersion" else { return .administrator }
    return ground.hasOtherVersions(ARN(resource)) ? .otherVersion : .laterVersion
  }

  /// The principal's own resources that the action can change, and the identity in the request.
  private func ownResources(for action: String) -> [(String, AccessSubject?)] {
    switch action {
    case "iam:CreatePolicyVersion":
      return ground.ownPolicies.ofSubject[subjectIndex].map { ($0.description, nil) }
    case "iam:SetDefaultPolicyVersion":
      let own = ground.ownPolicies.ofSubject[subjectIndex]
      let several = own.filter(ground.hasOtherVersions)
      return (several.isEmpty ? own : several).map { ($0.description, nil) }
    case "iam:PutRolePolicy", "iam:AttachRolePolicy":
      let canChange = subject.kind == .role && ground.isChangeable[subjectIndex]
      return canChange ? [(subject.arn.description, subject)] : []
    case "iam:PutUserPolicy", "iam:AttachUserPolicy":
      return subject.kind == .user ? [(subject.arn.description, subject)] : []
    case "iam:PutGroupPolicy", "iam:AttachGroupPolicy":
      return ownGroups.map { (engine.subjects[$0].arn.description, nil) }
    default:
      return []
    }
  }

  var ownGroups: [Int] {
    subject.kind == .group ? [subjectIndex] : ground.groupsOfUser[subject.arn] ?? []
  }

  private func byJoining(_ path: EscalationPath, _ action: String) -> Escalation? {
    guard subject.kind == .user else { return nil }
    let own = Set(ownGroups)
    return first(candidates(targets.groups.all, for: action).lazy.filter { !own.contains($0) }) {
      group in
      let target = engine.subjects[group]
      var attempt = attempt(path)
      attempt.use(action, on: target.arn.description)
      attempt.bound(by: lastingBoundary(of: subject))
      return attempt.result(target: target.arn, gain: targets.gain)
    }
  }
}
