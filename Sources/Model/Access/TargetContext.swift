/// What a request on an IAM resource is known to hold besides the principal's keys.
///
/// See https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-policy-keys.
struct TargetContext {
  private let subject: AccessSubject
  private let engine: AccessEngine
  private let tagKeys: [String]
  /// Policies that give everything to whom they are attached, and leave everything as boundaries.
  private let policies: [String]
  /// The boundaries that the principal's own policies demand of whom it makes or changes.
  let demandedBoundaries: [String]

  /// For requests of `subject`, whose conditions name the tags that matter; `widePolicies` are the
  /// account's own policies that give everything.
  init(subject: AccessSubject, engine: AccessEngine, widePolicies: [ARN]) {
    self.subject = subject
    self.engine = engine
    let managed = "arn:\(subject.arn.partition):iam::aws:policy/"
    policies =
      [managed + "AdministratorAccess", managed + "IAMFullAccess"] + widePolicies.map(\.description)
    var keys: Set<String> = []
    var boundaries: [String] = []
    for policy in subject.policies + (subject.boundary.map { [$0] } ?? []) {
      for condition in policy.document.statements.flatMap(\.conditions) {
        let key = condition.key.lowercased()
        if key.hasPrefix("aws:resourcetag/") || key.hasPrefix("iam:resourcetag/") {
          keys.insert(key)
        } else if key == "iam:permissionsboundary" {
          boundaries += condition.values.filter { ARNPattern($0).isLiteral }
        }
      }
    }
    tagKeys = keys.sorted()
    demandedBoundaries = boundaries.uniqued
  }

  /// Whether it may give `target` the tags that its conditions ask for.
  private func mayTag(_ target: AccessSubject) -> Bool {
    guard target.kind != .group else { return false }
    let action = target.kind == .user ? "iam:TagUser" : "iam:TagRole"
    return engine.decide(
      AccessRequest(action: action, resource: target.arn.description), by: subject
    ).isAllowed
  }

  /// Requests of `action` on `target`: its boundary is known, and its tags, unless they can be
  /// changed first; a policy attached is one of
  /// those that give everything, and a boundary put is one of those that leave everything.
  func contexts(_ action: String, on target: AccessSubject?) -> [RequestContext] {
    var context = RequestContext()
    if let target {
      context["iam:PermissionsBoundary"] =
        target.identity.boundary.map { .values([$0.arn.description]) } ?? .absent
      for key in tagKeys where !mayTag(target) {
        let name = key.drop { $0 != "/" }.dropFirst()
        let tag = target.identity.tags.first { $0.key.lowercased() == name }
        context[key] = tag.map { .values([$0.value]) } ?? .absent
      }
    }
    return variants(of: context, action)
  }

  /// Requests of `action` on a principal that is made with `boundary`, or without one.
  func contexts(_ action: String, onNewWith boundary: String?) -> [RequestContext] {
    var context = RequestContext()
    context["iam:PermissionsBoundary"] = boundary.map { .values([$0]) } ?? .absent
    return variants(of: context, action)
  }

  private func variants(of context: RequestContext, _ action: String) -> [RequestContext] {
    let key =
      action.hasPrefix("iam:Attach")
      ? "iam:PolicyARN"
      : action.hasPrefix("iam:Put") && action.hasSuffix("PermissionsBoundary")
        ? "iam:PermissionsBoundary" : nil
    guard let key else { return [context] }
    return policies.map { policy in
      var context = context
      context[key] = .values([policy])
      return context
    }
  }
}
