import Model
import Platform

/// An age as a bar: four cells up to 90 days, four up to a year, four up to three years.
///
///     ━━━━│━━━━│━─── 412 d
///
/// The marks for 90 and 365 days are always in the same place, so that bars can be compared.
enum AgeBar {
  private static let steps = [(from: 0, to: 90), (from: 90, to: 365), (from: 365, to: 1095)]
  private static let cells = 4

  /// The bar followed by the number of days.
  static func text(days: Int) -> String { bar(days: days) + " \(days.grouped) d" }

  static func bar(days: Int) -> String {
    steps.map { step in
      let part =
        Double(min(max(days, step.from), step.to) - step.from) / Double(step.to - step.from)
      // A part that has begun shows at least one cell, so 91 days are visibly past the mark.
      let full = days <= step.from ? 0 : max(1, Int((part * Double(cells)).rounded()))
      return String(repeating: "━", count: full) + String(repeating: "─", count: cells - full)
    }.joined(separator: "│")
  }
}
