/// Paths that change the principal's own policies, groups, tags or boundary.
extension EscalationSearch {
  func byItself(_ path: EscalationPath) -> Escalation? {
    guard let action = path.permissions.first else { return nil }
    if action == "iam:AddUserToGroup" { return byJoining(path, action) }
    if Self.removing.contains(action) { return byRemoving(path, action) }
    let attaches = action.hasPrefix("iam:Attach")
    if Self.tagging.contains(action) {
      return targets.includesChanged ? byTagging(path, action) : nil
    }
    let isEdit = Self.editing.contains(action)
    let edited = isEdit ? byEditingBoundary(path, action) : nil
    if isEdit, isAboutOwnGain { return edited }
    var isOpen = false
    let way = first(ownResources(for: action)) { resource, target in
      var attempt = attempt(path)
      attempt.use(action, on: resource, contexts: contexts(action, on: target))
      isOpen = isOpen || attempt.isPossible && !attempt.isContained
      let gain = gain(of: action, on: resource)
      let lasting = permanentBoundary(of: subject)
      let next = lasting == nil || gain != .administrator ? nil : withinBoundary(attempt)
      guard targets.includesChanged else { return next }
      attempt.bound(by: lasting)
      return best(
        of: [attempt.result(target: subject.arn, gain: gain), next].compactMap(\.self))
    }
    let other = attaches && !isOpen ? byAttaching(path, action) : edited
    return best(of: [way, other].compactMap(\.self))
  }

  /// The best path of the principal with everything that its boundary allows, after `attempt` gives
  /// it that access.
  private func withinBoundary(_ attempt: EscalationAttempt) -> Escalation? {
    guard attempt.isPossible, !attempt.isContained else { return nil }
    let everything = subject.allowed("*", engine, by: "that it writes")
    let change = SelfChange(subject: everything, actions: nil, allowsEverything: true)
    return outcome(of: change, attempt, target: subject.arn).flatMap { $0.isContained ? nil : $0 }
  }

  /// Whether the path can change the principal's own policies, groups or boundary to known content.
  static func isOwnChange(_ path: EscalationPath) -> Bool {
    guard path.category == .selfEscalation, let action = path.permissions.first else {
      return false
    }
    return action == "iam:AddUserToGroup" || removing.contains(action) || editing.contains(action)
      || action.hasPrefix("iam:Attach")
  }

  /// The actions by which a principal changes its own tags.
  static let tagging: Set = ["iam:TagUser", "iam:TagRole"]

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
    return model.hasOtherVersions(ARN(resource)) ? .otherVersion : .laterVersion
  }

  /// The principal's own policies, groups or tags that the action can change, and the identity in the
  /// request.
  func ownResources(for action: String) -> [(String, AccessSubject?)] {
    switch action {
    case "iam:CreatePolicyVersion":
      return customerPolicies.map { ($0.description, nil) }
    case "iam:SetDefaultPolicyVersion":
      let own = customerPolicies
      let several = own.filter(model.hasOtherVersions)
      return (several.isEmpty ? own : several).map { ($0.description, nil) }
    case "iam:PutRolePolicy", "iam:AttachRolePolicy":
      let canChange = subject.kind == .role && model.isChangeable[subjectIndex]
      return canChange ? [(subject.arn.description, subject)] : []
    case "iam:PutUserPolicy", "iam:AttachUserPolicy":
      return subject.kind == .user ? [(subject.arn.description, subject)] : []
    case "iam:PutGroupPolicy", "iam:AttachGroupPolicy":
      return ownGroups.map { (engine.subjects[$0].arn.description, nil) }
    default:
      return []
    }
  }

  /// The account's own policies that the principal has.
  private var customerPolicies: [ARN] {
    if earlier == nil { return model.customerPolicies.ofSubject[subjectIndex] }
    return subject.policies.compactMap(\.source.arn).filter { $0.account == engine.accountID }
      .uniqued
  }

  var ownGroups: [Int] {
    if subject.kind == .group { return [subjectIndex] }
    return (model.groupsOfUser[subject.arn] ?? []) + (earlier?.groups.sorted() ?? [])
  }
}
