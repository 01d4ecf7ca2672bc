/// A point in time in UTC, with a resolution of one second.
///
/// Evidence and sessions need no more than this, and Foundation's dates would triple the size of
/// the binary.
public struct Instant: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
  public let seconds: Int64

  /// Creates the time `seconds` after 1970-01-01T00:00:00Z.
  public init(seconds: Int64) {
    self.seconds = seconds
  }

  public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

  /// The time `more` seconds later.
  package func adding(seconds more: Int64) -> Instant { Instant(seconds: seconds + more) }

  /// The time `days` times 24 hours later, or earlier if negative.
  public func adding(days: Int) -> Instant { Instant(seconds: seconds + Int64(days) * 86_400) }

  /// Whole seconds from `earlier` to this time.
  public func seconds(since earlier: Instant) -> Int64 { seconds - earlier.seconds }

  /// Whole days of 24 hours from `earlier` to this time, rounded down.
  public func days(since earlier: Instant) -> Int {
    let span = seconds(since: earlier)
    return Int(span >= 0 ? span / 86_400 : -((-span + 86_399) / 86_400))
  }
}
