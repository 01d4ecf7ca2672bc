/// A whole screen as a value: a grid of cells and the position of the hardware cursor.
///
/// Views draw into a frame, the terminal shows it, and tests read it as text. Cells are only
/// written by `put`, `fill` and the line functions. All text therefore goes through `SafeText`, and
/// the halves of wide characters always stay together.
public struct Frame: Hashable, Sendable {
  /// The size of the grid.
  public let size: Size
  /// The characters for lines and for the mark of truncated text.
  public let glyphs: Glyphs
  /// The position of the hardware cursor; nil if it is hidden.
  public var cursor: Position?
  /// Whether the cursor is in an input field (visible) or marks the selected row (for screen
  /// readers).
  public var cursorIsInText = false
  /// The panes that follow the cursor of another pane. Changes in them can wait for a pause in
  /// typing.
  var following: [Area] = []
  private(set) var cells: [Cell]

  /// An empty frame of `size`.
  public init(size: Size, glyphs: Glyphs = .unicode) {
    self.size = size
    self.glyphs = glyphs
    cells = Array(repeating: Cell(), count: size.columns * size.rows)
  }

  /// The area of the whole frame.
  public var area: Area { Area(row: 0, column: 0, size: size) }

  /// The cell at a position inside the grid.
  public subscript(row: Int, column: Int) -> Cell { cells[row * size.columns + column] }

  /// Whether a position is inside the grid.
  func contains(row: Int, column: Int) -> Bool {
    (0..<size.rows).contains(row) && (0..<size.columns).contains(column)
  }

  /// Writes a glyph of one or two columns, which must be inside the grid.
  mutating func write(_ glyph: String, columns: Int, row: Int, column: Int, like style: Cell) {
    let index = row * size.columns + column
    // The other half of a wide character that is overwritten becomes a space.
    if cells[index].glyph.isEmpty, column > 0 { cells[index - 1].glyph = " " }
    let after = index + columns
    if column + columns < size.columns, cells[after].glyph.isEmpty { cells[after].glyph = " " }
    cells[index] = Cell(glyph: glyph, role: style.role, emphasis: style.emphasis)
    if columns == 2 {
      cells[index + 1] = Cell(glyph: "", role: style.role, emphasis: style.emphasis)
    }
  }

  /// Highlights the cells of one row of an area; text and roles are kept.
  ///
  /// Every highlighted cell is sent twice when the selection moves, so a table only highlights the
  /// name in a row.
  public mutating func emphasize(row: Int, in area: Area, as emphasis: Cell.Emphasis) {
    guard let span = columnsInside(row: row, area: area) else { return }
    for column in span { cells[row * size.columns + column].emphasis = emphasis }
  }

  /// Changes the role of the cells of one row of an area and keeps their text, for a search match
  /// or a statement with a finding.
  public mutating func restyle(row: Int, in area: Area, as role: StyleRole) {
    guard let span = columnsInside(row: row, area: area) else { return }
    for column in span where cells[row * size.columns + column].role != .escape {
      cells[row * size.columns + column].role = role
    }
  }

  /// Copies some cells from another frame of the same size.
  mutating func take(_ indices: [Int], from frame: Frame) {
    for index in indices { cells[index] = frame.cells[index] }
  }

  /// The columns of an area that are inside the grid in a row.
  func columnsInside(row: Int, area: Area) -> Range<Int>? {
    let rows = area.row..<(area.row + area.rows)
    guard rows.contains(row), (0..<size.rows).contains(row) else { return nil }
    let first = max(0, area.column)
    let last = min(size.columns, area.column + area.columns)
    return first < last ? first..<last : nil
  }
}
