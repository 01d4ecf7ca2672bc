import Model

/// How much an identity may do, judged over all its policies at once.
struct Privilege: Sendable {
  /// What contains it: a permissions boundary or the service control policies.
  enum Containment: Hashable, Sendable {
    case boundary(String)
    case controlPolicies

    var words: String {
      switch self {
      case .boundary(let name): "the permissions boundary \(name)"
      case .controlPolicies: "the service control policies"
      }
    }
  }

  /// The statements that together make it an administrator; empty where it is none.
  var administrator: [Grant] = []
  /// The statements that give all of a sensitive service on all its resources.
  var wholeServices: [WholeService] = []
  /// What takes the administrator's power away again.
  var containment: Containment?

  /// A statement that gives the whole of one or several services.
  struct WholeService: Sendable {
    let grant: Grant
    let services: [String]
    let containment: Containment?
  }

  var isAdministrator: Bool { !administrator.isEmpty }
  /// Whether it is an administrator, or has a sensitive service whole, and nothing contains it.
  var isHigh: Bool {
    (isAdministrator && containment == nil) || wholeServices.contains { $0.containment == nil }
  }
}

extension ActionSet {
  /// Whether having these actions on everything amounts to having all: nearly every action there
  /// is, and nearly all of IAM, with which the rest can be taken. PowerUserAccess, all but IAM,
  /// does not.
  var amountsToEverything: Bool {
    let catalogue = ActionCatalogue.bundled
    guard count * 100 >= catalogue.count * 95 else { return false }
    return share(ofService: "iam") >= 80
  }
}

extension Examination {
  /// How much `identity` may do by `policies`, which are its own and those of its groups.
  func privilege(of identity: Identity, policies: [PolicyInEffect]) -> Privilege {
    let wholes = policies.flatMap(\.wideGrants)
    var privilege = Privilege()
    guard !wholes.isEmpty else { return privilege }
    let denied = policies.deniedOutright
    let boundary = identity.boundary.flatMap { managedPolicies[$0.arn] }.map {
      $0.allowed.subtracting($0.deniedOutright)
    }
    func containment(of actions: ActionSet, isStill: (ActionSet) -> Bool) -> Privilege.Containment?
    {
      if let boundary, !isStill(actions.intersection(boundary)) {
        return .boundary(identity.boundary?.name ?? "")
      }
      if let left = control.actions, !isStill(actions.intersection(left)) {
        return .controlPolicies
      }
      return nil
    }
    let wide = wholes.filter(\.isOnEverything)
    let total = wide.reduce(ActionSet()) { $0.union($1.actions) }.subtracting(denied)
    if total.amountsToEverything {
      privilege.administrator = wide.filter { $0.actions.count * 20 >= total.count }
      privilege.containment = containment(of: total, isStill: \.amountsToEverything)
    }
    for grant in wholes {
      let actions = grant.actions
      let covered = settings.sensitiveServices.filter { service in
        actions.coversAll(ofService: service) && grant.isOnAll(ofService: service)
      }
      guard !covered.isEmpty else { continue }
      let left = actions.subtracting(denied)
      let services = covered.filter { left.share(ofService: $0) >= 90 }
      guard !services.isEmpty else { continue }
      let contained = containment(of: left) { rest in
        services.contains { rest.share(ofService: $0) >= 90 }
      }
      privilege.wholeServices.append(
        Privilege.WholeService(grant: grant, services: services, containment: contained))
    }
    return privilege
  }
}
