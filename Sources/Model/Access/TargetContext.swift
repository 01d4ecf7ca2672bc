/// What a request on an IAM resource is known to hold besides the principal's keys.
///
/// See https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-policy-keys.
struct TargetContext {
  private let subject: AccessSubject
  private let engine: AccessEngine
  /// What the principal's policies ask of the tags of what a request is about, and of the calls that
  /// set them.
  private let tagRules: [TagRule]
  private let tagChoices: TagChoices
  /// Whether the principal can tag anything.
  private let canTag: Bool
  /// Policies that give everything to whom they are attached, and leave everything as boundaries.
  private let policies: [String]
  /// What the principal's policies ask of what it chooses for a session.
  let sessionRules: [TagRule]
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
            // A pattern stands for a Region that it fits.
            ServicePrincipal(
              value.split(separator: "*", omittingEmptySubsequences: false)
                .joined(separator: Partition.named(subject.arn.partition).mainRegion),
              partition: subject.arn.partition)
          }
        }
      }
    }
    let tagging = ActionSet(
      of: .only(["iam:TagUser", "iam:TagRole", "iam:UntagUser", "iam:UntagRole"]),
      in: engine.catalogue)
    canTag = subject.allows(anyOf: tagging)
    let onTags = TagRule.rules(of: all) { Self.isOnTags($1) }
    tagRules =
      canTag
      ? onTags
        + TagRule.rules(of: all) { $0.actions.overlaps(tagging) && AssumeRoleCall.isOnTags($1) }
      : []
    tagChoices = TagChoices(
      onTags.isEmpty ? [] : tagRules, held: Self.prefixes, context: subject.context)
    hasTagConditions = !onTags.isEmpty
    let assuming = ActionSet(of: .only(["sts:AssumeRole", "sts:TagSession"]), in: engine.catalogue)
    sessionRules = TagRule.rules(of: all) {
      AssumeRoleCall.isOnSession($1) && $0.actions.overlaps(assuming)
    }
    regionConditions = regions.uniqued
    passedServices = services
    demandedBoundaries = boundaries.uniqued
  }

  private let hasTagConditions: Bool

  /// The Regions that the principal's conditions on `iam:PassedToService` name in spellings of
  /// `service`.
  func passedRegions(of service: String) -> [String] {
    passedServices.filter { $0.name == service }.compactMap(\.region).uniqued
  }

  /// The keys that hold the tags of what a request is about; IAM has one of its own.
  static let prefixes = ["aws:ResourceTag/", "iam:ResourceTag/"]

  /// Whether the condition is about the tags of what a request is about.
  static func isOnTags(_ condition: Condition) -> Bool {
    let key = condition.key.lowercased()
    return prefixes.contains { key.hasPrefix($0.lowercased()) }
  }

  /// Requests of `action` on `target`: its boundary and its tags are known, as they are or after the
  /// principal has changed them; a policy attached is one of those that give everything, and a
  /// boundary put is one of those that leave everything. `trust` is what the target's own trust policy
  /// asks of its tags, and `kept` are changes that must last.
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

  /// What a request knows of the target's tags: as they are, then as the principal can make them.
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
      ? tagChoices : TagChoices(tagRules + trust, held: Self.prefixes, context: subject.context)
    let plans = choices.plans(for: tags)
    let keys = Set(kept.map { $0.key.lowercased() })
    let changed = plans.all.filter { plan in !plan.contains { keys.contains($0.key.lowercased()) } }
      .map { plan in
        RequestVariant(
          context: Self.context(of: tags.applying(plan), after: kept + plan),
          requests: TagRequest.requests(plan, on: target))
      }
    let more = plans.isWhole ? [] : [RequestVariant(requests: [TagRequest.unknown(on: target)])]
    return [unchanged] + changed + more
  }

  /// What a request knows of the tags of its resource, where all of them are known; `changes` are
  /// those that made them so.
  static func context(of tags: [Tag], after changes: [TagChange] = []) -> RequestContext {
    var context = RequestContext()
    for prefix in prefixes {
      for tag in tags { context[prefix + tag.key] = .values([tag.value]) }
      for change in changes where change.value == nil { context[prefix + change.key] = .absent }
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
