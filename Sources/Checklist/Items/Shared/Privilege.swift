import Model

/// How much an identity may do, as the items on privilege ask it.
struct Privilege: Sendable {
  /// Whether it may do everything.
  var administrator = AdministratorStatus.no
  /// The statements that together make it an administrator; empty where it is none.
  var everything: [PolicyStatement] = []
  /// What keeps it from doing everything; empty where it does, or never might.
  var containedBy: [Containment] = []
  /// Whether it makes or changes users or roles, contained or not.
  var managesPrincipals = false
  /// The statements that give all of a sensitive service on all its resources.
  var wholeServices: [WholeService] = []

  /// A statement that gives the whole of one or several services.
  struct WholeService: Sendable {
    let place: PolicyStatement
    let services: [String]
    /// What keeps it from being used; empty where nothing does.
    let containedBy: [Containment]
  }

  /// Whether it may do everything, under conditions or not.
  var isAdministrator: Bool { administrator == .yes || administrator == .conditional }
  /// Whether it may do everything, or all of a sensitive service.
  var isHigh: Bool { isAdministrator || wholeServices.contains(where: \.containedBy.isEmpty) }
  /// The sensitive services that it has whole and nothing contains.
  var services: [String] {
    Set(wholeServices.filter(\.containedBy.isEmpty).flatMap(\.services)).sorted()
  }
}

extension Privilege {
  /// What of `access` the items on privilege ask; `sensitive` are service prefixes.
  init(_ access: EffectiveAccess, sensitive: [String]) {
    administrator = access.administrator
    managesPrincipals = access.managesPrincipals
    if administrator != .no {
      let total = access.granted.count
      // A statement with less than a twentieth of all actions makes nobody an administrator.
      everything = access.grants.filter { $0.isBroad && $0.written.count * 20 >= total }
        .map(\.place)
    }
    containedBy = access.administratorContainers
    for grant in access.grants {
      guard let whole = Privilege.wholeService(grant, access, sensitive) else { continue }
      wholeServices.append(whole)
    }
  }

  private static func wholeService(
    _ grant: EffectiveAccess.Grant, _ access: EffectiveAccess, _ sensitive: [String]
  ) -> WholeService? {
    guard grant.statement.servicesReachedWhole?.isEmpty != true else { return nil }
    let granted = grant.allowed.union(grant.contained)
    let services = sensitive.filter { service in
      grant.statement.isOnAll(ofService: service)
        && grant.actions.coversAll(ofService: service)
        && granted.isNearlyAll(of: grant.written, service: service)
    }
    guard !services.isEmpty else { return nil }
    let isOpen = services.contains {
      grant.allowed.isNearlyAll(of: grant.written, service: $0)
    }
    let containers = access.contained.filter { $0.actions.overlaps(grant.contained) }.map(\.by)
    return WholeService(
      place: grant.place, services: services, containedBy: isOpen ? [] : containers)
  }
}

extension ActionSet {
  /// Whether a Deny left nine tenths of what `written` gives of `service`.
  fileprivate func isNearlyAll(of written: ActionSet, service: String) -> Bool {
    let most = written.count(ofService: service)
    return most == 0
      ? coversAll(ofService: service) : count(ofService: service) * 10 >= most * 9
  }
}

extension PolicyStatement {
  /// The policy before the statement, so that a column cut short still names the policy.
  var policyFirst: String { "\(source.name), \(statement.label)" }
}

extension Collection<Containment> {
  /// What contains, for the end of a summary; empty where nothing does.
  var summary: String {
    isEmpty ? "" : "; contained by \(listed(map { "the \($0.label)" }.uniqued))"
  }

  /// The same for a fact.
  var factText: String {
    isEmpty ? "nothing" : map { "the \($0.label)" }.uniqued.joined(separator: ", ")
  }
}

extension Examination {
  /// How much the user, group or role with the ARN may do; service-linked roles are not judged.
  func privilege(of arn: ARN) -> Privilege { privileges[arn] ?? Privilege() }
}
