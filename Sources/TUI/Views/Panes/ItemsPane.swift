import Checklist

/// The checklist: sections with their progress, items with automated results and decisions.
///
///     Root account           2/3        decided items of the section
///     fail   1 Root MFA enabled         outcome, number of undecided findings, title
///     pass   P No root access keys      the letter of the decision on the item
enum ItemsPane {
  static func draw(_ state: ConsoleState, in area: Area, into frame: inout Frame) {
    let checklist = state.checklist
    if checklist.rows.isEmpty {
      frame.put(
        "no matches; Esc clears the filter", at: Position(row: area.row, column: area.column),
        limit: area.columns, role: .muted)
      return
    }
    let visible = checklist.itemCursor.visible(count: checklist.rows.count, height: area.rows)
    for (offset, row) in visible.enumerated() {
      let line = Area(
        row: area.row + offset, column: area.column, size: Size(columns: area.columns, rows: 1))
      switch checklist.rows[row] {
      case .section(let number): drawSection(number, state, in: line, into: &frame)
      case .item(let number):
        let isChosen = row == checklist.itemCursor.row
        drawItem(number, state, isChosen: isChosen, in: line, into: &frame)
        if isChosen, checklist.pane == .items { frame.showCursor(at: line) }
      }
    }
  }

  private static func drawSection(
    _ number: Int, _ state: ConsoleState, in line: Area, into frame: inout Frame
  ) {
    let section = state.model.sections[number]
    let total = section.items.reduce(0) { $0 + max(1, state.model.findingRanges[$1].count) }
    let left = section.items.reduce(0) { $0 + state.review.statuses.undecided[$1] }
    let end = line.column + line.columns
    let count = SafeText(state.opening == nil ? "\(total - left)/\(total)" : "")
    frame.put(
      count, row: line.row, endingBefore: end, limit: line.columns / 2,
      role: left == 0 ? .good : .muted)
    frame.put(
      SafeText(section.section.title), at: Position(row: line.row, column: line.column),
      limit: line.columns - count.width - 1, role: .heading)
  }

  private static func drawItem(
    _ number: Int, _ state: ConsoleState, isChosen: Bool, in line: Area, into frame: inout Frame
  ) {
    let result = state.model.items[number]
    let isWide = line.columns >= 44
    let outcomeWidth = isWide ? 11 : 4
    let markEnd = line.column + outcomeWidth + 1 + 4
    if state.opening == nil {
      let outcome = SafeText(isWide ? result.outcome.rawValue : result.outcome.column)
      frame.put(
        outcome, at: Position(row: line.row, column: line.column),
        role: StyleRole(result.outcome))
      let (mark, role) = mark(number, state)
      frame.put(SafeText(mark), row: line.row, endingBefore: markEnd, limit: 4, role: role)
    }
    let place = Position(row: line.row, column: markEnd + 1)
    frame.put(
      SafeText(result.item.title, limit: line.columns), at: place,
      limit: line.column + line.columns - place.column,
      emphasis: isChosen ? state.checklist.pane == .items ? .selected : .selectedInactive : .none)
  }

  /// The number of missing decisions, or the decision.
  private static func mark(_ number: Int, _ state: ConsoleState) -> (String, StyleRole) {
    let status = state.review.statuses.items[number]
    if status.disposition != nil { return (status.letters, status.role) }
    let left = state.review.statuses.undecided[number]
    return left == 0 ? ("done", .good) : (left > 9999 ? "many" : String(left), .undecided)
  }
}

extension Outcome {
  /// Four letters for a narrow pane.
  var column: String {
    switch self {
    case .pass: "pass"
    case .fail: "fail"
    case .unavailable: "gap"
    case .manual: "man"
    }
  }
}

extension Frame {
  /// Puts the hardware cursor at the start of a row, for screen readers.
  mutating func showCursor(at line: Area) {
    cursor = Position(row: line.row, column: line.column)
  }
}
