extension Frame {
  /// Draws a line to the right, and joins it with the lines that it meets.
  public mutating func drawHorizontalLine(
    from place: Position, columns: Int, role: StyleRole = .border
  ) {
    for offset in 0..<max(0, columns) {
      var arms = LineArms.horizontal
      if offset == 0 { arms.remove(.left) }
      if offset == columns - 1 { arms.remove(.right) }
      join(arms, at: Position(row: place.row, column: place.column + offset), role: role)
    }
  }

  /// Draws a line downwards, and joins it with the lines that it meets.
  public mutating func drawVerticalLine(
    from place: Position, rows: Int, role: StyleRole = .border
  ) {
    for offset in 0..<max(0, rows) {
      var arms = LineArms.vertical
      if offset == 0 { arms.remove(.up) }
      if offset == rows - 1 { arms.remove(.down) }
      join(arms, at: Position(row: place.row + offset, column: place.column), role: role)
    }
  }

  /// Draws the border of an area, with a title in its top edge.
  public mutating func drawBox(_ area: Area, title: SafeText? = nil, role: StyleRole = .border) {
    guard area.rows > 1, area.columns > 1 else { return }
    let (top, left) = (area.row, area.column)
    let (bottom, right) = (area.row + area.rows - 1, area.column + area.columns - 1)
    for column in left + 1..<right {
      join(.horizontal, at: Position(row: top, column: column), role: role)
      join(.horizontal, at: Position(row: bottom, column: column), role: role)
    }
    for row in top + 1..<bottom {
      join(.vertical, at: Position(row: row, column: left), role: role)
      join(.vertical, at: Position(row: row, column: right), role: role)
    }
    join([.down, .right], at: Position(row: top, column: left), role: role)
    join([.down, .left], at: Position(row: top, column: right), role: role)
    join([.up, .right], at: Position(row: bottom, column: left), role: role)
    join([.up, .left], at: Position(row: bottom, column: right), role: role)
    // A space on each side separates the title from the line.
    guard let title, area.columns > 6 else { return }
    let place = Position(row: area.row, column: area.column + 2)
    put(" ", at: place, role: .title)
    let used = put(
      title, at: Position(row: area.row, column: place.column + 1), limit: area.columns - 6,
      role: .title)
    put(" ", at: Position(row: area.row, column: place.column + 1 + used), role: .title)
  }

  private mutating func join(_ arms: LineArms, at place: Position, role: StyleRole) {
    guard contains(row: place.row, column: place.column) else { return }
    let old = self[place.row, place.column]
    // Only lines are joined: a "-" in a text is not a line.
    let isLine = old.role == .border || old.role == .borderFocused
    let known = isLine ? glyphs.arms(of: old.glyph) ?? [] : []
    let glyph = glyphs.line(known.union(arms))
    write(glyph, columns: 1, row: place.row, column: place.column, like: Cell(role: role))
  }
}
