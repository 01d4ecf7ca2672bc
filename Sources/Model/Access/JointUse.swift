/// Finds resources on which a principal can use several actions one after another.
///
///     lambda:CreateFunction   arn:aws:lambda:eu-west-1:*:function:dev-*   ┐ function:dev-*-api
///     lambda:InvokeFunction   arn:aws:lambda:*:*:function:*-api           ┘ in eu-west-1
///
/// Steps that need the same resource, such as a function that is created and then invoked, must be
/// allowed on a common ARN, and all steps must use the same region. The resource types that an
/// action requires are listed in the AWS Service Authorization Reference.
struct JointUse {
  typealias Token = WildcardPattern.Token

  /// An action and the resource type that it shares with another action.
  private struct Need {
    let action: String
    /// The index in `types`; nil if the action shares no type.
    let type: Int?
    /// Whether an earlier step uses the resource, so that this step can use a version of it.
    let isLater: Bool
    /// The resource patterns of the statements that allow the action, unconditional ones first.
    let patterns: [[Token]]
  }

  /// The constraints so far: a pattern for each type, and one for the region.
  private struct Choice {
    var resources: [Int: [Token]] = [:]
    /// The resources of actions that share no type, or use a version of a shared resource.
    var others: [String: [Token]] = [:]
    var region: [Token]
    /// Whether a step needs a version or an alias that may not exist.
    var isSupposed = false
  }

  private let region: String?
  private let partition: String
  private let needs: [Need]
  /// The ARN formats of the shared types.
  private let types: [[[Token]]]
  /// The other forms in which later steps can refer to resources of the shared types.
  private let versions: [[VersionForm]]
  private let formats: [String: [[Token]]]

  /// Whether each action is allowed on any resource in any region, so that no search is needed.
  let isFree: Bool

  /// The limit of the total work: the sum of the products of the lengths of compared patterns.
  private static let mostWork = 1 << 20

  /// Creates the search for `actions`, which `access` allows, in `region` if given.
  init(
    _ actions: [String], in region: String?, subject: AccessSubject, access: EffectiveAccess,
    engine: AccessEngine
  ) {
    self.region = region
    partition = subject.arn.partition
    let catalogue = engine.catalogue
    isFree =
      region == nil && (actions.count == 1 || actions.allSatisfy(access.isBroadlyAllowed))
    guard !isFree else {
      (needs, types, versions, formats) = ([], [], [], [:])
      return
    }
    let required = actions.map { catalogue.requiredTypes(of: $0) }
    let shared = required.flatMap(\.self).uniqued.filter { type in
      required.count { $0.contains(type) } > 1
    }
    let context = subject.context
    let partition = partition
    func tokens(_ type: ResourceCatalogue.ResourceType) -> [[Token]] {
      type.formats.map { format in
        let text = ARNShape.pattern(format, account: engine.accountID, partition: partition)
        return ARNPattern(text, variables: false).tokens
      }
    }
    types = shared.map(tokens)
    let others = actions.flatMap { catalogue.resources(of: $0)?.service.types ?? [] }
      .flatMap(\.formats)
    versions = shared.map { VersionForm.all(of: $0.formats, among: others) }
    formats = Dictionary(
      actions.map { ($0, catalogue.resourceTypes(of: $0).flatMap(tokens)) },
      uniquingKeysWith: { first, _ in first })
    var needs: [Need] = []
    for (place, action) in actions.enumerated() {
      let patterns = access.patterns(allowing: action, context: context)
      let own = required[place].compactMap { shared.firstIndex(of: $0) }
      needs += (own.isEmpty ? [nil] : own.map(Optional.some)).map { type in
        Need(
          action: action, type: type,
          isLater: type != nil && needs.contains { $0.type == type }, patterns: patterns)
      }
    }
    self.needs = needs
  }

  /// The resources for one way to use the actions.
  struct Plan {
    /// An example resource for each action, with the pattern to show for it if the action shares
    /// its resource with another one.
    let resources: [(action: String, example: String, shown: String?)]
    /// The region, if it is fixed.
    let region: String?
    /// Whether a step needs a version or an alias that may not exist.
    let isSupposed: Bool
  }

  /// Calls `visit` for each plan until it returns true. Returns false if there may be further plans
  /// that were not tried.
  func forEach(_ visit: (Plan) -> Bool) -> Bool {
    var budget = Self.mostWork
    let start = Choice(
      region: region.map { $0.utf8.map(Token.init) } ?? [WildcardPattern.star])
    _ = extend(start, 0, &budget, visit)
    return budget > 0
  }

  private func extend(
    _ choice: Choice, _ place: Int, _ budget: inout Int, _ visit: (Plan) -> Bool
  ) -> Bool {
    if place == needs.count { return visit(plan(choice)) }
    let need = needs[place]
    let bases: [[Token]] =
      need.type.map { type in choice.resources[type].map { [$0] } ?? types[type] }
      ?? formats[need.action] ?? []
    for pattern in need.patterns {
      // An action without a resource must be allowed on `*`.
      for base in bases.isEmpty ? [[WildcardPattern.star]] : bases {
        budget -= 16 + base.count * pattern.count
        if budget <= 0 { return true }
        for next in choices(choice, need, base, pattern) {
          if extend(next, place + 1, &budget, visit) { return true }
        }
      }
    }
    return false
  }

