import Checklist

extension Command {
  /// The commands to filter lists, search texts, and find undecided findings.
  static let looking: [Command] = [
    Command(
      .nextUndecided, keys: [.character("n")], title: "next undecided",
      help: "Go to the next finding or item that needs a decision; during a search, go to the next "
        + "match.",
      places: [.overview, .items, .findings, .detail],
      useful: [.overview, .items, .findings, .detail]
    ) { state in
      state.goToMatch(forward: true)
    },
    Command(
      .previousUndecided, keys: [.character("N")], title: "previous undecided",
      help: "Go to the previous finding or item that needs a decision, or to the previous match.",
      places: [.overview, .items, .findings, .detail]
    ) { state in
      state.goToMatch(forward: false)
    },
    Command(
      .nextMatch, keys: [.character("n")], title: "next match",
      help: "Go to the next match of the search; without one, to the next undecided finding here.",
      places: [.page]
    ) { state in
      state.goToMatchInText(forward: true)
    },
    Command(
      .previousMatch, keys: [.character("N")], title: "previous match",
      help: "Go to the previous match, or to the previous undecided"
        + " finding.", places: [.page]
    ) { state in
      state.goToMatchInText(forward: false)
    },
    Command(
      .nextOpenRow, keys: [.character("n")], title: "next undecided",
      help: "Go to the next row with a finding that needs a decision.", places: [.table],
      useful: [.table]
    ) { state in
      state.goToOpenRow(forward: true)
    },
    Command(
      .previousOpenRow, keys: [.character("N")], title: "previous undecided",
      help: "Go to the previous row with a finding that needs a decision.", places: [.table]
    ) { state in
      state.goToOpenRow(forward: false)
    },
    Command(
      .filter, keys: [.character("/")], title: "filter",
      help: "Show only entries that match all words. A word is text or KEY:VALUE (status:undecided "
        + "severity:>=high kind:role outcome:fail tag:prod policy:NAME item:ID section:roles "
        + "owner:NAME); ! negates a word. Esc clears the filter.",
      places: [.overview, .items, .findings, .table],
      useful: [.overview, .items, .findings, .table]
    ) { state in
      state.leaveOverview()
      state.input = .filter(LineEditor(state.filter.text), before: state.filter.text)
      return []
    },
    Command(
      .allFindings, keys: [.character("f")], title: "all findings",
      help: "Switch between the findings of all items and those of one item. / filters the list,"
        + " * marks all of it.",
      places: [.overview, .items, .findings, .detail]
    ) { state in
      state.leaveOverview()
      state.checklist.toggleWhole()
      return []
    },
    Command(
      .search, keys: [.character("/")], title: "search",
      help: "Search this text; n and N go to the next and previous match, Esc ends.",
      places: [.detail, .page], useful: [.detail, .page]
    ) { state in
      state.input = .search(LineEditor(), before: state.text.search)
      return []
    },
    Command(
      .narrow, keys: [.character("/")], title: "narrow",
      help: "List only commands that contain all words; Esc lists all again.",
      places: [.help], useful: [.help]
    ) { state in
      state.input = .search(LineEditor(state.help?.narrow ?? ""), before: state.help?.narrow)
      return []
    },
  ]
}

extension ConsoleState {
  /// The filter of the list on screen.
  var filter: Filter {
    get { view.isTable ? table.filter : checklist.filter }
    set {
      if view.isTable {
        tables[view, default: TableState()].filter = newValue
      } else {
        checklist.filter = newValue
      }
    }
  }

  /// The number of rows that match the filter.
  var filterCount: Int { view.isTable ? table.rows.count : checklist.matchCount }

  fileprivate mutating func goToMatch(forward: Bool) -> [ConsoleEffect] {
    leaveOverview()
    if place == .detail, text.search != nil { return goToMatchInText(forward: forward) }
    if place == .findings, checklist.listsGroups {
      let (statuses, model) = (review.statuses, model)
      let found = checklist.goToGroup(forward: forward, heights) { group in
        group.findings.contains { !statuses.isSettled(finding: $0, in: model) }
      }
      if !found { message = .done("no group has an undecided finding") }
      return []
    }
    guard let next = nextUndecided(forward: forward) else {
      message =
        filter.isEmpty
        ? .done("everything is decided") : .done("no undecided finding matches the filter")
      return []
    }
    let heights = heights
    checklist.choose(item: next.item, finding: next.finding, model, heights)
    // On the checklist pane, a decision would apply to the whole item instead of the finding.
    if checklist.pane == .items { checklist.pane = .findings }
    refresh()
    changeText { text, height in
      // The whole summary stays on screen, because the list truncates it.
      guard let row = text.landmarks[.evidence] else { return }
      text.cursor = ListCursor()
      text.cursor.choose(min(row, height - 1), count: text.lines.count, height: height)
    }
    return []
  }

