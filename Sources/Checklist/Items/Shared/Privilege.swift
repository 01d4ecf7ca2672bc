import Model

/// How much an identity may do, as the items on privilege ask it.
struct Privilege: Sendable {
  /// Whether it has administrator access.
  var administrator = AdministratorStatus.no
  /// The statements that together make it an administrator; empty if it is none.
  var everything: [PolicyStatement] = []
  /// What keeps it from doing everything; empty if it does, or never might.
  var containedBy: [Containment] = []
  /// Whether it makes or changes users or roles, contained or not.
  var managesPrincipals = false
  /// The statements that give all of a sensitive service on all resources of a type of it.
  var wholeServices: [WholeService] = []

  /// A statement that gives the whole of one or several services, or several that do so together.
  struct WholeService: Sendable {
    /// In the order of the policies; never empty.
    let places: [PolicyStatement]
    let services: [String]
    /// The resource types that it is limited to; empty if it is on all.
    let types: [String]
    /// What keeps it from being used; empty if nothing does.
    let containedBy: [Containment]
  }

  /// Whether it has administrator access, under conditions or not.
  var isAdministrator: Bool { administrator == .yes || administrator == .conditional }
  /// Whether it has administrator access, or full access to a sensitive service.
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
      everything = access.grants.filter {
        !$0.writtenOnAll.isEmpty && $0.written.count * 20 >= total
      }.map(\.place)
    }
    containedBy = access.administratorContainers
    wholeServices = Privilege.wholeServices(access, sensitive)
  }

  /// Each statement that gives services whole by itself; then, for each service that none does, the
  /// statements that do so together.
  private static func wholeServices(
    _ access: EffectiveAccess, _ sensitive: [String]
  ) -> [WholeService] {
    let wide = access.grants.filter { !$0.writtenOnAll.isEmpty }
    guard !wide.isEmpty else { return [] }
    var result: [WholeService] = []
    for grant in wide {
      let services = sensitive.filter { [grant].giveWhole($0) }
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
      if together.count > 1, together.giveWhole(service) {
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
    containedBy =
      isOpen
      ? []
      : access.contained.filter { container in
        contained.contains { $0.overlaps(container.actions) }
      }.map(\.by)
  }
}

extension EffectiveAccess.Grant {
  /// Whether it is written for all resources of a type of `service`.
  fileprivate func reaches(_ service: String) -> Bool { typesReached(ofService: service) != [] }
}

extension [EffectiveAccess.Grant] {
  /// Whether the statements name all actions of the service on all resources of a type of it, and
  /// the principal's own Denies leave nearly all of that.
  fileprivate func giveWhole(_ service: String) -> Bool {
    let reaching = filter { $0.reaches(service) }
    guard let first = reaching.first else { return false }
    let actions = reaching.dropFirst().reduce(first.actions) { $0.union($1.actions) }
    return actions.coversAll(ofService: service) && isNearlyAll(of: service, \.grantedOnAll)
  }

  /// Whether `left` is nine tenths of what they give of `service` on all resources as written;
  /// actions without resources do not count.
  fileprivate func isNearlyAll(
    of service: String, _ left: KeyPath<EffectiveAccess.Grant, ActionSet>
  ) -> Bool {
    func count(_ part: KeyPath<EffectiveAccess.Grant, ActionSet>) -> Int {
      let sets = map { $0[keyPath: part] }
      return sets.dropFirst().reduce(sets[0]) { $0.union($1) }
        .intersection(ActionCatalogue.bundled.withResource).count(ofService: service)
    }
    let most = count(\.writtenOnAll)
    return most > 0 && count(left) * 10 >= most * 9
  }
}

extension PolicyStatement {
  /// The policy before the statement, so that a column cut short still names the policy.
  var policyFirst: String { "\(source.name), \(statement.label)" }
}

extension Collection<Containment> {
  /// What contains, for the end of a summary; empty if nothing does.
  var summary: String {
    isEmpty ? "" : "; limited by \(inWords(map { "the \($0.label)" }.uniqued))"
  }

  /// The same for a fact.
  var factText: String {
    isEmpty
      ? "nothing" : Fact.text(of: map { "the \($0.label)" }.uniqued, separator: ", ")
  }
}

extension Examination {
  /// How much the user, group or role with the ARN may do; service-linked roles are not judged.
  func privilege(of arn: ARN) -> Privilege { privileges[arn] ?? Privilege() }
}
