/// Searches for resources of a type on which a request is allowed.
///
///`TextSearch` determines exactly whether one exists, in each Region that policies
///distinguish. The entries of statements are then evaluated, to name the resources.
struct AnywhereSearch {
  let request: AccessRequest
  let subject: AccessSubject
  let engine: AccessEngine
  /// The decision on `*`.
  let whole: AccessDecision
  private let rules: RequestRules
  private let regions: [String]

  /// The maximum number of entries of statements that are evaluated.
  static let maximumQueries = 256
  /// The limit of the work of a search among the ARNs of a type.
  private static let maximumWork = 1 << 21

  init(
    request: AccessRequest, subject: AccessSubject, engine: AccessEngine, whole: AccessDecision
  ) {
    (self.request, self.subject, self.engine, self.whole) = (request, subject, engine, whole)
    rules = RequestRules(request.action, subject: subject, engine: engine)
    regions = RequestRules.regions(
      of: [rules], in: engine.partition, subject.context.merging(request.context))
  }

  /// The answer for an action of these resource types.
  func answer(to uses: ResourceCatalogue.Uses, of kinds: [ResourceKind]) -> AnywhereDecision {
    if uses.open.isEmpty {
      return all(uses.lists(isStrict: true).map { $0.map { kinds[$0] } })
    }
    let strict = all(uses.lists(isStrict: true).map { $0.map { kinds[$0] } })
    if strict.decision.isAllowed { return strict }
    let some = all(uses.lists(isStrict: false).map { $0.map { kinds[$0] } })
    guard some.decision.isAllowed else { return some }
    let names = uses.open.flatMap(\.self).map { kinds[$0].name }
    let reason =
      "whether the request names a resource of each of these types or of only one: "
      + names.joined(separator: ", ")
    return AnywhereDecision(decision: some.decision.leftOpen(reason), places: some.places)
  }

  /// The answer if a request names one resource per list of types: the least favorable one.
  private func all(_ lists: [[ResourceKind]]) -> AnywhereDecision {
    let answers = lists.map(best)
    let worst = answers.max { $0.decision.badness < $1.decision.badness }
    guard let worst else { return AnywhereDecision(decision: whole, places: []) }
    let places = worst.decision.isAllowed ? answers.flatMap(\.places).uniqued : worst.places
    return AnywhereDecision(decision: worst.decision, places: places)
  }

  /// The answer if a request needs a resource of one of the types: the most favorable one.
  ///
  /// An access point needs the permission of the bucket behind it, or a bucket policy that delegates to
  /// it, so it counts only where a statement names access points and nothing denies the buckets.
  private func best(_ kinds: [ResourceKind]) -> AnywhereDecision {
    let own = kinds.filter { !$0.isAccessPoint }
    let answers = (own.isEmpty ? kinds : own).map(answer)
    let allowed = answers.filter(\.decision.isAllowed)
    if let best = allowed.min(by: { $0.decision.badness < $1.decision.badness }) {
      return AnywhereDecision(
        decision: best.decision,
        places: allowed.contains(where: \.places.isEmpty) && allowed.count == answers.count
          ? [] : allowed.flatMap { $0.places.isEmpty ? $0.shapes : $0.places }.uniqued)
    }
    if let denied = answers.first(where: { $0.decision.outcome == .explicitlyDenied }) {
      return AnywhereDecision(decision: denied.decision, places: [])
    }
    for kind in own.isEmpty ? [] : kinds.filter({ $0.isAccessPoint && isNamed($0) }) {
      let other = answer(kind)
      guard other.decision.isAllowed else { continue }
      return AnywhereDecision(
        decision: other.decision, places: other.places.isEmpty ? other.shapes : other.places)
    }
    return AnywhereDecision(decision: answers.first?.decision ?? whole, places: [])
  }

  private func isNamed(_ accessPoints: ResourceKind) -> Bool {
    named(of: accessPoints).contains {
      $0.isGranted && !$0.isExample && $0.text.contains(":accesspoint/")
    }
  }

  /// The answer for one type.
  private struct Answer {
    let decision: AccessDecision
    /// Empty if the decision is the same for all resources of the type.
    let places: [String]
    /// The forms of the type's ARNs.
    let shapes: [String]
  }

