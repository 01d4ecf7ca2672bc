/// The known context of a request on an IAM resource, in addition to that of the principal.
///
/// See https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-policy-keys.
struct TargetContext {
  private let subject: AccessSubject
  private let engine: AccessEngine
  /// The principal's conditions on the tags of targets, and on the tags in calls that set them.
  private let tagRules: [TagRule]
  private let tagChoices: TagChoices
  private let hasTagConditions: Bool
  /// Whether the principal can tag users or roles.
  private let canTag: Bool
  /// Policies that allow everything, when attached or as boundaries.
  private let policies: [String]
  /// The conditions in the principal's policies on the session name and tags that it chooses.
  let sessionRules: [TagRule]
  /// The conditions on the region of a request, from all policies that affect the principal.
  let regionConditions: [Condition]
  private let passedServices: [ServicePrincipal]
  /// The boundaries that the principal's own policies require for principals it creates or changes.
  let requiredBoundaries: [String]

  /// Creates the context for requests of `subject`, whose conditions determine the tags that
  /// matter; `widePolicies` are the customer managed policies that allow everything.
  init(subject: AccessSubject, engine: AccessEngine, widePolicies: [ARN]) {
    self.subject = subject
    self.engine = engine
    let managed = "arn:\(subject.arn.partition):iam::aws:policy/"
    policies =
      [managed + "AdministratorAccess", managed + "IAMFullAccess"] + widePolicies.map(\.description)
    var boundaries: [String] = []
    var regions: [Condition] = []
    var services: [ServicePrincipal] = []
    let all = subject.policies + engine.limits(on: subject)
    for policy in all {
      for condition in policy.document.statements.flatMap(\.conditions) {
        let key = condition.key.lowercased()
        if condition.isOnRegion {
          regions.append(condition)
        } else if key == "iam:permissionsboundary" {
          boundaries += condition.values.filter { ARNPattern($0).isLiteral }
        } else if key == "iam:passedtoservice" {
          services += condition.values.compactMap { value in
            // A pattern represents a region that it matches.
            ServicePrincipal(
              value.split(separator: "*", omittingEmptySubsequences: false)
                .joined(separator: Partition.named(subject.arn.partition).mainRegion),
              partition: subject.arn.partition)
          }
        }
      }
    }
    let tagging = TagRequest.actions(in: engine.catalogue)
    canTag = subject.allows(anyOf: tagging)
    let onTags = TagRule.rules(of: all) { Self.testsTags($1) }
    hasTagConditions = !onTags.isEmpty
    tagRules =
      canTag
      ? onTags
        + TagRule.rules(of: all) { AssumeRoleCall.testsTags($1) && $0.actions.overlaps(tagging) }
      : []
    tagChoices = TagChoices(
      hasTagConditions ? tagRules : [], keyPrefixes: Self.prefixes, context: subject.context)
    let assuming = ActionSet(
      of: .only(["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]), in: engine.catalogue
    )
    sessionRules = TagRule.rules(of: all) {
      AssumeRoleCall.testsSession($1) && $0.actions.overlaps(assuming)
    }
    regionConditions = regions.uniqued
    passedServices = services
    requiredBoundaries = boundaries.uniqued
  }

  /// The regions in the principal's conditions on `iam:PassedToService`, from forms of `service`.
  func passedRegions(of service: String) -> [String] {
    passedServices.filter { $0.name == service }.compactMap(\.region).uniqued
  }

  /// The prefixes of keys for the tags of a resource; IAM has an additional one.
  static let prefixes = ["aws:ResourceTag/", "iam:ResourceTag/"]

  /// Whether the condition is on a tag of the resource.
  static func testsTags(_ condition: Condition) -> Bool {
    let key = condition.key.lowercased()
    return prefixes.contains { key.hasPrefix($0.lowercased()) }
  }

  /// The variants of a request of `action` on `target`. Its boundary and tags are known, unchanged
  /// or after the principal has changed the tags. An attached policy is one that allows everything,
  /// and so is a new boundary. `trust` are conditions of the target's trust policy on its tags;
  /// `kept` are changes of tags that have been made and are not changed again.
  func contexts(
    _ action: String, on target: AccessSubject?, trust: [TagRule] = [],
    keeping kept: [TagChange] = []
  ) -> [RequestVariant] {
    guard let target else {
      return variants(of: RequestContext(), action).map { RequestVariant(context: $0) }
    }
    var context = RequestContext()
    context["iam:PermissionsBoundary"] =
      target.identity.boundary.map { .values([$0.arn.description]) } ?? .absent
    return tagged(target, trust, keeping: kept).flatMap { tagged in
      variants(of: context, action).map { tagged.merging($0) }
    }
  }

  /// The target's tags in the request: unchanged, and as the principal can change them.
  private func tagged(
    _ target: AccessSubject, _ trust: [TagRule], keeping kept: [TagChange]
  ) -> [RequestVariant] {
    let tags = target.identity.tags
    if !hasTagConditions, trust.isEmpty, kept.isEmpty { return [RequestVariant()] }
    let unchanged = RequestVariant(context: Self.context(of: tags, after: kept))
    guard target.kind != .group, canTag, hasTagConditions || !trust.isEmpty else {
      return [unchanged]
    }
    let choices =
      trust.isEmpty
      ? tagChoices
      : TagChoices(tagRules + trust, keyPrefixes: Self.prefixes, context: subject.context)
    let plans = choices.plans(for: tags)
    let keys = Set(kept.map { $0.key.lowercased() })
    let changed = plans.all.filter { plan in !plan.contains { keys.contains($0.key.lowercased()) } }
      .map { plan in
        RequestVariant(
          context: Self.context(of: tags.applying(plan), after: kept + plan),
          requests: TagRequest.requests(plan, on: target, by: subject, in: engine))
      }
    let more = plans.isWhole ? [] : [RequestVariant(requests: [TagRequest.unknown(on: target)])]
    return [unchanged] + changed + more
  }

  /// The context for a resource with the known tags `tags`, some of them the result of `changes`.
  static func context(of tags: [Tag], after changes: [TagChange] = []) -> RequestContext {
    var context = RequestContext()
    for prefix in prefixes {
      for tag in tags { context[prefix + tag.key] = .values([tag.value]) }
      for change in changes where change.value == nil { context[prefix + change.key] = .absent }
      context.close(prefix)
    }
    return context
  }

  /// The variants of a request of `action` on a new principal with `boundary`, or without one.
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
