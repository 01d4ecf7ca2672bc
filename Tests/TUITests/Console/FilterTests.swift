import Checklist
import Model
import Platform
import Testing

@testable import TUI

@Suite struct FilterTests {
  /// The findings of the fixture that match a filter, by the ends of their ids.
  @Test(
    "filters match these findings",
    arguments: [
      ("", ["root", "alice", "bob", "Deploy"]), ("alice", ["alice"]), ("ALICE", ["alice"]),
      ("mfa", ["root", "alice", "bob"]), ("mfa !bob", ["root", "alice"]),
      ("!", ["root", "alice", "bob", "Deploy"]),
      ("mfa device key", ["bob"]), ("severity:high", ["alice"]),
      ("severity:>=high", ["root", "alice"]), ("severity:>high", ["root"]),
      ("severity:<=medium", ["bob", "Deploy"]), ("severity:<medium", ["bob"]),
      ("severity:low,crit", ["root", "bob"]), ("!severity:low", ["root", "alice", "Deploy"]),
      ("severity:", ["root", "alice", "bob", "Deploy"]), ("kind:role", ["Deploy"]),
      ("kind:user mfa", ["alice", "bob"]), ("kind:ro", ["root", "Deploy"]),
      ("status:undecided", ["root", "bob", "Deploy"]), ("status:pass", ["alice"]),
      ("status:decided", ["alice"]), ("!status:undecided", ["alice"]), ("status:expired", []),
      ("outcome:fail", ["root", "alice", "bob", "Deploy"]), ("outcome:pass", []),
      ("tag:prod", ["Deploy"]), ("tag:env=prod", ["Deploy"]), ("tag:dev", []),
      ("s3:*", []), ("\"severity:high\"", []), ("\"all\" of", ["Deploy"]), ("arn:aws:s3", []),
      ("all of s3", ["Deploy"]), ("nothing-has-this", []),
    ])
  func findings(_ text: String, _ expected: [String]) throws {
    let model = Fixture.model
    var session = ReviewSession()
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [.finding(model.findings[1])],
      by: Fixture.reviewer,
      at: Fixture.now)
    let statuses = DecisionStatuses(session, model, at: Fixture.now)
    let filter = Filter(text)
    #expect(filter.errorMessage == nil)
    let shown = model.findings.indices.filter {
      filter.admits(FilterableFinding(number: $0, model: model, statuses: statuses))
    }
    #expect(shown.map { model.findings[$0].subject.name } == expected)
  }

  @Test(
    "an invalid term is reported",
    arguments: [
      (
        "severity:awful", "severity: unknown value awful; known values: critical, high, medium, low"
      ),
      ("severty:high", "unknown field severty; did you mean severity?"),
      ("!Onwer:bob", "unknown field onwer; did you mean owner?"),
      ("repo:octo/web", "unknown field repo; quote text that contains a colon"),
      ("outcome:x", "outcome: unknown value x; known values: pass, fail, unavailable, manual"),
      ("severity:>=x", "severity: unknown value x; known values: critical, high, medium, low"),
    ])
  func errors(_ text: String, _ errorMessage: String) {
    #expect(Filter(text).errorMessage == errorMessage)
    #expect(Filter(text).isEmpty)
  }

  @Test("words match in any case, including non-ASCII letters")
  func words() {
    #expect(SearchWord("äÖ").occurs(in: "xÄöx"))
    #expect(SearchWord("").occurs(in: ""))
    #expect(!SearchWord("abc").occurs(in: "ab"))
    #expect(SearchWord("aab").occurs(in: "aaab"))
  }

  @Test("items without findings match by their text and outcome")
  func items() {
    let console = TestConsole()
    console.type("/outcome:unavailable")
    #expect(console.state.checklist.matchCount == 1)
    #expect(console.picture.contains("filter: outcome:unavailable"))
    #expect(console.picture.contains("No credential rests"))
    #expect(!console.picture.contains("The root user has M"))
  }

  @Test("the count follows each key, Enter keeps the filter, Esc clears it")
  func live() {
    let console = TestConsole()
    console.type("/kind:user")
    #expect(console.picture.contains("2 matches"))
    console.press(.enter)
    #expect(console.picture.contains("filter: kind:user (2)"))
    console.press(.escape)
    #expect(console.state.filter.isEmpty)
  }

  @Test("Esc while typing restores the previous filter")
  func cancel() {
    let console = TestConsole()
    console.type("/alice")
    console.press(.enter)
    console.type("/x")
    console.press(.escape)
    #expect(console.state.filter.text == "alice")
  }

  @Test("table rows match by their cells and by the findings about them")
  func tables() {
    let console = TestConsole()
    console.type("2/severity:high")
    #expect(console.state.table.rows == [0])
    console.press(.escape)
    console.type("/bob")
    #expect(console.state.table.rows == [1])
    #expect(console.picture.contains("1 match"))
  }
}
