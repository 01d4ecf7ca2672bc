import Checklist
import Model
import Platform

/// The order of a list: a column, and whether it is reversed.
struct SortOrder: Hashable, Sendable {
  /// The title of the column.
  let column: String
  var isReversed = false

  init(_ column: String, isReversed: Bool = false) {
    self.column = column
    self.isReversed = isReversed
  }

  /// The order in the form in which it is saved: `severity` or `severity, reversed`.
  init(saved text: String) {
    let column =
      text.hasSuffix(SortOrder.reversed) ? text.dropLast(SortOrder.reversed.count) : text[...]
    self.init(String(column), isReversed: text.hasSuffix(SortOrder.reversed))
  }

  var saved: String { column + (isReversed ? SortOrder.reversed : "") }

  private static let reversed = ", reversed"

  /// The title of a column, with the direction if the list is sorted by it: `subject ^`.
  static func title(_ column: String, _ order: SortOrder?) -> String {
    guard let order, order.column == column else { return column }
    return column + (order.isReversed ? " v" : " ^")
  }

  /// The numbers sorted by their keys; equal ones stay in their order, also if it is reversed.
  func sorted(_ numbers: [Int], by key: (Int) -> Int) -> [Int] {
    let keyed = numbers.enumerated().map { place, number in
      (key: isReversed ? -key(number) : key(number), place: place)
    }
    return keyed.sorted { ($0.key, $0.place) < ($1.key, $1.place) }.map { numbers[$0.place] }
  }

  /// The numbers sorted by their texts: numbers by value before other texts, in any case.
  func sorted(_ numbers: [Int], byText text: (Int) -> String) -> [Int] {
    let keyed = numbers.enumerated().map { place, number -> (key: TextKey, place: Int) in
      (TextKey(text(number)), place)
    }
    return keyed.sorted { left, right in
      left.key == right.key
        ? left.place < right.place : (left.key < right.key) != isReversed
    }.map { numbers[$0.place] }
  }

  /// A text as it is compared.
  private struct TextKey: Comparable {
    let number: Int?
    let text: String

    init(_ text: String) {
      number = Int(text.prefix { $0.isNumber })
      self.text = text.lowercased()
    }

    static func < (left: TextKey, right: TextKey) -> Bool {
      switch (left.number, right.number) {
      case (let one?, let other?) where one != other: one < other
      case (_?, nil): true
      case (nil, _?): false
      default: left.text < right.text
      }
    }
  }
}

/// A column by which findings are sorted.
enum FindingColumn: String, CaseIterable, Sendable {
  case item, decision, severity, subject, finding, owner, due

  /// The order of the findings by the column.
  static func sorted(
    _ findings: [Int], by order: SortOrder, _ model: ConsoleModel, _ statuses: DecisionStatuses
  ) -> [Int] {
    guard let column = FindingColumn(rawValue: order.column) else { return findings }
    func decision(_ number: Int) -> Decision? { statuses.decision(onFinding: number, in: model) }
    switch column {
    case .item: return order.sorted(findings) { model.itemOfFinding[$0] }
    case .decision:
      return order.sorted(findings) { statuses.status(ofFinding: $0, in: model).rank }
    case .severity:
      return order.sorted(findings) { statuses.severity(ofFinding: $0, in: model).rank }
    case .subject: return order.sorted(findings) { model.subjectRanks[$0] }
    case .finding: return order.sorted(findings) { model.predicateRanks[$0] }
    case .owner:
      let owners = Set(findings.compactMap { decision($0)?.content.owner })
        .sorted { ($0.lowercased(), $0) < ($1.lowercased(), $1) }
      let ranks = Dictionary(
        owners.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first }
      )
      return order.sorted(findings) {
        decision($0)?.content.owner.flatMap { ranks[$0] } ?? .max / 2
      }
    case .due:
      return order.sorted(findings) { number in
        let content = decision(number)?.content
        return (content?.due ?? content?.expires)?.daysSince1970 ?? .max / 2
      }
    }
  }
}

extension DecisionStatus {
  /// The order by decision: what needs attention first, then by disposition.
  fileprivate var rank: Int {
    switch condition {
    case .conflict: 0
    case .rejected: 1
    case .stale: 2
    case .expired: 3
    case .unapproved: 4
    case .undecided: 5
    case .overdue: 6
    case .expiring: 7
    case .decided: 8 + (disposition.flatMap { Disposition.allCases.firstIndex(of: $0) } ?? 0)
    }
  }
}

extension [Int] {
  /// Whether the number is in the list, which is in ascending order.
  func containsInOrder(_ number: Int) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number
  }

  /// The numbers in the order in which they are in `before`, followed by those that are not in it.
  func inOrder(of before: [Int]) -> [Int] {
    let places = Dictionary(
      before.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    return enumerated().sorted { left, right in
      (places[left.element] ?? .max, left.offset) < (places[right.element] ?? .max, right.offset)
    }.map(\.element)
  }
}
