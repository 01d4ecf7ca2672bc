/// The rules of the policies of a principal for one action, as clauses about the resource.
///
/// The text of a resource meets the clauses of a strength if every layer of policies allows it and no
/// Deny applies: identity-based policies, the boundary, and each level of SCPs. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html.
struct RequestRules {
  /// The required certainty of the answer.
  enum Strength {
    /// Allowed regardless of unknown conditions.
    case sure
    /// Allowed for some values of the unknown conditions.
    case possible
    /// Allowed by all layers, ignoring Denies.
    case withoutDenials
    /// Allowed by the identity's own policies for some values of the unknown conditions, regardless of
    /// boundary and SCPs.
    case own
  }

  private struct Line {
    let line: CompiledPolicy.Line
    let policy: CompiledPolicy
    let resources: ResourceScope
  }

  /// The Allows of the identity's own policies, of the boundary, and of each level of SCPs.
  private let layers: [[Line]]
  private let denials: [Line]
  private let ownDenials: [Line]
  /// Whether a layer is not in the evidence, so that nothing is sure.
  private let hasUnseenLayer: Bool

  /// The policies for `action` that apply to `subject`.
  init(_ action: String, subject: AccessSubject, engine: AccessEngine) {
    let index = engine.catalogue.index(ofAction: action)
    func lines(_ policies: [AppliedPolicy], _ effect: Statement.Effect) -> [Line] {
      policies.flatMap { policy in
        policy.compiled.lines.filter {
          $0.effect == effect
            && (index.map($0.actions.contains(index:)) ?? $0.actions.contains(action))
        }.map {
          Line(
            line: $0, policy: policy.compiled, resources: $0.resources.resolved(in: subject.context)
          )
        }
      }
    }
    var layers = [lines(subject.policies, .allow)]
    if let boundary = subject.boundary { layers.append(lines([boundary], .allow)) }
    let levels = subject.isBoundByControlPolicies ? engine.levels : []
    for level in levels where !level.allowsUnseen { layers.append(lines(level.policies, .allow)) }
    self.layers = layers
    ownDenials = lines(subject.policies, .deny)
    denials = ownDenials + lines(engine.limits(on: subject), .deny)
    hasUnseenLayer = subject.boundary == nil && subject.identity.boundary != nil
  }

  /// Whether the boundary, SCPs or a Deny distinguish resources of the action.
  var areLimiting: Bool {
    denials.contains { !$0.resources.coversEverything }
      || layers.dropFirst().contains { !$0.contains { $0.resources.coversEverything } }
  }

  /// All entries of all statements.
  var patterns: [ARNPattern] {
    (layers.flatMap(\.self) + denials).flatMap(\.resources.patterns)
  }

  /// The entries of the Allows of the identity's own policies.
  var granted: [ResourceScope] { layers[0].map(\.resources) }

  /// The truth of the conditions in `context`, in the order of the statements.
  func conditions(in context: RequestContext) -> [Int] {
    (layers.flatMap(\.self) + denials).filter { !$0.line.conditions.isEmpty }
      .map { holds($0, context).rawValue }
  }

  /// Whether a condition depends on the Region of a request.
  var askForRegion: Bool {
    (layers.flatMap(\.self) + denials).contains { $0.line.conditions.contains(where: \.isOnRegion) }
  }

  /// The values of conditions on the account of the resource.
  var resourceAccounts: [String] {
    (layers.flatMap(\.self) + denials).flatMap(\.line.conditions)
      .filter { $0.key.lowercased() == "aws:resourceaccount" }.flatMap(\.values)
  }

  private func holds(_ line: Line, _ context: RequestContext) -> Truth {
    line.policy.conditions(of: line.line, in: context)
  }

  /// Adds the requirement to `search` that the resource is allowed in a request with `context`.
  func demand(_ strength: Strength, in context: RequestContext, of search: inout TextSearch) {
    if strength == .sure, hasUnseenLayer { search.require([]) }
    for layer in strength == .own ? [layers[0]] : layers {
      search.require(
        layer.compactMap { line in
          let holds = holds(line, context)
          guard strength == .sure ? holds == .yes : holds != .no else { return nil }
          return scope(line.resources, isSure: strength == .sure)
        })
    }
    guard strength != .withoutDenials else { return }
    for line in strength == .own ? ownDenials : denials {
      let holds = holds(line, context)
      guard strength == .sure ? holds != .no : holds == .yes else { continue }
      guard let denied = scope(line.resources, isSure: strength != .sure) else { continue }
      search.require([TextSearch.Scope(patterns: denied.patterns, isNegated: !denied.isNegated)])
    }
  }

  /// The texts that `resources` certainly covers, or those that it may cover: a variable without a known
  /// value represents any text, or none. Nil if it covers nothing.
  private func scope(_ resources: ResourceScope, isSure: Bool) -> TextSearch.Scope? {
    if resources.isNegated, resources.patterns.contains(where: \.isUnresolved) { return nil }
    let counted = resources.patterns.filter {
      !$0.isUnresolved && (isSure == resources.isNegated || !$0.hasVariables)
    }
    return TextSearch.Scope(patterns: counted.map(\.segmentTokens), isNegated: resources.isNegated)
  }
}

extension RequestRules {
  /// One Region of each group that neither entries nor conditions of `rules` distinguish.
  static func regions(
    of rules: [RequestRules], in partition: Partition, _ context: RequestContext
  ) -> [String] {
    let patterns = rules.flatMap(\.patterns).filter { !$0.matchesEverything }
    let segments = patterns.map {
      WildcardPattern(tokens: $0.tokens, ignoresCase: false).segments
    }
    let named = segments.compactMap { $0.count == 6 ? $0[3] : nil }.uniqued
      .filter { !$0.tokens.isEmpty && !$0.matchesEverything }
    let asks = rules.contains(where: \.askForRegion)
    // In an entry of fewer segments, any part can be about the Region.
    let isIrregular = segments.contains { $0.count != 6 }
    let written = named.filter(\.isLiteral).map { WildcardPattern.text(of: $0.tokens) }
      .filter { Partition.isRegionName($0) && Partition.of(region: $0) == partition }
    let all = ([partition.mainRegion] + partition.regions + [partition.futureRegion] + written)
      .uniqued
    guard asks || isIrregular || !named.isEmpty else { return [partition.mainRegion] }
    if isIrregular { return all }
    var context = context
    var seen: Set<[Int]> = []
    return all.filter { region in
      var group = named.map { $0.match(region).rawValue }
      if asks {
        context["aws:RequestedRegion"] = .values([region])
        group += rules.flatMap { $0.conditions(in: context) }
      }
      return seen.insert(group).inserted
    }
  }
}
