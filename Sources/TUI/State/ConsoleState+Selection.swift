import Checklist
import Model

/// What the screen is about.
extension ConsoleState {
  /// The user, group or role that the screen is about; nil if there is none.
  var chosenPrincipal: PageSubject? {
    chosenSubject.flatMap { $0.isPrincipal ? $0 : nil }
  }

  /// The identity or policy that the screen is about; nil if there is none.
  var chosenSubject: PageSubject? {
    if let page = pages.last {
      linkedSubject ?? page.topic.subject
    } else if view != .checklist {
      table.chosen.flatMap { model.inventory.subject($0, in: view) }
    } else if checklist.pane != .items {
      checklist.finding.flatMap { model.inventory.page(of: model.findings[$0].subject) }
    } else {
      nil
    }
  }

  /// The identity or policy that the line of a list links to.
  private var linkedSubject: PageSubject? {
    guard case .page(let subject) = text.line?.link, pages.last?.topic.subject == nil else {
      return nil
    }
    return subject
  }

  /// The findings that the list or page on screen shows.
  var shownFindings: [Int] {
    guard place == .page else { return checklist.findings }
    let linked = text.lines.compactMap { line -> Int? in
      if case .finding(let number) = line.link { number } else { nil }
    }
    return linked.uniqued
  }

  /// Goes to the first of the targets of a decision, and marks all if there are several.
  mutating func select(_ targets: [DecisionTarget]) {
    let findings = targets.compactMap { $0.finding.flatMap(model.number(of:)) }
    if let first = findings.first {
      show(item: model.itemOfFinding[first], finding: first)
      checklist.clearMarks()
      if Set(findings.map { model.itemOfFinding[$0] }).count > 1, !checklist.isWhole {
        checklist.toggleWhole()
      }
      if findings.count > 1 { checklist.toggleMarks(findings) }
    } else if case .item(let id)? = targets.first, let number = model.number(of: id) {
      show(item: number, finding: nil)
      checklist.pane = .items
    }
  }
}
