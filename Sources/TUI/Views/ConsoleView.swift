/// Draws the whole screen as a function of the state.
enum ConsoleView {
  /// The frame for a state; the same state gives the same frame.
  static func frame(_ state: ConsoleState, glyphs: Glyphs = .unicode) -> Frame {
    var frame = Frame(size: state.size, glyphs: glyphs)
    guard let layout = state.layout else {
      drawTooSmall(state, into: &frame)
      return frame
    }
    StatusLine.draw(state, in: layout.status, into: &frame)
    Breadcrumb.draw(state, in: layout.breadcrumb, into: &frame)
    drawBody(state, layout, into: &frame)
    switch state.input {
    case .form(let form):
      FormView.draw(form, today: state.today, in: layout.input, into: &frame)
    case .chooser(let chooser): ChooserView.draw(chooser, in: layout.input, into: &frame)
    case .filter, .search, .command, .approval, .confirmation, .offer:
      PromptView.draw(state, in: layout.input, into: &frame)
    case nil: break
    }
    KeyLine.draw(state, in: layout.keys, into: &frame)
    return frame
  }

  private static func drawBody(_ state: ConsoleState, _ layout: Layout, into frame: inout Frame) {
    if let help = state.help {
      TextView.draw(help.text, in: layout.body, isFocused: true, into: &frame)
    } else if let page = state.pages.last {
      TextView.draw(page.text, in: layout.body, isFocused: true, into: &frame)
    } else if state.view == .overview {
      OverviewView.draw(state.overview, in: layout.body, into: &frame)
    } else if state.view == .checklist {
      drawChecklist(state, layout, into: &frame)
    } else {
      TableView.draw(state, in: layout.body, into: &frame)
    }
  }

  private static func drawChecklist(
    _ state: ConsoleState, _ layout: Layout, into frame: inout Frame
  ) {
    let focused = state.checklist.pane
    drawBorders(state, layout, focused, into: &frame)
    for pane in ChecklistPane.allCases {
      guard let area = layout.area(of: pane, focused: focused) else { continue }
      if pane.rawValue > focused.rawValue { frame.following.append(area) }
      switch pane {
      case .items: ItemsPane.draw(state, in: area, into: &frame)
      case .findings: FindingsPane.draw(state, in: area, into: &frame)
      case .detail:
        TextView.draw(
          state.checklist.detail, in: area, isFocused: focused == .detail, into: &frame)
      }
    }
  }

  /// Draws the lines between the panes, and the title of the detail.
  private static func drawBorders(
    _ state: ConsoleState, _ layout: Layout, _ focused: ChecklistPane, into frame: inout Frame
  ) {
    let title: SafeText =
      focused == .items || state.checklist.finding == nil
      ? "item" : state.checklist.listsGroups ? "group" : "finding"
    let role: StyleRole = focused == .detail ? .title : .muted
    switch layout.panes {
    case .one: break
    case .columns(let items, let findings, let detail):
      for area in [items, findings] {
        frame.drawVerticalLine(
          from: Position(row: area.row, column: area.column + area.columns), rows: area.rows)
      }
      frame.put(
        title, at: Position(row: detail.row - 1, column: detail.column), limit: detail.columns,
        role: role)
    case .three(let items, _, let detail):
      let border = Position(row: items.row, column: items.column + items.columns)
      frame.drawVerticalLine(from: border, rows: items.rows)
      let divider = Position(row: detail.row - 1, column: detail.column - 1)
      frame.drawHorizontalLine(from: divider, columns: detail.columns + 1)
      frame.put(
        " \(title) ", at: Position(row: divider.row, column: detail.column + 1),
        limit: detail.columns - 2, role: role)
    }
  }

  private static func drawTooSmall(_ state: ConsoleState, into frame: inout Frame) {
    let minimum = Layout.minimum
    let text = SafeText(
      "terminal too small (\(state.size.columns)x\(state.size.rows)): enlarge it to at least "
        + "\(minimum.columns)x\(minimum.rows), or press q to quit")
    let lines = text.wrapped(columns: max(1, state.size.columns)).prefix(state.size.rows)
    for (row, line) in lines.enumerated() { frame.put(line, at: Position(row: row, column: 0)) }
    if state.size.rows > lines.count, let message = state.message {
      frame.put(
        SafeText(message.text), at: Position(row: lines.count, column: 0), role: message.role)
    }
  }
}
