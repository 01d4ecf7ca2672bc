/// Paths that create a new user or role and use it.
///
/// The trust policy of a new role is chosen by its creator; a new user needs an access key or a
/// password. See https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html.
extension EscalationSearch {
  func byMaking(_ path: EscalationPath) -> Escalation? {
    let joins = path.uses(["iam:AddUserToGroup"])
    guard joins || targets.includesChanged else { return nil }
    // Creating principals only with a restrictive boundary is intended delegation and no gain.
    let boundaries = [nil] + context.demandedBoundaries.filter(ground.isWide).map(Optional.some)
    let kinds = examples(path).lazy.flatMap { made in boundaries.lazy.map { (made, $0) } }
    guard joins else {
      return first(kinds) { make($0, path, boundary: $1, group: nil) }
    }
    let groups = candidates(targets.groups.all, for: "iam:AddUserToGroup")
    return first(kinds.flatMap { made, boundary in groups.lazy.map { (made, boundary, $0) } }) {
      make($0, path, boundary: $1, group: $2)
    }
  }

  private func make(
    _ made: AccessSubject, _ path: EscalationPath, boundary: String?, group: Int?
  ) -> Escalation? {
    var attempt = attempt(path)
    for action in path.permissions {
      if let group, action == "iam:AddUserToGroup" {
        attempt.use(action, on: engine.subjects[group].arn.description)
      } else {
        attempt.use(
          action, on: made.arn.description,
          contexts: context.contexts(action, onNewWith: boundary))
      }
    }
    if made.kind == .role { attempt.assumeByTrust(made, statement: nil) }
    return attempt.result(
      target: made.arn, gain: group == nil ? .administrator : targets.gain)
  }

  /// One new principal for each pattern in the statements, with text in place of wildcards.
  private func examples(_ path: EscalationPath) -> [AccessSubject] {
    let kind: AccessSubject.Kind = path.uses(["iam:CreateRole"]) ? .role : .user
    let beginning =
      "arn:\(subject.arn.partition):iam::\(engine.accountID ?? ""):\(kind.rawValue)/"
    let texts = path.permissions.filter { $0 != "iam:AddUserToGroup" }
      .flatMap { patterns(allowing: $0) ?? ["*"] }.uniqued
    return texts.compactMap { example(of: $0, beginning: beginning) }.uniqued
      .filter { engine.subject($0) == nil }
      .map { made(kind, $0) }
  }

  private func example(of pattern: String, beginning: String) -> ARN? {
    let parts = pattern.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let resource = parts.count == 6 ? parts[5] : "*"
    guard !pattern.contains("${"), parts.count == 6 || pattern == "*" else { return nil }
    let kind = beginning.split(separator: ":").last ?? ""
    if resource.allSatisfy({ $0 == "*" }) { return ARN(beginning + "new") }
    guard resource.hasPrefix(kind) else { return nil }
    let name = resource.dropFirst(kind.count).map { $0 == "*" ? "new" : $0 == "?" ? "x" : "\($0)" }
    return ARN(beginning + name.joined())
  }

  private func made(_ kind: AccessSubject.Kind, _ arn: ARN) -> AccessSubject {
    AccessSubject(
      kind: kind,
      identity: Identity(
        name: arn.resourceName, path: "/", arn: arn, uniqueID: "", created: nil,
        inlinePolicies: [], attachedPolicies: [], boundary: nil, tags: [],
        citation: subject.identity.citation),
      policies: [], boundary: nil, isBoundByControlPolicies: true, isServiceLinked: false,
      unjudged: [], facts: nil)
  }
}
