/// What a request on an IAM resource is known to hold besides the principal's keys.
///
/// See https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-policy-keys.
struct TargetContext {
  private let tagKeys: [String]
  private let policies: [String]

  /// For requests of `subject`, whose conditions name the tags that matter; `widePolicies` are the
  /// account's own policies that give everything.
  init(subject: AccessSubject, widePolicies: [ARN]) {
    let managed = "arn:\(subject.arn.partition):iam::aws:policy/"
    policies =
      [managed + "AdministratorAccess", managed + "IAMFullAccess"] + widePolicies.map(\.description)
    var keys: Set<String> = []
    for policy in subject.policies + (subject.boundary.map { [$0] } ?? []) {
      for condition in policy.document.statements.flatMap(\.conditions) {
        let key = condition.key.lowercased()
        if key.hasPrefix("aws:resourcetag/") || key.hasPrefix("iam:resourcetag/") {
          keys.insert(key)
        }
      }
    }
    tagKeys = keys.sorted()
  }

  /// Requests of `action` on `target`: its boundary and tags are known, and a policy attached is
  /// one of those that give everything.
  func contexts(_ action: String, on target: AccessSubject?) -> [RequestContext] {
    guard action.hasPrefix("iam:Attach") else { return [context(action, on: target, policy: nil)] }
    return policies.map { context(action, on: target, policy: $0) }
  }

  private func context(
    _ action: String, on target: AccessSubject?, policy: String?
  ) -> RequestContext {
    var context = RequestContext()
    if action.hasPrefix("iam:Attach"), let policy { context["iam:PolicyARN"] = .values([policy]) }
    guard let target else { return context }
    context["iam:PermissionsBoundary"] =
      target.identity.boundary.map { .values([$0.arn.description]) } ?? .absent
    for key in tagKeys {
      let name = key.drop { $0 != "/" }.dropFirst()
      let tag = target.identity.tags.first { $0.key.lowercased() == name }
      context[key] = tag.map { .values([$0.value]) } ?? .absent
    }
    return context
  }
}
