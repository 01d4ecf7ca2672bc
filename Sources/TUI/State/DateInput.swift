import Model

/// A date as an auditor types it: `2027-02-22`, from today on `+90d`, `+2w`, `+6m`, `+1y`, or the end
/// of the month, quarter or year: `eom`, `eoq`, `eoy`.
///
/// What counts and what is shown is the absolute day; the short forms only save typing.
enum DateInput {
  /// The day that `text` names when it is typed on `today`; nil where it names none.
  static func day(_ text: String, today: CalendarDay) -> CalendarDay? {
    let text = text.split(separator: " ").joined()
    if let months = ["eom": 1, "eoq": 3, "eoy": 12][text.lowercased()] {
      return endOfPeriod(of: months, around: today)
    }
    guard text.hasPrefix("+") else { return CalendarDay(text) }
    guard let unit = text.last, let count = Int(text.dropFirst().dropLast()),
      (0...9999).contains(count), text.dropFirst().first != "+"
    else { return nil }
    switch unit {
    case "d", "D": return today.adding(days: count)
    case "w", "W": return today.adding(days: count * 7)
    case "m", "M": return today.adding(months: count)
    case "y", "Y": return today.adding(months: count * 12)
    default: return nil
    }
  }

  /// The last day of the month, quarter or year that `today` lies in.
  private static func endOfPeriod(of months: Int, around today: CalendarDay) -> CalendarDay? {
    let parts = today.description.split(separator: "-")
    guard parts.count == 3, let month = Int(parts[1]),
      let first = CalendarDay("\(parts[0])-\(parts[1])-01")
    else { return nil }
    return first.adding(months: months - (month - 1) % months).adding(days: -1)
  }

  /// Whether the text is one of the short forms, which stand for a day.
  static func isShort(_ text: String) -> Bool {
    text.hasPrefix("+") || ["eom", "eoq", "eoy"].contains(text.lowercased())
  }
}
