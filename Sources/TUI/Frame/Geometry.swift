/// How large a screen or a pane is, in character cells.
public struct Size: Hashable, Sendable {
  /// Cells from left to right.
  public var columns: Int
  /// Cells from top to bottom.
  public var rows: Int

  /// A size of `columns` by `rows` cells; negative sides become zero.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// One cell's place in a frame, counted from the top left corner, which is (0, 0).
public struct Position: Hashable, Sendable {
  /// Cells from the top.
  public var row: Int
  /// Cells from the left.
  public var column: Int

  /// The place `row` cells down and `column` cells right of the corner.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A rectangle of cells: where a pane may draw.
public struct Area: Hashable, Sendable {
  /// The first row of the rectangle.
  public var row: Int
  /// The first column of the rectangle.
  public var column: Int
  /// How large it is.
  public var size: Size

  /// The rectangle of `size` whose top left corner is at (`row`, `column`).
  public init(row: Int, column: Int, size: Size) {
    self.row = row
    self.column = column
    self.size = size
  }

  /// How many rows the rectangle has.
  public var rows: Int { size.rows }
  /// How many columns the rectangle has.
  public var columns: Int { size.columns }

  /// Whether a cell is inside.
  func contains(row: Int, column: Int) -> Bool {
    row >= self.row && row < self.row + rows && column >= self.column
      && column < self.column + columns
  }
}
