/// The line in which a filter, a search or a command is typed, with its live count.
enum PromptView {
  static func draw(_ state: ConsoleState, in area: Area, into frame: inout Frame) {
    guard area.rows > 0 else { return }
    let (label, editor, count): (SafeText, LineEditor, Int?)
    switch state.input {
    case .filter(let line, _): (label, editor, count) = ("filter: ", line, state.filterCount)
    case .search(let line, _):
      (label, editor, count) = ("search: ", line, state.text.count(of: line.text))
    case .command(let line): (label, editor, count) = (":", line.editor, nil)
    case .form, nil: return
    }
    let place = Position(row: area.row, column: area.column)
    let start = area.column + frame.put(label, at: place, limit: area.columns, role: .title)
    let found = SafeText(count.map { $0 == 1 ? "1 match" : "\($0) matches" } ?? "")
    let end = frame.put(
      found, row: area.row, endingBefore: area.column + area.columns, limit: 16, role: .muted)
    LineView.draw(editor, row: area.row, from: start, to: end - 1, isFocused: true, into: &frame)
  }
}
