import Checklist
import Model

/// A table of identities or policies.
enum TableView {
  static func draw(_ state: ConsoleState, in area: Area, into frame: inout Frame) {
    guard area.rows > 0 else { return }
    let table = state.table
    let columns = TableColumn.fitting(
      TableColumn.all(for: state.view), in: area.columns, natural: table.widths,
      order: state.sorting[state.view])
    for (column, start, width) in columns {
      frame.put(
        SafeText(SortOrder.title(column.title, state.sorting[state.view])),
        at: Position(row: area.row, column: area.column + start),
        limit: width, role: .title)
    }
    let list = Layout.rowsBelowTitles(area)
    guard !table.rows.isEmpty else {
      let lines = SafeText(nothing(state)).wrapped(columns: list.columns)
      for (offset, line) in lines.prefix(list.rows).enumerated() {
        frame.put(
          line, at: Position(row: list.row + offset, column: list.column), role: .muted)
      }
      frame.showCursor(at: list)
      return
    }
    let visible = table.cursor.visible(count: table.rows.count, height: list.rows)
    for (offset, row) in visible.enumerated() {
      guard let subject = state.model.inventory.subject(table.rows[row], in: state.view) else {
        continue
      }
      let isChosen = row == table.cursor.row
      let line = list.row + offset
      for (index, (column, start, width)) in columns.enumerated() {
        let text = SafeText(column.text(subject, state.model), limit: width + 1)
        frame.put(
          text, at: Position(row: line, column: list.column + start), limit: width,
          role: column.role?(subject, state.model) ?? .text,
          emphasis: isChosen && index == 0 ? .selected : .none)
      }
      if isChosen { frame.cursor = Position(row: line, column: list.column) }
    }
  }

  /// Why the table is empty: filter, missing evidence, or no such identities.
  private static func nothing(_ state: ConsoleState) -> String {
    if state.opening != nil { return "the evidence is still being read" }
    guard state.filter.isEmpty else { return "no matches; Esc clears the filter" }
    guard let missing = AccountTable.of(state.view)?.missing(state.model.account) else {
      return "the account has no \(state.view.title)"
    }
    return "the evidence does not contain \(missing.what) (\(missing.reason)); collect "
      + "\(missing.kind == .organization ? "it" : "them") with \(missing.kind.command)"
  }
}
