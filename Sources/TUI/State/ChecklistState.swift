import Checklist

/// The checklist view: which item and finding are chosen, what is marked, what is left out.
struct ChecklistState: Hashable, Sendable {
  var pane = ChecklistPane.items
  var filter = Filter.none
  /// Whether the findings of all items stand in one list.
  private(set) var isWhole = false
  /// The findings marked for the next decision, by number.
  private(set) var marks: Set<Int> = []
  /// The rows that moving marks, while a range is being marked.
  private(set) var range: MarkRange?
  var detail = TextPane()
  /// What the detail was made from; made again when that changes.
  var detailSource: TextSource?

  /// The rows of the checklist pane that the filter lets through.
  private(set) var rows: [Row] = []
  /// The findings of the chosen item that the filter lets through.
  private(set) var findings: [Int] = []
  /// How many findings, and items without any, the filter lets through in all.
  private(set) var matchCount = 0
  private(set) var itemCursor = ListCursor()
  private(set) var findingCursor = ListCursor()
  /// The finding that was last looked at, by item.
  private var lastFinding: [Int: Int] = [:]
  private var rowsMadeFrom: Source?
  /// What `findings` lists.
  private var listed: Listing?
  private var matches: [Int] = []

  /// A line of the checklist pane.
  enum Row: Hashable, Sendable {
    case section(Int)
    case item(Int)
  }

  /// A range of rows being marked: where it began, and what was marked before.
  struct MarkRange: Hashable, Sendable {
    let anchor: Int
    let before: Set<Int>
  }

  private enum Listing: Hashable {
    case item(Int)
    case whole
  }

  private struct Source: Hashable {
    let filter: Filter
    let revision: Int
  }

  /// The chosen item; nil where the filter lets none through.
  var item: Int? {
    guard rows.indices.contains(itemCursor.row), case .item(let item) = rows[itemCursor.row]
    else { return nil }
    return item
  }

  /// The chosen finding; nil where the item shows none.
  var finding: Int? {
    findings.indices.contains(findingCursor.row) ? findings[findingCursor.row] : nil
  }

  /// Makes the rows anew where the filter or the standings it asks for have changed.
  mutating func refresh(_ model: ConsoleModel, _ standings: Standings, heights: PaneHeights) {
    let source = Source(
      filter: filter, revision: filter.isEmpty ? 0 : standings.revision)
    if source != rowsMadeFrom {
      let chosen = item
      let row = itemCursor.row
      makeRows(model, standings)
      rowsMadeFrom = source
      let kept = chosen.flatMap { rows.firstIndex(of: .item($0)) }
      itemCursor.choose(kept ?? row, count: rows.count, height: heights.items)
      listed = nil
      range = nil
    }
    itemCursor.clamp(count: rows.count, height: heights.items)
    leaveHeading(downwards: true, heights)
    // The heading above the first item cannot be chosen, and comes back with it.
    if itemCursor.row == 1 { itemCursor.showStart(height: heights.items) }
    if wanted == nil || wanted != listed { makeFindings(model, heights) }
    findingCursor.clamp(count: findings.count, height: heights.findings)
    followFinding(model, heights)
    if let item, let finding { lastFinding[item] = finding }
  }

  /// Moves in the checklist pane, over the headings of sections.
  mutating func moveItem(_ motion: Motion, _ model: ConsoleModel, _ heights: PaneHeights) {
    let before = itemCursor.row
    itemCursor.move(motion, count: rows.count, height: heights.items)
    leaveHeading(downwards: itemCursor.row > before || itemCursor.row == 0, heights)
    guard isWhole, let item else { return makeFindings(model, heights) }
    if let row = findings.firstIndex(where: { $0 >= model.findingRanges[item].lowerBound }) {
      findingCursor.choose(row, count: findings.count, height: heights.findings)
    }
  }

  mutating func moveFinding(_ motion: Motion, _ heights: PaneHeights) {
    findingCursor.move(motion, count: findings.count, height: heights.findings)
    guard let range, !findings.isEmpty else { return }
    let row = findingCursor.row
    marks = range.before.union(findings[min(range.anchor, row)...max(range.anchor, row)])
  }

  /// Chooses a row of the findings.
  mutating func chooseFinding(row: Int, _ heights: PaneHeights) {
    findingCursor.choose(row, count: findings.count, height: heights.findings)
  }

  /// Lists the findings of all items, or those of the chosen one again.
  mutating func toggleWhole() {
    isWhole.toggle()
    range = nil
    pane = isWhole ? .findings : pane
  }

