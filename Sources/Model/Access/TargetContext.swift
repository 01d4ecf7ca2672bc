/// What a request on an IAM resource is known to hold besides the principal's keys.
///
/// See https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-policy-keys.
struct TargetContext {
  private let tagKeys: [String]
  private let partition: String

  /// For requests of `subject`, whose conditions name the tags that matter.
  init(subject: AccessSubject) {
    partition = subject.arn.partition
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

  /// A request of `action` on `target`: its boundary and tags are known, and the policy attached
  /// is the one that gives everything.
  func context(_ action: String, on target: AccessSubject?) -> RequestContext {
    var context = RequestContext()
    if action.hasPrefix("iam:Attach") {
      context["iam:PolicyARN"] = .values(["arn:\(partition):iam::aws:policy/AdministratorAccess"])
    }
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
