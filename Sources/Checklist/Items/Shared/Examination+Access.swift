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
  var isOnEverything: Bool { servicesReachedWhole == nil }

  /// The services all of whose resources it reaches, as `arn:aws:s3:::*` does; nil where that is
  /// all services there are.
  var servicesReachedWhole: [String]? {
    switch resources {
    case .allBut: return nil
    case nil: return []
    case .only(let patterns):
      var services: [String] = []
      for pattern in patterns {
        switch ResourceReach(pattern) {
        case .everything: return nil
        case .service(let service): if !services.contains(service) { services.append(service) }
        case .some: continue
        }
      }
      return services
    }
  }

  /// Whether it reaches every resource of the service.
  func isOnAll(ofService service: String) -> Bool {
    servicesReachedWhole?.contains(service) ?? true
  }

  /// The condition keys in words, for a finding to tell; empty where it has none.
  var conditionsText: String {
    conditions.map { "\($0.operatorName) \($0.key)" }.joined(separator: ", ")
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
        resources.contains(where: { ResourceReach($0) == .everything })
      else { return denied }
      return denied.union(ActionSet(of: statement.actions))
    }
  }
}
