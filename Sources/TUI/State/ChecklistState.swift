import Checklist

/// The state of the checklist view: selection, marks and filter.
struct ChecklistState: Hashable, Sendable {
  var pane = ChecklistPane.items
  var filter = Filter.none
  /// Whether one list shows the findings of all items.
  private(set) var isWhole = false
  /// The findings marked for the next decision, by number.
  private(set) var marks: Set<Int> = []
  /// The range of rows that moving the cursor marks; nil if no range is being marked.
  private(set) var range: MarkRange?
  var detail = TextPane()
  /// The source of the detail text; the text is created again when this changes.
  var detailSource: TextSource?

  /// The rows of the checklist pane that match the filter.
  private(set) var rows: [Row] = []
  /// The findings of the selected item that match the filter.
  private(set) var findings: [Int] = []
  /// The number of findings, and items without findings, that match the filter.
  private(set) var matchCount = 0
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
  private var rowsSource: Source?
  /// The content of `findings`; nil if they must be listed again.
  private var listed: Listing?
  /// The list whose rows keep their places while decisions change.
  private var settled: Listing?
  private var matches: [Int] = []
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

  private struct Source: Hashable {
    let filter: Filter
    let revision: Int
  }

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
    let source = Source(
      filter: filter, revision: filter.isEmpty ? 0 : statuses.revision)
    if source != rowsSource {
      let chosen = item
      let row = itemCursor.row
      makeRows(model, statuses)
      if rowsSource?.filter != filter { settled = nil }
      rowsSource = source
      let kept = chosen.flatMap { rows.firstIndex(of: .item($0)) }
      itemCursor.choose(kept ?? row, count: rows.count, height: heights.items)
      listed = nil
      range = nil
    }
    itemCursor.clamp(count: rows.count, height: heights.items)
    leaveHeading(downwards: true, heights)
    // The heading above the first item cannot be selected. It is scrolled into view with the item.
    if itemCursor.row == 1 { itemCursor.showStart(height: heights.items) }
    if severities != statuses.severityRevision {
      severities = statuses.severityRevision
      range = nil
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
    guard let range, !findings.isEmpty else { return }
    let row = findingCursor.row
    marks = range.before.union(findings[min(range.anchor, row)...max(range.anchor, row)])
  }

  /// Selects a row of the findings.
  mutating func chooseFinding(row: Int, _ heights: PaneHeights) {
    findingCursor.choose(row, count: findings.count, height: heights.findings)
  }

  /// Lists the findings of all items, or of the selected item again.
  mutating func toggleWhole() {
    isWhole.toggle()
    range = nil
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
    range = nil
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
  mutating func toggleMark() {
    guard let finding, range == nil else {
      range = nil
      return
    }
    if marks.remove(finding) == nil { marks.insert(finding) }
  }

  /// Marks all of `findings`, or unmarks them if all are marked.
  mutating func toggleMarks(_ findings: [Int]) {
    range = nil
    let all = Set(findings)
    if all.isSubset(of: marks) { marks.subtract(all) } else { marks.formUnion(all) }
  }

  /// Starts or ends marking a range with the cursor.
  mutating func toggleRange() {
    guard range == nil, let finding else {
      range = nil
      return
    }
    range = MarkRange(anchor: findingCursor.row, before: marks)
    marks.insert(finding)
  }

  /// Clears the marks of findings that are not in `shown`; returns their number.
  mutating func keepMarks(in shown: [Int]) -> Int {
    let kept = marks.intersection(shown)
    let count = marks.count - kept.count
    if count > 0 {
      marks = kept
      range = nil
    }
    return count
  }

  mutating func clearMarks() {
    marks = []
    range = nil
  }

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

  /// Whether a finding matches the filter.
  func shows(finding: Int) -> Bool { filter.isEmpty || matches.containsInOrder(finding) }

  /// A heading cannot be selected: the cursor moves on to the next item.
  private mutating func leaveHeading(downwards: Bool, _ heights: PaneHeights) {
    guard rows.indices.contains(itemCursor.row), case .section = rows[itemCursor.row] else {
      return
    }
    let step = downwards || itemCursor.row == 0 ? 1 : -1
    itemCursor.choose(itemCursor.row + step, count: rows.count, height: heights.items)
  }

  private mutating func makeRows(_ model: ConsoleModel, _ statuses: DecisionStatuses) {
    rows = []
    matches =
      filter.isEmpty
      ? []
      : model.findings.indices.filter {
        filter.admits(FilterableFinding(number: $0, model: model, statuses: statuses))
      }
    matchCount = 0
    for (number, section) in model.sections.enumerated() {
      let shown = section.items.filter { item in
        let found = count(item, model, statuses)
        matchCount += found
        return found > 0
      }
      if !shown.isEmpty { rows += [.section(number)] + shown.map(Row.item) }
    }
  }

  /// How many decisions of an item match the filter.
  private func count(_ item: Int, _ model: ConsoleModel, _ statuses: DecisionStatuses) -> Int {
    let range = model.findingRanges[item]
    if filter.isEmpty { return max(1, range.count) }
    guard range.isEmpty else { return shown(in: range).count }
    let row = FilterableItem(number: item, model: model, statuses: statuses)
    return filter.admits(row) ? 1 : 0
  }

  private func shown(in range: Range<Int>) -> [Int] {
    filter.isEmpty ? Array(range) : range.filter { shows(finding: $0) }
  }

  private mutating func makeFindings(
    _ model: ConsoleModel, _ statuses: DecisionStatuses, _ heights: PaneHeights
  ) {
    let isSettled = wanted != nil && wanted == settled
    listed = wanted
    settled = wanted
    let all =
      isWhole
      ? filter.isEmpty ? Array(model.findings.indices) : matches
      : item.map { shown(in: model.findingRanges[$0]) } ?? []
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
