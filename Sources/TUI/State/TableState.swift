/// The state of a table of identities or policies: the rows that match the filter, and the selected
/// one.
struct TableState: Hashable, Sendable {
  var filter = Filter.none
  /// The rows that match the filter, by number in the inventory.
  private(set) var rows: [Int] = []
  var cursor = ListCursor()
  private var madeFrom: Source?

  private struct Source: Hashable {
    let filter: Filter
    let revision: Int
  }

  /// The number of the selected row in the inventory; nil if there is none.
  var chosen: Int? { rows.indices.contains(cursor.row) ? rows[cursor.row] : nil }

  mutating func refresh(
    _ view: ViewKind, _ model: ConsoleModel, _ statuses: DecisionStatuses, height: Int
  ) {
    let source = Source(filter: filter, revision: filter.isEmpty ? 0 : statuses.revision)
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
      if let row = kept.flatMap({ kept in rows.firstIndex { $0 >= kept } }) {
        cursor.choose(row, count: rows.count, height: height)
      }
    }
    cursor.clamp(count: rows.count, height: height)
  }
}
