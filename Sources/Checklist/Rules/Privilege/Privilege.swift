import Model

/// The privileges of a user, group or role, as far as the items on privileges need them.
struct Privilege: Sendable {
  /// Whether it has administrator access.
  var administrator = AdministratorStatus.no
  /// The statements that together grant administrator access; empty if they do not.
  var everything: [PolicyStatement] = []
  /// The policies that limit its administrator access; empty if none do, or if it has none.
  var limitedBy: [LimitingPolicy] = []
  /// Whether its policies allow creating or changing users or roles, even if another policy blocks
  /// this.
  var managesPrincipals = false
  /// The statements that grant full access to a sensitive service.
  var wholeServices: [WholeService] = []

  /// A statement that grants full access to services, or several that do so together.
  struct WholeService: Sendable {
    /// The statements in the order of the policies; never empty.
    let places: [PolicyStatement]
    let services: [String]
    /// The resource types that the access is limited to; empty if it is to all types.
    let types: [String]
    /// The policies that block the access; empty if none do.
    let limitedBy: [LimitingPolicy]
  }

  /// Whether it has administrator access, under conditions or not.
  var isAdministrator: Bool { administrator == .yes || administrator == .conditional }
  /// Whether it has administrator access, or full access to a sensitive service.
  var isHigh: Bool { isAdministrator || wholeServices.contains(where: \.limitedBy.isEmpty) }
  /// The sensitive services to which it has full access that nothing blocks.
  var services: [String] {
    Set(wholeServices.filter(\.limitedBy.isEmpty).flatMap(\.services)).sorted()
  }
}

extension Privilege {
  /// The privileges in `access`; `sensitive` are service prefixes.
  init(_ access: EffectiveAccess, sensitive: [String]) {
    administrator = access.administrator
    managesPrincipals = access.managesPrincipals
    if administrator != .no {
      let total = access.granted.count
      // A statement with less than 5% of the granted actions is not worth naming.
      everything = access.grants.filter {
        !$0.writtenOnAll.isEmpty && $0.written.count * 20 >= total
      }.map(\.place)
    }
    limitedBy = access.administratorContainers
    wholeServices = Privilege.wholeServices(access, sensitive)
  }

  /// Each statement that grants full access to services by itself; then, for each remaining
  /// service, the statements that do so together.
  private static func wholeServices(
    _ access: EffectiveAccess, _ sensitive: [String]
  ) -> [WholeService] {
    let wide = access.grants.filter { !$0.writtenOnAll.isEmpty }
    guard !wide.isEmpty else { return [] }
    var result: [WholeService] = []
    for grant in wide {
      let services = sensitive.filter { [grant].grantWhole($0) }
      if !services.isEmpty { result.append(WholeService([grant], services, access)) }
    }
    guard wide.count > 1 else { return result }
    let all = wide.dropFirst().reduce(wide[0].actions) { $0.union($1.actions) }
    for service in sensitive
    where all.coversAll(ofService: service)
      && !result.contains(where: { $0.services.contains(service) })
    {
      let together = wide.filter {
        $0.writtenOnAll.count(ofService: service) > 0 && $0.reaches(service)
      }
      if together.count > 1, together.grantWhole(service) {
        result.append(WholeService(together, [service], access))
      }
    }
    return result
  }
}

extension Privilege.WholeService {
  fileprivate init(
    _ grants: [EffectiveAccess.Grant], _ services: [String], _ access: EffectiveAccess
  ) {
    places = grants.map(\.place)
    self.services = services
    let limits = grants.flatMap { grant in services.map(grant.typesReached) }
    types = limits.contains { $0 == nil } ? [] : limits.flatMap { $0 ?? [] }.uniqued
    let isOpen = services.contains { grants.isNearlyAll(of: $0, \.onAllResources) }
    let contained = grants.map(\.contained)
    limitedBy =
      isOpen
      ? []
      : access.contained.filter { container in
        contained.contains { $0.overlaps(container.actions) }
      }.map(\.by)
  }
}

extension EffectiveAccess.Grant {
  /// Whether it covers all resources of at least one type of `service`.
  fileprivate func reaches(_ service: String) -> Bool { typesReached(ofService: service) != [] }
}

extension [EffectiveAccess.Grant] {
  /// Whether the statements allow all actions of the service on all resources of at least one of
  /// its types, and the principal's own Denies leave nearly all of that.
  fileprivate func grantWhole(_ service: String) -> Bool {
    let reaching = filter { $0.reaches(service) }
    guard let first = reaching.first else { return false }
    let actions = reaching.dropFirst().reduce(first.actions) { $0.union($1.actions) }
    return actions.coversAll(ofService: service) && isNearlyAll(of: service, \.grantedOnAll)
  }

  /// Whether `left` is at least 90% of the actions of `service` that the statements, as written,
  /// allow on all resources. Actions without resource types do not count.
  fileprivate func isNearlyAll(
    of service: String, _ left: KeyPath<EffectiveAccess.Grant, ActionSet>
  ) -> Bool {
    func count(_ part: KeyPath<EffectiveAccess.Grant, ActionSet>) -> Int {
      let sets = map { $0[keyPath: part] }
      return sets.dropFirst().reduce(sets[0]) { $0.union($1) }
        .intersection(ActionCatalogue.bundled.withResource).count(ofService: service)
    }
    let maximum = count(\.writtenOnAll)
    return maximum > 0 && count(left) * 10 >= maximum * 9
  }
}

extension PolicyStatement {
  /// The policy before the statement, so that a truncated column still names the policy.
  var policyFirst: String { "\(source.name), \(statement.label)" }
}

extension Collection<LimitingPolicy> {
  /// The limiting policies, to append to a summary; empty if there are none.
  var summary: String {
    let limits = map { "the \($0.label)" }.uniqued
    return isEmpty
      ? "" : ", but \(englishList(limits)) \(limits.areOnePolicy ? "limits" : "limit") it"
  }

  /// The limiting policies as a fact.
  var factText: String {
    isEmpty
      ? "nothing" : Fact.text(of: map { "the \($0.recordedLabel)" }.uniqued, separator: ", ")
  }
}

extension [String] {
  /// Whether these limits are the subject of a sentence with a singular verb.
  var areOnePolicy: Bool { count == 1 && !self[0].hasPrefix("the service control policies") }
}
