import Platform

/// Searches for principals that can use another principal to become administrators themselves: `dev`
/// assumes the role `helper`, and `helper` attaches a policy to `dev`.
///
/// The helper itself gains nothing, so the search from administrators outwards does not find it.
struct DetourSearch {
  private let finder: EscalationFinder
  private var model: EscalationModel { finder.model }
  /// The chain of each principal found: to the helper, and back.
  private(set) var detours: [Int: [EscalationReport.Hop]] = [:]
  private var pairs = 0

  /// The number of pairs of principal and helper that are tried. If there are more, using the helper
  /// counts as a path whose gain is unknown.
  private static let maximumPairs = 4_096

  /// `waiting` are the principals that are no administrators and have no path to one.
  init(_ finder: EscalationFinder, among waiting: [Int]) {
    self.finder = finder
    let helpers = waiting.filter { index in
      finder.found[index]?.values.contains { $0.gain == .another && !$0.isContained } == true
    }
    guard !helpers.isEmpty else { return }
    let able = ways(to: helpers, sessions: [:], among: waiting)
    let users = waiting.filter { able[$0] != nil }
    for helper in helpers { search(by: helper, among: users, able) }
  }

  /// Adds those of `users` that `helper` can make administrators and that can use it.
  private mutating func search(
    by helper: Int, among users: [Int], _ able: [Int: Escalation]
  ) {
    let open = users.filter { $0 != helper && detours[$0] == nil }
    guard pairs + open.count <= Self.maximumPairs else {
      for user in open {
        guard let way = able[user] else { continue }
        detours[user] = [hop(user, way.with(isUnknown: true))]
      }
      return
    }
    pairs += open.count
    var bySession: [SessionRequirement: [(user: Int, way: Escalation)]] = [:]
    let gifts = concurrentMap(open.count) { [search = self] place in
      search.gift(of: helper, to: open[place])
    }
    for (user, way) in zip(open, gifts) {
      guard let way else { continue }
      bySession[way.session ?? SessionRequirement(), default: []].append((user, way))
    }
    for gifts in bySession.values {
      let sessions = finder.sessions(of: [helper: gifts.prefix(1).map(\.way)])
      let routes = ways(to: [helper], sessions: sessions, among: users)
      for (user, way) in gifts {
        guard let route = route(from: user, to: helper, routes) else { continue }
        detours[user] = route + [hop(helper, way)]
      }
    }
  }

  /// The surest way by which `helper` makes `user` an administrator.
  private func gift(of helper: Int, to user: Int) -> Escalation? {
    var isTarget = [Bool](repeating: false, count: finder.reached.count)
    isTarget[user] = model.isChangeable[user]
    let subject = model.engine.subjects[user]
    for group in model.groupsOfUser[subject.arn] ?? [] where !finder.reached[group] {
      isTarget[group] = true
    }
    let strong = subject.kind == .user ? finder.reached : finder.reached.map { _ in false }
    return finder.ways.forAnother(
      of: helper, ordinary: EscalationTargets(isTarget, gain: .another, model: model),
      strong: EscalationTargets(strong, gain: .another, model: model)
    ).filter { !$0.isContained && $0.isIndependent && $0.gain == .another }
      .min { $0.rank < $1.rank }
  }

  /// For each principal, the surest way to one of `goals`, directly or to a principal with a way.
  private func ways(
    to goals: [Int], sessions: [Int: [TargetSession]], among users: [Int]
  ) -> [Int: Escalation] {
    var ways: [Int: Escalation] = [:]
    var targets = EscalationTargets(of: goals, sessions: sessions, model: model)
    for _ in 1..<EscalationFinder.longestChain {
      let open = users.filter { ways[$0] == nil }
      let found = concurrentMap(open.count) { [targets] place in
        finder.ways.best(of: open[place], to: [targets], known: [:])
          .filter { !$0.isContained && $0.target != nil }.min { $0.rank < $1.rank }
      }
      var fresh: [Int: [Escalation]] = [:]
      for case (let user, let way?) in zip(open, found) {
        ways[user] = way
        fresh[user] = [way]
      }
      if fresh.isEmpty { break }
      targets = EscalationTargets(
        of: fresh.keys, sessions: finder.sessions(of: fresh), model: model)
    }
    return ways
  }

  private func route(
    from user: Int, to helper: Int, _ ways: [Int: Escalation]
  ) -> [EscalationReport.Hop]? {
    var hops: [EscalationReport.Hop] = []
    var index = user
    while index != helper {
      guard hops.count < EscalationFinder.longestChain, let way = ways[index],
        way.isIndependent || index != user,
        let next = way.target.flatMap({ model.engine.indexByARN[$0.description] })
      else { return nil }
      hops.append(hop(index, way))
      index = next
    }
    return hops
  }

  private func hop(_ index: Int, _ way: Escalation) -> EscalationReport.Hop {
    EscalationReport.Hop(from: model.engine.subjects[index].arn, escalation: way)
  }
}
