import Testing

@testable import TUI

@Suite struct FrameChangeTests {
  private let right = Area(row: 0, column: 10, size: Size(columns: 30, rows: 10))

  private func frames(changingRows rows: Int) -> (Frame, Frame) {
    var shown = Frame(size: Size(columns: 40, rows: 10))
    shown.following = [right]
    var frame = shown
    frame.put(SafeText("cursor"), at: Position(row: 0, column: 0))
    for row in 0..<rows {
      frame.put(SafeText(String(repeating: "x", count: 30)), at: Position(row: row, column: 10))
    }
    return (shown, frame)
  }

  @Test(
    "a following pane waits even if little changes in it; the cursor does not",
    arguments: [1, 5, 6])
  func following(rows: Int) {
    let (shown, frame) = frames(changingRows: rows)
    let change = FrameChange(from: shown, to: frame, isResting: false)
    #expect(change.urgent == Array(0..<6))
    #expect(change.later.count == 30 * rows)
    var behind = shown
    behind.take(change.urgent, from: frame)
    let rest = FrameChange(from: behind, to: frame, isResting: true)
    #expect(rest.urgent == change.later)
    #expect(rest.later.isEmpty)
  }

  @Test("nothing waits after a pause in typing")
  func resting() {
    let (shown, frame) = frames(changingRows: 10)
    #expect(FrameChange(from: shown, to: frame, isResting: true).urgent.count == 306)
  }

  @Test("a pane that moved, for example below a form, is sent at once")
  func moved() {
    var (shown, frame) = frames(changingRows: 10)
    shown.following = [Area(row: 0, column: 10, size: Size(columns: 30, rows: 6))]
    #expect(FrameChange(from: shown, to: frame, isResting: false).later.isEmpty)
    frame.following = []
    #expect(FrameChange(from: shown, to: frame, isResting: false).later.isEmpty)
  }
}
