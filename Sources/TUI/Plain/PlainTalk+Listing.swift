import Checklist
import Model

/// The text printed at each place.
extension PlainTalk {
  static let columns = 78
  /// How many lines of a list are printed at a time.
  static let mostLines = 50

  var context: TextContext {
    var context = TextContext(
      model: model, session: state.review.session, standings: state.review.standings,
      now: state.now, columns: PlainTalk.columns)
    context.planned = state.planned
    context.reviewer = state.reviewer
    context.isPlain = true
    return context
  }

  /// The places that the numbers of the current list open.
  var targets: [Place] {
    switch place {
    case .items: model.items.indices.map { .item($0) }
    case .item(let number): model.findingRanges[number].map { .finding($0) }
    case .found: found
    case .finding: []
    }
  }

  /// The findings that match the filter, and matching items without findings.
  private var found: [Place] {
    model.items.indices.flatMap { item -> [Place] in
      let range = model.findingRanges[item]
      return range.isEmpty
        ? admits(.item(item)) ? [.item(item)] : []
        : range.map { .finding($0) }.filter(admits)
    }
  }

  func admits(_ place: Place) -> Bool {
    let standings = state.review.standings
    return switch place {
    case .items, .found: true
    case .item(let number):
      filter.admits(FilterableItem(number: number, model: model, standings: standings))
    case .finding(let number):
      filter.admits(FilterableFinding(number: number, model: model, standings: standings))
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
      "p pass, j justify, r remediate, x not applicable, f false positive, n next undecided, "
        + "b back, ? help"
    }
  }

  mutating func sayPlace() {
    switch place {
    case .items: sayItems()
    case .found:
      let count = targets.count
      say("Filter: \(filter.text). \(count) match\(count == 1 ? "" : "es").")
      sayMore()
    case .item(let number):
      say(ItemText(context).body(of: number))
      sayMore()
    case .finding(let number):
      say("Finding of \(model.items[model.itemOfFinding[number]].id).")
      say(FindingText(context).body(of: number))
    }
  }

  private mutating func sayItems() {
    for entry in model.sections {
      let open = entry.items.reduce(0) { $0 + state.review.standings.undecided[$1] }
      say("\(entry.section.title), \(open) undecided")
      for number in entry.items {
        let result = model.items[number]
        let left = state.review.standings.undecided[number]
        say(
          " \(number + 1). \(result.outcome.rawValue), "
            + "\(left == 0 ? "decided" : "\(left) undecided"): \(result.item.title)")
      }
    }
  }

  /// Prints the next lines of the current list.
  mutating func sayMore() {
    guard place != .items else { return sayItems() }
    let targets = targets
    guard listed < targets.count else {
      if listed > 0 { say("End of list.") }
      return
    }
    let next = min(listed + PlainTalk.mostLines, targets.count)
    for (offset, target) in targets[listed..<next].enumerated() {
      say(" \(listed + offset + 1). \(line(of: target))")
    }
    listed = next
    if next < targets.count { say("\(targets.count - next) more; m lists them.") }
  }

  private func line(of target: Place) -> String {
    switch target {
    case .items, .found: return ""
    case .item(let number):
      let result = model.items[number]
      return "\(state.review.standings.items[number].words), \(result.outcome.rawValue): "
        + result.item.title
    case .finding(let number):
      let finding = model.findings[number]
      let standing = state.review.standings.standing(ofFinding: number, in: model)
      return "\(standing.words), \(finding.severity.rawValue): "
        + "\(finding.subject.words): \(finding.predicate)"
    }
  }

  mutating func saySignOff() {
    var text = TextBuilder(columns: PlainTalk.columns)
    SignOffText(context).add(to: &text)
    say(text.body)
  }

  mutating func say(_ body: TextBody) {
    for line in body.lines {
      let text = line.text
      say(
        String(text[..<(text.lastIndex { $0 != " " }.map(text.index(after:)) ?? text.startIndex)]))
    }
  }

  /// Opens the next undecided finding or item, starting over after the last.
  mutating func goToNextUndecided() {
    let open = undecided.filter(admits)
    guard let next = open.first(where: { rank($0) > rank(place) }) ?? open.first else {
      return say(
        filter.isEmpty
          ? "Everything is decided." : "No undecided finding matches the filter.")
    }
    go(to: next)
  }

  /// All undecided findings and items, in the order of the checklist.
  private var undecided: [Place] {
    let standings = state.review.standings
    return model.items.indices.flatMap { item -> [Place] in
      guard standings.undecided[item] > 0 else { return [] }
      let range = model.findingRanges[item]
      return range.isEmpty
        ? [.item(item)]
        : range.filter { !standings.isSettled(finding: $0, in: model) }.map { .finding($0) }
    }
  }

  /// The position of a place in the checklist; an item comes before its findings.
  private func rank(_ place: Place) -> (Int, Int) {
    switch place {
    case .items, .found: (-1, -1)
    case .item(let number): (number, -1)
    case .finding(let number): (model.itemOfFinding[number], number)
    }
  }
}
