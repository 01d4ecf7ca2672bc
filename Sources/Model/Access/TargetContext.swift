/// What a request on an IAM resource is known to hold besides the principal's keys.
///
/// See https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-policy-keys.
struct TargetContext {
  private let subject: AccessSubject
  private let engine: AccessEngine
  /// The tags of what a request is about that the principal's conditions ask for.
  private let tagChoices: [TagChoices]
  /// Policies that give everything to whom they are attached, and leave everything as boundaries.
  private let policies: [String]
  /// The conditions of the principal's policies on what it chooses for a session.
  let sessionConditions: [Condition]
  /// The conditions of all policies that bear on the principal on the Region of a request.
  let regionConditions: [Condition]
  private let passedServices: [ServicePrincipal]
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
        } else if AssumeRoleCall.isOnChoice(key: key) || key.hasPrefix("aws:requesttag/") {
          sessions.append(condition)
        } else if condition.isOnRegion {
          regions.append(condition)
        } else if key == "iam:permissionsboundary" {
          boundaries += condition.values.filter { ARNPattern($0).isLiteral }
        } else if key == "iam:passedtoservice" {
          services += condition.values.compactMap { value in
            // A pattern stands for a Region that it fits.
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

  /// The Regions that the principal's conditions on `iam:PassedToService` name in spellings of
  /// `service`.
  func passedRegions(of service: String) -> [String] {
    passedServices.filter { $0.name == service }.compactMap(\.region).uniqued
  }

  /// The keys that hold the tags of what a request is about; IAM has one of its own.
  private static let prefixes = ["aws:ResourceTag/", "iam:ResourceTag/"]

  /// Requests of `action` on `target`: its boundary and its tags are known, as they are or after the
  /// principal has changed them; a policy attached is one of those that give everything, and a
  /// boundary put is one of those that leave everything.
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

  /// What a request knows of the target's tags: as they are, then as the principal can make them.
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

  /// What a request knows of the tags of its resource, where all of them are known.
  static func context(of tags: [Tag]) -> RequestContext {
    var context = RequestContext()
    for prefix in prefixes {
      for tag in tags { context[prefix + tag.key] = .values([tag.value]) }
      context.close(prefix)
    }
    return context
  }

  /// Requests of `action` on a principal that is made with `boundary`, or without one.
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
