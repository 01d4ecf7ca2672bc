import Checklist
import Model
import Platform

extension ConsoleState {
  /// The current number of rows of each list and text.
  var heights: PaneHeights {
    guard let layout else { return PaneHeights() }
    func rows(_ pane: ChecklistPane, titled: Bool) -> Int {
      let area = layout.area(of: pane, focused: checklist.pane) ?? layout.body
      return max(0, area.rows - (titled ? 1 : 0))
    }
    return PaneHeights(
      items: rows(.items, titled: false), findings: rows(.findings, titled: true),
      detail: rows(.detail, titled: false), table: max(0, layout.body.rows - 1),
      page: layout.body.rows)
  }

  /// The width of the detail.
  private var detailColumns: Int {
    guard let layout else { return 0 }
    return (layout.area(of: .detail, focused: checklist.pane) ?? layout.body).columns
  }

  /// Updates everything that is derived: filtered rows, texts, and the cursors of lists.
  ///
  /// Texts and filters store the source that they were created from, so most keys do not recreate
  /// them.
  mutating func refresh() {
    showOffer()
    let heights = heights
    checklist.order = sorting[.checklist]
    checklist.refresh(model, review.statuses, heights: heights)
    forgetHiddenMarks()
    if view.isTable {
      tables[view, default: TableState()].refresh(
        view, model, review.statuses, order: sorting[view], height: heights.table)
    }
    refreshOverview()
    refreshDetail(heights)
    refreshPage(heights)
  }

  /// Clears the marks that the list no longer shows, so that no decision takes a finding that is not
  /// on it. While a filter is being typed, and on a page, the list is not final.
  private mutating func forgetHiddenMarks() {
    if case .filter = input { return }
    guard pages.isEmpty, help == nil, !checklist.marks.isEmpty else { return }
    let count = checklist.keepMarks(in: view == .checklist ? checklist.findings : [])
    guard count > 0 else { return }
    let words = "\(count.counted("mark")) cleared: not in this list"
    message = .refused(message.map { "\($0.text); \(words)" } ?? words)
  }

  /// Updates the blocks of the overview while it is shown.
  private mutating func refreshOverview() {
    guard view == .overview, let layout else { return }
    let source = OverviewState.Source(
      size: layout.body.size, revision: review.statuses.revision, isOpen: opening == nil,
      day: today)
    if source != overview.madeFrom {
      overview.show(OverviewText(textContext(columns: source.size.columns)).blocks(in: source.size))
      overview.madeFrom = source
    }
    overview.scroll(rows: layout.body.rows)
  }

  private mutating func refreshDetail(_ heights: PaneHeights) {
    guard layout != nil else { return }
    let content: TextSource.Content =
      if opening != nil, checklist.item == 0 {
        // Opening is usually short, so the detail stays empty instead of being drawn twice. Moving
        // the cursor shows it.
        .nothing
      } else if checklist.pane != .items, let group = checklist.group {
        .group(group.name)
      } else if checklist.pane != .items, let finding = checklist.finding {
        .finding(finding)
      } else if let item = checklist.item {
        // The checklist pane shows the item; one step to the right shows its finding.
        .item(item)
      } else {
        .nothing
      }
    let source = TextSource(
      content: content, columns: detailColumns, revision: review.statuses.revision)
    if source != checklist.detailSource {
      if source.content != checklist.detailSource?.content { checklist.detail = TextPane() }
      checklist.detailSource = source
      checklist.detail.show(text(for: source), height: heights.detail)
    }
    checklist.detail.cursor.clamp(count: checklist.detail.lines.count, height: heights.detail)
  }

  private mutating func refreshPage(_ heights: PaneHeights) {
    guard let layout, let last = pages.indices.last else { return }
    let source = TextSource(
      content: .page(pages[last].topic), columns: layout.body.columns,
      revision: review.statuses.revision)
    if source != pages[last].madeFrom {
      let isNew = pages[last].madeFrom == nil
      pages[last].madeFrom = source
      pages[last].text.show(text(for: source), height: heights.page)
      if isNew { pages[last].text.go(to: pages[last].topic.record.start, height: heights.page) }
    }
    pages[last].text.cursor.clamp(count: pages[last].text.lines.count, height: heights.page)
  }

  private func text(for source: TextSource) -> TextBody {
    let context = textContext(columns: source.columns)
    return switch source.content {
    case .page(let topic): context.body(of: topic)
    case .finding(let number): FindingText(context).body(of: number)
    case .item(let number): ItemText(context).body(of: number)
    case .group: GroupText(context).body(of: checklist.group)
    case .help, .nothing: TextBody()
    }
  }

  private func textContext(columns: Int) -> TextContext {
    TextContext(
      model: model, session: review.session, statuses: review.statuses, now: now,
      columns: columns, drafts: sortedDrafts, planned: planned, reviewer: reviewer,
      isOpen: opening == nil, savedFilters: savedFilters)
  }

  /// Changes the text on screen: the help, a page, or the detail.
  mutating func changeText(_ change: (inout TextPane, Int) -> Void) {
    let heights = heights
    if help != nil {
      if var open = help {
        change(&open.text, heights.page)
        help = open
      }
    } else if let last = pages.indices.last {
      change(&pages[last].text, heights.page)
    } else {
      change(&checklist.detail, heights.detail)
    }
  }

  /// The text on screen: the help, a page, or the detail.
  var text: TextPane { help?.text ?? pages.last?.text ?? checklist.detail }

  /// The table on screen.
  var table: TableState { tables[view] ?? TableState() }
}
