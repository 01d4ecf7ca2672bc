/// The position of each part of the console on a screen of a given size.
///
///     status line      account, evidence, progress, save state
///     breadcrumb       path to the page, filter
///     body             one pane, or the checklist beside findings over detail
///     input            the form or prompt, if one is open
///     key line         the most useful keys, or a message
struct Layout: Hashable, Sendable {
  /// The smallest screen that shows a list. Smaller screens show only a message.
  static let minimum = Size(columns: 40, rows: 10)
  /// On narrower screens, one pane fills the body.
  static let minimumForPanes = 80
  /// From this width on, the panes of the checklist are three columns.
  static let minimumForColumns = 140

  let status: Area
  let breadcrumb: Area
  let body: Area
  let input: Area
  let keys: Area
  let panes: Panes

  /// The division of the body in the checklist view.
  enum Panes: Hashable, Sendable {
    case one(Area)
    /// The checklist beside the findings, with the detail below them.
    case three(items: Area, findings: Area, detail: Area)
    /// Three columns.
    case columns(items: Area, findings: Area, detail: Area)
  }

  /// The layout of a screen; nil if it is too small.
  init?(size: Size, inputRows: Int, isZoomed: Bool) {
    guard size.columns >= Layout.minimum.columns, size.rows >= Layout.minimum.rows else {
      return nil
    }
    func band(_ row: Int, _ rows: Int) -> Area {
      Area(row: row, column: 0, size: Size(columns: size.columns, rows: rows))
    }
    let inputRows = min(inputRows, size.rows - 6)
    status = band(0, 1)
    breadcrumb = band(1, 1)
    body = band(2, size.rows - 3 - inputRows)
    input = band(size.rows - 1 - inputRows, inputRows)
    keys = band(size.rows - 1, 1)
    panes =
      isZoomed || size.columns < Layout.minimumForPanes || body.rows < 9
      ? .one(body) : Layout.divide(body)
  }

  /// The width of the checklist in which every title fits.
  private static let itemColumns = 34

  private static func divide(_ body: Area) -> Panes {
    if body.columns >= minimumForColumns { return columns(body) }
    let left = max(itemColumns, body.columns * 3 / 10)
    let right = body.columns - left - 1
    let upper = min(max(4, body.rows * 2 / 5), body.rows - 5)
    return .three(
      items: Area(row: body.row, column: 0, size: Size(columns: left, rows: body.rows)),
      findings: Area(
        row: body.row, column: left + 1, size: Size(columns: right, rows: upper)),
      detail: Area(
        row: body.row + upper + 1, column: left + 1,
        size: Size(columns: right, rows: body.rows - upper - 1)))
  }

  /// Three columns; the detail has its title in the first row.
  private static func columns(_ body: Area) -> Panes {
    let left = min(48, max(itemColumns, body.columns * 24 / 100))
    let rest = body.columns - left - 2
    let middle = rest * 52 / 100
    func area(_ column: Int, _ columns: Int, below rows: Int = 0) -> Area {
      Area(
        row: body.row + rows, column: column,
        size: Size(columns: columns, rows: body.rows - rows))
    }
    return .columns(
      items: area(0, left), findings: area(left + 1, middle),
      detail: area(left + middle + 2, rest - middle, below: 1))
  }

  /// The area of a checklist pane; nil if another pane fills the body.
  func area(of pane: ChecklistPane, focused: ChecklistPane) -> Area? {
    switch panes {
    case .one(let area): pane == focused ? area : nil
    case .three(let items, let findings, let detail), .columns(let items, let findings, let detail):
      switch pane {
      case .items: items
      case .findings: findings
      case .detail: detail
      }
    }
  }

  /// Whether the detail is on screen while `pane` has the focus.
  func showsDetail(besides pane: ChecklistPane) -> Bool {
    area(of: .detail, focused: pane) != nil
  }

  /// The area of a list below its column titles.
  static func rowsBelowTitles(_ area: Area) -> Area {
    Area(
      row: area.row + 1, column: area.column,
      size: Size(columns: area.columns, rows: area.rows - 1))
  }
}

/// The three panes of the checklist, in the order of Tab.
enum ChecklistPane: Int, CaseIterable, Hashable, Sendable {
  case items, findings, detail
}

/// The heights of the content of lists and texts, in rows.
struct PaneHeights: Hashable, Sendable {
  var items = 0
  var findings = 0
  var detail = 0
  /// A table of the inventory, below its column titles.
  var table = 0
  /// A page or the help, which fills the body.
  var page = 0
}
