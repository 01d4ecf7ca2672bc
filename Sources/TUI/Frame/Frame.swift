/// A whole screen as a value: a grid of cells and where the hardware cursor stands.
///
/// Views draw into it and the terminal shows it; a test reads it as a picture in text. Cells are
/// written by `put`, `fill` and the lines alone, so no text gets round `SafeText` and the halves
/// of wide characters always stand side by side.
public struct Frame: Hashable, Sendable {
  /// How large the grid is.
  public let size: Size
  /// The characters that lines and the signs of cut text are made of.
  public let glyphs: Glyphs
  /// Where the hardware cursor stands; nil where it is hidden.
  public var cursor: Position?
  /// Whether the cursor marks a text being typed (visible) or the selected row (for screen readers).
  public var cursorIsInText = false
  /// Panes that follow the cursor of another: what changes in them can be sent when the keys rest.
  var following: [Area] = []
  private(set) var cells: [Cell]

  /// An empty frame of `size`.
  public init(size: Size, glyphs: Glyphs = .unicode) {
    self.size = size
    self.glyphs = glyphs
    cells = Array(repeating: Cell(), count: size.columns * size.rows)
  }

  /// The rectangle that covers the whole frame.
  public var area: Area { Area(row: 0, column: 0, size: size) }

  /// The cell at a place inside the grid.
  public subscript(row: Int, column: Int) -> Cell { cells[row * size.columns + column] }

  /// Whether a place is inside the grid.
  func contains(row: Int, column: Int) -> Bool {
    (0..<size.rows).contains(row) && (0..<size.columns).contains(column)
  }

  /// Writes a glyph of one or two columns, which must be inside the grid.
  mutating func write(_ glyph: String, columns: Int, row: Int, column: Int, like style: Cell) {
    let index = row * size.columns + column
    // What is left of a wide character that loses a half becomes blank.
    if cells[index].glyph.isEmpty, column > 0 { cells[index - 1].glyph = " " }
    let after = index + columns
    if column + columns < size.columns, cells[after].glyph.isEmpty { cells[after].glyph = " " }
    cells[index] = Cell(glyph: glyph, role: style.role, emphasis: style.emphasis)
    if columns == 2 {
      cells[index + 1] = Cell(glyph: "", role: style.role, emphasis: style.emphasis)
    }
  }

  /// Lays an emphasis over the cells of one row of an area, keeping their text and roles.
  ///
  /// Every emphasised cell is sent twice when the selection moves, so a table emphasises the name
  /// in a row rather than all of it.
  public mutating func emphasize(row: Int, in area: Area, as emphasis: Cell.Emphasis) {
    guard let span = columnsInside(row: row, area: area) else { return }
    for column in span { cells[row * size.columns + column].emphasis = emphasis }
  }

  /// Gives the cells of one row of an area another role, keeping their text: a match, a guilty line.
  public mutating func restyle(row: Int, in area: Area, as role: StyleRole) {
    guard let span = columnsInside(row: row, area: area) else { return }
    for column in span where cells[row * size.columns + column].role != .escape {
      cells[row * size.columns + column].role = role
    }
  }

  /// Makes some cells what they are in another frame of the same size.
  mutating func take(_ indices: [Int], from frame: Frame) {
    for index in indices { cells[index] = frame.cells[index] }
  }

  /// The columns that an area has in a row of the grid.
  func columnsInside(row: Int, area: Area) -> Range<Int>? {
    let rows = area.row..<(area.row + area.rows)
    guard rows.contains(row), (0..<size.rows).contains(row) else { return nil }
    let first = max(0, area.column)
    let last = min(size.columns, area.column + area.columns)
    return first < last ? first..<last : nil
  }
}
