import Model

/// What a principal can do in one service, in numbers of actions.
struct ServiceAccess: Hashable, Sendable {
  let name: String
  /// What the catalogue knows of the service.
  let total: [AccessLevel: Int]
  let allowed: [AccessLevel: Int]
  /// Those of them that are allowed on all resources.
  let onAll: [AccessLevel: Int]
  /// How many are allowed on all resources and without a condition.
  let unrestricted: [AccessLevel: Int]
  /// How many are allowed somewhere without a condition.
  let unconditionalCount: Int
  /// How many a boundary or SCP takes away.
  let containedCount: Int
  let containedBy: [Containment]
  /// The keys of the conditions under which statements allow.
  let conditionKeys: [String]

  /// How much of something there is.
  enum Share: Hashable, Sendable {
    case none, some, all
  }

  var count: Int { allowed.values.reduce(0, +) }
  var totalCount: Int { total.values.reduce(0, +) }
  var isWhole: Bool { count == totalCount }
  /// How much of what is allowed is allowed on all resources.
  var onAllShare: Share { share(onAll.values.reduce(0, +)) }
  /// How much of what is allowed is so under a condition only.
  var conditionalShare: Share { share(count - unconditionalCount) }

  func isWhole(_ level: AccessLevel) -> Bool {
    total[level, default: 0] > 0 && allowed[level] == total[level]
  }

  private func share(_ part: Int) -> Share { part == 0 ? .none : part == count ? .all : .some }

  /// What matters most has the lowest class: power over permissions on all resources first. Within
  /// a class what there is more of comes first.
  private var rank: (class: Int, count: Int) {
    let classes = [
      unrestricted[.permissionsManagement], onAll[.permissionsManagement],
      allowed[.permissionsManagement], onAll[.write], allowed[.write], count > 0 ? count : nil,
    ]
    let place = classes.firstIndex { $0 != nil } ?? classes.count
    return (place, place < classes.count ? classes[place] ?? 0 : 0)
  }
}

extension ServiceAccess {
  /// The services in which `access` allows something or something is contained, what matters first.
  static func all(
    _ access: EffectiveAccess, totals: [String: [AccessLevel: Int]], sensitive: [String]
  ) -> [ServiceAccess] {
    let (allowed, onAll) = (access.allowed.summary, access.onAllResources.summary)
    let (unrestricted, sure) = (access.unrestricted.summary, access.unconditional.summary)
    let contained = access.containedActions.summary
    let containers = access.contained.map { ($0.by, $0.actions.subtracting(access.allowed)) }
    let rows = Set(allowed.keys).union(contained.keys).map { name in
      ServiceAccess(
        name: name, total: totals[name] ?? [:], allowed: allowed[name] ?? [:],
        onAll: onAll[name] ?? [:], unrestricted: unrestricted[name] ?? [:],
        unconditionalCount: sum(sure[name]), containedCount: sum(contained[name]),
        containedBy: contained[name] == nil
          ? [] : containers.filter { $0.1.count(ofService: name) > 0 }.map(\.0),
        conditionKeys: access.grants
          .filter { !$0.statement.conditions.isEmpty && $0.allowed.count(ofService: name) > 0 }
          .flatMap { $0.statement.conditions.map(\.key) }.uniqued)
    }
    func place(_ row: ServiceAccess) -> (Int, Int, Int, String) {
      let rank = row.rank
      return (rank.class, sensitive.contains(row.name) ? 0 : 1, -rank.count, row.name)
    }
    return rows.map { (place($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private static func sum(_ levels: [AccessLevel: Int]?) -> Int {
    (levels ?? [:]).values.reduce(0, +)
  }
}

extension AccessLevel {
  /// From what changes who may do what, down to what only shows names.
  static let byPower: [AccessLevel] = [.permissionsManagement, .write, .tagging, .read, .list]
}
