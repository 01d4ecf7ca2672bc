public import Platform

extension ActivityCoverage {
  /// The days of the first and the last event in words, `the logs of 2026-09-02 to 2026-11-20`; nil
  /// without events. A later `start` takes the place of the first event.
  public func period(since start: Instant? = nil) -> String? {
    guard let from, let to else { return nil }
    let (first, last) = (
      CalendarDay(containing: max(from, start ?? from)), CalendarDay(containing: to)
    )
    return "the logs of \(first)" + (first == last ? "" : " to \(last)")
  }

  /// Whether the events are of the whole time from `start` to `end`, except for less than a day at
  /// each end: an account does not make calls at every moment. The event history that was read of a
  /// region counts even without events.
  public func covers(from start: Instant, to end: Instant) -> Bool {
    let read = (from: histories.map(\.from).max(), to: histories.map(\.to).min())
    guard let first = [from, read.from].compactMap(\.self).min(),
      let last = [to, read.to].compactMap(\.self).max()
    else { return false }
    return first <= start.adding(days: 1) && last >= end.adding(days: -1)
  }

  /// A period of the event history of a region that was not read.
  public struct Unread: Hashable, Sendable {
    /// The account and the region.
    public let account: String, region: String
    /// The period, including both seconds.
    public let from: Instant, to: Instant
  }

  /// The periods between the begin that was wanted and the end of what was read that were not read.
  public var unread: [Unread] {
    var result: [Unread] = []
    for (place, history) in histories.enumerated() {
      let earlier =
        place > 0 && histories[place - 1].isOfRegion(history) ? histories[place - 1] : nil
      let from = earlier?.to.adding(seconds: 1) ?? history.since
      if from < history.from {
        result.append(
          Unread(
            account: history.account, region: history.region, from: from,
            to: history.from.adding(seconds: -1)))
      }
    }
    return result
  }
}

extension [ActivityCoverage.History] {
  /// The periods in the order of accounts, regions and times; adjacent ones are joined.
  package var joined: [ActivityCoverage.History] {
    let ordered = sorted {
      ($0.account, $0.region, $0.from, $0.to) < ($1.account, $1.region, $1.from, $1.to)
    }
    var result: [ActivityCoverage.History] = []
    for next in ordered {
      guard let last = result.last, last.isOfRegion(next),
        next.from <= last.to.adding(seconds: 1)
      else {
        result.append(next)
        continue
      }
      result[result.count - 1] = ActivityCoverage.History(
        account: last.account, region: last.region, since: Swift.min(last.since, next.since),
        from: last.from, to: Swift.max(last.to, next.to))
    }
    return result.withCommonBegin
  }

  /// The same periods; all of a region have the earliest begin.
  private var withCommonBegin: [ActivityCoverage.History] {
    let begins = reduce(into: [String: Instant]()) { begins, history in
      let key = "\(history.account) \(history.region)"
      begins[key] = Swift.min(begins[key] ?? history.since, history.since)
    }
    return map { history in
      ActivityCoverage.History(
        account: history.account, region: history.region,
        since: begins["\(history.account) \(history.region)"] ?? history.since,
        from: history.from, to: history.to)
    }
  }
}

extension ActivityCoverage.History {
  fileprivate func isOfRegion(_ other: Self) -> Bool {
    account == other.account && region == other.region
  }
}
