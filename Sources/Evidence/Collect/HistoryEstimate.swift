internal import Platform

extension CollectSettings {
  /// How long reading the event history takes, in one line; nil if it is not read.
  public var historyWords: String? {
    activityDays.map { days in
      "reading the event history of \(days.counted("day")) in each region, 50 events per request and"
        + " 2 requests per second: 100,000 events of a region take \(duration(requests: 2000)); at"
        + " most \(maximumPages.counted("request")) (\(duration(requests: maximumPages))) in a region"
    }
  }

  private func duration(requests: Int) -> String {
    HistoryEstimate.words(seconds: (requests * RegionHistory.interval + 999) / 1000)
  }
}

/// The time that reading an event history takes.
enum HistoryEstimate {
  /// A duration for people: `42 s`, `17 min`, `2 h 47 min`.
  static func words(seconds: Int) -> String {
    if seconds < 60 { return "\(seconds) s" }
    let minutes = (seconds + 59) / 60
    return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }

  /// The words about the region that is the farthest from its end, with the time that is left if
  /// reading continues at the same speed; nil if all are read.
  static func progress(_ histories: [RegionHistory], from end: Instant, milliseconds: Int)
    -> String?
  {
    let open = histories.filter { !$0.isDone }
    guard let slowest = open.max(by: { $0.reached < $1.reached }) else { return nil }
    let words =
      "event history of \(slowest.region) back to \(CalendarDay(containing: slowest.reached))"
    let read = Int(end.seconds - slowest.reached.seconds)
    let rest = Int(slowest.reached.seconds - slowest.since.seconds)
    guard read > 0, milliseconds > 5000 else { return words }
    return words + ", about \(Self.words(seconds: milliseconds / 1000 * rest / read)) left"
  }
}
