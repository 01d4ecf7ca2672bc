import Checklist

/// The state of the checklist view: selection, marks and filter.
struct ChecklistState: Hashable, Sendable {
  var pane = ChecklistPane.items
  var filter = Filter.none
  /// Whether one list shows the findings of all items.
  private(set) var isWhole = false
  /// The findings marked for the next decision.
  private var marking = FindingMarks()
  var detail = TextPane()
  /// The source of the detail text; the text is created again when this changes.
  var detailSource: TextSource?

  /// What the filter leaves of the checklist.
  private var filtered = FilteredChecklist()
  /// The findings of the selected item that match the filter.
  private(set) var findings: [Int] = []
  /// The order of the findings; nil for the order of the checklist.
  var order: SortOrder?
  /// What the findings are grouped by; nil for no groups.
  private(set) var grouping: Grouping?
  /// The groups of the findings that match the filter; none without grouping.
  private(set) var groups: [FindingGroup] = []
  /// The name of the group whose findings are listed; nil while the groups are listed.
  private(set) var openGroup: String?
  private(set) var groupCursor = ListCursor()
  private(set) var itemCursor = ListCursor()
  private(set) var findingCursor = ListCursor()
  /// The last selected finding of each item.
  private var lastFinding: [Int: Int] = [:]
  /// The content of `findings`; nil if they must be listed again.
  private var listed: Listing?
  /// The list whose rows keep their places while decisions change.
  private var settled: Listing?
  /// The revision of the severities by which the list is sorted.
  private var severities = 0

  /// What determines the list of findings.
  private struct Listing: Hashable {
    /// The item; nil for the findings of all items.
    let item: Int?
    let order: SortOrder?
    let grouping: Grouping?
    let group: String?
    /// If a severity changes, the list is sorted again, and the cursor follows its finding.
    let severities: Int
  }

  /// The rows of the checklist pane that match the filter.
  var rows: [FilteredChecklist.Row] { filtered.rows }

  /// The number of findings, and items without findings, that match the filter.
  var matchCount: Int { filtered.matchCount }

  /// Whether a finding matches the filter.
  func shows(finding: Int) -> Bool { filtered.shows(finding: finding) }

  /// The findings marked for the next decision, by number.
  var marks: Set<Int> { marking.marks }

  /// The range of rows that moving the cursor marks; nil if no range is being marked.
  var range: FindingMarks.Range? { marking.range }

  /// The selected item; nil if none matches the filter.
  var item: Int? {
    guard rows.indices.contains(itemCursor.row), case .item(let item) = rows[itemCursor.row]
    else { return nil }
    return item
  }

  /// The selected finding; nil if the item shows none.
  var finding: Int? {
    findings.indices.contains(findingCursor.row) ? findings[findingCursor.row] : nil
  }

  /// Whether the pane of findings lists groups.
  var listsGroups: Bool { grouping != nil && openGroup == nil }

  /// The selected group, while groups are listed.
  var group: FindingGroup? {
    listsGroups && groups.indices.contains(groupCursor.row) ? groups[groupCursor.row] : nil
  }

  /// Computes the rows again if the filter or the standings changed.
  mutating func refresh(_ model: ConsoleModel, _ statuses: DecisionStatuses, heights: PaneHeights) {
    let source = FilteredChecklist.Source(filter, statuses)
    if source != filtered.source {
      let chosen = item
      if filtered.source?.filter != filter { settled = nil }
      filtered = FilteredChecklist(source, model, statuses)
      let kept = chosen.flatMap { rows.firstIndex(of: .item($0)) }
      itemCursor.choose(kept ?? itemCursor.row, count: rows.count, height: heights.items)
      listed = nil
      marking.endRange()
    }
    itemCursor.clamp(count: rows.count, height: heights.items)
    leaveHeading(downwards: true, heights)
    // The heading above the first item cannot be selected. It is scrolled into view with the item.
    if itemCursor.row == 1 { itemCursor.showStart(height: heights.items) }
    if severities != statuses.severityRevision {
      severities = statuses.severityRevision
      marking.endRange()
    }
    if wanted == nil || wanted != listed { makeFindings(model, statuses, heights) }
    groupCursor.clamp(count: groups.count, height: heights.findings)
    findingCursor.clamp(count: findings.count, height: heights.findings)
    followFinding(model, heights)
    if let item, let finding { lastFinding[item] = finding }
  }

  /// Moves in the checklist pane, skipping section headings.
  mutating func moveItem(_ motion: Motion, _ model: ConsoleModel, _ heights: PaneHeights) {
    let before = itemCursor.row
    itemCursor.move(motion, count: rows.count, height: heights.items)
    leaveHeading(downwards: itemCursor.row > before || itemCursor.row == 0, heights)
    guard isWhole, let item else { return }
    let first = model.findingRanges[item].lowerBound
    let row =
      order == nil
      ? findings.firstIndex { $0 >= first }
      : findings.firstIndex { model.itemOfFinding[$0] == item }
    if let row {
      findingCursor.choose(row, count: findings.count, height: heights.findings)
    }
  }

  mutating func moveFinding(_ motion: Motion, _ heights: PaneHeights) {
    if listsGroups {
      groupCursor.move(motion, count: groups.count, height: heights.findings)
      findings = group?.findings ?? []
      findingCursor = ListCursor()
      return
    }
    findingCursor.move(motion, count: findings.count, height: heights.findings)
    marking.extendRange(to: findingCursor.row, of: findings)
  }

  /// Selects a row of the findings.
  mutating func chooseFinding(row: Int, _ heights: PaneHeights) {
    findingCursor.choose(row, count: findings.count, height: heights.findings)
  }

