/// Resources for the choices of a `JointUse`.
extension JointUse {
  /// The limit of the work of a search for one resource.
  private static let maximumWork = 1 << 18

  /// The plans of a choice, the best first: plans that all policies allow, plans that they possibly
  /// allow, and plans that only the boundary or SCPs block.
  func plans(_ choice: Choice, _ needs: [Need], _ budget: inout Int) -> [Plan] {
    // A pattern of Regions need not match every Region that both steps match.
    let isFixed = choice.region.allSatisfy { $0 <= 255 }
    let regions = isFixed ? [WildcardPattern.text(of: choice.region)] : self.regions
    for strength in [RequestRules.Strength.sure, .possible, .own] {
      for region in regions {
        if let plan = plan(choice, needs, strength, in: region, &budget) { return [plan] }
        if budget <= 0 { return [] }
      }
    }
    return []
  }

  private func plan(
    _ choice: Choice, _ needs: [Need], _ strength: RequestRules.Strength, in region: String,
    _ budget: inout Int
  ) -> Plan? {
    var shared: [Int: String] = [:]
    for (type, tokens) in choice.resources {
      let actions = zip(needs, choice.uses).filter { $0.1.type == type }.map(\.0.action)
      let isNamed = hasVersions(type)
      guard
        let found = example(
          of: tokens, for: actions, strength, in: region, withoutVersions: isNamed, &budget)
      else { return nil }
      shared[type] = found
    }
    var examples: [String] = []
    for (need, use) in zip(needs, choice.uses) {
      if let type = use.type, let example = shared[type] {
        examples.append(example)
        continue
      }
      let base = use.isVersion ? need.types.lazy.compactMap { shared[$0] }.first : nil
      let tokens = base.map { version(use.tokens, of: $0.utf8.map(Token.init)) } ?? use.tokens
      guard
        let found = example(
          of: tokens, for: [need.action], strength, in: region, withoutVersions: false, &budget)
      else { return nil }
      examples.append(found)
    }
    let actions = needs.map(\.action).uniqued
    return Plan(
      resources: actions.map { action in
        let places = needs.indices.filter { needs[$0].action == action }
        return (action, places.map { examples[$0] }, shown(places, choice, needs))
      },
      region: region, isHypothetical: choice.isHypothetical)
  }

  /// The pattern to show for the needs of an action at `places`; nil if none is of a shared resource.
  private func shown(_ places: [Int], _ choice: Choice, _ needs: [Need]) -> String? {
    guard let place = places.first(where: { !needs[$0].types.isEmpty }) else { return nil }
    let use = choice.uses[place]
    // Later steps can have narrowed the resource.
    let tokens = use.type.flatMap { choice.resources[$0] } ?? use.tokens
    if let type = use.type, isWhole(type, tokens) { return nil }
    return WildcardPattern.text(of: tokens)
  }

  /// The form of `version` that names the resource `base`.
  private func version(_ version: [Token], of base: [Token]) -> [Token] {
    func colons(_ tokens: [Token]) -> Int { tokens.count { $0 == WildcardPattern.colon } }
    let (named, known) = (colons(version), colons(base))
    if named > known, let place = version.lastIndex(of: WildcardPattern.colon) {
      return base + version[place...]
    }
    if named < known, let place = base.lastIndex(of: WildcardPattern.colon) {
      return Array(base[..<place])
    }
    return version
  }

  /// An ARN that fits `tokens` and on which all `actions` are allowed in `region`.
  private func example(
    of tokens: [Token], for actions: [String], _ strength: RequestRules.Strength, in region: String,
    withoutVersions: Bool, _ budget: inout Int
  ) -> String? {
    var parts = segments(of: tokens).map(Array.init)
    guard parts.count == 6 else {
      // An action without resources.
      return WildcardPattern.text(of: tokens)
    }
    if !parts[3].isEmpty { parts[3] = region.utf8.map(Token.init) }
    let beginning =
      Array(parts.dropLast().joined(separator: [WildcardPattern.colon]))
      + [WildcardPattern.colon]
    var search = TextSearch(beginning + parts[5])
    // No name is empty.
    var excluded = [beginning]
    for mark in [WildcardPattern.colon, Token(UInt8(ascii: "/"))] {
      excluded.append(beginning + [WildcardPattern.star, mark])
    }
    if withoutVersions {
      let colons = parts[5].count { $0 == WildcardPattern.colon }
      excluded.append(
        beginning + [WildcardPattern.star]
          + (0...colons).flatMap { _ in [WildcardPattern.colon, WildcardPattern.star] })
    }
    search.require([TextSearch.Scope(patterns: excluded, isNegated: true)])
    for action in actions.uniqued {
      guard let rules = rules[action] else { continue }
      let request = AccessRequest(
        action: action, resource: WildcardPattern.text(of: beginning, filler: "x"),
        context: context(of: action, in: region))
      rules.demand(
        strength, in: RequestEvaluator.context(of: request, by: subject, engine), of: &search)
    }
    var work = min(budget, Self.maximumWork)
    let before = work
    let answer = search.example(&work)
    budget -= (before - work) / 64
    switch answer {
    case .found(let text): return text
    case .none: return nil
    case .open:
      budget = 0
      return nil
    }
  }

  /// The known context of a request of `action`, if the steps are in `region`.
  private func context(of action: String, in region: String) -> RequestContext {
    var context = RequestContext()
    if GlobalServices.region(of: action, in: engine.resources.partition) == nil,
      !engine.catalogue.hasResourcesInAnyRegion(action)
    {
      context["aws:RequestedRegion"] = .values([region])
    }
    return context
  }
}
