import Checklist
import Model
import Platform

/// The groups of the findings: undecided and all findings, the highest severity, and the name.
///
///     undecided  severity   policy
///      38 of 40  high       team-maintenance
enum GroupsPane {
  static func draw(_ state: ConsoleState, in area: Area, into frame: inout Frame) {
    guard area.rows > 0 else { return }
    let checklist = state.checklist
    let isFocused = checklist.pane == .findings
    func title(_ text: SafeText, _ column: Int) {
      frame.put(
        text, at: Position(row: area.row, column: area.column + column),
        limit: area.columns - column, role: isFocused ? .title : .muted)
    }
    title("undecided", 0)
    title("severity", severityColumn)
    title(SafeText(checklist.grouping?.rawValue ?? ""), nameColumn)
    let list = Layout.rowsBelowTitles(area)
    if checklist.groups.isEmpty {
      frame.put(
        "no matches; Esc goes back", at: Position(row: list.row, column: list.column),
        limit: list.columns, role: .muted)
    }
    let visible = checklist.groupCursor.visible(count: checklist.groups.count, height: list.rows)
    for (offset, row) in visible.enumerated() {
      let line = Area(
        row: list.row + offset, column: list.column, size: Size(columns: list.columns, rows: 1))
      let isChosen = row == checklist.groupCursor.row
      draw(checklist.groups[row], state, isChosen: isChosen, in: line, into: &frame)
      if isChosen, isFocused { frame.showCursor(at: line) }
    }
  }

  private static let severityColumn = 15
  private static let nameColumn = 25

  private static func draw(
    _ group: FindingGroup, _ state: ConsoleState, isChosen: Bool, in line: Area,
    into frame: inout Frame
  ) {
    let statuses = state.review.statuses
    let left = group.findings.count { !statuses.isSettled(finding: $0, in: state.model) }
    frame.put(
      SafeText("\(left.grouped) of \(group.findings.count.grouped)"), row: line.row,
      endingBefore: line.column + severityColumn - 2, limit: severityColumn - 2,
      role: left == 0 ? .good : .undecided)
    if let worst = group.findings.map({ statuses.severity(ofFinding: $0, in: state.model) }).min() {
      frame.put(
        SafeText(worst.rawValue),
        at: Position(row: line.row, column: line.column + severityColumn), limit: 9,
        role: StyleRole(worst))
    }
    frame.put(
      SafeText(group.name, limit: line.columns),
      at: Position(row: line.row, column: line.column + nameColumn),
      limit: line.columns - nameColumn,
      emphasis: isChosen
        ? state.checklist.pane == .findings ? .selected : .selectedInactive : .none)
  }
}
