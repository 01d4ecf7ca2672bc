import Model

/// A date as an auditor types it: `2027-02-22`, or from today on `+90d`, `+2w`, `+6m`, `+1y`.
///
/// What counts and what is shown is the absolute day; the short forms only save typing.
enum DateInput {
  /// The day that `text` names when it is typed on `today`; nil where it names none.
  static func day(_ text: String, today: CalendarDay) -> CalendarDay? {
    let text = text.split(separator: " ").joined()
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
}
