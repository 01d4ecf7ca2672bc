import Model
import Platform

/// A date as an auditor types it: `2027-02-22`, relative to today `+90d`, `+2w`, `+6m`, `+1y`, or
/// the end of the month, quarter or year: `eom`, `eoq`, `eoy`.
///
/// The absolute date is shown and stored; the short forms are only for typing.
enum DateInput {
  /// The date that `text` means when it is typed on `today`; nil if it is not a date.
  static func day(_ text: String, today: CalendarDay) -> CalendarDay? {
    let text = text.split(separator: " ").joined()
    if let months = ["eom": 1, "eoq": 3, "eoy": 12][text.lowercased()] {
      return endOfPeriod(of: months, around: today)
    }
    guard text.hasPrefix("+") else { return CalendarDay(text) }
    guard text.dropFirst().first?.isNumber == true else { return nil }
    return DateOffset(text.dropFirst())?.day(from: today)
  }

  /// The last day of the month, quarter or year that contains `today`.
  private static func endOfPeriod(of months: Int, around today: CalendarDay) -> CalendarDay? {
    let parts = today.description.split(separator: "-")
    guard parts.count == 3, let month = Int(parts[1]),
      let first = CalendarDay("\(parts[0])-\(parts[1])-01")
    else { return nil }
    return first.adding(months: months - (month - 1) % months).adding(days: -1)
  }

  /// Whether the text is one of the short forms.
  static func isShort(_ text: String) -> Bool {
    text.hasPrefix("+") || ["eom", "eoq", "eoy"].contains(text.lowercased())
  }
}

/// A number of days, weeks, months or years: `30d`, `2w`, `6m`, `1y`; backwards with a minus.
enum DateOffset: Hashable, Sendable {
  case days(Int)
  case months(Int)

  /// Parses an offset; nil if it is none, or longer than 9,999 units.
  init?(_ text: some StringProtocol) {
    guard let unit = text.last, let count = Int(text.dropLast()), (-9999...9999).contains(count)
    else { return nil }
    switch unit {
    case "d", "D": self = .days(count)
    case "w", "W": self = .days(count * 7)
    case "m", "M": self = .months(count)
    case "y", "Y": self = .months(count * 12)
    default: return nil
    }
  }

  func day(from today: CalendarDay) -> CalendarDay {
    switch self {
    case .days(let count): today.adding(days: count)
    case .months(let count): today.adding(months: count)
    }
  }
}
