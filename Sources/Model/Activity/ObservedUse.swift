public import Platform

/// What the activity of an account shows about the use of a principal's permissions.
public struct ObservedUse: Sendable {
  /// The allowed calls that needed an action.
  public struct Action: Sendable {
    /// The number of calls.
    public fileprivate(set) var calls: Int
    /// The time of the last call.
    public fileprivate(set) var last: Instant
    /// The distinct lists of resources in the events, as patterns; an event need not list any.
    fileprivate(set) var resources: Set<[String]>
  }

  /// The actions that were used, `service:Action`.
  public let actions: [String: Action]
  /// The same by service, and by the name without prefix.
  let services: [String: [String: Action]]
  /// The allowed calls in the period.
  let rows: [ActivityRow]
  private let activity: AccountActivity
  private let showsUnused: Bool

  /// The use of the principal `arn`; nil if there is no activity of the account. `since` is the begin
  /// of the period in which a permission must be used, and `showsUnused` whether the activity contains
  /// this period. If a part of it is missing, it shows what was used, but not what was unused.
  public init?(
    of arn: ARN, in evidence: Evidence<AccountActivity>, since: Instant, showsUnused: Bool
  ) {
    guard let activity = evidence.value, activity.coverage.events > 0 else { return nil }
    self.activity = activity
    self.showsUnused = showsUnused && evidence.isWhole
    let all = activity.rows(of: arn).filter(\.isAllowed)
    rows = all.filter { $0.last >= since }
    var actions: [String: Action] = [:]
    for row in all {
      for action in row.actions.actions {
        actions[action, default: Action(row)].add(row, row.list(.resources))
      }
      let passed = row.list(.passes)
      if !passed.isEmpty { actions[passRole, default: Action(row)].add(row, passed) }
    }
    self.actions = actions
    services = actions.reduce(into: [:]) { services, entry in
      let service = entry.key.prefix { $0 != ":" }
      let name = String(entry.key.dropFirst(service.count + 1))
      services[String(service), default: [:]][name] = entry.value
    }
  }

  /// The actions of which every call would be in the logs.
  var visible: ActionSet { showsUnused ? activity.visible : ActionSet(in: .bundled) }

  /// The number of days that the activity covers, with those of the first and the last event.
  public var days: Int {
    guard let from = activity.coverage.from, let to = activity.coverage.to else { return 0 }
    return CalendarDay(containing: to).daysSince1970 - CalendarDay(containing: from).daysSince1970
      + 1
  }
}

private let passRole = "iam:PassRole"

extension ObservedUse.Action {
  fileprivate init(_ row: ActivityRow) {
    self.init(calls: 0, last: row.last, resources: [])
  }

  fileprivate mutating func add(_ row: ActivityRow, _ patterns: [String]) {
    calls += row.count
    last = max(last, row.last)
    resources.insert(patterns)
  }
}