  /// Lists the findings of all items, or of the selected item again.
  mutating func toggleWhole() {
    isWhole.toggle()
    marking.endRange()
    grouping = nil
    openGroup = nil
    pane = isWhole ? .findings : pane
  }

  /// Lists all findings in groups; nil for no groups.
  mutating func group(by grouping: Grouping?) {
    if grouping != nil, !isWhole { toggleWhole() }
    self.grouping = grouping
    openGroup = nil
    groupCursor = ListCursor()
    marking.endRange()
    pane = .findings
  }

  /// Lists the findings of the selected group.
  mutating func openChosenGroup() { openGroup = group?.name }

  /// Selects the next or previous group that meets a condition; returns false if there is none.
  mutating func goToGroup(
    forward: Bool, _ heights: PaneHeights, where matches: (FindingGroup) -> Bool
  ) -> Bool {
    let count = groups.count
    for step in 1...max(1, count) where count > 0 {
      let row = (groupCursor.row + (forward ? step : count - step)) % count
      guard matches(groups[row]) else { continue }
      groupCursor.choose(row, count: count, height: heights.findings)
      findings = groups[row].findings
      findingCursor = ListCursor()
      return true
    }
    return false
  }

  /// Goes from the findings of a group to the groups, or from the groups to the findings of all
  /// items; returns false if there are no groups.
  mutating func leaveGroup() -> Bool {
    guard grouping != nil else { return false }
    if openGroup == nil { grouping = nil } else { openGroup = nil }
    return true
  }

  /// Marks or unmarks the selected finding; ends a range.
  mutating func toggleMark() { marking.toggle(finding) }

  /// Marks all of `findings`, or unmarks them if all are marked.
  mutating func toggleMarks(_ findings: [Int]) { marking.toggle(all: findings) }

  /// Starts or ends marking a range with the cursor.
  mutating func toggleRange() { marking.toggleRange(at: findingCursor.row, finding) }

  /// Clears the marks of findings that are not in `shown`; returns their number.
  mutating func keepMarks(in shown: [Int]) -> Int { marking.keep(in: shown) }

  mutating func clearMarks() { marking = FindingMarks() }

  /// Selects an item and one of its findings, if the filter shows the item.
  mutating func choose(
    item: Int, finding: Int?, _ model: ConsoleModel, _ heights: PaneHeights
  ) {
    guard let row = rows.firstIndex(of: .item(item)) else { return }
    itemCursor.choose(row, count: rows.count, height: heights.items)
    if let finding {
      lastFinding[item] = finding
      if !findings.contains(finding), openGroup != nil { openGroup = nil }
      if listsGroups { grouping = nil }
    }
    guard wanted == listed else {
      listed = nil
      return
    }
    if let row = finding.flatMap(findings.firstIndex) {
      findingCursor.choose(row, count: findings.count, height: heights.findings)
    }
  }

  private var wanted: Listing? {
    guard isWhole || item != nil else { return nil }
    return Listing(
      item: isWhole ? nil : item, order: order, grouping: grouping, group: openGroup,
      severities: severities)
  }

  /// In the list of all findings, selects the item of the selected finding in the checklist.
  private mutating func followFinding(_ model: ConsoleModel, _ heights: PaneHeights) {
    guard isWhole, !listsGroups, pane != .items, let finding,
      let row = rows.firstIndex(of: .item(model.itemOfFinding[finding]))
    else { return }
    itemCursor.choose(row, count: rows.count, height: heights.items)
  }

  /// A heading cannot be selected: the cursor moves on to the next item.
  private mutating func leaveHeading(downwards: Bool, _ heights: PaneHeights) {
    guard rows.indices.contains(itemCursor.row), case .section = rows[itemCursor.row] else {
      return
    }
    let step = downwards || itemCursor.row == 0 ? 1 : -1
    itemCursor.choose(itemCursor.row + step, count: rows.count, height: heights.items)
  }

  private mutating func makeFindings(
    _ model: ConsoleModel, _ statuses: DecisionStatuses, _ heights: PaneHeights
  ) {
    let isSettled = wanted != nil && wanted == settled
    listed = wanted
    settled = wanted
    let all =
      isWhole
      ? filtered.shown(in: model.findings.indices)
      : item.map { filtered.shown(in: model.findingRanges[$0]) } ?? []
    let chosen = group?.name
    groups = grouping?.groups(all, model, statuses) ?? []
    let place = groups.firstIndex { $0.name == chosen } ?? groupCursor.row
    groupCursor.choose(place, count: groups.count, height: heights.findings)
    let members = openGroup.map { name in groups.first { $0.name == name }?.findings ?? [] }
    let before = findings
    findings = members ?? group?.findings ?? all
    if let order {
      findings =
        isSettled
        ? findings.inOrder(of: before)
        : FindingColumn.sorted(findings, by: order, model, statuses)
    } else {
      findings = statuses.mostSevereFirst(findings, model)
    }
    let first = item.flatMap { item in findings.first { model.itemOfFinding[$0] == item } }
    let last =
      item.flatMap { lastFinding[$0] } ?? first
      ?? item.flatMap { model.findingRanges[$0].first } ?? 0
    // If the finding is no longer shown, the one in its place is selected.
    let row =
      findings.firstIndex(of: last)
      ?? (order == nil
        ? findings.firstIndex { $0 >= last } ?? max(0, findings.count - 1)
        : isSettled ? findingCursor.row : 0)
    findingCursor = ListCursor()
    findingCursor.choose(row, count: findings.count, height: heights.findings)
  }
}
