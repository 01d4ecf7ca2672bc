/// The cells to send to turn one frame into another of the same size, and which of them can wait.
///
/// A key that moves a cursor must show at once. A pane that follows it can change by a screenful,
/// which takes a slow connection a quarter of a second: while keys arrive, only the cursor moves. How
/// much the pane changes makes no difference, so that a key costs about the same on every row. A pane
/// that was elsewhere before does not wait: the cells in its place show another pane's text.
struct FrameChange: Hashable {
  /// The cells to send at once.
  private(set) var urgent: [Int] = []
  /// The cells of following panes that wait for a pause in typing.
  private(set) var later: [Int] = []

  /// The change from `shown` to `frame`; nothing waits where `isResting`.
  init(from shown: Frame, to frame: Frame, isResting: Bool) {
    let columns = max(1, frame.size.columns)
    let waiting = isResting ? [] : frame.following.filter(shown.following.contains)
    for index in frame.cells.indices where frame.cells[index] != shown.cells[index] {
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      if waiting.contains(where: { $0.contains(row: row, column: column) }) {
        later.append(index)
      } else {
        urgent.append(index)
      }
    }
  }
}
