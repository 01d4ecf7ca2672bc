/// The `Resource` or `NotResource` of a statement, ready to be matched.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html.
struct ResourceScope: Hashable, Sendable {
  let patterns: [ARNPattern]
  let isNegated: Bool
  let hasVariables: Bool
  /// Whether it covers every resource there is.
  let coversEverything: Bool
  /// `NotResource`: everything but what is listed, unless that is everything.
  let isAllBut: Bool

  /// Whether it is `*`, which actions without resources need, and which is every resource as well.
  var fitsNoResource: Bool {
    !isNegated
      && patterns.contains { $0.text == "*" || $0.match(RequestResource.none.text) == .yes }
  }

  /// Whether it covers every resource, or all but some.
  var isBroad: Bool { coversEverything || isAllBut }

  /// The resources that `scope` names or leaves out, as far as they can be in `partition`: to a
  /// principal, resources of other partitions do not exist.
  init(_ scope: Statement.Scope?, variables: Bool, in partition: String) {
    let isNegated: Bool
    if case .allBut = scope { isNegated = true } else { isNegated = false }
    let texts = scope?.patterns.filter { ARNPattern.mayBe($0, in: partition) } ?? []
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

  /// The scope with the values of its variables; a context that is not needed is not made.
  func resolved(in context: @autoclosure () -> RequestContext) -> ResourceScope {
    guard hasVariables else { return self }
    let context = context()
    return ResourceScope(patterns: patterns.map { $0.resolved(in: context) }, isNegated: isNegated)
  }

  /// Whether it covers `resource`, an ARN or a pattern of ARNs, wholly.
  ///
  /// A `NotResource` with a variable that has no value says nothing: AWS takes such a statement for
  /// invalid. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
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

  /// Whether it surely covers all that `other` covers.
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

  /// Whether some resource may be in both.
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

/// What a request asks about: one resource, or all that a pattern fits.
struct RequestResource: Hashable, Sendable {
  let text: String
  let isLiteral: Bool
  let pattern: ARNPattern

  /// What actions without resources are judged on: the text `*`, which `NotResource` covers too.
  static let none = RequestResource(text: "*", isLiteral: true, pattern: ARNPattern("*"))

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
