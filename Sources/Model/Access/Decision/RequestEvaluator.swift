/// A request with its context, for evaluation by policies.
struct RequestEvaluator {
  let action: String
  let index: Int?
  let resource: RequestResource
  /// The resources that a pattern represents, as searches among them, if parts of them count.
  private let parts: [TextSearch]
  private let known: LazyContext
  /// The context, which is built when a condition first needs it; few do.
  var context: RequestContext { known.value }

  /// A context that is built once.
  private final class LazyContext {
    private let make: () -> RequestContext
    private(set) lazy var value = make()

    init(_ make: @escaping () -> RequestContext) { self.make = make }
  }

  /// The answer of a group of policies.
  struct Judgement {
    var allows: [PolicyStatement] = []
    var denials: [PolicyStatement] = []
    var elsewhere: [PolicyStatement] = []

    var allowed: Truth { allows.map(\.applies).any }
  }

  /// Like AWS, evaluates an action without resource types on `*` or a fixed ARN, whatever the
  /// requested resource. The region of a global service, and the region and account in the ARN, are
  /// used unless they were given. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion.
  init(_ request: AccessRequest, subject: AccessSubject, engine: AccessEngine) {
    action = request.action
    index = engine.catalogue.index(ofAction: request.action)
    let takesNoResource = index.map { engine.catalogue.entries[$0].takesNoResource } ?? false
    let resource =
      takesNoResource
      ? FixedResources.arn(of: request, in: engine.resources).map { RequestResource(literal: $0) }
        ?? .none
      : RequestResource(VersionForm.authorized(request.resource).resource)
    self.resource = resource
    let asked = takesNoResource ? request.on(resource.text) : request
    parts =
      request.countsParts && !resource.isLiteral ? engine.searches(of: index, in: resource) : []
    known = LazyContext { Self.context(of: asked, by: subject, engine) }
  }

  /// The known context of `request` by `subject`.
  static func context(
    of request: AccessRequest, by subject: AccessSubject, _ engine: AccessEngine
  ) -> RequestContext {
    var context = subject.context
    let arn = ARN(request.resource)
    if let region = GlobalServices.region(of: request.action, in: engine.resources.partition) {
      context["aws:RequestedRegion"] = .values([region])
    } else if isPlain(arn.region) {
      context["aws:RequestedRegion"] = .values([arn.region])
    }
    if isPlain(arn.account) { context["aws:ResourceAccount"] = .values([arn.account]) }
    if arn.account == engine.accountID, !arn.account.isEmpty {
      context.shareOrganization()
    }
    if let qualifier = VersionForm.authorized(request.resource).qualifier {
      context["states:StateMachineQualifier"] = .values([qualifier])
    }
    if let tags = engine.tags(of: request) { context = context.merging(tags) }
    return context.merging(request.context)
  }

  private static func isPlain(_ part: String) -> Bool {
    !part.isEmpty && !part.contains { $0 == "*" || $0 == "?" }
  }

  func evaluate(_ policies: [AppliedPolicy]) -> Judgement {
    var result = Judgement()
    for policy in policies {
      for (place, line) in policy.compiled.lines.enumerated() where covers(line.actions) {
        let resources = line.resources.resolved(in: context)
        var reaches = resources.match(resource)
        if reaches == .no, line.effect == .deny, overlaps(resources) { reaches = .unknown }
        let holds =
          line.conditions.isEmpty ? Truth.yes : policy.compiled.conditions(of: line, in: context)
        let applies = min(reaches, holds)
        let statement = PolicyStatement(
          source: policy.source, statement: policy.document.statements[place], applies: applies)
        if applies == .no {
          if line.effect == .allow, reaches == .no, holds != .no {
            result.elsewhere.append(statement)
          }
        } else if line.effect == .allow {
          result.allows.append(statement)
        } else {
          result.denials.append(statement)
        }
      }
    }
    return result
  }

  /// Whether `scope` covers some of the resources that the request's pattern represents.
  private func overlaps(_ scope: ResourceScope) -> Bool {
    guard !(scope.isNegated && scope.patterns.contains(where: \.isUnresolved)) else { return false }
    return parts.contains { search in
      var search = search
      var budget = Self.maximumWork
      search.require([
        TextSearch.Scope(patterns: scope.patterns.map(\.segmentTokens), isNegated: scope.isNegated)
      ])
      return search.example(&budget) != .none
    }
  }

  private static let maximumWork = 1 << 20

  private func covers(_ actions: ActionSet) -> Bool {
    index.map(actions.contains(index:)) ?? actions.contains(action)
  }

  /// The conditions of `statement` that are unknown here.
  func openConditions(_ statement: Statement) -> [Condition] {
    statement.conditions.filter { $0.evaluate(in: context) == .unknown }
  }
}

extension AccessEngine {
  /// Searches among the ARNs of the action's types that `resource` matches, or among all ARNs that it
  /// matches if none has one of these types.
  fileprivate func searches(of action: Int?, in resource: RequestResource) -> [TextSearch] {
    let whole = TextSearch(resource.pattern.segmentTokens)
    guard let action, let (service, uses) = resources.uses(ofAction: action) else { return [whole] }
    let ofTypes = uses.types.flatMap { service.kinds[$0].shapes }.map { shape in
      var search = shape.search(partition: resources.partition, region: "*")
      search.require([TextSearch.Scope(patterns: [resource.pattern.segmentTokens])])
      return search
    }.filter { search in
      var budget = 1 << 18
      return search.example(&budget) != .none
    }
    return ofTypes.isEmpty ? [whole] : ofTypes
  }

  /// The known tags of the user or role that a request is about: those in the evidence,
  /// unless the request itself specifies them. AWS warns against tags in conditions on `iam:PassRole`,
  /// where they are not reliable. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html and
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html.
  fileprivate func tags(of request: AccessRequest) -> RequestContext? {
    let action = request.action.lowercased()
    guard action.hasPrefix("iam:") && action != "iam:passrole" || Self.isAssumption(action),
      let index = indexByARN[request.resource], subjects[index].kind != .group,
      request.context["aws:ResourceTag/"] == .unknown
    else { return nil }
    return TargetContext.context(of: subjects[index].identity.tags)
  }
}
