extension Frame {
  /// Draws a text to the right of a position, at most `limit` columns wide; returns the number of
  /// columns used.
  ///
  /// A text that does not fit ends in `…`. A wide character or an escape that would be split is
  /// replaced by spaces. Nothing is drawn outside the grid.
  @discardableResult
  public mutating func put(
    _ text: SafeText, at place: Position, limit: Int = .max, role: StyleRole = .text,
    emphasis: Cell.Emphasis = .none
  ) -> Int {
    let room = min(limit, size.columns - place.column)
    guard (0..<size.rows).contains(place.row), room > 0 else { return 0 }
    let isWhole = text.width <= room && !text.isCut
    let end = place.column + (isWhole ? room : room - 1)
    let style = Cell(role: role, emphasis: emphasis)
    var column = place.column
    for run in text.runs {
      guard column + run.width <= end else { break }
      draw(run, row: place.row, column: column, like: style)
      column += run.width
    }
    guard !isWhole else { return column - place.column }
    if column >= 0 {
      write(glyphs.ellipsis, columns: 1, row: place.row, column: column, like: style)
    }
    column += 1
    guard text.width >= room else { return column - place.column }
    while column <= end {
      if column >= 0 { write(" ", columns: 1, row: place.row, column: column, like: style) }
      column += 1
    }
    return column - place.column
  }

  /// Draws a text so that it ends before `column`, for numbers in a table; returns its first
  /// column.
  @discardableResult
  public mutating func put(
    _ text: SafeText, row: Int, endingBefore column: Int, limit: Int, role: StyleRole = .text,
    emphasis: Cell.Emphasis = .none
  ) -> Int {
    let first = column - min(text.width, max(0, limit))
    put(
      text, at: Position(row: row, column: first), limit: column - first, role: role,
      emphasis: emphasis)
    return first
  }

  /// Fills an area with spaces.
  public mutating func fill(
    _ area: Area, role: StyleRole = .text, emphasis: Cell.Emphasis = .none
  ) {
    let style = Cell(role: role, emphasis: emphasis)
    for row in area.row..<area.row + area.rows {
      guard let span = columnsInside(row: row, area: area) else { continue }
      for column in span { write(" ", columns: 1, row: row, column: column, like: style) }
    }
  }

  /// Draws one run, without the part to the left of the grid.
  private mutating func draw(_ run: SafeText.Run, row: Int, column: Int, like style: Cell) {
    guard run.isEscape else {
      if column >= 0 {
        write(
          glyphs.own(run.glyph), columns: run.width, row: row, column: column, like: style)
      }
      return
    }
    let escape = Cell(role: .escape, emphasis: style.emphasis)
    for (offset, character) in glyphs.escape(run.glyph).enumerated() where column + offset >= 0 {
      write(String(character), columns: 1, row: row, column: column + offset, like: escape)
    }
  }
}
