import Model

/// A policy that speaks for a user, group or role: written into it, or attached to it.
///
/// What rules ask of it again and again is worked out once, however many bear it.
final class PolicyInEffect: Sendable {
  let name: String
  /// The managed policy; nil where it is written into its owner.
  let arn: ARN?
  /// The version in effect; nil for an inline policy.
  let version: String?
  let document: PolicyDocument
  /// The statements that allow on all resources, or on all of a service.
  let wideGrants: [Grant]
  /// What it denies whatever the resource and the circumstances; only that takes an Allow away.
  let deniedOutright: ActionSet

  init(name: String, arn: ARN?, version: String?, document: PolicyDocument) {
    self.name = name
    self.arn = arn
    self.version = version
    self.document = document
    var grants: [Grant] = []
    var denied = ActionSet()
    for statement in document.statements {
      switch statement.effect {
      case .allow:
        let reached = statement.servicesReachedWhole
        guard reached?.isEmpty != true else { continue }
        grants.append(
          Grant(
            policyName: name, policyARN: arn, statement: statement, reached: reached,
            actions: ActionSet(of: statement.actions)))
      case .deny:
        guard statement.conditions.isEmpty, statement.isOnEverything, !statement.sparesSome else {
          continue
        }
        denied = denied.union(ActionSet(of: statement.actions))
      }
    }
    wideGrants = grants
    deniedOutright = denied
  }

  /// All that it allows, on whatever resource.
  var allowed: ActionSet {
    document.statements.filter { $0.effect == .allow }
      .reduce(ActionSet()) { $0.union(ActionSet(of: $1.actions)) }
  }
}

/// A statement that allows on all resources, or on all of a service, and where it stands.
struct Grant: Sendable {
  let policyName: String
  /// The managed policy; nil where it is written into its owner.
  let policyARN: ARN?
  let statement: Statement
  /// The services all of whose resources it reaches; nil for all there are.
  let reached: [String]?

  /// The actions it covers.
  let actions: ActionSet

  /// Whether it reaches every resource there is.
  var isOnEverything: Bool { reached == nil }

  /// Whether it reaches every resource of the service.
  func isOnAll(ofService service: String) -> Bool { reached?.contains(service) ?? true }

  /// How a person names it: policy and statement.
  var label: String { "\(policyName), \(statement.label)" }
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
    (inlinePolicies[identity.arn] ?? [])
      + identity.attachedPolicies.compactMap { managedPolicies[$0.arn] }
  }
}

extension Collection<PolicyInEffect> {
  /// What any of them denies outright.
  var deniedOutright: ActionSet {
    reduce(ActionSet()) { $1.deniedOutright.isEmpty ? $0 : $0.union($1.deniedOutright) }
  }
}
