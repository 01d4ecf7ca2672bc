import Model
import Platform

extension GrantedUse {
  /// The use of each service, by name.
  var byService: [String: Use] {
    Dictionary(services.map { ($0.name, $0.use) }, uniquingKeysWith: { first, _ in first })
  }
}

extension GrantedUse.Use {
  /// The last use, if known.
  var moment: Instant? {
    switch self {
    case .used(let moment), .usedBefore(let moment): moment
    case .never, .notInLogs, .notTracked, .unknown: nil
    }
  }

  /// Whether it was certainly not used in the period that the evidence shows.
  var isIdle: Bool {
    switch self {
    case .usedBefore, .never, .notInLogs: true
    case .used, .notTracked, .unknown: false
    }
  }

  /// The last use as text: a date, or why there is none.
  var text: String {
    switch self {
    case .used(let moment), .usedBefore(let moment): CalendarDay(containing: moment).description
    case .never: "never"
    case .notInLogs: "not in the logs"
    case .notTracked: "not tracked"
    case .unknown: "truncated"
    }
  }

  /// The last use in five columns: days before the collection of the evidence.
  func short(asOf now: Instant) -> String {
    switch self {
    case .used(let moment), .usedBefore(let moment): "\(now.days(since: moment))d"
    case .never: "never"
    case .notInLogs: "none"
    case .notTracked: "-"
    case .unknown: "?"
    }
  }
}
