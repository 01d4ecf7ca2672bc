/// Finds resources on which a principal can use several actions one after another.
///
///     lambda:CreateFunction   arn:aws:lambda:eu-west-1:*:function:dev-*   ┐ function:dev-*-api
///     lambda:InvokeFunction   arn:aws:lambda:*:*:function:*-api           ┘ in eu-west-1
///
/// Steps that need the same resource, such as the function that is created and then invoked, must
/// share a possible ARN, and all steps must share a Region. An action that needs resources of several
/// types needs one of each. Which resource types an action requires is in AWS's Service Authorization
/// Reference; where that leaves something open, so does the plan.
struct JointUse {
  typealias Token = WildcardPattern.Token

  /// A resource that an action is used on.
  struct Need {
    let action: String
    /// The indices in `types` of the resource types that the action shares with another action; one
    /// of them is used.
    let types: [Int]
    /// The formats of ARNs of the other types that do.
    let others: [[Token]]
    /// Whether an earlier step names the resource, so that this one can name a version of it.
    let isLater: Bool
    /// The resource patterns of the statements that allow the action, unconditional ones first.
    let patterns: [[Token]]
  }

  /// The requirements for the resources so far: a pattern for each type, and one for the Region.
  struct Choice {
    var resources: [Int: [Token]] = [:]
    /// The resource that each need is used on.
    var uses: [Use] = []
    var region: [Token]
    /// Whether a step needs a version or an alias that might not exist, or is used on a resource type
    /// that might not be sufficient.
    var isHypothetical = false
  }

  /// What a need is used on.
  struct Use {
    let tokens: [Token]
    /// The shared type whose resource it is.
    var type: Int?
    /// Whether it is a version of the shared resource.
    var isVersion = false
  }

  private let region: String?
  let partition: Partition
  /// The needs of the actions: first in the strictest reading of the reference, then in the other
  /// possible readings.
  private let readings: [[Need]]
  /// The formats of the shared types' ARNs.
  private let types: [[[Token]]]
  /// The other forms in which later steps can refer to resources of the shared types.
  private let versions: [[VersionForm]]
  /// The rules of all policies for each action.
  let rules: [String: RequestRules]
  let subject: AccessSubject
  let engine: AccessEngine
  /// The Regions that policies distinguish.
  let regions: [String]
  /// Whether patterns of resources are shown, although the statements name everything.
  private let isBroad: Bool

  /// Whether each action is allowed on any resource in any region, so that no search is needed.
  let isFree: Bool

  /// The limit of the total work: the sum of the products of the lengths of compared patterns.
  private static let maximumWork = 1 << 20

  /// Creates the search for `actions`, which `access` allows, in `region` if given.
  init(
    _ actions: [String], in region: String?, subject: AccessSubject, access: EffectiveAccess,
    engine: AccessEngine
  ) {
    self.region = region
    self.subject = subject
    self.engine = engine
    partition = engine.partition
    let catalogue = engine.catalogue
    let isBroad = actions.allSatisfy(access.isBroadlyAllowed)
    self.isBroad = isBroad && region == nil
    let patterns = actions.map { access.patterns(allowing: $0, context: subject.context) }
    let isOne =
      actions.count == 1 && !catalogue.needsSeveralTypes(actions[0])
      && patterns[0].contains { Self.canBeOf(account: engine.accountID, $0) }
    var rules: [String: RequestRules] = [:]
    for action in actions {
      rules[action] = RequestRules(action, subject: subject, engine: engine)
    }
    isFree = region == nil && (isOne || isBroad) && !rules.values.contains(where: \.areLimiting)
    guard !isFree else {
      (readings, types, versions, self.rules, regions) = ([], [], [], [:], [])
      return
    }
    self.rules = rules
    regions =
      region.map { [$0] }
      ?? RequestRules.regions(of: Array(rules.values), in: partition, subject.context)
    let lists = [true, false].map { isStrict in
      actions.map { catalogue.typeLists(of: $0, isStrict: isStrict) }
    }
    let named = lists[0].map { $0.flatMap(\.self).uniqued }
    let shared = named.flatMap(\.self).uniqued.filter { type in
      !type.isOfAWS && named.count { $0.contains(type) } > 1
    }
    func tokens(_ type: ResourceCatalogue.ResourceType) -> [[Token]] {
      type.formats.map { format in
        let text = ARNShape.pattern(
          format, account: engine.accountID, partition: subject.arn.partition)
        return ARNPattern(text, variables: false).tokens
      }
    }
    types = shared.map(tokens)
    let others = actions.flatMap { catalogue.resources(of: $0)?.service.types ?? [] }
      .flatMap(\.formats)
    versions = shared.map { VersionForm.all(of: $0.formats, among: others) }
    readings = lists.uniqued.map { lists in
      var needs: [Need] = []
      for (place, action) in actions.enumerated() {
        for list in lists[place].isEmpty ? [[]] : lists[place] {
          let own = list.compactMap { shared.firstIndex(of: $0) }
          let versions = own.flatMap { shared[$0].formats }.map { $0 + ":*" }
          // No other step creates or changes resources that AWS owns; versions belong to the
          // resources of such a step.
          let rest = list.filter { type in
            !shared.contains(type) && !type.formats.contains(where: versions.contains)
              && (own.isEmpty || !type.isOfAWS)
          }
          needs.append(
            Need(
              action: action, types: own, others: rest.flatMap(tokens),
              isLater: needs.contains { !Set($0.types).isDisjoint(with: own) },
              patterns: patterns[place]))
        }
      }
      return needs
    }
  }

