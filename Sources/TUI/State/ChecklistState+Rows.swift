extension ChecklistState {
  /// A row of the checklist pane.
  enum Row: Hashable, Sendable {
    case section(Int)
    case item(Int)
  }

  /// A range of rows being marked: its start, and the marks before it.
  struct MarkRange: Hashable, Sendable {
    let anchor: Int
    let before: Set<Int>
  }
}
