/// The state of a table of identities or policies: the rows that match the filter, and the selected
/// one.
struct TableState: Hashable, Sendable {
  var filter = Filter.none
  /// The rows that match the filter, by number in the inventory.
  private(set) var rows: [Int] = []
  var cursor = ListCursor()
  /// The width of the text in each column, by title.
  private(set) var widths: [String: Int] = [:]
  private var madeFrom: Source?

  private struct Source: Hashable {
    let filter: Filter
    let revision: Int
    let order: SortOrder?
  }

  /// The number of the selected row in the inventory; nil if there is none.
  var chosen: Int? { rows.indices.contains(cursor.row) ? rows[cursor.row] : nil }

  mutating func refresh(
    _ view: ViewKind, _ model: ConsoleModel, _ statuses: DecisionStatuses, order: SortOrder?,
    height: Int
  ) {
    let source = Source(
      filter: filter, revision: filter.isEmpty ? 0 : statuses.revision, order: order)
    if source != madeFrom {
      let kept = chosen
      let all = 0..<model.inventory.count(in: view)
      rows = all.filter { row in
        guard !filter.isEmpty, let subject = model.inventory.subject(row, in: view) else {
          return filter.isEmpty
        }
        return filter.admits(
          FilterableSubject(subject: subject, model: model, statuses: statuses))
      }
      madeFrom = source
      if let precedes = AccountTable.of(view)?.precedes { rows.sort { precedes($0, $1, model) } }
      arrange(view, model, order)
      widths = widths(of: view, model)
      if let row = kept.flatMap({ kept in
        rows.firstIndex(of: kept) ?? rows.firstIndex { $0 >= kept }
      }) {
        cursor.choose(row, count: rows.count, height: height)
      }
    }
    cursor.clamp(count: rows.count, height: height)
  }

  /// The widths of the texts in each column, measured at evenly spaced rows of a long table.
  private func widths(of view: ViewKind, _ model: ConsoleModel) -> [String: Int] {
    let sample = stride(from: 0, to: rows.count, by: max(1, rows.count / TableState.measured))
      .compactMap { model.inventory.subject(rows[$0], in: view) }
    return Dictionary(
      TableColumn.all(for: view).map { column in
        (column.title, sample.map { SafeText(column.text($0, model)).width }.max() ?? 0)
      }, uniquingKeysWith: { first, _ in first })
  }

  private static let measured = 300

  /// Sorts the rows by the column.
  private mutating func arrange(_ view: ViewKind, _ model: ConsoleModel, _ order: SortOrder?) {
    guard let order,
      let column = TableColumn.all(for: view).first(where: { $0.title == order.column })
    else { return }
    func subject(_ row: Int) -> PageSubject? { model.inventory.subject(row, in: view) }
    if let number = column.number {
      rows = order.sorted(rows) { subject($0).flatMap { number($0, model) } ?? .max / 2 }
    } else {
      rows = order.sorted(rows, byText: { subject($0).map { column.text($0, model) } ?? "" })
    }
  }
}
