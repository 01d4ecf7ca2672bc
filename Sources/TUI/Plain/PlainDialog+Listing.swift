import Checklist
import Model
import Platform

/// The text printed at each place.
extension PlainDialog {
  static let columns = 78
  /// How many lines of a list are printed at a time.
  static let maximumLines = 50

  var context: TextContext {
    var context = TextContext(
      model: model, session: state.review.session, statuses: state.review.statuses,
      now: state.now, columns: PlainDialog.columns)
    context.planned = state.planned
    context.reviewer = state.reviewer
    context.isPlain = true
    return context
  }

  /// The places that the numbers of the current list open.
  var targets: [Place] {
    switch place {
    case .items: model.items.indices.map { .item($0) }
    case .item(let number): ordered(item: number).map { .finding($0) }
    case .found: found
    case .finding: []
    }
  }

  /// The findings that match the filter, and matching items without findings.
  private var found: [Place] {
    model.items.indices.flatMap { item -> [Place] in
      let range = ordered(item: item)
      return range.isEmpty
        ? admits(.item(item)) ? [.item(item)] : []
        : range.map { .finding($0) }.filter(admits)
    }
  }

  func admits(_ place: Place) -> Bool {
    let statuses = state.review.statuses
    return switch place {
    case .items, .found: true
    case .item(let number):
      filter.admits(FilterableItem(number: number, model: model, statuses: statuses))
    case .finding(let number):
      filter.admits(FilterableFinding(number: number, model: model, statuses: statuses))
    }
  }

  var question: String {
    let more = listed < targets.count && place != .items ? "m more, " : ""
    return switch place {
    case .items: "item number, n next undecided, / filter, s sign-off, ? help, q quit"
    case .found: "number, \(more)n next undecided, b back, ? help"
    case .item(let number):
      (model.findingRanges[number].isEmpty ? "" : "finding number, ") + more
        + "p, j, r or x decides on the item, n next undecided, b back, ? help"
    case .finding:
      PlainDialog.decisions.map { "\($0), " }.joined() + "n next undecided, b back, ? help"
    }
  }

  /// The decisions on a finding: `p pass`, `j justify`.
  private static let decisions: [String] = {
    let names: [CommandName] = [.pass, .justify, .remediate, .notApplicable, .falsePositive]
    return names.compactMap { name in
      Command.named(name, in: .findings).flatMap { command in
        command.answer.map { "\($0.word) \(command.title)" }
      }
    }
  }()

  mutating func showPlace() {
    switch place {
    case .items: showItems()
    case .found:
      let count = targets.count
      show("Filter: \(filter.text). \(count) match\(count == 1 ? "" : "es").")
      showMore()
    case .item(let number):
      show(ItemText(context).body(of: number))
      showMore()
    case .finding(let number):
      show("Finding of \(model.items[model.itemOfFinding[number]].id).")
      show(FindingText(context).body(of: number))
    }
  }

  private mutating func showItems() {
    for entry in model.sections {
      let open = entry.items.reduce(0) { $0 + state.review.statuses.undecided[$1] }
      show("\(entry.section.title), \(open) undecided")
      for number in entry.items {
        let result = model.items[number]
        let left = state.review.statuses.undecided[number]
        show(
          " \(number + 1). \(result.outcome.rawValue), "
            + "\(left == 0 ? "decided" : "\(left) undecided"): \(result.item.title)")
      }
    }
  }

  /// Prints the next lines of the current list.
  mutating func showMore() {
    guard place != .items else { return showItems() }
    let targets = targets
    guard listed < targets.count else {
      if listed > 0 { show("End of list.") }
      return
    }
    let next = min(listed + PlainDialog.maximumLines, targets.count)
    for (offset, target) in targets[listed..<next].enumerated() {
      show(" \(listed + offset + 1). \(line(of: target))")
    }
    listed = next
    if next < targets.count { show("\(targets.count - next) more; m lists them.") }
  }

  private func line(of target: Place) -> String {
    switch target {
    case .items, .found: return ""
    case .item(let number):
      let result = model.items[number]
      return "\(state.review.statuses.items[number].text), \(result.outcome.rawValue): "
        + result.item.title
    case .finding(let number):
      let finding = model.findings[number]
      let status = state.review.statuses.status(ofFinding: number, in: model)
      let severity = state.review.statuses.severity(ofFinding: number, in: model)
      let automated =
        state.review.statuses.isOverridden(finding: number)
        ? " (automated: \(finding.automatedSeverity.rawValue))" : ""
      return "\(status.text), \(severity.rawValue)\(automated): "
        + "\(finding.subject.text): \(finding.predicate)"
    }
  }

  mutating func showOverview() {
    let size = Size(columns: PlainDialog.columns, rows: PlainDialog.maximumLines)
    for block in OverviewText(context).blocks(in: size) {
      show(block.count.map { "\(block.title): \($0.grouped)" } ?? block.title)
      for line in block.lines { show("  " + line.text) }
    }
  }

  mutating func show(_ body: TextBody) {
    for line in body.lines {
      let text = line.text
      show(
        String(text[..<(text.lastIndex { $0 != " " }.map(text.index(after:)) ?? text.startIndex)]))
    }
  }

  /// Opens the next undecided finding or item, starting over after the last.
  mutating func goToNextUndecided() {
    let open = undecided.filter(admits)
    guard let next = open.first(where: { rank($0) > rank(place) }) ?? open.first else {
      return show(
        filter.isEmpty
          ? "Everything is decided." : "No undecided finding matches the filter.")
    }
    go(to: next)
  }

  /// All undecided findings and items, in the order of the checklist.
  private var undecided: [Place] {
    let statuses = state.review.statuses
    return model.items.indices.flatMap { item -> [Place] in
      guard statuses.undecided[item] > 0 else { return [] }
      let range = ordered(item: item)
      return range.isEmpty
        ? [.item(item)]
        : range.filter { !statuses.isSettled(finding: $0, in: model) }.map { .finding($0) }
    }
  }

  /// The findings of an item, the most severe first.
  private func ordered(item number: Int) -> [Int] {
    state.review.statuses.mostSevereFirst(Array(model.findingRanges[number]), model)
  }

  /// The position of a place in the checklist; an item comes before its findings.
  private func rank(_ place: Place) -> (Int, Int, Int) {
    switch place {
    case .items, .found: (-1, -1, -1)
    case .item(let number): (number, -1, -1)
    case .finding(let number):
      (
        model.itemOfFinding[number],
        state.review.statuses.severity(ofFinding: number, in: model).rank, number
      )
    }
  }
}
