import Checklist
import Model

/// A column of the tables of identities and policies: its title, its width, and its text for a row.
struct TableColumn: Sendable {
  let title: String
  /// The width of the column; the first column of a table takes the remaining width.
  let width: Int
  let text: @Sendable (PageSubject, ConsoleModel) -> String
  /// The number by which the rows are sorted; nil to sort by the text.
  private(set) var number: (@Sendable (PageSubject, ConsoleModel) -> Int?)?
  /// The narrowest screen on which the column is shown.
  private(set) var minimumScreen = 0

  /// The column, shown on screens of at least this width only.
  func onScreens(from columns: Int) -> TableColumn {
    var column = self
    column.minimumScreen = columns
    return column
  }

  /// The column, sorted by a number instead of its text.
  func sorted(
    by number: @escaping @Sendable (PageSubject, ConsoleModel) -> Int?
  ) -> TableColumn {
    var column = self
    column.number = number
    return column
  }

  init(
    _ title: String, _ width: Int,
    _ text: @escaping @Sendable (PageSubject, ConsoleModel) -> String
  ) {
    self.title = title
    self.width = width
    self.text = text
  }

  /// The columns of a view's table, the most important first.
  static func all(for view: ViewKind) -> [TableColumn] {
    switch view {
    case .overview, .checklist: []
    case .users: users
    case .groups: groups
    case .roles: roles
    case .policies: policies
    case .organization: organization
    }
  }

  /// The columns that fit, with their positions; the first is as wide as possible.
  static func fitting(_ columns: [TableColumn], in width: Int) -> [(TableColumn, Int, Int)] {
    guard let first = columns.first else { return [] }
    var kept: [TableColumn] = []
    var used = min(first.width, width)
    for column in columns.dropFirst()
    where used + 2 + column.width <= width && width >= column.minimumScreen {
      kept.append(column)
      used += 2 + column.width
    }
    let others = kept.reduce(0) { $0 + $1.width + 2 }
    // A name needs no more than this width.
    let nameWidth = max(0, min(width - others, max(first.width, 48)))
    var result = [(first, 0, nameWidth)]
    var place = nameWidth + 2
    for (index, column) in kept.enumerated() {
      let isLast = index == kept.count - 1
      result.append((column, place, isLast ? max(column.width, width - place) : column.width))
      place += column.width + 2
    }
    return result
  }
}
