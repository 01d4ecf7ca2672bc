public import Platform

/// What a principal did: all calls with the same properties (`ActivityColumn`), counted.
public struct ActivityRow: Hashable, Sendable {
  /// The properties, by `ActivityColumn`.
  public let values: [String]
  /// The IAM actions that AWS checked for the event, and how they are known.
  public let actions: EventActions.Result
  /// The number of calls.
  public let count: Int
  /// The time of the first call.
  public let first: Instant
  /// The time of the last call.
  public let last: Instant
  /// The number of calls by ISO week, in order.
  public let weeks: [(week: ISOWeek, count: Int)]
  /// The names of the role sessions.
  public let sessions: LimitedSet
  /// The source addresses.
  public let addresses: LimitedSet

  /// A set of names, of which only the first few in order are kept.
  public struct LimitedSet: Hashable, Sendable {
    /// The number of names that are kept.
    public static let limit = 20
    /// The first names, in the order of their UTF-8.
    public let names: [String]
    /// The number of all names.
    public let count: Int

    /// Creates the set of `count` names, which begins with `names`.
    public init(names: [String], count: Int) {
      self.names = names
      self.count = count
    }
  }

  /// Creates a row; `values` has one element per `ActivityColumn`.
  public init(
    values: [String], count: Int, first: Instant, last: Instant,
    weeks: [(week: ISOWeek, count: Int)], sessions: LimitedSet, addresses: LimitedSet
  ) {
    self.values = values
    self.count = count
    self.first = first
    self.last = last
    self.weeks = weeks
    self.sessions = sessions
    self.addresses = addresses
    actions = EventActions.bundled.find(
      values[ActivityColumn.event.rawValue], source: values[ActivityColumn.source.rawValue],
      type: values[ActivityColumn.eventType.rawValue])
  }

  /// The value of `column`.
  public subscript(_ column: ActivityColumn) -> String { values[column.rawValue] }

  /// The elements of the list `column`.
  public func list(_ column: ActivityColumn) -> [String] {
    self[column].split(separator: ActivityColumn.separator).map(String.init)
  }

  public static func == (left: ActivityRow, right: ActivityRow) -> Bool {
    left.values == right.values && left.count == right.count && left.first == right.first
      && left.last == right.last && left.sessions == right.sessions
      && left.addresses == right.addresses
      && left.weeks.elementsEqual(right.weeks) { $0 == $1 }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(values)
    hasher.combine(count)
  }
}
