/// A row chosen in a list and the part of the list that is on screen.
///
/// At an edge the list jumps by half a page: a full repaint of a pane now and then is several
/// times cheaper on a slow line than scrolling by one row each time.
struct ListCursor: Hashable, Sendable {
  /// The chosen row.
  private(set) var row = 0
  /// The row at the top of the pane.
  private(set) var top = 0

  /// Brings the cursor back into a list of `count` rows in a pane of `height` rows.
  mutating func clamp(count: Int, height: Int) {
    row = min(max(row, 0), max(0, count - 1))
    top = min(max(top, 0), max(0, count - max(1, height)))
    let height = max(1, height)
    if row < top || row >= top + height {
      top = min(max(row - height / 2, 0), max(0, count - height))
    }
  }

  /// Shows the list from its first row where the chosen row is then still on screen.
  mutating func showStart(height: Int) {
    if row < height { top = 0 }
  }

  /// Chooses a row; the pane follows only where it must.
  mutating func choose(_ newRow: Int, count: Int, height: Int) {
    row = newRow
    clamp(count: count, height: height)
  }

  /// Moves by some rows, stopping at the ends.
  mutating func move(by rows: Int, count: Int, height: Int) {
    choose(row + rows, count: count, height: height)
  }

  /// Moves the pane and the row in it by some rows, as PgDn and Ctrl-D do.
  mutating func scroll(by rows: Int, count: Int, height: Int) {
    row = min(max(row + rows, 0), max(0, count - 1))
    top += rows
    clamp(count: count, height: height)
  }

  /// Chooses a row and shows it with the rows down to `last`, as far as they fit, and with as much
  /// as fits of what leads up to it.
  mutating func reveal(_ newRow: Int, through last: Int, count: Int, height: Int) {
    row = newRow
    top = max(0, min(newRow, max(last, newRow + 1) + 1 - height))
    clamp(count: count, height: height)
  }

  /// Chooses a row and shows it near the top, with most of the pane for what follows it.
  mutating func bring(_ newRow: Int, count: Int, height: Int) {
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

/// A way to move in a list.
enum Motion: Hashable, Sendable {
  case up, down, pageUp, pageDown, halfPageUp, halfPageDown, first, last
}

extension ListCursor {
  /// Moves as a key says.
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
