import Model

extension GrantedUse {
  /// What is known of each service, by name.
  var byService: [String: Use] {
    Dictionary(services.map { ($0.name, $0.use) }, uniquingKeysWith: { first, _ in first })
  }
}

extension GrantedUse.Use {
  /// When it was last used, where that is known.
  var moment: Instant? {
    switch self {
    case .used(let moment), .usedBefore(let moment): moment
    case .never, .notTracked, .unknown: nil
    }
  }

  /// Whether it surely was not used in the period.
  var isIdle: Bool {
    switch self {
    case .usedBefore, .never: true
    case .used, .notTracked, .unknown: false
    }
  }

  /// In words: a day, or why there is none.
  var words: String {
    switch self {
    case .used(let moment), .usedBefore(let moment): CalendarDay(containing: moment).description
    case .never: "never"
    case .notTracked: "not tracked"
    case .unknown: "truncated"
    }
  }

  /// In five columns: days before the evidence was collected.
  func short(asOf now: Instant) -> String {
    switch self {
    case .used(let moment), .usedBefore(let moment): "\(now.days(since: moment))d"
    case .never: "never"
    case .notTracked: "-"
    case .unknown: "?"
    }
  }
}
