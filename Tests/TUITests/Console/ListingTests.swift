import Checklist
import Model
import Platform
import Testing

@testable import TUI

/// The list of all findings, its filters, and marks across items.
@Suite struct ListingTests {
  private func summaries(_ console: TestConsole) -> [String] {
    console.state.checklist.findings.map { Fixture.model.findings[$0].id.rawValue }
  }

  @Test("f lists the findings of all items, and Esc those of one item again")
  func whole() {
    let console = TestConsole(Size(columns: 120, rows: 40))
    console.type("f")
    #expect(summaries(console).count == Fixture.model.findings.count)
    #expect(console.lines[1].contains("all findings › 1/\(Fixture.model.findings.count)"))
    console.type("jj")
    let finding = console.state.checklist.finding
    #expect(console.state.checklist.item == finding.map { Fixture.model.itemOfFinding[$0] })
    console.press(.escape)
    #expect(!console.state.checklist.isWhole)
  }

  @Test(
    "filter keys narrow the list",
    arguments: [
      ("section:users", "users."), ("item:users.mfa", "users.mfa"), ("policy:own", "roles."),
      ("kind:user", "users."),
    ])
  func filters(_ filter: String, _ beginning: String) {
    let console = TestConsole()
    console.type("f/" + filter)
    console.press(.enter)
    let found = summaries(console)
    if beginning != "roles." { #expect(!found.isEmpty) }
    #expect(found.allSatisfy { $0.hasPrefix(beginning) })
    console.type("/")
    console.press(.control("u"))
    console.type("!" + filter)
    console.press(.enter)
    #expect(found.count + summaries(console).count == Fixture.model.findings.count)
  }

  @Test("the owner filter matches after the decision")
  func owner() {
    let console = TestConsole()
    console.type("f/owner:plat")
    console.press(.enter)
    #expect(summaries(console).isEmpty)
    console.press(.escape)
    console.type("Rrotate")
    console.press(.enter)
    console.type("platform")
    console.press(.control("o"))
    console.type("/owner:plat")
    console.press(.enter)
    #expect(summaries(console).count == 1)
    console.type("u")
    #expect(summaries(console).isEmpty)
  }

  @Test("a range marks the rows that the cursor passes, and unmarks those that it leaves")
  func range() {
    let console = TestConsole()
    console.type("fvjj")
    #expect(console.state.checklist.marks == [0, 1, 2])
    console.type("k")
    #expect(console.state.checklist.marks == [0, 1])
    console.type("vj")
    #expect(console.state.checklist.marks == [0, 1])
    console.type("Xnot ours")
    console.press(.enter)
    #expect(console.state.review.session.decisions.count == 2)
    #expect(console.state.review.session.history.map(\.step.size) == [2, 2])
    console.type("u")
    #expect(console.state.review.session.decisions.isEmpty)
  }

  @Test("findings of several items are decided in one step")
  func bulk() {
    let console = TestConsole()
    console.type("f*")
    let count = Fixture.model.findings.count
    #expect(console.lines[0].contains("\(count) marked"))
    console.type("Xa test account")
    console.press(.enter)
    #expect(console.state.review.session.decisions.count == count)
    console.type("u")
    #expect(console.state.review.session.decisions.isEmpty)
  }

  @Test("the findings of a page can be marked and decided")
  func page() {
    let console = TestConsole()
    console.type("2")
    console.press(.enter)
    console.type("*")
    #expect(!console.state.checklist.marks.isEmpty)
    let count = console.state.checklist.marks.count
    console.type("Xnot ours")
    console.press(.enter)
    #expect(console.state.review.session.decisions.count == count)
  }
}
