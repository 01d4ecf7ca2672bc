import Platform

/// The overview of the review: blocks beside and below each other.
enum OverviewView {
  static func draw(_ overview: OverviewState, in area: Area, into frame: inout Frame) {
    frame.showCursor(at: area)
    for (number, block) in overview.blocks.enumerated() {
      let column = area.column + block.area.column
      func place(_ row: Int) -> Position? {
        let shown = block.area.row + row - overview.top
        return (0..<area.rows).contains(shown)
          ? Position(row: area.row + shown, column: column) : nil
      }
      if let place = place(0) {
        let used = frame.put(
          SafeText(block.title), at: place, limit: block.area.columns, role: .heading)
        if let count = block.count {
          frame.put(
            SafeText(count.grouped), at: Position(row: place.row, column: column + used + 2),
            limit: block.area.columns - used - 2, role: .muted)
        }
      }
      for (row, line) in block.lines.enumerated() {
        guard let place = place(row + 1) else { continue }
        let isChosen = number == overview.focus && row == overview.row && line.link != nil
        draw(line, at: place, columns: block.area.columns, isChosen: isChosen, into: &frame)
        if isChosen { frame.cursor = place }
      }
    }
  }

  /// Draws a line; of the selected one, only the first words are highlighted, as in the lists.
  private static func draw(
    _ line: TextLine, at place: Position, columns: Int, isChosen: Bool, into frame: inout Frame
  ) {
    var column = place.column
    let end = place.column + columns
    for (number, span) in line.spans.enumerated() where column < end {
      column += frame.put(
        span.text, at: Position(row: place.row, column: column), limit: end - column,
        role: span.role, emphasis: isChosen && number == 0 ? .selected : .none)
    }
  }
}
