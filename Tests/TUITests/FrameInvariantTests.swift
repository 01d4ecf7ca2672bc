import Checklist
import Platform
import Testing

@testable import TUI

extension Frame {
  /// Checks that each row is as wide as the frame, and that halves of wide characters are adjacent.
  fileprivate func checkInvariants() -> Bool {
    (0..<size.rows).allSatisfy { row in
      var column = 0
      while column < size.columns {
        let glyph = self[row, column].glyph
        guard let first = glyph.unicodeScalars.first else { return false }
        let width = CharacterWidth.columns(of: first)
        guard (1...2).contains(width), column + width <= size.columns else { return false }
        if width == 2, !self[row, column + 1].glyph.isEmpty { return false }
        column += width
      }
      return true
    }
  }
}

@Suite struct FrameInvariantTests {
  private static let pieces = ["a", "漢", "e\u{301}", "\u{1B}", "\u{301}", "😀"]

  @Test("drawing anywhere changes no cells outside its area and keeps columns aligned")
  func exhaustive() {
    let base: Frame = {
      var frame = Frame(size: Size(columns: 7, rows: 3))
      for row in 0..<3 { frame.put("x漢漢漢", at: Position(row: row, column: 0)) }
      return frame
    }()
    var broken: [String] = []
    for first in Self.pieces {
      for second in Self.pieces {
        for third in Self.pieces {
          let text = SafeText(first + second + third)
          for row in [-1, 1, 3] {
            for column in -3...8 {
              for limit in 0...8 {
                var frame = base
                let place = Position(row: row, column: column)
                let used = frame.put(text, at: place, limit: limit)
                let isValid =
                  frame.checkInvariants() && used <= limit
                  && keeps(base, frame, place: place, used: used)
                if !isValid { broken.append("\(text) at \(column) of row \(row), limit \(limit)") }
              }
            }
          }
        }
      }
    }
    #expect(broken.isEmpty)
  }

  /// Whether all cells except the drawn ones are unchanged; an adjacent character can have lost a
  /// half.
  private func keeps(_ old: Frame, _ new: Frame, place: Position, used: Int) -> Bool {
    (0..<old.size.rows).allSatisfy { row in
      (0..<old.size.columns).allSatisfy { column in
        let isDrawn =
          row == place.row && (place.column..<place.column + used).contains(column)
        let isNeighbor =
          row == place.row && used > 0
          && (column == place.column - 1 || column == place.column + used)
        return isDrawn || new[row, column] == old[row, column]
          || isNeighbor && new[row, column].glyph == " "
      }
    }
  }
}
