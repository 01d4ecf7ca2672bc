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
      ("due:<soon", "due: soon is not a date; type a date such as <2026-12-31, >=2026-12 or <30d"),
      // The smallest number has no absolute value.
      (
        "due:-9223372036854775808d",
        "due: -9223372036854775808d is not a date; type a date such as <2026-12-31, >=2026-12 or <30d"
      ),
      ("nite:x", "unknown field nite; did you mean note?"),
      ("saved:mine", "no saved filter mine; :filters lists saved filters"),
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

  /// Two decisions: alice is justified until 2026-12-20, bob is remediated by 2026-11-01.
  private func decided() throws -> (ConsoleModel, DecisionStatuses) {
    let model = Fixture.model
    var session = ReviewSession()
    var safe = DecisionContent(.justified, note: "token in the break glass safe")
    safe.justification = .compensatingControl
    safe.expires = CalendarDay("2026-12-20")
    safe.ticket = "SEC-12"
    try session.decide(
      safe, on: [.finding(model.findings[1])], by: Fixture.reviewer, at: Fixture.now)
    var fix = DecisionContent(.remediate, note: "rotate it")
    fix.owner = "Bob Stone"
    fix.due = CalendarDay("2026-12-01")
    try session.decide(
      fix, on: [.finding(model.findings[2])], by: Reviewer(name: "mara", host: ""),
      at: Fixture.now.adding(days: -20))
    return (model, DecisionStatuses(session, model, at: Fixture.now))
  }

  @Test(
    "decisions are filtered by their texts and dates, relative to the day of the review",
    arguments: [
      ("note:safe", ["alice"]), ("note:\"break glass\"", ["alice"]),
      ("!note:safe kind:user", ["bob"]),
      ("safe", ["alice"]), ("owner:bob", ["bob"]), ("owner:=bob", []),
      ("owner:=\"bob stone\"", ["bob"]), ("ticket:sec", ["alice"]), ("author:mara", ["bob"]),
      ("due:<2026-12-31", ["bob"]), ("due:<2026-12-01", []), ("due:<=2026-12-01", ["bob"]),
      ("due:2026-12", ["bob"]), ("due:>2026-12", []), ("due:2026", ["bob"]),
      ("due:<7d", []), ("due:<8d", ["bob"]), ("expires:<26d", []), ("expires:<=26d", ["alice"]),
      ("expires:<1m", ["alice"]), ("expires:>=eom", ["alice"]), ("expires:>eoy", []),
      ("decided:<-7d", ["bob"]), ("decided:today", ["alice"]), ("due:>today", ["bob"]),
      ("expires:>0d", ["alice"]), ("statement:s3:*", ["Deploy"]), ("statement:ec2:*", []),
    ])
  func decisions(_ text: String, _ expected: [String]) throws {
    let (model, statuses) = try decided()
    let filter = Filter(text)
    #expect(filter.errorMessage == nil && filter.missing == nil)
    let shown = model.findings.indices.filter {
      filter.admits(FilterableFinding(number: $0, model: model, statuses: statuses))
    }
    #expect(shown.map { model.findings[$0].subject.name } == expected)
  }

  @Test(
    "an unfinished term is no error while it is typed, and is reported when it is applied",
    arguments: ["due:<", "due:<20", "due:<2026-", "due:tod", "note:", "owner:=", "severity:"])
  func unfinished(_ text: String) {
    let console = TestConsole()
    console.type("/" + text)
    #expect(console.state.filter.errorMessage == nil)
    console.press(.enter)
    #expect(console.lastLine.contains("\(text) is not complete"))
  }

  @Test(
    "an invalid filter keeps its prompt open; what is typed next is text",
    arguments: ["due:<", "severty:x"])
  func invalid(_ text: String) {
    let console = TestConsole()
    console.type("n/" + text)
    console.press(.enter)
    console.type("sJx")
    #expect(console.state.filter.text == text + "sJx")
    #expect(console.effects.isEmpty)
    console.press(.control("u"))
    console.type("severity:high")
    console.press(.enter)
    #expect(console.state.input == nil)
    #expect(console.state.filter.errorMessage == nil)
  }

  @Test("an unknown field is an error while typing, with the closest name")
  func whileTyping() {
    let console = TestConsole()
    console.type("/onwer:")
    #expect(console.lastLine.contains("unknown field onwer; did you mean owner?"))
  }

  @Test("a filter is saved by name, recalled within another filter, and deleted")
  func saved() {
    let console = TestConsole(Size(columns: 100, rows: 30))
    console.type("/kind:user")
    console.press(.enter)
    console.type(":filter-save people")
    console.press(.enter)
    #expect(console.effects.last == .keepFilters(["people": "kind:user"]))
    console.press(.escape)
    console.type("/saved:people bob")
    console.press(.enter)
    #expect(console.state.checklist.matchCount == 1)
    console.press(.escape)
    console.type("/!saved:people outcome:fail")
    console.press(.enter)
    #expect(console.state.checklist.matchCount == 2)
    console.type("/saved:peeple")
    console.press(.control("u"))
    console.type("saved:peeple")
    #expect(console.lastLine.contains("did you mean people?"))
    console.press(.escape)
    console.type(":filters")
    console.press(.enter)
    #expect(console.picture.contains("people  kind:user"))
    console.type("}")
    console.press(.enter)
    #expect(console.state.checklist.findings.count == 2)
    console.type(":filter-delete people")
    console.press(.enter)
    #expect(console.effects.last == .keepFilters([:]))
  }

  @Test("the filter is shown whatever has the focus")
  func visible() {
    let console = TestConsole()
    console.type("/kind:user")
    console.press(.enter)
    for key in [Key.tab, .tab, .enter, .character("?")] {
      console.press(key)
      #expect(console.lines[1].contains("filter: kind:user (2)"), "\(console.state.place)")
    }
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
