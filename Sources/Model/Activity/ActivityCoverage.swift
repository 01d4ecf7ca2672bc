public import Platform

/// What activity rows are based on: the period, accounts, regions and categories of their events,
/// and the times for which logs could not be read.
public struct ActivityCoverage: Hashable, Sendable {
  /// A time for which logs are damaged.
  public struct Gap: Hashable, Sendable {
    /// The file.
    public let file: String
    /// The account and region of the file; empty if its name does not show them.
    public let account: String, region: String
    /// The hours; nil if the name of the file does not show them.
    public let from: Instant?, to: Instant?

    /// Creates a gap.
    public init(file: String, account: String, region: String, from: Instant?, to: Instant?) {
      self.file = file
      self.account = account
      self.region = region
      self.from = from
      self.to = to
    }
  }

  /// A period of the event history of a region that was read, with `collect --activity`.
  public struct History: Hashable, Sendable {
    /// The account and the region.
    public let account: String, region: String
    /// The begin of the period that was to be read.
    public let since: Instant
    /// The period that was read, including both seconds.
    public let from: Instant, to: Instant

    /// Creates a period.
    public init(account: String, region: String, since: Instant, from: Instant, to: Instant) {
      self.account = account
      self.region = region
      self.since = since
      self.from = from
      self.to = to
    }
  }

  /// The times of the first and the last event; nil without events.
  public var from: Instant?, to: Instant?
  /// The number of events.
  public var events = 0
  /// The number of events for which no action is known.
  public var unmapped = 0
  /// The number of rows.
  public var rows = 0
  /// The accounts that the events are of, their regions and categories.
  public var accounts: Set<String> = [], regions: Set<String> = [], categories: Set<String> = []
  /// The times for which logs are damaged.
  public var gaps: [Gap] = []
  /// The periods of the event history that were read, each region in order.
  public var histories: [History] = []

  /// Creates an empty coverage.
  public init() {}

  /// Adds a row.
  public mutating func add(_ row: ActivityRow) {
    from = min(from ?? row.first, row.first)
    to = max(to ?? row.last, row.last)
    events += row.count
    rows += 1
    if row.actions.mapping == .unknown { unmapped += row.count }
    accounts.insert(row[.recipient])
    regions.insert(row[.region])
    categories.insert(row[.category])
  }
}
