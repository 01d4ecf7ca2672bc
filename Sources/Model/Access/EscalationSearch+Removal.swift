/// Paths that remove a limit of the principal itself: a Deny or its boundary.
///
/// The privileges without the policy are evaluated. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html.
extension EscalationSearch {
  /// The actions by which a principal removes or replaces a policy that applies to it.
  static let removing: Set = [
    "iam:DeleteUserPermissionsBoundary", "iam:PutUserPermissionsBoundary",
    "iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary",
    "iam:DeleteUserPolicy", "iam:DetachUserPolicy", "iam:DeleteRolePolicy", "iam:DetachRolePolicy",
    "iam:DeleteGroupPolicy", "iam:DetachGroupPolicy", "iam:RemoveUserFromGroup",
  ]

  func byRemoving(_ path: EscalationPath, _ action: String) -> Escalation? {
    let isAboutGroups = action.contains("Group")
    let isAboutRoles = action.contains("Role")
    guard subject.kind == (isAboutRoles ? .role : .user), ground.isChangeable[subjectIndex] else {
      return nil
    }
    var attempt = attempt(path)
    var rest = subject
    if action.hasSuffix("PermissionsBoundary") {
      guard subject.boundary != nil else { return nil }
      attempt.use(
        action, on: subject.arn.description, contexts: context.contexts(action, on: subject))
      rest = subject.with(policies: subject.policies, boundary: nil)
    } else if isAboutGroups {
      for group in ownGroups {
        remove(action, on: engine.subjects[group], from: &rest, attempt: &attempt)
      }
    } else {
      remove(action, on: subject, from: &rest, attempt: &attempt)
    }
    guard !attempt.steps.isEmpty, let gain = gain(of: ground.power(of: rest)) else { return nil }
    return attempt.result(target: subject.arn, gain: gain)
  }

  /// Removes from `rest` the policies of `owner` that deny and that `action` can remove.
  private func remove(
    _ action: String, on owner: AccessSubject, from rest: inout AccessSubject,
    attempt: inout EscalationAttempt
  ) {
    let group = owner.kind == .group ? owner.name.lowercased() : nil
    let own = subject.policies.filter { $0.source.group?.lowercased() == group }
    let denying = own.filter { policy in
      (action.hasPrefix("iam:Detach") ? policy.source.kind == .attached : true)
        && (action.hasPrefix("iam:Delete") ? policy.source.kind == .inline : true)
        && policy.compiled.lines.contains { $0.effect == .deny }
    }
    var gone: Set<PolicySource> = []
    for policy in denying where !gone.contains(policy.source) && tries.take() {
      var known = RequestContext()
      known["iam:PolicyARN"] = policy.source.arn.map { .values([$0.description]) } ?? .absent
      var trial = attempt
      trial.use(action, on: owner.arn.description, contexts: [RequestVariant(context: known)])
      guard trial.isPossible else { continue }
      attempt = trial
      gone.formUnion(
        action == "iam:RemoveUserFromGroup" ? own.map(\.source) : [policy.source])
    }
    rest = rest.with(
      policies: rest.policies.filter { !gone.contains($0.source) }, boundary: rest.boundary)
  }

  /// The gain of `power` for the principal.
  func gain(of power: PrincipalPower) -> Escalation.Gain? {
    let own = ground.powers[subjectIndex].strengths
    if power.isAdministrator { return .administrator }
    if power.strengths.controlsMore(than: own) { return .more }
    return power.strengths.readsMore(than: own) ? .data : nil
  }
}
