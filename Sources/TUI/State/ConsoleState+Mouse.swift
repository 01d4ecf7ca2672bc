import Checklist

extension ConsoleState {
  /// Handles the mouse: a click selects, a second click opens, the wheel scrolls.
  mutating func take(_ event: MouseEvent) -> [ConsoleEffect] {
    hideOffer()
    guard input == nil, let layout, event.action != .release else { return [] }
    message = nil
    switch event.action {
    case .wheelUp: for _ in 0..<3 { move(.up) }
    case .wheelDown: for _ in 0..<3 { move(.down) }
    case .press: press(event.place, layout)
    case .release: break
    }
    return []
  }

  private mutating func press(_ place: Position, _ layout: Layout) {
    let heights = heights
    if help != nil || !pages.isEmpty {
      guard layout.body.contains(row: place.row, column: place.column) else { return }
      pressText(row: place.row - layout.body.row)
    } else if view == .overview {
      if overview.press(row: place.row - layout.body.row, column: place.column) { openAtCursor() }
    } else if view != .checklist {
      let list = Layout.rowsBelowTitles(layout.body)
      guard list.contains(row: place.row, column: place.column) else { return }
      let row = table.cursor.top + place.row - list.row
      let isAgain = row == table.cursor.row
      let count = table.rows.count
      guard row >= 0, row < count else { return }
      tables[view]?.cursor.choose(row, count: count, height: heights.table)
      if isAgain { openAtCursor() }
    } else {
      for pane in ChecklistPane.allCases {
        guard let area = layout.area(of: pane, focused: checklist.pane),
          area.contains(row: place.row, column: place.column)
        else { continue }
        let wasHere = checklist.pane == pane
        checklist.pane = pane
        press(place.row - area.row, in: pane, wasHere: wasHere, heights)
        return
      }
    }
  }

  private mutating func press(
    _ row: Int, in pane: ChecklistPane, wasHere: Bool, _ heights: PaneHeights
  ) {
    switch pane {
    case .items: checklist.pressItem(row, model, heights)
    case .findings:
      if checklist.pressFinding(row - 1, heights), wasHere { openAtCursor() }
    case .detail: pressText(row: row)
    }
  }

  private mutating func pressText(row: Int) {
    let isAgain = text.cursor.top + row == text.cursor.row
    changeText { text, height in
      let wanted = text.cursor.top + row
      guard text.lines.indices.contains(wanted) else { return }
      text.cursor.choose(wanted, count: text.lines.count, height: height)
    }
    if isAgain, help == nil, text.line?.link != nil { openAtCursor() }
  }
}

extension ChecklistState {
  /// Selects the item in a row of the pane, if there is one.
  fileprivate mutating func pressItem(_ row: Int, _ model: ConsoleModel, _ heights: PaneHeights) {
    let wanted = itemCursor.top + row
    guard rows.indices.contains(wanted), case .item(let item) = rows[wanted] else { return }
    choose(item: item, finding: nil, model, heights)
  }

  /// Selects the finding in a row of the pane; returns whether it was selected before.
  fileprivate mutating func pressFinding(_ row: Int, _ heights: PaneHeights) -> Bool {
    let wanted = findingCursor.top + row
    guard row >= 0, findings.indices.contains(wanted) else { return false }
    let isAgain = wanted == findingCursor.row
    chooseFinding(row: wanted, heights)
    return isAgain
  }
}
