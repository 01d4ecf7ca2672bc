/// Which cells must be sent to turn one frame into another of the same size, and which of them can
/// wait.
///
/// A key that moves a cursor must show at once. What follows it beside may be a screenful, which
/// takes a slow line a quarter of a second a key: while keys come in, only the cursor moves. A pane
/// that lay elsewhere before does not wait: what stands in its place is not even its own old text.
struct FrameChange: Hashable {
  /// The cells to send at once.
  private(set) var urgent: [Int] = []
  /// The cells of following panes that wait until the keys rest.
  private(set) var later: [Int] = []

  /// Following cells up to this number cost less than the wait is worth: some 200 bytes.
  static let mostFollowingAtOnce = 160

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
    guard later.count <= FrameChange.mostFollowingAtOnce else { return }
    urgent += later
    later = []
  }
}
