/// Calls that lift a permissions boundary: they remove it, put a wider policy in its place, or edit
/// the policy that is the boundary, which lifts the boundary of every principal that has it.
///
/// AWS therefore protects that policy where it delegates the creation of users and roles. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate.
extension EscalationSearch {
  /// The actions that change the default version of a policy.
  static let editing = ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"]

  /// The actions that can lift a boundary.
  static let lifting = editing + removingBoundaries

  /// The calls that each lift the boundary of `target` without the others, as far as the policies of the
  /// principal allow the actions at all.
  func liftings(of target: AccessSubject) -> [TagRequest] {
    guard target.kind != .group, let boundary = target.identity.boundary?.arn else { return [] }
    let kind = target.kind == .user ? "User" : "Role"
    let removals = ["Delete", "Put"].map { "iam:\($0)\(kind)PermissionsBoundary" }
      .filter(access.granted.contains)
    return edits(of: boundary)
      + removals.flatMap { action in
        context.contexts(action, on: target).filter(\.requests.isEmpty).map {
          TagRequest(
            action: action, resource: target.arn.description, context: $0.context, changes: [])
        }
      }
  }

  /// The calls that edit the policy `boundary`. The content of versions other than the default one
  /// is unknown.
  private func edits(of boundary: ARN) -> [TagRequest] {
    guard boundary.account == engine.accountID else { return [] }
    return Self.editing.filter(access.granted.contains).compactMap { action in
      let isSwitch = action == "iam:SetDefaultPolicyVersion"
      return isSwitch && !model.hasOtherVersions(boundary)
        ? nil
        : TagRequest(
          action: action, resource: boundary.description, context: RequestContext(), changes: [],
          isUnknown: isSwitch)
    }
  }

  /// The most certain call that lifts the boundary of `target`; one that is denied if there is none.
  func lifting(of target: AccessSubject) -> TagRequest {
    let kind = target.kind == .user ? "User" : "Role"
    return surest(of: liftings(of: target))
      ?? TagRequest(
        action: "iam:Delete\(kind)PermissionsBoundary", resource: target.arn.description,
        context: RequestContext(), changes: [])
  }

  /// The call of which it is most certain that it succeeds; nil if all are denied.
  func surest(of calls: [TagRequest]) -> TagRequest? {
    var best: (call: TagRequest, rank: Int)?
    for call in calls {
      let decision = engine.decide(call.request, by: subject)
      guard decision.isOpenOrContained else { continue }
      let rank = !decision.isAllowed ? 0 : decision.isConditional || call.isUnknown ? 1 : 2
      if rank > best?.rank ?? -1 { best = (call, rank) }
      if rank == 2 { break }
    }
    return best?.call
  }

  /// Whether the principal can certainly lift the boundary of `target`, so that it limits nothing.
  private func canLiftBoundary(of target: AccessSubject) -> Bool {
    liftings(of: target).contains { request in
      let decision = engine.decide(request.request, by: subject)
      return !request.isUnknown && decision.isAllowed && !decision.isConditional
    }
  }

  /// The boundary that makes new policies of `target` useless, unless it can be lifted.
  func permanentBoundary(of target: AccessSubject) -> LimitingPolicy? {
    if target.arn == subject.arn, subject.identity.boundary == nil { return nil }
    return model.narrowBoundary(of: target).flatMap { canLiftBoundary(of: target) ? nil : $0 }
  }

  /// Paths that edit the policy that is the principal's own boundary.
  func byEditingBoundary(_ path: EscalationPath, _ action: String) -> Escalation? {
    guard let boundary = subject.identity.boundary?.arn,
      let edit = edits(of: boundary).first(where: { $0.action == action })
    else { return nil }
    var attempt = attempt(path)
    attempt.prepare([edit])
    let free = SelfChange(subject: subject.replacing(boundary: nil), actions: nil)
    return outcome(of: free, attempt, target: subject.arn)
  }

  /// Whether the principal can edit the policy, so that it no longer limits new principals.
  func isEditable(_ boundary: String) -> Bool {
    edits(of: ARN(boundary)).contains { !$0.isUnknown }
  }
}
