/// The `Resource` or `NotResource` of a statement, prepared for matching.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html.
struct ResourceScope: Hashable, Sendable {
  let patterns: [ARNPattern]
  let isNegated: Bool
  let hasVariables: Bool
  /// Whether it covers every resource.
  let coversEverything: Bool
  /// Whether it covers everything except the listed resources; false if it lists everything.
  let isAllBut: Bool

  /// Whether it covers `*`, which actions without resource types need, and which also covers every
  /// resource.
  var fitsNoResource: Bool {
    !isNegated
      && patterns.contains { $0.text == "*" || $0.match(RequestResource.none.text) == .yes }
  }

  /// Whether it covers every resource, or all except some.
  var isBroad: Bool { coversEverything || isAllBut }

  /// Creates the scope with the entries of `scope` that can match resources in `partition`; for a
  /// principal, resources of other partitions do not exist.
  init(_ scope: Statement.Scope?, variables: Bool, in partition: String) {
    let isNegated: Bool
    if case .allBut = scope { isNegated = true } else { isNegated = false }
    let texts = scope?.patterns.filter { ARNPattern.canMatch($0, in: partition) } ?? []
    self.init(
      patterns: texts.map { ARNPattern($0, variables: variables) }, isNegated: isNegated)
  }

  private init(patterns: [ARNPattern], isNegated: Bool) {
    self.patterns = patterns
    self.isNegated = isNegated
    hasVariables = patterns.contains(where: \.hasVariables)
    let fitsAll = patterns.contains(where: \.matchesEverything)
    coversEverything = isNegated ? patterns.isEmpty : fitsAll
    isAllBut = isNegated && !fitsAll
  }

  /// A copy with the values of its variables; the context is only computed if it is needed.
  func resolved(in context: @autoclosure () -> RequestContext) -> ResourceScope {
    guard hasVariables else { return self }
    let context = context()
    return ResourceScope(patterns: patterns.map { $0.resolved(in: context) }, isNegated: isNegated)
  }

  /// Whether it covers `resource`, an ARN or a pattern of ARNs, completely.
  ///
  /// A `NotResource` with a variable without a value covers nothing, because AWS treats such a
  /// statement as invalid. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
  func match(_ resource: RequestResource) -> Truth {
    if isNegated, patterns.contains(where: \.isUnresolved) { return .no }
    let answers = patterns.lazy.map { pattern -> Truth in
      if resource.isLiteral { return Truth(pattern.match(resource.text)) }
      if isNegated { return Truth(pattern.overlaps(resource.pattern)) }
      return Truth(pattern.covers(resource.pattern))
    }
    let any = answers.any
    return isNegated ? !any : any
  }

  /// Whether it certainly covers everything that `other` covers.
  func covers(_ other: ResourceScope) -> Bool {
    if coversEverything { return true }
    if hasVariables { return false }
    if isNegated {
      return !other.isNegated
        && other.patterns.allSatisfy { inner in !patterns.contains { $0.overlaps(inner) } }
    }
    return !other.isNegated
      && other.patterns.allSatisfy { inner in patterns.contains { $0.covers(inner) } }
  }

  /// Whether a resource can be in both.
  func overlaps(_ other: ResourceScope) -> Bool {
    if coversEverything || other.coversEverything { return true }
    switch (isNegated, other.isNegated) {
    case (true, true): return isAllBut && other.isAllBut
    case (true, false):
      return other.patterns.contains { inner in !patterns.contains { $0.covers(inner) } }
    case (false, true): return other.overlaps(self)
    case (false, false):
      return patterns.contains { mine in other.patterns.contains { $0.overlaps(mine) } }
    }
  }
}

/// The resource of a request: one resource, or all that match a pattern.
struct RequestResource: Hashable, Sendable {
  let text: String
  let isLiteral: Bool
  let pattern: ARNPattern

  /// The resource of actions without resource types: the text `*`, which `NotResource` covers too.
  static let none = RequestResource(literal: "*")

  /// The resource with this text, in which `*` is an ordinary character.
  init(literal text: String) {
    self.init(text: text, isLiteral: true, pattern: ARNPattern(text))
  }

  private init(text: String, isLiteral: Bool, pattern: ARNPattern) {
    self.text = text
    self.isLiteral = isLiteral
    self.pattern = pattern
  }

  init(_ text: String) {
    self.text = text
    pattern = ARNPattern(text, variables: false)
    isLiteral = pattern.isLiteral
  }
}
