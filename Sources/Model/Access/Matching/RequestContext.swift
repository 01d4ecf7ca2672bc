/// The known condition keys of a request.
///
/// The case of key names is ignored. An unknown key is neither present nor missing, so a condition
/// on it is neither true nor false. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html.
public struct RequestContext: Hashable, Sendable {
  /// The knowledge about a key.
  public enum Knowledge: Hashable, Sendable {
    /// The request has the key with these values.
    case values([String])
    /// The request has the key, with one value, of which AWS accepts these spellings in policies.
    case spellings([String])
    /// The request has the key with these values, or does not have the key.
    case valuesOrAbsent([String])
    /// The request has the key with one value that matches one of these patterns; `*` is any text
    /// without a colon, `?` any character.
    case fitting([String])
    /// The same as `fitting`, or the request does not have the key.
    case fittingOrAbsent([String])
    /// The request has the key with the ARN of a resource in this account, or does not have it.
    case resourceOfAccount(String)
    /// The request does not have the key.
    case absent
    /// Nothing is known about the key.
    case unknown
  }

  private var keys: [String: Knowledge] = [:]
  private var closedPrefixes: [String] = []
  /// Whether all keys are known, so that other keys are missing.
  public var isComplete: Bool

  /// Creates a context with `values` by key; if it is complete, the request has no other keys.
  public init(_ values: [String: [String]] = [:], isComplete: Bool = false) {
    self.isComplete = isComplete
    for (key, list) in values { self[key] = .values(list) }
  }

  /// The knowledge about `key`.
  public subscript(key: String) -> Knowledge {
    get {
      let key = key.lowercased()
      if let known = keys[key] { return known }
      return isComplete || closedPrefixes.contains(where: key.hasPrefix) ? .absent : .unknown
    }
    set { keys[key.lowercased()] = newValue }
  }

  /// Declares that all keys beginning with `prefix` are known, so that others are missing.
  mutating func close(_ prefix: String) { closedPrefixes.append(prefix.lowercased()) }

  /// Declares that the resource is in the principal's organization, even if that is unknown.
  package mutating func shareOrganization() {
    self["aws:ResourceOrgID"] = self["aws:PrincipalOrgID"]
    self["aws:ResourceOrgPaths"] = self["aws:PrincipalOrgPaths"]
  }

  /// A copy with the keys of `other` added; those of `other` take precedence.
  public func merging(_ other: RequestContext) -> RequestContext {
    var result = self
    result.keys.merge(other.keys) { _, given in given }
    result.closedPrefixes += other.closedPrefixes
    result.isComplete = isComplete || other.isComplete
    return result
  }

  /// A copy with each value changed, for comparisons that ignore case.
  func mapValues(_ change: (String) -> String) -> RequestContext {
    var result = self
    result.keys = keys.mapValues { knowledge in
      switch knowledge {
      case .values(let values): .values(values.map(change))
      case .spellings(let values): .spellings(values.map(change))
      case .valuesOrAbsent(let values): .valuesOrAbsent(values.map(change))
      case .fitting(let patterns): .fitting(patterns.map(change))
      case .fittingOrAbsent(let patterns): .fittingOrAbsent(patterns.map(change))
      case .resourceOfAccount, .absent, .unknown: knowledge
      }
    }
    return result
  }
}
