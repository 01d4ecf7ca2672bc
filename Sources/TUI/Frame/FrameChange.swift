/// The cells to send to turn one frame into another of the same size, and which of them can wait.
///
/// The result of a key that moves the cursor must appear at once. The pane that follows the cursor
/// can change completely, which takes a quarter of a second per key on a slow connection. While
/// keys come in, only the cursor moves. A pane whose position changed does not wait, because its
/// place still shows unrelated text.
struct FrameChange: Hashable {
  /// The cells to send at once.
  private(set) var urgent: [Int] = []
  /// The cells of following panes that wait for a pause in typing.
  private(set) var later: [Int] = []

  /// Up to this number (about 200 bytes), following cells are sent at once.
  static let mostFollowingAtOnce = 160

  /// The change from `shown` to `frame`; nothing waits if `isResting`.
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
