import Model

/// The access of a principal to one service, as numbers of actions.
struct ServiceAccess: Hashable, Sendable {
  let name: String
  /// The actions of the service in the catalogue.
  let total: [AccessLevel: Int]
  let allowed: [AccessLevel: Int]
  /// The actions that are allowed on all resources.
  let onAll: [AccessLevel: Int]
  /// How many actions are allowed on all resources without a condition.
  let unrestricted: [AccessLevel: Int]
  /// How many actions are allowed on some resource without a condition.
  let unconditionalCount: Int
  /// How many actions a permissions boundary or SCP blocks.
  let containedCount: Int
  let limitedBy: [LimitingPolicy]
  /// The keys of the conditions of Allow statements.
  let conditionKeys: [String]

  /// A share of the allowed actions.
  enum Share: Hashable, Sendable {
    case none, some, all
  }

  var count: Int { allowed.values.reduce(0, +) }
  var totalCount: Int { total.values.reduce(0, +) }
  var isWhole: Bool { count == totalCount }
  /// How many of the allowed actions are allowed on all resources.
  var onAllShare: Share { share(onAll.values.reduce(0, +)) }
  /// How many of the allowed actions are allowed only under a condition.
  var conditionalShare: Share { share(count - unconditionalCount) }

  func isWhole(_ level: AccessLevel) -> Bool {
    total[level, default: 0] > 0 && allowed[level] == total[level]
  }

  private func share(_ part: Int) -> Share { part == 0 ? .none : part == count ? .all : .some }

  /// The rank in the order of importance. The lowest class is the most important: permissions
  /// management on all resources. Within a class, services with more actions come first.
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
  /// The services in which `access` allows or blocks actions, the most important first.
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
        limitedBy: contained[name] == nil
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
  /// Access levels from permissions management down to listing.
  static let byPower: [AccessLevel] = [.permissionsManagement, .write, .tagging, .read, .list]
}
