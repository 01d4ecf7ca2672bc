/// The known context of requests on IAM resources, in addition to the principal's keys.
///
/// See https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-policy-keys.
struct TargetContext {
  private let subject: AccessSubject
  private let engine: AccessEngine
  /// The tag values of targets in the principal's conditions.
  private let tagChoices: [TagChoices]
  /// Policies that allow everything, when attached or as boundaries.
  private let policies: [String]
  /// The conditions in the principal's policies on the session name and tags that it chooses.
  let sessionConditions: [Condition]
  /// The conditions on the region of a request, from all policies that affect the principal.
  let regionConditions: [Condition]
  private let passedServices: [ServicePrincipal]
  /// The boundaries that the principal's own policies require for principals it creates or changes.
  let demandedBoundaries: [String]

  /// Creates the context for requests of `subject`, whose conditions determine the tags that
  /// matter; `widePolicies` are the customer managed policies that allow everything.
  init(subject: AccessSubject, engine: AccessEngine, widePolicies: [ARN]) {
    self.subject = subject
    self.engine = engine
    let managed = "arn:\(subject.arn.partition):iam::aws:policy/"
    policies =
      [managed + "AdministratorAccess", managed + "IAMFullAccess"] + widePolicies.map(\.description)
    var conditions: [Condition] = []
    var sessions: [Condition] = []
    var boundaries: [String] = []
    var regions: [Condition] = []
    var services: [ServicePrincipal] = []
    for policy in subject.policies + engine.limits(on: subject) {
      for condition in policy.document.statements.flatMap(\.conditions) {
        let key = condition.key.lowercased()
        if Self.prefixes.contains(where: { key.hasPrefix($0.lowercased()) }) {
          conditions.append(condition)
        } else if key == "sts:rolesessionname" || key.hasPrefix("aws:requesttag/") {
          sessions.append(condition)
        } else if condition.isOnRegion {
          regions.append(condition)
        } else if key == "iam:permissionsboundary" {
          boundaries += condition.values.filter { ARNPattern($0).isLiteral }
        } else if key == "iam:passedtoservice" {
          services += condition.values.compactMap { value in
            // A wildcard stands for a region that it matches.
            ServicePrincipal(
              value.split(separator: "*", omittingEmptySubsequences: false)
                .joined(separator: Partition.named(subject.arn.partition).mainRegion),
              partition: subject.arn.partition)
          }
        }
      }
    }
    let context = subject.context
    tagChoices = Self.prefixes.map {
      TagChoices(conditions, prefix: $0, context: context)
    }.filter { !$0.isEmpty }
    sessionConditions = sessions
    regionConditions = regions.uniqued
    passedServices = services
    demandedBoundaries = boundaries.uniqued
  }

  /// The regions in the principal's conditions on `iam:PassedToService`, from forms of `service`.
  func passedRegions(of service: String) -> [String] {
    passedServices.filter { $0.name == service }.compactMap(\.region).uniqued
  }

  /// The prefixes of keys for the tags of a resource; IAM has an additional one.
  private static let prefixes = ["aws:ResourceTag/", "iam:ResourceTag/"]

  /// The variants of a request of `action` on `target`. Its boundary and tags are known, unchanged
  /// or after the principal has changed the tags. An attached policy is one that allows everything,
  /// and so is a new boundary.
  func contexts(_ action: String, on target: AccessSubject?) -> [RequestVariant] {
    guard let target else {
      return variants(of: RequestContext(), action).map { RequestVariant(context: $0) }
    }
    var context = RequestContext()
    context["iam:PermissionsBoundary"] =
      target.identity.boundary.map { .values([$0.arn.description]) } ?? .absent
    return tagged(target).flatMap { tagged in
      variants(of: context, action).map { tagged.merging($0) }
    }
  }

  /// The target's tags in the request: unchanged, and as the principal can change them.
  private func tagged(_ target: AccessSubject) -> [RequestVariant] {
    if tagChoices.isEmpty { return [RequestVariant()] }
    let unchanged = RequestVariant(context: Self.context(of: target.identity.tags))
    guard target.kind != .group else { return [unchanged] }
    let changes = tagChoices.flatMap { $0.changes(to: target.identity.tags) }
    return [unchanged]
      + changes.uniqued.map { changes in
        RequestVariant(
          context: Self.context(of: target.identity.tags.applying(changes)),
          requests: TagRequest.requests(changes, on: target))
      }
  }

  /// The context for a resource with the known tags `tags`.
  static func context(of tags: [Tag]) -> RequestContext {
    var context = RequestContext()
    for prefix in prefixes {
      for tag in tags { context[prefix + tag.key] = .values([tag.value]) }
      context.close(prefix)
    }
    return context
  }

  /// The variants of a request of `action` on a principal that is created with or without
  /// `boundary`.
  func contexts(_ action: String, onNewWith boundary: String?) -> [RequestVariant] {
    var context = RequestContext()
    context["iam:PermissionsBoundary"] = boundary.map { .values([$0]) } ?? .absent
    return variants(of: context, action).map { RequestVariant(context: $0) }
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
