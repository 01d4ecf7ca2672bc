/// Paths that remove a limit of the principal itself: a Deny or its boundary.
///
/// The privileges without the policy are evaluated, and the paths that they open. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html.
extension EscalationSearch {
  /// The actions by which a principal removes or replaces a policy that applies to it.
  static let removing = Set(removingPolicies + removingBoundaries)

  /// The actions that remove a policy of a user, role or group.
  static let removingPolicies = [
    "iam:DeleteUserPolicy", "iam:DetachUserPolicy", "iam:DeleteRolePolicy", "iam:DetachRolePolicy",
    "iam:DeleteGroupPolicy", "iam:DetachGroupPolicy", "iam:RemoveUserFromGroup",
  ]

  /// Those that remove a policy of `target`, or of its groups.
  static func removingPolicies(of target: AccessSubject) -> [String] {
    let kind = target.kind == .user ? "User" : "Role"
    return removingPolicies.filter {
      $0.contains(kind) || target.kind == .user && $0.contains("Group")
    }
  }

  /// The actions that remove or replace a boundary.
  static let removingBoundaries = [
    "iam:DeleteUserPermissionsBoundary", "iam:DeleteRolePermissionsBoundary",
    "iam:PutUserPermissionsBoundary", "iam:PutRolePermissionsBoundary",
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
    let removable = removals(action, of: subject).filter { removal in
      guard tries.take() else { return false }
      var attempt = attempt(path)
      attempt.prepare([removal.call])
      return attempt.isPossible
    }
    // All of them, then each alone: a policy that denies can allow something as well.
    let choices = (removable.count > 1 ? [removable] : []) + removable.map { [$0] }
    return first(choices) { removals in
      var attempt = attempt(path)
      attempt.prepare(removals.map(\.call))
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

  /// A call that removes policies of a principal.
  private struct Removal {
    let call: TagRequest
    let policies: [AppliedPolicy]
  }

  /// The calls of `action` that remove policies with a Deny from `target`, or from its groups.
  private func removals(_ action: String, of target: AccessSubject) -> [Removal] {
    guard action.contains("Group") else { return removals(action, of: target, from: target) }
    return (model.groupsOfUser[target.arn] ?? []).flatMap {
      removals(action, of: target, from: engine.subjects[$0])
    }
  }

  private func removals(
    _ action: String, of target: AccessSubject, from owner: AccessSubject
  ) -> [Removal] {
    let group = owner.kind == .group ? owner.name.lowercased() : nil
    let own = target.policies.filter { $0.source.group?.lowercased() == group }
    func call(_ policy: ARN?) -> TagRequest {
      var known = RequestContext()
      known["iam:PolicyARN"] = policy.map { .values([$0.description]) } ?? .absent
      return TagRequest(
        action: action, resource: owner.arn.description, context: known, changes: [])
    }
    if action == "iam:RemoveUserFromGroup" {
      return own.contains(where: \.hasDeny) ? [Removal(call: call(nil), policies: own)] : []
    }
    let kind: PolicySource.Kind = action.hasPrefix("iam:Detach") ? .attached : .inline
    return own.filter { $0.hasDeny && $0.source.kind == kind }.map {
      Removal(call: call($0.source.arn), policies: [$0])
    }
  }

  /// The calls that remove `policies` from another principal, the surest for each. If no call can
  /// remove one of them, a call that is denied takes its place.
  func removals(of policies: [PolicySource], from target: AccessSubject) -> [TagRequest] {
    let all = Self.removingPolicies(of: target).flatMap { removals($0, of: target) }
      .filter { $0.policies.allSatisfy { policies.contains($0.source) } }
    return policies.compactMap { policy in
      let calls = all.filter { $0.policies.contains { $0.source == policy } }.map(\.call)
      return surest(of: calls) ?? calls.first
    }
  }

  /// Paths that remove the principal's own boundary, or replace it with another one.
  private func byRemovingOwnBoundary(_ path: EscalationPath, _ action: String) -> Escalation? {
    guard subject.identity.boundary != nil else { return nil }
    var attempt = attempt(path)
    attempt.use(
      action, on: subject.arn.description, contexts: contexts(action, on: subject))
    let free = SelfChange(subject: subject.replacing(boundary: nil), actions: nil)
    let freed = outcome(of: free, attempt, target: subject.arn)
    // A boundary that allows everything has no effect.
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
