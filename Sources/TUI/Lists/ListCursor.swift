/// The selected row of a list, and the part of the list that is on screen.
///
/// At an edge the list scrolls by half a page. On a slow connection, redrawing a pane now and then
/// takes several times fewer bytes than scrolling by single rows.
struct ListCursor: Hashable, Sendable {
  /// The selected row.
  private(set) var row = 0
  /// The row at the top of the pane.
  private(set) var top = 0

  /// Moves the cursor into a list of `count` rows in a pane of `height` rows.
  mutating func clamp(count: Int, height: Int) {
    row = min(max(row, 0), max(0, count - 1))
    top = min(max(top, 0), max(0, count - max(1, height)))
    let height = max(1, height)
    if row < top || row >= top + height {
      top = min(max(row - height / 2, 0), max(0, count - height))
    }
  }

  /// Scrolls to the first row if the selected row then remains on screen.
  mutating func showStart(height: Int) {
    if row < height { top = 0 }
  }

  /// Selects a row, and scrolls only if necessary.
  mutating func choose(_ newRow: Int, count: Int, height: Int) {
    row = newRow
    clamp(count: count, height: height)
  }

  /// Moves by a number of rows, stopping at the ends.
  mutating func move(by rows: Int, count: Int, height: Int) {
    choose(row + rows, count: count, height: height)
  }

  /// Scrolls the pane and moves the selection by a number of rows, as PgDn and Ctrl-D do.
  mutating func scroll(by rows: Int, count: Int, height: Int) {
    row = min(max(row + rows, 0), max(0, count - 1))
    top += rows
    clamp(count: count, height: height)
  }

  /// Selects a row and shows it near the top, with most of the pane below it.
  mutating func selectNearTop(_ newRow: Int, count: Int, height: Int) {
    row = newRow
    top = max(0, newRow - max(0, height) / 4)
    clamp(count: count, height: height)
  }

  /// The rows on screen.
  func visible(count: Int, height: Int) -> Range<Int> {
    let first = min(max(0, top), count)
    return first..<min(count, first + max(0, height))
  }
}

/// A movement in a list.
enum Motion: Hashable, Sendable {
  case up, down, pageUp, pageDown, halfPageUp, halfPageDown, first, last
}

extension ListCursor {
  /// Moves by a motion.
  mutating func move(_ motion: Motion, count: Int, height: Int) {
    let page = max(1, height - 1)
    let half = max(1, height / 2)
    switch motion {
    case .up: move(by: -1, count: count, height: height)
    case .down: move(by: 1, count: count, height: height)
    case .pageUp: scroll(by: -page, count: count, height: height)
    case .pageDown: scroll(by: page, count: count, height: height)
    case .halfPageUp: scroll(by: -half, count: count, height: height)
    case .halfPageDown: scroll(by: half, count: count, height: height)
    case .first: choose(0, count: count, height: height)
    case .last: choose(count - 1, count: count, height: height)
    }
  }
}
