import Model
import Platform

/// The regions that the service control policies close to the account.
///
/// A region counts as denied if at most half of the actions that are available elsewhere are
/// available there, both to a new role and to a new user. Each region of the account's partition is
/// evaluated, and some that do not exist yet: only a policy that lists the approved regions, or a
/// pattern that few regions match, denies most of those. See
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html.
struct RegionLimits {
  let partition: Partition
  /// The current regions that are not denied.
  let open: [String]
  /// The current regions that are denied.
  let denied: [String]
  /// Whether regions that AWS adds later are denied.
  let deniesFuture: Bool
  /// The policies that deny future regions, with their conditions.
  let policies: [String]
  /// The regional services of which a new role can use all actions in a denied region, those with the
  /// most actions first.
  let exemptServices: [String]
  /// The principals to which the denial of future regions applies.
  let reach: ControlReach
  /// Why other statements about regions do not count.
  let near: [NearMiss]
  /// Whether a policy that denies exempts some principals.
  let exemptsPrincipals: Bool
  /// Whether the result depends on the account's place in the organization, which is unknown.
  let dependsOnOrganization: Bool

  /// Whether the account is limited to approved regions.
  var isLimited: Bool { deniesFuture && !denied.isEmpty && reach.gap == nil }

  /// The limits of the account; `isWhole` means that the evidence shows all users and roles.
  init(_ engine: AccessEngine, _ control: ControlledAccess, isWhole: Bool) {
    partition = engine.partition
    let futures = partition.futureRegions
    let places = partition.regions + futures
    let kinds = [AccessSubject.Kind.role, .user].map { kind in
      Samples(kind, engine, control, regions: places)
    }
    let limited = Set(places.filter { region in kinds.allSatisfy { $0.isLimited(in: region) } })
    open = partition.regions.filter { !limited.contains($0) }
    denied = partition.regions.filter(limited.contains)
    let deniedFutures = futures.filter(limited.contains)
    deniesFuture = deniedFutures.count * 2 > futures.count
    let future = deniedFutures.first ?? partition.futureRegion

    let principals = ControlledPrincipals(
      engine, control, isWhole: isWhole, region: future)
    let maximum = kinds.map(\.maximum).max() ?? 0
    reach = ControlReach(among: principals) { truths in
      if control.available(truths).count * 2 <= maximum { return .yes }
      let minimum = control.available(truths, undecidedCountsAgainst: true)
      return minimum.count * 2 <= maximum ? .unknown : .no
    }
    let available = principals.newRoles.map { control.available(control.truths(in: $0)) }
      .min { $0.count < $1.count }
    exemptServices = (available?.services ?? []).filter { service in
      available?.coversAll(ofService: service) == true
        && !GlobalServices.includes(service, in: engine.partition.id)
    }.sorted { (available?.count(ofService: $0) ?? 0) > (available?.count(ofService: $1) ?? 0) }
    let lines = control.denials.filter(\.statement.hasRegionCondition)
    let deniers = lines.filter { $0.holds(in: principals.newRoles) == .yes }
    policies = deniers.map(\.nameWithConditions).uniqued
    exemptsPrincipals = deniers.contains(where: \.refersToPrincipals)
    let protection = ControlProtection(principals: principals)
    near =
      lines.compactMap { line in
        Self.shortfall(of: line, places: places, futures: futures) { region in
          kinds.flatMap { $0.contexts(in: region) }
        } ?? protection.shortfall(of: line).map { NearMiss($0) }
      }.uniqued
    dependsOnOrganization = lines.contains(where: protection.dependsOnMembership)
  }

  /// What is wrong with a Deny, apart from the principals that it exempts; nil if nothing is.
  private static func shortfall(
    of line: ControlledAccess.Line, places: [String], futures: [String],
    contexts: (String) -> [RequestContext]
  ) -> NearMiss? {
    let conditions = line.statement.conditions.filter(\.isOnRegion)
    let denied = places.filter { region in
      conditions.allSatisfy { condition in
        contexts(region).allSatisfy {
          condition.evaluate(in: $0, variables: line.hasVariables) != .no
        }
      }
    }
    if denied.isEmpty {
      return NearMiss("\(line.policy) approves every region (\(conditions.text))")
    }
    if denied.allSatisfy(futures.contains) {
      return NearMiss(
        "\(line.policy) approves every region of today (\(conditions.text))",
        words: "\(line.policy) approves every region that exists today (\(conditions.text))")
    }
    if denied.count(where: futures.contains) * 2 <= futures.count {
      return NearMiss(
        "\(line.policy) denies the regions that it lists, and no others",
        words: "\(line.policy) denies only the regions that it lists")
    }
    let (count, all) = (line.deniedActions.count, ActionCatalogue.bundled.count)
    guard count * 2 < all else { return nil }
    return line.actions.count * 2 < all
      ? NearMiss(
        "\(line.policy) denies \(count) of \(all) actions outside its regions",
        words:
          "\(line.policy) denies \(count.grouped) of \(all.grouped) actions outside its regions")
      : NearMiss("\(line.policy) denies on \(line.resourcesText) only")
  }
}

/// The actions that remain available to new users, or to new roles, in each region.
private struct Samples {
  private let requests: [String: [RequestContext]]
  /// The number of actions available to each sample, by region.
  private let counts: [String: [Int]]
  /// The highest number of actions available to a sample in any region, or without the Denies by
  /// region.
  let maximum: Int

  init(
    _ kind: AccessSubject.Kind, _ engine: AccessEngine, _ control: ControlledAccess,
    regions: [String]
  ) {
    var requests: [String: [RequestContext]] = [:]
    var counts: [String: [Int]] = [:]
    var known: [[Truth]: Int] = [:]
    var maximum = 0
    for region in regions {
      let contexts = ControlledPrincipals.new(kind, engine, region: region)
      requests[region] = contexts
      let both = contexts.map { context in
        let truths = control.truths(in: context)
        // A Deny of an action in every region is only visible in comparison with the access
        // without that Deny.
        var unlimited = truths
        for line in control.denials where line.statement.hasRegionCondition {
          unlimited[line.index] = .no
        }
        return [truths, unlimited].map { truths in
          if let count = known[truths] { return count }
          let count = control.available(truths).count
          known[truths] = count
          return count
        }
      }
      counts[region] = both.map { $0[0] }
      maximum = max(maximum, both.joined().max() ?? 0)
    }
    self.requests = requests
    self.counts = counts
    self.maximum = maximum
  }

  func contexts(in region: String) -> [RequestContext] { requests[region] ?? [] }

  /// Whether at most half of the highest number is available to one of the samples. A pattern that
  /// exempts every principal exempts each sample.
  func isLimited(in region: String) -> Bool {
    counts[region]?.contains { $0 * 2 <= maximum } ?? false
  }
}

extension Statement {
  /// Whether one of its conditions is about the region of the request.
  var hasRegionCondition: Bool { conditions.contains(where: \.isOnRegion) }
}