  /// The choices that use `need` on a resource that matches both patterns, or on a version of it.
  private func choices(
    _ choice: Choice, _ need: Need, _ base: [Token], _ pattern: [Token]
  ) -> [Choice] {
    var choices: [Choice] = []
    func add(_ used: [Token]?, change: (inout Choice, [Token]) -> Void) {
      guard let used, let region = region(of: used, in: choice.region) else { return }
      var next = choice
      next.region = region
      change(&next, used)
      choices.append(next)
    }
    let direct = joint(base, pattern).flatMap { used in
      need.type.map { versions[$0].contains { $0.isVersion(used, of: base) } } ?? false ? nil : used
    }
    add(direct) { next, used in
      if let type = need.type {
        next.resources[type] = used
      } else {
        next.others[need.action] = used
      }
    }
    guard let type = need.type, need.isLater, choices.isEmpty else { return choices }
    for form in versions[type] {
      add(joint(form.form(of: base), pattern)) { next, used in
        let existing = form.existing(used)
        next.resources[type] = form.resource(of: used)
        next.others[need.action] = existing ?? used
        next.isSupposed = next.isSupposed || existing == nil
      }
    }
    return choices
  }

  /// The ARNs that match both patterns, segment by segment, because segments before the last
  /// contain no colon.
  private func joint(_ base: [Token], _ pattern: [Token]) -> [Token]? {
    if pattern == [WildcardPattern.star] { return base }
    let (left, right) = (segments(of: base), segments(of: pattern))
    guard left.count == right.count else { return WildcardPattern.intersection(base, pattern) }
    var result: [Token] = []
    for (mine, others) in zip(left, right) {
      guard let part = common(Array(mine), Array(others)) else { return nil }
      if !result.isEmpty { result.append(WildcardPattern.colon) }
      result += part
    }
    return result
  }

  /// The texts that match both segments; if one covers the other, all of the covered one.
  private func common(_ mine: [Token], _ others: [Token]) -> [Token]? {
    let (left, right) = (
      WildcardPattern(tokens: mine, ignoresCase: false),
      WildcardPattern(tokens: others, ignoresCase: false)
    )
    if left.covers(right) { return others }
    return right.covers(left) ? mine : WildcardPattern.intersection(mine, others)
  }

  /// The regions in `known` that the resource allows; nil if none is left.
  private func region(of resource: [Token], in known: [Token]) -> [Token]? {
    let parts = segments(of: resource)
    guard parts.count == 6, !parts[3].isEmpty else { return known }
    return WildcardPattern.intersection(Array(parts[3]), known)
  }

  private func segments(of resource: [Token]) -> [ArraySlice<Token>] {
    resource.split(separator: WildcardPattern.colon, maxSplits: 5, omittingEmptySubsequences: false)
  }

  private func plan(_ choice: Choice) -> Plan {
    let isFixed = choice.region.allSatisfy { $0 <= 255 }
    let actions = needs.map(\.action).uniqued
    let resources = actions.map { action in
      let type = needs.first { $0.action == action && $0.type != nil }?.type
      let tokens = choice.others[action] ?? type.flatMap { choice.resources[$0] } ?? []
      return (
        action: action, example: example(of: tokens, region: choice.region),
        shown: type.map { _ in WildcardPattern.text(of: tokens) }
      )
    }
    return Plan(
      resources: resources, region: isFixed ? WildcardPattern.text(of: choice.region) : nil,
      isSupposed: choice.isSupposed)
  }

  private func example(of tokens: [Token], region: [Token]) -> String {
    var parts = segments(of: tokens).map { WildcardPattern.text(of: $0, filler: "x") }
    guard parts.count == 6 else { return WildcardPattern.text(of: tokens) }
    if !parts[3].isEmpty { parts[3] = WildcardPattern.text(of: region, filler: "x") }
    return parts.joined(separator: ":")
  }
}

extension EffectiveAccess {
  /// Whether one of the statements that most certainly allow `action` covers everything.
  fileprivate func isBroadlyAllowed(_ action: String) -> Bool {
    let (sure, open) = grants(allowing: action)
    return (sure.isEmpty ? open : sure).contains(where: \.isBroad)
  }

  /// The unconditional grants of `action`, and the other grants.
  private func grants(allowing action: String) -> (sure: [Grant], open: [Grant]) {
    let index = allowed.catalogue.index(ofAction: action)
    func has(_ actions: ActionSet) -> Bool {
      index.map(actions.contains(index:)) ?? actions.contains(action)
    }
    let sure = grants.filter { has($0.unconditional) }
    let open = grants.filter {
      !has($0.unconditional) && (has($0.allowed) || has($0.contained))
    }
    return (sure, open)
  }

  /// The resource patterns of the statements that allow `action`, unconditional ones first.
  fileprivate func patterns(
    allowing action: String, context: RequestContext
  ) -> [[WildcardPattern.Token]] {
    let (sure, open) = grants(allowing: action)
    func tokens(_ grant: Grant) -> [[WildcardPattern.Token]] {
      let scope = grant.policy.compiled.lines[grant.index].resources
      if scope.isNegated || grant.isBroad { return [[WildcardPattern.star]] }
      return scope.resolved(in: context).patterns.map(\.tokens)
    }
    return (sure + open).flatMap(tokens).uniqued
  }
}

extension ActionCatalogue {
  /// Whether `action` applies to resources without a region in their ARN, such as buckets, which
  /// can be in a different region from the other steps.
  func hasResourcesInAnyRegion(_ action: String) -> Bool {
    resourceTypes(of: action).flatMap(\.formats).contains { format in
      let parts = format.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      return parts.count == 3 && parts[1].isEmpty
    }
  }

  /// The resource types that each request of `action` requires.
  fileprivate func requiredTypes(of action: String) -> [ResourceCatalogue.ResourceType] {
    guard let (service, place) = resources(of: action) else { return [] }
    return service.uses[service.actions[place].uses].filter(\.isRequired)
      .map { service.types[$0.type] }
  }
}
