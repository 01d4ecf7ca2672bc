/// Paths that remove a limit of the principal itself: a Deny or its boundary.
///
/// The privileges without the policy are evaluated, and what they lead to. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html.
extension EscalationSearch {
  /// The actions by which a principal removes or replaces a policy that applies to it.
  static let removing: Set = [
    "iam:DeleteUserPermissionsBoundary", "iam:PutUserPermissionsBoundary",
    "iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary",
    "iam:DeleteUserPolicy", "iam:DetachUserPolicy", "iam:DeleteRolePolicy", "iam:DetachRolePolicy",
    "iam:DeleteGroupPolicy", "iam:DetachGroupPolicy", "iam:RemoveUserFromGroup",
  ]

  /// Whether the path removes a limit.
  static func isRemoval(_ path: EscalationPath) -> Bool {
    path.permissions.first.map(removing.contains) ?? false
  }

  func byRemoving(_ path: EscalationPath, _ action: String) -> Escalation? {
    let isAboutRoles = action.contains("Role")
    guard subject.kind == (isAboutRoles ? .role : .user), model.isChangeable[subjectIndex] else {
      return nil
    }
    if action.hasSuffix("PermissionsBoundary") { return byRemovingOwnBoundary(path, action) }
    let owners = action.contains("Group") ? ownGroups.map { engine.subjects[$0] } : [subject]
    let removable = owners.flatMap { owner in
      removals(action, of: owner).filter { removal in
        guard tries.take() else { return false }
        var attempt = attempt(path)
        removal.use(action, in: &attempt)
        return attempt.isPossible
      }
    }
    // All of them, then each alone: a policy that denies can allow something as well.
    let choices = (removable.count > 1 ? [removable] : []) + removable.map { [$0] }
    return first(choices) { removals in
      var attempt = attempt(path)
      for removal in removals { removal.use(action, in: &attempt) }
      let gone = Set(removals.flatMap(\.policies).map(\.source))
      let change = SelfChange(
        subject: subject.with(
          policies: subject.policies.filter { !gone.contains($0.source) },
          boundary: subject.boundary),
        actions: model.changes.actions(
          .deny, of: removals.flatMap(\.policies), for: subject, in: engine))
      return outcome(of: change, attempt, target: subject.arn)
    }
  }

  /// A call that removes policies of the principal.
  private struct Removal {
    let owner: AccessSubject
    let policies: [AppliedPolicy]
    /// The managed policy that the call names.
    let named: ARN?

    func use(_ action: String, in attempt: inout EscalationAttempt) {
      var known = RequestContext()
      known["iam:PolicyARN"] = named.map { .values([$0.description]) } ?? .absent
      attempt.use(
        action, on: owner.arn.description, contexts: [RequestVariant(context: known)])
    }
  }

  /// The calls of `action` that remove a Deny that the principal has from `owner`.
  private func removals(_ action: String, of owner: AccessSubject) -> [Removal] {
    let group = owner.kind == .group ? owner.name.lowercased() : nil
    let own = subject.policies.filter { $0.source.group?.lowercased() == group }
    if action == "iam:RemoveUserFromGroup" {
      return own.contains(where: \.hasDeny)
        ? [Removal(owner: owner, policies: own, named: nil)] : []
    }
    let kind: PolicySource.Kind = action.hasPrefix("iam:Detach") ? .attached : .inline
    return own.filter { $0.hasDeny && $0.source.kind == kind }.map {
      Removal(owner: owner, policies: [$0], named: $0.source.arn)
    }
  }

  /// By removing the principal's own boundary, or by putting another in its place.
  private func byRemovingOwnBoundary(_ path: EscalationPath, _ action: String) -> Escalation? {
    guard subject.identity.boundary != nil else { return nil }
    var attempt = attempt(path)
    attempt.use(
      action, on: subject.arn.description, contexts: contexts(action, on: subject))
    let free = SelfChange(subject: subject.replacing(boundary: nil), actions: nil)
    let freed = outcome(of: free, attempt, target: subject.arn)
    // A boundary that leaves everything is as good as none.
    let isOpen = attempt.isPossible && !attempt.isContained
    guard action.hasPrefix("iam:Put"), !isOpen else { return freed }
    let replaced = first(model.changes.policies) { policy in
      guard let arn = policy.source.arn, arn != subject.identity.boundary?.arn else { return nil }
      var attempt = self.attempt(path)
      attempt.use(
        action, on: subject.arn.description,
        contexts: contexts(action, on: subject, policy: arn.description))
      guard !attempt.isContained else { return nil }
      let change = SelfChange(
        subject: subject.replacing(boundary: policy.asBoundary), actions: nil)
      return outcome(of: change, attempt, target: subject.arn)
    }
    return best(of: [freed, replaced].compactMap(\.self))
  }

  /// The gain of `power` for the principal.
  func gain(of power: PrincipalPower) -> Escalation.Gain? {
    let own = model.powers[subjectIndex].strengths
    if power.isAdministrator { return .administrator }
    if power.strengths.controlsMore(than: own) { return .more }
    return power.strengths.readsMore(than: own) ? .data : nil
  }
}
