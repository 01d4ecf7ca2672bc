/// The list of a chooser, drawn over the lines above the key line.
enum ChooserView {
  static func draw(_ chooser: Chooser, in area: Area, into frame: inout Frame) {
    guard area.rows > 0 else { return }
    frame.put(
      SafeText(chooser.purpose.title), at: Position(row: area.row, column: area.column),
      limit: area.columns, role: .title)
    let rows = min(chooser.options.count, area.row - 2)
    guard rows > 0 else { return }
    let list = Area(
      row: area.row - rows, column: area.column, size: Size(columns: area.columns, rows: rows))
    frame.fill(list)
    let first = min(max(0, chooser.chosen - rows + 1), chooser.options.count - rows)
    for offset in 0..<rows {
      let number = first + offset
      let place = Position(row: list.row + offset, column: list.column + 2)
      if number == chooser.current { frame.put("*", at: Position(row: place.row, column: 0)) }
      frame.put(
        SafeText(chooser.options[number]), at: place, limit: list.columns - 2, role: .key,
        emphasis: number == chooser.chosen ? .selected : .none)
      if number == chooser.chosen { frame.cursor = place }
    }
  }
}