  fileprivate mutating func goToMatchInText(forward: Bool) -> [ConsoleEffect] {
    var found = false
    if text.search != nil {
      changeText { text, height in found = text.goToMatch(forward: forward, height: height) }
      if !found { message = .refused("not found: \(text.search ?? "")") }
      return []
    }
    let statuses = review.statuses
    let model = model
    changeText { text, height in
      found = text.go(forward: forward, height: height) { _, line in
        guard case .finding(let number) = line.link else { return false }
        return !statuses.isSettled(finding: number, in: model)
      }
    }
    if !found { message = .refused("no search is active, and no finding here is undecided") }
    return []
  }

  fileprivate mutating func goToOpenRow(forward: Bool) -> [ConsoleEffect] {
    let heights = heights
    let rows = table.rows
    let start = table.cursor.row
    for step in 1...max(1, rows.count) where !rows.isEmpty {
      let row = (start + (forward ? step : rows.count - step)) % rows.count
      guard let subject = model.inventory.subject(rows[row], in: view),
        model.findings(about: subject).contains(where: {
          !review.statuses.isSettled(finding: $0, in: model)
        })
      else { continue }
      tables[view]?.cursor.choose(row, count: rows.count, height: heights.table)
      return []
    }
    message = .done("no row here has an undecided finding")
    return []
  }

  /// The next undecided finding in the order of the list, starting over after the last.
  private func nextUndecidedInList(forward: Bool) -> (item: Int, finding: Int?)? {
    let list = checklist.findings
    let start = checklist.findingCursor.row
    for step in 1...max(1, list.count) where !list.isEmpty {
      let number = list[(start + (forward ? step : list.count - step)) % list.count]
      if !review.statuses.isSettled(finding: number, in: model) {
        return (model.itemOfFinding[number], number)
      }
    }
    return nil
  }

  /// The next undecided finding or item that matches the filter, starting over after the last.
  ///
  /// Items without findings are visited as well.
  private func nextUndecided(forward: Bool) -> (item: Int, finding: Int?)? {
    if checklist.isWhole, checklist.pane != .items,
      checklist.order != nil || checklist.openGroup != nil
    {
      return nextUndecidedInList(forward: forward)
    }
    let shown = checklist.rows.compactMap { row -> Int? in
      if case .item(let item) = row { item } else { nil }
    }
    guard let here = checklist.item, let start = shown.firstIndex(of: here) else { return nil }
    let count = shown.count
    // On the checklist pane, the item's own findings come first, or last when moving backwards.
    let current = checklist.pane == .items ? nil : checklist.finding
    for step in 0...count {
      let item = shown[(start + (forward ? step : count * 2 - step)) % count]
      guard review.statuses.undecided[item] > 0 else { continue }
      let range = model.findingRanges[item]
      guard !range.isEmpty else {
        if step > 0 || checklist.pane == .items { return (item, nil) }
        continue
      }
      let list =
        item == here && !checklist.isWhole ? checklist.findings : inOrder(Array(range))
      func isOpen(_ finding: Int) -> Bool {
        !review.statuses.findings[finding].isDecided && checklist.shows(finding: finding)
      }
      let row = step == 0 ? current.flatMap(list.firstIndex) : nil
      let next =
        forward
        ? list[(row.map { $0 + 1 } ?? 0)...].first(where: isOpen)
        : step == 0
          ? row.flatMap { list[..<$0].last(where: isOpen) } : list.last(where: isOpen)
      if let next { return (item, next) }
    }
    return nil
  }

  /// The findings of an item in the order of the list.
  private func inOrder(_ findings: [Int]) -> [Int] {
    checklist.order.map { FindingColumn.sorted(findings, by: $0, model, review.statuses) }
      ?? review.statuses.mostSevereFirst(findings, model)
  }
}
