import Checklist
import Model

/// A column of the tables of identities and policies: its title, its width, and its text for a row.
struct TableColumn: Sendable {
  let title: String
  /// The minimum width of the column.
  let width: Int
  let text: @Sendable (PageSubject, ConsoleModel) -> String
  /// The role of the text of a row, such as a warning.
  private(set) var role: (@Sendable (PageSubject, ConsoleModel) -> StyleRole)?
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

  /// The column, with the role of its text.
  func colored(
    _ role: @escaping @Sendable (PageSubject, ConsoleModel) -> StyleRole
  ) -> TableColumn {
    var column = self
    column.role = role
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

  /// The columns of a view's table, the most important first; none if it has no table.
  static func all(for view: ViewKind) -> [TableColumn] { AccountTable.of(view)?.columns ?? [] }

  /// The columns that fit, with their positions. Columns whose text is wider than their minimum
  /// share what is left, the most important first; `natural` contains the width of the text of each
  /// column, and `order` the column whose title shows the order.
  static func fitting(
    _ columns: [TableColumn], in width: Int, natural: [String: Int] = [:], order: SortOrder? = nil
  ) -> [(TableColumn, Int, Int)] {
    func minimum(_ column: TableColumn) -> Int {
      max(column.width, SafeText(SortOrder.title(column.title, order)).width)
    }
    guard let first = columns.first else { return [] }
    var kept = [first]
    var widths = [min(minimum(first), width)]
    var used = widths[0]
    for column in columns.dropFirst()
    where used + 2 + minimum(column) <= width && width >= column.minimumScreen {
      kept.append(column)
      widths.append(minimum(column))
      used += 2 + minimum(column)
    }
    var spare = width - used
    for (index, column) in kept.enumerated() {
      let more = min(spare, max(0, min(natural[column.title] ?? 0, longest) - widths[index]))
      widths[index] += more
      spare -= more
    }
    // The last column takes the rest, so that nothing is truncated beside free space.
    widths[widths.count - 1] += spare
    var place = 0
    return zip(kept, widths).map { column, width in
      defer { place += width + 2 }
      return (column, place, width)
    }
  }

  /// The widest that a column becomes to show its text.
  private static let longest = 72
}
