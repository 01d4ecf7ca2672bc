/// A day of the Gregorian calendar, written `2026-11-24`.
///
/// A date of a decision (expiry, due) includes the whole day in UTC.
public struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The year, from 0001 to 9999.
  public let year: Int
  /// The month, from 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int

  /// The day; nil if the calendar has no such day (30 February).
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CalendarDay.length(ofMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day of `instant` in UTC; the first or last day of the calendar if it is out of range.
  public init(containing instant: Instant) {
    let seconds = instant.seconds
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    self.init(daysSince1970: Int(min(max(days, -719_162), 2_932_896)))
  }

  /// Days since 1970-01-01, with Howard Hinnant's civil calendar algorithm: eras of 400 years that
  /// begin on 1 March, so that a leap day is the last of its year.
  init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days from 1970-01-01 to this day.
  public var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The first second of the day in UTC.
  public var start: Instant { Instant(seconds: Int64(daysSince1970) * 86_400) }
  /// The last second of the day in UTC, until which a date of a decision is valid.
  public var end: Instant { Instant(seconds: start.seconds + 86_399) }

  /// The day `days` days later.
  public func adding(days: Int) -> CalendarDay {
    CalendarDay(daysSince1970: min(max(daysSince1970 + days, -719_162), 2_932_896))
  }

  /// The same day of the month `months` later, or the last day of that month if it is shorter.
  public func adding(months: Int) -> CalendarDay {
    let index = min(max((year * 12 + month - 1) + months, 12), 9999 * 12 + 11)
    let (newYear, newMonth) = (index / 12, index % 12 + 1)
    let newDay = min(day, CalendarDay.length(ofMonth: newMonth, year: newYear))
    return CalendarDay(year: newYear, month: newMonth, day: newDay) ?? self
  }

  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  public var description: String {
    var text: [UInt8] = []
    text.append(self)
    return String(decoding: text, as: UTF8.self)
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// Exports write the same few times tens of thousands of times; string interpolation would take
/// longer than everything else about a finding.
extension [UInt8] {
  /// Appends a day as `2026-11-24`.
  mutating func append(_ day: CalendarDay) {
    append(day.year, digits: 4)
    append(UInt8(ascii: "-"))
    append(day.month, digits: 2)
    append(UInt8(ascii: "-"))
    append(day.day, digits: 2)
  }

  /// Appends `number` in decimal with the given number of digits.
  mutating func append(_ number: Int, digits: Int) {
    var unit = 1
    for _ in 1..<digits { unit *= 10 }
    while unit > 0 {
      append(UInt8(ascii: "0") + UInt8(number / unit % 10))
      unit /= 10
    }
  }
}
