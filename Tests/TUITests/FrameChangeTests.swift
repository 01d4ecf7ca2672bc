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

  @Test("a small change in a following pane is sent at once")
  func little() {
    let (shown, frame) = frames(changingRows: 5)
    let change = FrameChange(from: shown, to: frame, isResting: false)
    #expect(change.urgent.count == 6 + 150)
    #expect(change.later.isEmpty)
  }

  @Test("a large change waits, and the cursor does not")
  func much() {
    let (shown, frame) = frames(changingRows: 6)
    let change = FrameChange(from: shown, to: frame, isResting: false)
    #expect(change.urgent == Array(0..<6))
    #expect(change.later.count == 180)
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
