import Checklist
import Model
import Testing

@testable import TUI

/// Sorting lists by a column, and grouping findings.
@Suite struct ArrangingTests {
  /// Chooses an entry of the open list by its text.
  private func choose(_ option: String, _ console: TestConsole) {
    guard case .chooser(let chooser) = console.state.input,
      let wanted = chooser.options.firstIndex(of: option)
    else {
      Issue.record("no choice \(option)")
      return
    }
    let steps = (wanted - chooser.chosen + chooser.options.count) % chooser.options.count
    for _ in 0..<steps { console.press(.down) }
    console.press(.enter)
  }

  private func sort(_ column: String, _ console: TestConsole) {
    console.type("s")
    choose(column, console)
  }

  private func subjects(_ console: TestConsole) -> [String] {
    console.state.checklist.findings.map { console.state.model.findings[$0].subject.name }
  }

  @Test(
    "findings are sorted by each column, and again in reverse",
    arguments: [
      ("severity", ["root", "alice", "Deploy", "bob"]),
      ("subject", ["Deploy", "root", "alice", "bob"]),
      ("finding", ["bob", "Deploy", "alice", "root"]),
      ("item", ["root", "alice", "bob", "Deploy"]),
    ])
  func findings(_ column: String, _ expected: [String]) {
    let console = TestConsole()
    console.type("f")
    sort(column, console)
    #expect(subjects(console) == expected)
    console.type("s")
    console.press(.enter)
    let isTie = column == "item"
    #expect(
      subjects(console) == (isTie ? ["Deploy", "alice", "bob", "root"] : expected.reversed()))
    sort("default order", console)
    #expect(subjects(console) == ["root", "alice", "bob", "Deploy"])
  }

  @Test("the header shows the order, and the order is saved")
  func header() {
    let console = TestConsole(Size(columns: 120, rows: 40))
    console.type("f")
    sort("subject", console)
    #expect(console.lines[2].contains("subject ^"))
    #expect(console.effects.last == .keepSorting([.checklist: SortOrder("subject")]))
    sort("owner", console)
    #expect(console.lines[2].contains("(owner ^)"), "a column without a place of its own")
    console.type("2")
    sort("MFA", console)
    #expect(console.lines[2].contains("MFA ^"))
    #expect(SortOrder(saved: SortOrder("key age, d", isReversed: true).saved).isReversed)
    #expect(SortOrder(saved: SortOrder("key age, d").saved) == SortOrder("key age, d"))
  }

  @Test("the selected finding stays selected, and a decision does not move the rows")
  func stable() {
    let console = TestConsole()
    console.type("fjj")
    let chosen = console.state.checklist.finding
    sort("decision", console)
    #expect(console.state.checklist.finding == chosen)
    let before = subjects(console)
    console.type("P")
    console.press(.enter)
    #expect(subjects(console) == before)
    #expect(console.state.checklist.finding == chosen)
  }

  @Test("a decision does not move the rows of a filtered list, and the next row takes its place")
  func filtered() {
    let console = TestConsole()
    console.type("f")
    sort("decision", console)
    console.type("/!status:pass")
    console.press(.enter)
    let before = subjects(console)
    console.type("gj")
    let next = console.state.checklist.findings[2]
    console.type("Xnot this one")
    console.press(.control("o"))
    #expect(subjects(console) == before, "it still matches, so it stays where it is")
    console.type("P")
    console.press(.enter)
    #expect(subjects(console) == [0, 2, 3].map { before[$0] })
    #expect(console.state.checklist.finding == next)
  }

  @Test("n follows the order of the list")
  func next() {
    let console = TestConsole()
    console.type("f")
    sort("severity", console)
    console.type("g")
    var seen: [Int?] = []
    for _ in 0..<4 {
      console.type("n")
      seen.append(console.state.checklist.finding)
    }
    #expect(
      seen == Array(console.state.checklist.findings[1...]) + [console.state.checklist.findings[0]])
    console.type("N")
    #expect(console.state.checklist.finding == console.state.checklist.findings.last)
  }

  @Test("n visits the findings of an item in their order, and each once")
  func nextInItem() {
    let console = TestConsole()
    sort("severity", console)
    console.type("s")
    console.press(.enter)
    var places: [String] = []
    for _ in 0..<7 {
      console.type("n")
      places.append(console.state.targets.first?.description ?? "")
    }
    #expect(Set(places).count == 7)
    #expect(Array(places[2...3]) == ["users.mfa/user/bob", "users.mfa/user/alice"])
    for place in places.dropLast().reversed() {
      console.type("N")
      #expect(console.state.targets.first?.description == place)
    }
  }

  @Test("tables are sorted by numbers and texts, and keep their order while filtered")
  func tables() {
    let console = TestConsole(Size(columns: 120, rows: 40))
    console.type("4")
    sort("role", console)
    #expect(console.state.table.rows == [0, 1])
    console.type("s")
    console.press(.enter)
    #expect(console.state.table.rows == [1, 0])
    console.type("/e")
    console.press(.enter)
    #expect(console.state.table.rows == [1, 0])
    #expect(
      SortOrder("x").sorted([0, 1, 2, 3], byText: { ["10", "-", "9", "a"][$0] }) == [2, 0, 1, 3])
  }

  @Test(
    "every group lists its findings, and together they are all findings",
    arguments: Grouping.allCases)
  func groups(_ grouping: Grouping) {
    let console = TestConsole()
    console.type("B")
    choose(grouping.rawValue, console)
    let groups = console.state.checklist.groups
    #expect(Set(groups.flatMap(\.findings)) == Set(console.state.model.findings.indices))
    for group in groups {
      console.press(.enter)
      #expect(console.state.checklist.openGroup == group.name)
      #expect(console.state.checklist.findings == group.findings)
      console.press(.escape)
      console.press(.down)
    }
    console.press(.escape)
    #expect(console.state.checklist.grouping == nil && console.state.checklist.isWhole)
    #expect(console.state.checklist.findings.count == 4)
  }

  @Test("a decision on a group takes its findings and names them")
  func decision() {
    let console = TestConsole(Size(columns: 120, rows: 40))
    console.type("B")
    choose("item", console)
    #expect(console.state.checklist.group?.name == "users.mfa", "the largest first")
    console.type("R")
    #expect(
      console.picture.contains("remediate: 2 findings: users.mfa/user/alice, users.mfa/user/bob"))
    console.press(.escape)
    console.type("P")
    #expect(console.picture.contains("type 2 to decide on 2 findings"), "one is of high severity")
    console.press(.escape)
    console.type(" ")
    #expect(console.lastLine.contains("applies to the whole group"))
    console.press(.tab)
    console.type("X")
    #expect(console.state.input == nil, "the detail of a group decides nothing")
    console.type("}X")
    #expect(console.picture.contains("not applicable: users.mfa/user/alice"))
  }

  @Test("Esc in the list of choices changes nothing")
  func cancel() {
    let console = TestConsole()
    console.type("fsjj")
    console.press(.escape)
    #expect(console.state.sorting.isEmpty && console.state.input == nil)
  }
}
