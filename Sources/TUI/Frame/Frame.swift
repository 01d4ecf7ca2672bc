/// A whole screen as a value: a grid of cells and where the hardware cursor stands.
///
/// Views draw into it and the terminal shows it; a test reads it as a picture in text.
public struct Frame: Hashable, Sendable {
  /// How large the grid is.
  public let size: Size
  /// Where the hardware cursor stands; nil where it is hidden.
  public var cursor: Position?
  /// Whether the cursor marks a text being typed (visible) or the selected row (for screen readers).
  public var cursorIsInText = false
  private(set) var cells: [Cell]

  /// An empty frame of `size`.
  public init(size: Size) {
    self.size = size
    cells = Array(repeating: Cell(), count: size.columns * size.rows)
  }

  /// The rectangle that covers the whole frame.
  public var area: Area { Area(row: 0, column: 0, size: size) }

  /// The cell at a place inside the grid.
  public subscript(row: Int, column: Int) -> Cell {
    get { cells[row * size.columns + column] }
    set { cells[row * size.columns + column] = newValue }
  }
}
