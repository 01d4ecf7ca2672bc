/// The size of a screen or a pane, in character cells.
public struct Size: Hashable, Sendable {
  /// The number of cells from left to right.
  public var columns: Int
  /// The number of cells from top to bottom.
  public var rows: Int

  /// A size of `columns` by `rows` cells; negative values become zero.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// The position of a cell in a frame, counted from the top left corner, (0, 0).
public struct Position: Hashable, Sendable {
  /// Cells from the top.
  public var row: Int
  /// Cells from the left.
  public var column: Int

  /// The position `row` cells down and `column` cells to the right of the corner.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A rectangle of cells in which a pane draws.
public struct Area: Hashable, Sendable {
  /// The first row of the rectangle.
  public var row: Int
  /// The first column of the rectangle.
  public var column: Int
  /// The size of the rectangle.
  public var size: Size

  /// The rectangle of `size` whose top left corner is at (`row`, `column`).
  public init(row: Int, column: Int, size: Size) {
    self.row = row
    self.column = column
    self.size = size
  }

  /// The number of rows.
  public var rows: Int { size.rows }
  /// The number of columns.
  public var columns: Int { size.columns }

  /// Whether a cell is inside.
  func contains(row: Int, column: Int) -> Bool {
    row >= self.row && row < self.row + rows && column >= self.column
      && column < self.column + columns
  }
}
