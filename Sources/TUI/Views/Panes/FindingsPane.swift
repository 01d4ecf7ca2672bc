import Checklist
import Model
import Platform

/// The findings of the selected item: marks, decisions, severity, subject, summary.
enum FindingsPane {
  static func draw(_ state: ConsoleState, in area: Area, into frame: inout Frame) {
    guard area.rows > 0 else { return }
    let checklist = state.checklist
    if checklist.listsGroups { return GroupsPane.draw(state, in: area, into: &frame) }
    let columns = Columns(width: area.columns)
    drawTitles(state, columns, in: area, into: &frame)
    let list = Layout.rowsBelowTitles(area)
    guard !checklist.findings.isEmpty else {
      drawNothing(state, in: list, into: &frame)
      return
    }
    let visible = checklist.findingCursor.visible(
      count: checklist.findings.count, height: list.rows)
    for (offset, row) in visible.enumerated() {
      let line = Area(
        row: list.row + offset, column: list.column, size: Size(columns: list.columns, rows: 1))
      let isChosen = row == checklist.findingCursor.row
      draw(
        checklist.findings[row], state, columns, isChosen: isChosen, in: line, into: &frame)
      if isChosen, checklist.pane == .findings { frame.showCursor(at: line) }
    }
  }

  /// The columns at which the cells begin; the subject is wider if there is room.
  private struct Columns {
    let status = 2
    let severity: Int
    let subject: Int
    let summary: Int
    let hasWords: Bool
    let subjectWidth: Int

    init(width: Int) {
      hasWords = width >= 90
      severity = status + (hasWords ? 15 : 3)
      subject = severity + (hasWords ? 10 : 5)
      subjectWidth = min(40, max(12, width / 3))
      summary = subject + subjectWidth + 1
    }
  }

  private static func drawTitles(
    _ state: ConsoleState, _ columns: Columns, in area: Area, into frame: inout Frame
  ) {
    let role: StyleRole = state.checklist.pane == .findings ? .title : .muted
    func put(_ text: SafeText, _ column: Int) {
      frame.put(
        text, at: Position(row: area.row, column: area.column + column),
        limit: area.columns - column, role: role)
    }
    func title(_ column: FindingColumn, short: String? = nil) -> SafeText {
      let title = SortOrder.title(column.rawValue, state.sorting[.checklist])
      guard let short else { return SafeText(title) }
      return SafeText(short + title.dropFirst(column.rawValue.count).trimmed)
    }
    if columns.hasWords {
      put(title(.decision), columns.status)
    } else if state.sorting[.checklist]?.column == FindingColumn.decision.rawValue {
      put(title(.decision, short: "d"), columns.status)
    }
    put(title(.severity, short: columns.hasWords ? nil : "sev"), columns.severity)
    put(title(.subject), columns.subject)
    // Columns without a place of their own are named after the last title.
    let others: [FindingColumn] = [.item, .owner, .due]
    let other = others.first { $0.rawValue == state.sorting[.checklist]?.column }
    let suffix = other.map { "  (\(title($0)))" } ?? ""
    put(SafeText(title(.finding).description + suffix), columns.summary)
  }

  private static func draw(
    _ number: Int, _ state: ConsoleState, _ columns: Columns, isChosen: Bool, in line: Area,
    into frame: inout Frame
  ) {
    let finding = state.model.findings[number]
    let status = state.review.statuses.status(ofFinding: number, in: state.model)
    func place(_ column: Int) -> Position { Position(row: line.row, column: line.column + column) }
    let isMarked = state.checklist.marks.contains(number)
    if isMarked { frame.put("*", at: place(0), role: .marked) }
    frame.put(
      SafeText(columns.hasWords ? status.text : status.letters), at: place(columns.status),
      limit: columns.severity - columns.status - 1, role: status.role)
    let severity = state.review.statuses.severity(ofFinding: number, in: state.model)
    if state.review.statuses.isOverridden(finding: number) {
      frame.put("!", at: place(columns.severity - 1), role: StyleRole(severity))
    }
    frame.put(
      SafeText(columns.hasWords ? severity.rawValue : severity.column),
      at: place(columns.severity), limit: columns.subject - columns.severity - 1,
      role: StyleRole(severity))
    let subject = SafeText(finding.subject.text, limit: columns.subjectWidth + 1)
    frame.put(
      subject, at: place(columns.subject), limit: columns.subjectWidth,
      emphasis: isChosen
        ? state.checklist.pane == .findings ? .selected : .selectedInactive
        : isMarked ? .marked : .none)
    guard columns.summary < line.columns else { return }
    frame.put(
      SafeText(finding.predicate, limit: line.columns), at: place(columns.summary),
      limit: line.columns - columns.summary)
  }

  /// Why the list is empty.
  private static func drawNothing(
    _ state: ConsoleState, in area: Area, into frame: inout Frame
  ) {
    guard area.rows > 0, let item = state.checklist.item, state.opening == nil else { return }
    let result = state.model.items[item]
    let lines =
      SafeText(result.outcome.sentence(0)).wrapped(columns: area.columns)
      + result.gaps.map { SafeText($0) }
    for (offset, line) in lines.prefix(area.rows).enumerated() {
      frame.put(
        line, at: Position(row: area.row + offset, column: area.column), limit: area.columns,
        role: StyleRole(result.outcome))
    }
    if state.checklist.pane == .findings { frame.showCursor(at: area) }
  }
}
