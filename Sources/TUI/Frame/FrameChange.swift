/// The cells to send to turn one frame into another of the same size, and which of them can wait.
///
/// A cursor movement must be visible at once. A pane that follows the cursor can change completely,
/// which takes a quarter of a second on a slow connection, so its changes wait while keys arrive.
/// They wait even if they are small, so that a key costs about the same on every row. A pane that
/// was not at this position in the previous frame does not wait, because its cells show another
/// pane's text.
struct FrameChange: Hashable {
  /// The cells to send at once.
  private(set) var urgent: [Int] = []
  /// The cells of following panes that wait for a pause in typing.
  private(set) var later: [Int] = []

  /// The change from `shown` to `frame`; if `isResting`, nothing waits.
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
