/// A text with a current line: the detail, a page, or the help.
enum TextView {
  static func draw(
    _ text: TextPane, in area: Area, isFocused: Bool, into frame: inout Frame
  ) {
    let visible = text.cursor.visible(count: text.lines.count, height: area.rows)
    let search = text.search.map(SearchWord.init)
    // The titles cover the top line of a scrolled table. When paging, that line was visible before.
    // It is shown when it becomes the current line.
    let top = visible.lowerBound
    let covered = text.table.flatMap { $0.contains(top) && top != text.cursor.row ? $0.first : nil }
    for (offset, row) in visible.enumerated() {
      let line = text.lines[offset == 0 ? covered ?? row : row]
      let place = Position(row: area.row + offset, column: area.column)
      let isChosen = isFocused && row == text.cursor.row
      // In a table only the name is highlighted, as in the lists, because that takes fewer bytes.
      let selected = !isChosen ? 0 : text.table?.contains(row) == true ? 2 : .max
      draw(line, at: place, in: area, selected: selected, into: &frame)
      if let search, search.occurs(in: line.text) {
        frame.restyle(row: place.row, in: area, as: .match)
      }
      if isChosen { frame.cursor = place }
    }
    guard isFocused, text.lines.isEmpty else { return }
    frame.cursor = Position(row: area.row, column: area.column)
  }

  private static func draw(
    _ line: TextLine, at place: Position, in area: Area, selected: Int,
    into frame: inout Frame
  ) {
    var column = place.column
    let end = area.column + area.columns
    for (number, span) in line.spans.enumerated() where column < end {
      column += frame.put(
        span.text, at: Position(row: place.row, column: column), limit: end - column,
        role: span.role, emphasis: number < selected ? .selected : .none)
    }
    // The cursor is visible on an empty line as well.
    if selected > 0, column == place.column {
      frame.put(" ", at: place, limit: area.columns, emphasis: .selected)
    }
  }
}
