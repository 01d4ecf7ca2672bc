import Testing

@testable import TUI

@Suite struct FrameLinesTests {
  @Test("lines join boxes and each other")
  func joints() {
    var frame = Frame(size: Size(columns: 9, rows: 5))
    frame.drawBox(frame.area)
    frame.drawVerticalLine(from: Position(row: 0, column: 4), rows: 5)
    frame.drawHorizontalLine(from: Position(row: 2, column: 0), columns: 9)
    #expect(
      frame.picture == """
        ┌───┬───┐
        │   │   │
        ├───┼───┤
        │   │   │
        └───┴───┘
        """)
  }

  @Test("adjacent boxes share an edge with their titles")
  func sharedEdge() {
    var frame = Frame(size: Size(columns: 13, rows: 3))
    frame.drawBox(Area(row: 0, column: 0, size: Size(columns: 7, rows: 3)))
    frame.drawBox(
      Area(row: 0, column: 6, size: Size(columns: 7, rows: 3)), title: "abcdef",
      role: .borderFocused)
    #expect(
      frame.picture == """
        ┌─────┬─ … ─┐
        │     │     │
        └─────┴─────┘
        """)
    #expect(frame.roles(0)[8...10].allSatisfy { $0 == .title })
  }

  @Test("ASCII lines are dashes, bars and plus signs; text is never joined")
  func ascii() {
    var frame = Frame(size: Size(columns: 5, rows: 3), glyphs: .ascii)
    frame.drawBox(frame.area)
    frame.put("-", at: Position(row: 1, column: 2))
    frame.drawVerticalLine(from: Position(row: 0, column: 2), rows: 3)
    #expect(frame.picture == "+-+-+\n| | |\n+-+-+")
  }

  @Test("a box that is too small or outside the grid is not drawn")
  func tiny() {
    var frame = Frame(size: Size(columns: 2, rows: 2))
    frame.drawBox(Area(row: 0, column: 0, size: Size(columns: 1, rows: 2)), title: "a")
    frame.drawBox(Area(row: -1, column: -1, size: Size(columns: 9, rows: 9)), title: "a")
    frame.drawHorizontalLine(from: Position(row: 0, column: 5), columns: -1)
    #expect(frame.picture == "\n")
  }
}
