/// What is known of the condition keys of a request.
///
/// Key names compare without regard to case. A key that nothing is known of is neither present nor
/// absent: a condition on it is neither true nor false. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html.
public struct RequestContext: Hashable, Sendable {
  /// What is known of a key.
  public enum Knowledge: Hashable, Sendable {
    /// The request has the key, with these values.
    case values([String])
    /// The request has the key, with one value, of which AWS accepts these spellings in policies.
    case spellings([String])
    /// The request has the key with these values, or has it not.
    case valuesOrAbsent([String])
    /// The request has the key, with one value, which fits one of these patterns; `*` is any text
    /// without a colon, `?` any character.
    case fitting([String])
    /// The request has the ARN of some resource of this account, or does not have the key.
    case resourceOfAccount(String)
    /// The request has no such key.
    case absent
    /// Nothing is known of it.
    case unknown
  }

  private var keys: [String: Knowledge] = [:]
  private var closedPrefixes: [String] = []
  /// Whether all keys are known, so that one that was not given is absent.
  public var isComplete: Bool

  /// A context of `values` by key; if it is complete, the request has no other keys.
  public init(_ values: [String: [String]] = [:], isComplete: Bool = false) {
    self.isComplete = isComplete
    for (key, list) in values { self[key] = .values(list) }
  }

  /// What is known of `key`.
  public subscript(key: String) -> Knowledge {
    get {
      let key = key.lowercased()
      if let known = keys[key] { return known }
      return isComplete || closedPrefixes.contains(where: key.hasPrefix) ? .absent : .unknown
    }
    set { keys[key.lowercased()] = newValue }
  }

  /// Says that of the keys that begin with `prefix` all are known, so that others are absent.
  mutating func close(_ prefix: String) { closedPrefixes.append(prefix.lowercased()) }

  /// Says that the resource is of the principal's own organization, whatever is known of that.
  package mutating func shareOrganization() {
    self["aws:ResourceOrgID"] = self["aws:PrincipalOrgID"]
    self["aws:ResourceOrgPaths"] = self["aws:PrincipalOrgPaths"]
  }

  /// This, with all that `other` knows, which prevails.
  public func merging(_ other: RequestContext) -> RequestContext {
    var result = self
    result.keys.merge(other.keys) { _, given in given }
    result.closedPrefixes += other.closedPrefixes
    result.isComplete = isComplete || other.isComplete
    return result
  }

  /// This, with each value changed; for comparisons without regard to case.
  func mapValues(_ change: (String) -> String) -> RequestContext {
    var result = self
    result.keys = keys.mapValues { knowledge in
      switch knowledge {
      case .values(let values): .values(values.map(change))
      case .spellings(let values): .spellings(values.map(change))
      case .valuesOrAbsent(let values): .valuesOrAbsent(values.map(change))
      case .fitting(let patterns): .fitting(patterns.map(change))
      case .resourceOfAccount, .absent, .unknown: knowledge
      }
    }
    return result
  }
}
