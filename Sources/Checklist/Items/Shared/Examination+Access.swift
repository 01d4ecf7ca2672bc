import Model

/// A policy that speaks for a user, group or role: written into it, or attached to it.
struct PolicyInEffect: Sendable {
  let name: String
  /// The managed policy; nil where it is written into its owner.
  let arn: ARN?
  /// The version in effect; nil for an inline policy.
  let version: String?
  let document: PolicyDocument
}

/// A statement that allows, with its policy.
struct Grant: Sendable {
  let policy: PolicyInEffect
  let statement: Statement

  /// The actions it covers.
  var actions: ActionSet { ActionSet(of: statement.actions) }

  /// Whether it reaches every resource there is.
  var isOnEverything: Bool { statement.isOnEverything }

  /// How a person names it: policy and statement.
  var label: String { "\(policy.name), \(statement.label)" }
}

extension Statement {
  /// Whether it reaches every resource: `*` in one of its spellings, or all but some.
  var isOnEverything: Bool {
    switch resources {
    case .only(let patterns): patterns.contains(where: \.isEverything)
    case .allBut: true
    case nil: false
    }
  }

  /// Whether it reaches every resource of the service, as `arn:aws:s3:::*` does.
  func isOnAll(ofService service: String) -> Bool {
    if isOnEverything { return true }
    guard case .only(let patterns) = resources else { return false }
    return patterns.contains { $0.isOnAll(ofService: service) }
  }

  /// The services all of whose resources it reaches; nil where that is all services there are.
  var servicesReachedWhole: [String]? {
    if isOnEverything { return nil }
    guard case .only(let patterns) = resources else { return [] }
    let named = patterns.filter { $0.utf8.last == UInt8(ascii: "*") }.compactMap(\.namedService)
    return Set(named).filter { isOnAll(ofService: $0) }.sorted()
  }

  /// The condition keys in words, for a finding to tell; empty where it has none.
  var conditionsText: String {
    conditions.map { "\($0.operatorName) \($0.key)" }.joined(separator: ", ")
  }
}

extension String {
  /// Whether this resource pattern fits everything; most are told by their last character.
  var isEverything: Bool {
    self == "*" || (utf8.last == UInt8(ascii: "*") && ARNPattern(self).matchesEverything)
  }

  /// The service that a resource pattern names; nil for one that names several or is no ARN.
  fileprivate var namedService: String? {
    let parts = split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "arn", !parts[2].isEmpty, !parts[2].contains("*") else {
      return nil
    }
    return String(parts[2])
  }

  /// Whether this resource pattern covers all of a service: every part after the service is a
  /// wildcard or left empty, and at most a resource type stands before the last one.
  fileprivate func isOnAll(ofService service: String) -> Bool {
    let parts = split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "*" || parts[2] == service else {
      return false
    }
    let isAnywhere = parts[3...4].allSatisfy { part in
      part.isEmpty || part.allSatisfy { $0 == "*" }
        || (part.count == 12 && part.allSatisfy(\.isNumber))
    }
    guard isAnywhere, parts[5].contains("*") else { return false }
    let resource = parts[5].split(whereSeparator: { $0 == "/" || $0 == ":" })
    // A bucket's name stands where other services have a resource type.
    let kinds = service == "s3" ? 0 : 1
    let wild = resource.drop { part in !part.allSatisfy { $0 == "*" } }
    return resource.count - wild.count <= kinds && wild.allSatisfy { $0.allSatisfy { $0 == "*" } }
  }
}

extension Examination {
  /// The policies that speak for `identity` itself; those of a user's groups are its groups'.
  func policies(of identity: Identity) -> [PolicyInEffect] {
    let inline = identity.inlinePolicies.compactMap { policy in
      policy.document.map {
        PolicyInEffect(name: policy.name, arn: nil, version: nil, document: $0)
      }
    }
    let attached = identity.attachedPolicies.compactMap { managedPolicy($0.arn) }
    return inline + attached
  }

  func managedPolicy(_ arn: ARN) -> PolicyInEffect? {
    guard let policy = managedPolicies[arn], let document = policy.document else { return nil }
    return PolicyInEffect(
      name: policy.name, arn: arn, version: policy.defaultVersion, document: document)
  }

  /// The statements that allow.
  func grants(of policies: [PolicyInEffect]) -> [Grant] {
    policies.flatMap { policy in
      policy.document.statements.filter { $0.effect == .allow }.map { statement in
        Grant(policy: policy, statement: statement)
      }
    }
  }

  /// What is denied whatever the resource and the circumstances; only that takes an Allow away.
  func deniedOutright(by policies: [PolicyInEffect]) -> ActionSet {
    policies.flatMap(\.document.statements).reduce(ActionSet()) { denied, statement in
      guard statement.effect == .deny, statement.conditions.isEmpty,
        case .only(let resources) = statement.resources,
        resources.contains(where: \.isEverything)
      else { return denied }
      return denied.union(ActionSet(of: statement.actions))
    }
  }
}
