import Checklist
import Model
import Platform

/// A range of dates in a filter, such as `<2026-12-31`, `>=2026-12` or `<30d`.
///
/// A year or a month means all of its days. `30d`, `2w`, `6m` and `1y` are counted from the day of
/// the review, `-7d` backwards; `today`, `eom`, `eoq` and `eoy` are the other forms of `DateInput`.
/// They are relative to the day of the review, not to the date of the evidence, because due dates
/// and expiry dates are also compared with the day of the review.
struct FilterDate: Hashable, Sendable {
  private let comparison: Comparison
  private let value: Value

  private enum Comparison: String, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
    case before = "<"
    case after = ">"
    case equal = "="
  }

  private enum Value: Hashable {
    case period(first: CalendarDay, last: CalendarDay)
    case offset(DateOffset)
    case end(String)
  }

  /// Parses a range; nil while it is being typed. `key` is the field, for the error.
  init?(_ text: String, of key: String) throws(FilterError) {
    let sign = Comparison.allCases.first { text.hasPrefix($0.rawValue) }
    comparison = sign ?? .equal
    let rest = String(text.dropFirst(sign?.rawValue.count ?? 0)).lowercased()
    if let value = Self.value(rest) {
      self.value = value
      return
    }
    let isUnfinished =
      rest.allSatisfy { $0.isNumber || ["-", "+"].contains($0) }
      || ["today", "eom", "eoq", "eoy"].contains { $0.hasPrefix(rest) }
    guard !isUnfinished else { return nil }
    throw FilterError(
      message: "\(key): \(rest) is not a date; type a date such as <2026-12-31, >=2026-12 or <30d")
  }

  private static func value(_ text: String) -> Value? {
    if text == "today" { return .offset(.days(0)) }
    if ["eom", "eoq", "eoy"].contains(text) { return .end(text) }
    if let day = CalendarDay(text) { return .period(first: day, last: day) }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if let year = parts.first, year.count == 4, let first = CalendarDay("\(year)-01-01"),
      parts.count == 1
    {
      return .period(first: first, last: first.adding(months: 12).adding(days: -1))
    }
    if parts.count == 2, let first = CalendarDay(text + "-01") {
      return .period(first: first, last: first.adding(months: 1).adding(days: -1))
    }
    return DateOffset(text).map(Value.offset)
  }

  /// Whether a date is in the range on the day of the review.
  func contains(_ day: CalendarDay, today: CalendarDay) -> Bool {
    let (first, last): (CalendarDay, CalendarDay)
    switch value {
    case .period(let start, let end): (first, last) = (start, end)
    case .offset(let offset):
      first = offset.day(from: today)
      last = first
    case .end(let period):
      first = DateInput.day(period, today: today) ?? today
      last = first
    }
    return switch comparison {
    case .before: day < first
    case .atMost: day <= last
    case .after: day > last
    case .atLeast: day >= first
    case .equal: first <= day && day <= last
    }
  }
}

/// A text in a filter: a part of the value, or with `=` all of it, in any case.
struct FilterText: Hashable, Sendable {
  private let word: SearchWord
  private let whole: String?

  init(_ text: String) {
    let exact = text.hasPrefix("=") ? String(text.dropFirst()) : nil
    whole = exact?.lowercased()
    word = SearchWord(exact ?? text)
  }

  func matches(_ value: String) -> Bool {
    guard !value.isEmpty else { return false }
    return whole.map { value.lowercased() == $0 } ?? word.occurs(in: value)
  }
}

extension Decision {
  /// A text of the decision; empty if it has none.
  func text(of field: FilterCondition.DecisionField) -> String {
    switch field {
    case .note: content.note
    case .owner: content.owner ?? ""
    case .ticket: content.ticket ?? ""
    case .author: by.name
    }
  }

  /// A date of the decision; nil if it has none.
  func day(of date: FilterCondition.DecisionDate) -> CalendarDay? {
    switch date {
    case .due: content.due
    case .expires: content.expires
    case .decided: CalendarDay(containing: at)
    }
  }

  /// Whether the word occurs in one of its texts.
  func contains(_ word: SearchWord) -> Bool {
    FilterCondition.DecisionField.allCases.contains { word.occurs(in: text(of: $0)) }
  }
}

extension Statement {
  /// Whether the word occurs in the statement: in its id, actions, resources, principals or
  /// conditions.
  func contains(_ word: SearchWord) -> Bool {
    sid.map(word.occurs) == true || word.occurs(in: effect.rawValue)
      || actions.patterns.contains(where: word.occurs)
      || resources?.patterns.contains(where: word.occurs) == true
      || principals?.list.contains { word.occurs(in: $0.value) } == true
      || conditions.contains { condition in
        word.occurs(in: condition.key) || word.occurs(in: condition.operatorName)
          || condition.values.contains(where: word.occurs)
      }
  }
}