  /// Marks the chosen finding, or unmarks it; ends a range.
  mutating func toggleMark() {
    guard let finding, range == nil else {
      range = nil
      return
    }
    if marks.remove(finding) == nil { marks.insert(finding) }
  }

  /// Marks all of `findings`, or unmarks them where they all are.
  mutating func toggleMarks(_ findings: [Int]) {
    range = nil
    let all = Set(findings)
    if all.isSubset(of: marks) { marks.subtract(all) } else { marks.formUnion(all) }
  }

  /// Begins to mark what the cursor passes, or ends it.
  mutating func toggleRange() {
    guard range == nil, let finding else {
      range = nil
      return
    }
    range = MarkRange(anchor: findingCursor.row, before: marks)
    marks.insert(finding)
  }

  mutating func clearMarks() {
    marks = []
    range = nil
  }

  /// Chooses an item and one of its findings, wherever the filter shows them.
  mutating func choose(
    item: Int, finding: Int?, _ model: ConsoleModel, _ heights: PaneHeights
  ) {
    guard let row = rows.firstIndex(of: .item(item)) else { return }
    itemCursor.choose(row, count: rows.count, height: heights.items)
    if let finding { lastFinding[item] = finding }
    makeFindings(model, heights)
  }

  private var wanted: Listing? { isWhole ? .whole : item.map(Listing.item) }

  /// In the list of all findings the checklist shows whose finding it is.
  private mutating func followFinding(_ model: ConsoleModel, _ heights: PaneHeights) {
    guard isWhole, pane != .items, let finding,
      let row = rows.firstIndex(of: .item(model.itemOfFinding[finding]))
    else { return }
    itemCursor.choose(row, count: rows.count, height: heights.items)
  }

  /// Whether the filter lets a finding through.
  func shows(finding: Int) -> Bool {
    guard !filter.isEmpty else { return true }
    var low = 0
    var high = matches.count
    while low < high {
      let middle = (low + high) / 2
      if matches[middle] < finding { low = middle + 1 } else { high = middle }
    }
    return low < matches.count && matches[low] == finding
  }

  /// A heading is no place to stand: the cursor goes on to the item beside it.
  private mutating func leaveHeading(downwards: Bool, _ heights: PaneHeights) {
    guard rows.indices.contains(itemCursor.row), case .section = rows[itemCursor.row] else {
      return
    }
    let step = downwards || itemCursor.row == 0 ? 1 : -1
    itemCursor.choose(itemCursor.row + step, count: rows.count, height: heights.items)
  }

  private mutating func makeRows(_ model: ConsoleModel, _ standings: Standings) {
    rows = []
    matches =
      filter.isEmpty
      ? []
      : model.findings.indices.filter {
        filter.admits(FilterableFinding(number: $0, model: model, standings: standings))
      }
    matchCount = 0
    for (number, section) in model.sections.enumerated() {
      let shown = section.items.filter { item in
        let found = count(item, model, standings)
        matchCount += found
        return found > 0
      }
      if !shown.isEmpty { rows += [.section(number)] + shown.map(Row.item) }
    }
  }

  /// How many decisions of an item the filter lets through.
  private func count(_ item: Int, _ model: ConsoleModel, _ standings: Standings) -> Int {
    let range = model.findingRanges[item]
    if filter.isEmpty { return max(1, range.count) }
    guard range.isEmpty else { return shown(in: range).count }
    let row = FilterableItem(number: item, model: model, standings: standings)
    return filter.admits(row) ? 1 : 0
  }

  private func shown(in range: Range<Int>) -> [Int] {
    filter.isEmpty ? Array(range) : range.filter { shows(finding: $0) }
  }

  private mutating func makeFindings(_ model: ConsoleModel, _ heights: PaneHeights) {
    listed = wanted
    findings =
      isWhole
      ? filter.isEmpty ? Array(model.findings.indices) : matches
      : item.map { shown(in: model.findingRanges[$0]) } ?? []
    let last = item.flatMap { lastFinding[$0] ?? model.findingRanges[$0].first } ?? 0
    // Where the finding is no longer shown, the one that took its place is chosen.
    let row = findings.firstIndex { $0 >= last } ?? max(0, findings.count - 1)
    findingCursor = ListCursor()
    findingCursor.choose(row, count: findings.count, height: heights.findings)
  }
}

/// How many rows of content the lists and texts on screen have.
struct PaneHeights: Hashable, Sendable {
  var items = 0
  var findings = 0
  var detail = 0
  /// A table of the inventory, below its titles.
  var table = 0
  /// A page or the help, which fill the body.
  var page = 0
}
