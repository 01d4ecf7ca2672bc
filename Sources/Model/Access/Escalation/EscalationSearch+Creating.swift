/// Paths that create a new user or role and use it.
///
/// The trust policy of a new role is chosen by its creator and can name a principal of any account,
/// so the creator needs no permission to assume the role. A new user needs an access key or a
/// password. See https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html.
extension EscalationSearch {
  func byCreating(_ path: EscalationPath) -> Escalation? {
    let joins = path.uses(["iam:AddUserToGroup"])
    guard joins || targets.includesChanged else { return nil }
    // Creating principals only with a restrictive boundary is intended delegation, not a gain, as
    // long as the policy of the boundary is protected.
    let boundaries =
      [nil]
      + context.requiredBoundaries.filter { model.isWide($0) || isEditable($0) }
      .map(Optional.some)
    guard joins else {
      return first(boundaries) { boundary in
        example(path, boundary: boundary).flatMap {
          make($0, path, boundary: boundary, group: nil)
        }
      }
    }
    let made = boundaries.prefix { _ in tries.take() }.compactMap { boundary in
      example(path, boundary: boundary).map { (made: $0, boundary: boundary) }
    }
    if made.isEmpty { return nil }
    return first(candidates(targets.groups.all, for: "iam:AddUserToGroup")) { group in
      first(made) { make($0.made, path, boundary: $0.boundary, group: group) }
    }
  }

  private func make(
    _ made: AccessSubject, _ path: EscalationPath, boundary: String?, group: Int?
  ) -> Escalation? {
    var attempt = attempt(path)
    if let boundary, !model.isWide(boundary) {
      attempt.use("iam:CreatePolicyVersion", on: boundary)
    }
    for action in path.permissions {
      if let group, action == "iam:AddUserToGroup" {
        attempt.use(action, on: engine.subjects[group].arn.description)
      } else {
        attempt.use(
          action, on: made.arn.description,
          contexts: contexts(action, onNewWith: boundary))
      }
    }
    return attempt.result(
      target: made.arn, gain: group == nil ? .administrator : targets.gain)
  }

  /// A new principal whose name all statements allow, or one that only limits exclude.
  private func example(_ path: EscalationPath, boundary: String?) -> AccessSubject? {
    let kind: AccessSubject.Kind = path.uses(["iam:CreateRole"]) ? .role : .user
    let names = NewNames(
      kind == .role ? .role : .user, existing: model.existingNames, subject: subject,
      engine: engine)
    let needs = path.permissions.filter { $0 != "iam:AddUserToGroup" }.map { action in
      NewNames.Need.allowed(action, contexts(action, onNewWith: boundary).map(\.context))
    }
    return names.arn(for: needs, giveUp: tries.giveUp).map { made(kind, $0) }
  }

  private func made(_ kind: AccessSubject.Kind, _ arn: ARN) -> AccessSubject {
    AccessSubject(
      kind: kind,
      identity: Identity(
        name: arn.resourceName, path: "/", arn: arn, uniqueID: "", created: nil,
        inlinePolicies: [], attachedPolicies: [], boundary: nil, tags: [],
        citation: subject.identity.citation),
      policies: [], boundary: nil, isBoundByControlPolicies: true, isServiceLinked: false,
      missingPolicies: [], facts: nil)
  }
}
