import Model
import Platform

/// The input line for a filter, search or command, with the number of matches.
enum PromptView {
  static func draw(_ state: ConsoleState, in area: Area, into frame: inout Frame) {
    guard area.rows > 0 else { return }
    if case .command(let line) = state.input { drawCandidates(line, in: area, into: &frame) }
    let last = area.row
    if case .offer(let words) = state.input {
      frame.put(
        SafeText(words), at: Position(row: last, column: area.column), limit: area.columns,
        role: .title)
      return
    }
    let (label, editor, count): (SafeText, LineEditor, Int?)
    switch state.input {
    case .filter(let line, _): (label, editor, count) = ("filter: ", line, state.filterCount)
    case .search(let line, _) where state.help != nil:
      (label, editor, count) = ("narrow: ", line, nil)
    case .search(let line, _):
      (label, editor, count) = ("search: ", line, state.text.count(of: line.text))
    case .command(let line): (label, editor, count) = (":", line.editor, nil)
    case .approval(let prompt):
      (label, editor, count) = (SafeText(prompt.label), prompt.editor, nil)
    case .confirmation(let line):
      (label, editor, count) = (SafeText(state.heldQuestion ?? ""), line, nil)
    case .form, .chooser, .offer, nil: return
    }
    let place = Position(row: last, column: area.column)
    let start = area.column + frame.put(label, at: place, limit: area.columns, role: .title)
    let matches = editor.text.isEmpty ? nil : count
    let found = SafeText(matches.map { $0.counted("match", plural: "matches") } ?? "")
    let end = frame.put(
      found, row: last, endingBefore: area.column + area.columns, limit: 16, role: .muted)
    LineView.draw(editor, row: last, from: start, to: end - 1, isFocused: true, into: &frame)
  }

  /// The completions, drawn over the lines above. The panes keep their positions, so that a key
  /// costs only the bytes of the list.
  private static func drawCandidates(
    _ line: CommandLine, in area: Area, into frame: inout Frame
  ) {
    let most = max(CommandLine.maximumShown, area.row * 2 / 3)
    let rows = min(line.candidates.count, most, area.row - 2)
    guard rows > 0 else { return }
    let list = Area(
      row: area.row - rows, column: area.column, size: Size(columns: area.columns, rows: rows))
    frame.fill(list, role: .text)
    let first = min(max(0, (line.chosen ?? 0) - rows + 1), max(0, line.candidates.count - rows))
    let shown = line.candidates[first...].prefix(rows)
    let width = min(shown.map { SafeText($0.text).width }.max() ?? 0, area.columns / 2)
    for (offset, candidate) in shown.enumerated() {
      let place = Position(row: list.row + offset, column: list.column + 1)
      frame.put(
        SafeText(candidate.text), at: place, limit: width, role: .key,
        emphasis: first + offset == line.chosen ? .selected : .none)
      frame.put(
        SafeText(candidate.help), at: Position(row: place.row, column: place.column + width + 2),
        limit: max(0, area.columns - width - 4), role: .muted)
    }
  }
}