  private func answer(_ kind: ResourceKind) -> Answer {
    let shapes = kind.shapes.map { $0.pattern(partition: engine.resources.partition) }
    func answer(_ decision: AccessDecision, _ places: [String] = []) -> Answer {
      Answer(decision: decision, places: places, shapes: shapes)
    }
    let sure = example(of: kind, .sure)
    let found = sure.isNone ? example(of: kind, .possible) : sure
    guard case .none = found else {
      let (decision, places) = allowed(on: kind, shapes, sure, found)
      return answer(decision, places)
    }
    // If all layers allow it and a Deny applies, it is explicitly denied, not merely not allowed.
    for strength in [RequestRules.Strength.withoutDenials, .own] {
      if case .found(let example) = example(of: kind, strength) {
        let decision = engine.decide(request.on(example), by: subject)
        if !decision.isAllowed { return answer(decision) }
      }
    }
    let onAll = shapes.map { engine.decide(request.on($0), by: subject) }
    if let denied = onAll.first, onAll.allSatisfy({ $0.outcome == .explicitlyDenied }) {
      return answer(denied)
    }
    return answer(onAll.first { $0.outcome == .implicitlyDenied } ?? whole.denied)
  }

  /// The decision on resources of `kind`, of which at least one is allowed or possibly allowed, and
  /// their ARNs.
  private func allowed(
    on kind: ResourceKind, _ shapes: [String], _ sure: TextSearch.Answer, _ found: TextSearch.Answer
  ) -> (AccessDecision, [String]) {
    let candidates = named(of: kind)
    let hasRemainder = candidates.contains(where: \.isLeftByDeny)
    let named = candidates.filter { !hasRemainder || !$0.isWhole }.filter { !$0.isExample }.map(
      \.text)
    let asked = (hasRemainder ? named : shapes + named).uniqued.prefix(Self.maximumQueries)
    var decided: [(place: String, decision: AccessDecision)] = []
    for place in asked {
      let decision = engine.decide(request.on(place), by: subject)
      if decision.isAllowed, fits(place, kind) { decided.append((place, decision)) }
      // The first entries of shapes are all of the type.
      if !hasRemainder, decided.count == shapes.count, decided.map(\.place) == shapes { break }
    }
    var example: (place: String, decision: AccessDecision)?
    if case .found(let place) = found {
      example = (place, engine.decide(request.on(place), by: subject))
    }
    let isSure: Bool
    if case .found = sure {
      isSure = !(example?.decision.isConditional ?? true)
    } else {
      isSure = false
    }
    let best =
      decided.first { $0.decision.isConditional != isSure }?.decision
      ?? example.flatMap {
        $0.decision.isAllowed && $0.decision.isConditional != isSure ? $0.decision : nil
      }
      ?? (decided.first?.decision ?? example?.decision ?? whole).leftOpen(
        "some of the resources of type \(kind.name)")
    let isWhole = !hasRemainder && !shapes.isEmpty && decided.map(\.place) == shapes
    if isWhole { return (best, whole.isAllowed ? [] : shapes) }
    let places = decided.map(\.place)
    return (best, places.isEmpty ? example.map { [$0.place] } ?? [] : places)
  }

  /// A resource of `kind` on which the request is allowed, in any Region.
  private func example(of kind: ResourceKind, _ strength: RequestRules.Strength)
    -> TextSearch.Answer
  {
    example(of: kind, strength, within: nil)
  }

  /// Whether the request is possibly allowed on one of the resources of `kind` that `entry` matches.
  private func fits(_ entry: String, _ kind: ResourceKind) -> Bool {
    let pattern = ARNPattern(entry, variables: false)
    return !example(of: kind, .possible, within: pattern.segmentTokens).isNone
  }

  private func example(
    of kind: ResourceKind, _ strength: RequestRules.Strength, within entry: [TextSearch.Token]?
  ) -> TextSearch.Answer {
    var budget = Self.maximumWork
    var isOpen = false
    for shape in kind.shapes {
      for region in shape.region == "*" ? regions : [shape.region] {
        let partition = engine.resources.partition
        var search = shape.search(partition: partition, region: region)
        if let entry { search.require([TextSearch.Scope(patterns: [entry])]) }
        let asked = request.on("arn:\(partition):\(shape.service):\(region):\(shape.account):")
        rules.demand(
          strength, in: RequestEvaluator.context(of: asked, by: subject, engine), of: &search)
        switch search.example(&budget) {
        case .found(let text): return .found(text)
        case .open: isOpen = true
        case .none: continue
        }
      }
    }
    return isOpen ? .open : .none
  }
}

extension TextSearch.Answer {
  fileprivate var isNone: Bool {
    if case .none = self { true } else { false }
  }
}

extension AccessDecision {
  /// Allowed before conditional before implicitly and explicitly denied.
  fileprivate var badness: Int {
    switch outcome {
    case .allowed: isConditional ? 1 : 0
    case .implicitlyDenied: 2
    case .explicitlyDenied: 3
    }
  }

  /// The decision where no resource is allowed.
  fileprivate var denied: AccessDecision {
    AccessDecision(
      outcome: .implicitlyDenied, isConditional: false, statements: statements,
      possibleDenials: [], limitedBy: limitedBy, elsewhere: elsewhere, openConditions: [],
      serviceRule: serviceRule, trust: trust, missingPolicies: missingPolicies)
  }
}