  /// Whether resources of `account` can have an ARN that `pattern` matches.
  private static func canBeOf(account: String?, _ pattern: [Token]) -> Bool {
    let parts = pattern.split(
      separator: WildcardPattern.colon, maxSplits: 5, omittingEmptySubsequences: false)
    guard let account, parts.count == 6, !parts[4].isEmpty else { return true }
    return WildcardPattern.intersection(Array(parts[4]), account.utf8.map(Token.init)) != nil
  }

  /// The resources for one way to use the actions.
  struct Plan {
    /// The resource that each action is used on, with the pattern of which it is an example if the
    /// action shares its resource with another one.
    let resources: [(action: String, examples: [String], shown: String?)]
    /// The Region of all steps.
    let region: String
    /// Whether a step needs a version or an alias that need not exist.
    let isHypothetical: Bool
  }

  /// Calls `visit` for each plan until it returns true. Returns false if there may be further plans
  /// that were not tried.
  func forEach(_ visit: (Plan) -> Bool) -> Bool {
    var budget = Self.maximumWork
    for (place, needs) in readings.enumerated() {
      var start = Choice(
        region: region.map { $0.utf8.map(Token.init) } ?? [WildcardPattern.star])
      start.isHypothetical = place > 0
      if extend(start, needs, &budget, visit) { break }
    }
    return budget > 0
  }

  private func extend(
    _ choice: Choice, _ needs: [Need], _ budget: inout Int, _ visit: (Plan) -> Bool
  ) -> Bool {
    let place = choice.uses.count
    if place == needs.count {
      return plans(choice, needs, &budget).contains(where: visit)
    }
    let need = needs[place]
    let known = need.types.filter { choice.resources[$0] != nil }
    let types = known.isEmpty ? need.types : known
    var bases: [(type: Int?, base: [Token])] = types.flatMap { type in
      (choice.resources[type].map { [$0] } ?? self.types[type]).map { (type, $0) }
    }
    bases += need.others.map { (nil, $0) }
    // An action without a resource is allowed by an entry that matches everything.
    if bases.isEmpty { bases = [(nil, [WildcardPattern.star])] }
    for pattern in need.patterns {
      for (type, base) in bases {
        budget -= 16 + base.count * pattern.count
        if budget <= 0 { return true }
        for next in choices(choice, need, type, base, pattern) {
          if extend(next, needs, &budget, visit) { return true }
        }
      }
    }
    return false
  }

  /// The choices that use `need` on a resource that matches both patterns, or on a version of it.
  private func choices(
    _ choice: Choice, _ need: Need, _ type: Int?, _ base: [Token], _ pattern: [Token]
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
      type.map { versions[$0].contains { $0.isVersion(used, of: base) } } ?? false ? nil : used
    }
    add(direct) { next, used in
      if let type { next.resources[type] = used }
      next.uses.append(Use(tokens: used, type: type))
      // A type that the actions do not share.
      next.isHypothetical = next.isHypothetical || type == nil && !need.types.isEmpty
    }
    guard let type, need.isLater, choices.isEmpty else { return choices }
    for form in versions[type] {
      add(form.form(of: base).flatMap { joint($0, pattern) }) { next, used in
        let existing = form.existing(used)
        next.resources[type] = form.resource(of: used)
        next.uses.append(Use(tokens: existing ?? used, isVersion: true))
        next.isHypothetical = next.isHypothetical || existing == nil
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

  func segments(of resource: [Token]) -> [ArraySlice<Token>] {
    resource.split(separator: WildcardPattern.colon, maxSplits: 5, omittingEmptySubsequences: false)
  }

  /// Whether a colon after the name of a resource of the shared type begins a version of it.
  func hasVersions(_ type: Int) -> Bool {
    versions[type].contains { if case .unqualified = $0 { false } else { true } }
  }

  /// Whether the pattern is all of a shared type.
  func isWhole(_ type: Int, _ tokens: [Token]) -> Bool { isBroad && types[type].contains(tokens) }
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

  /// The resource types of `action`, as `ResourceCatalogue.Uses.lists` says.
  fileprivate func typeLists(
    of action: String, isStrict: Bool
  ) -> [[ResourceCatalogue.ResourceType]] {
    guard let (service, place) = resources(of: action) else { return [] }
    return service.uses[service.actions[place].uses].lists(isStrict: isStrict)
      .map { $0.map { service.types[$0] } }
  }

  /// Whether a request of `action` names resources of several types, as far as is known.
  fileprivate func needsSeveralTypes(_ action: String) -> Bool {
    guard let (service, place) = resources(of: action) else { return false }
    return service.uses[service.actions[place].uses].lists(isStrict: true).count > 1
  }
}

extension ResourceCatalogue.ResourceType {
  /// Whether its resources are AWS's own, which act with no role of the account.
  fileprivate var isOfAWS: Bool {
    formats.allSatisfy { format in
      let parts = format.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
      return parts.count == 4 && (parts[2] == "aws" || parts[2].isEmpty && !parts[1].isEmpty)
    }
  }
}
