internal import Platform

/// A week that begins on Monday (ISO 8601), written `2026-W48`.
public struct ISOWeek: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Weeks since the one that contains 1970-01-01, a Thursday.
  public let number: Int

  /// The week with the number `number`.
  public init(number: Int) { self.number = number }

  /// The week that contains the time `seconds` after 1970-01-01T00:00:00Z.
  public init(seconds: Int64) {
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let shifted = days + 3
    number = Int(shifted >= 0 ? shifted / 7 : (shifted - 6) / 7)
  }

  /// Parses `2026-W48`.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-W", maxSplits: 1)
    guard parts.count == 2, parts[0].count == 4, parts[1].count == 2, let year = Int(parts[0]),
      let week = Int(parts[1]), (1...53).contains(week),
      let newYear = CalendarDay(year: year, month: 1, day: 4)
    else { return nil }
    // 4 January is always in the first week.
    self.init(number: ISOWeek(seconds: newYear.start.seconds).number + week - 1)
    guard description == text else { return nil }
  }

  /// The year is that of the week's Thursday, which is seven days times the number after 1970-01-01.
  public var description: String {
    let thursday = CalendarDay(
      containing: Instant(seconds: 0).adding(days: number * 7))
    let january = CalendarDay(year: thursday.year, month: 1, day: 1) ?? thursday
    let week = Int((thursday.start.seconds - january.start.seconds) / 86_400) / 7 + 1
    return "\(thursday.year)-W\(week < 10 ? "0" : "")\(week)"
  }

  public static func < (left: ISOWeek, right: ISOWeek) -> Bool { left.number < right.number }
}
