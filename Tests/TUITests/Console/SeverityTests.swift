import Model
import Testing

@testable import Checklist
@testable import TUI

/// The key `!` and `:severity` set the severity of findings, with the reason.
@Suite struct SeverityTests {
  private let console = TestConsole(Size(columns: 120, rows: 40))

  private func severity(_ name: String, _ console: TestConsole) -> Severity? {
    let model = console.state.model
    return model.findings.indices.first { model.findings[$0].subject.name == name }
      .map { console.state.review.statuses.severity(ofFinding: $0, in: model) }
  }

  private func listed(_ console: TestConsole) -> [String] {
    console.state.checklist.findings.map { console.state.model.findings[$0].subject.name }
  }

  /// Opens the list of all findings with the cursor on alice.
  private func goToAlice(_ console: TestConsole) { console.type("fj") }

  @Test("! sets it on the finding: order, filter, color, overview and detail follow")
  func key() {
    console.type("nnn")
    #expect(listed(console) == ["alice", "bob"])
    console.type("!")
    #expect(console.picture.contains(" severity: users.mfa/user/alice "))
    #expect(console.picture.contains("automated: high"))
    console.press(.enter)
    #expect(console.lastLine != "severity low: users.mfa/user/alice")
    console.press(.enter)
    #expect(console.picture.contains("severity requires a note with the reason"))
    console.press(.backTab)
    console.type("low")
    console.press(.enter)
    console.type("no console")
    console.press(.enter)
    #expect(console.effects == [.save])
    #expect(console.lastLine.hasPrefix("severity low: users.mfa/user/alice"))
    #expect(severity("alice", console) == .low)
    #expect(
      console.picture.contains("low (automated: high), set by alex on 2026-11-24: no console"))
    #expect(console.state.review.session.decisions.isEmpty)
    console.type("f/severity:high")
    console.press(.enter)
    #expect(!listed(console).contains("alice"))
    console.press(.escape)
    console.type("u")
    #expect(severity("alice", console) == .high)
    console.press(.control("r"))
    #expect(severity("alice", console) == .low)
  }

  @Test("the list of an item is sorted again, and the cursor stays on its finding")
  func order() {
    console.type("nnn:severity low no console")
    console.press(.enter)
    #expect(listed(console) == ["alice", "bob"], "both are low")
    console.type("j:severity critical a shared user")
    console.press(.enter)
    #expect(listed(console) == ["bob", "alice"])
    let state = console.state
    #expect(state.checklist.finding.map { state.model.findings[$0].subject.name } == "bob")
    console.type("u")
    #expect(listed(console) == ["alice", "bob"])
  }

  @Test("marks and groups take it, with the number to confirm, and typing a level is safe")
  func marks() {
    console.type("f*!")
    #expect(console.picture.contains("severity: 4 findings: "))
    #expect(console.picture.contains("type 4 to set the severity of 4 findings"))
    console.type("critical")
    console.press(.enter)
    console.type("one client")
    console.press(.enter, .enter)
    #expect(console.effects.isEmpty, "the number is missing")
    console.type("4")
    console.press(.enter)
    #expect(console.state.checklist.marks.isEmpty)
    #expect(
      console.state.model.findings.indices.allSatisfy {
        console.state.review.statuses.severity(ofFinding: $0, in: console.state.model) == .critical
      })
    #expect(console.state.review.session.nextUndo?.summary.hasPrefix("severity critical: ") == true)
  }

  @Test("lists mark a severity that a person set with ! before it, and ? explains the mark")
  func mark() {
    func row(_ name: String) -> String {
      console.lines.first { $0.contains("user \(name) ") } ?? ""
    }
    console.type("nnn")
    #expect(!row("alice").contains("!"))
    console.type(":severity low no console")
    console.press(.enter)
    #expect(row("alice").contains("!low "), "\(console.picture)")
    #expect(!row("bob").contains("!"))
    // The mark takes no room from the columns, whatever the width.
    for size in [Size(columns: 80, rows: 24), Size(columns: 200, rows: 60)] {
      console.send(.resize(size))
      let (marked, plain) = (row("alice"), row("bob"))
      #expect(marked.contains("!low"))
      let column = { (line: String, name: String) in line.split(separator: name).first?.count }
      #expect(column(marked, "alice") == column(plain, "bob"), "\(console.picture)")
    }
    console.type("0")
    #expect(console.picture.contains("!low  user alice: "), "\(console.picture)")
    console.type("?/severity")
    #expect(console.picture.contains("Lists mark a severity that a person set with !."))
    console.press(.escape, .escape)
    console.type("1nu")
    #expect(!row("alice").contains("!"))
  }

  @Test("an item has no severity of its own, and nothing is set in a read-only review")
  func refusals() {
    console.type("!")
    #expect(console.lastLine.contains("an item has the severities of its findings"))
    console.type(":severity low x")
    console.press(.enter)
    #expect(console.lastLine.contains("an item has the severities of its findings"))
    console.press(.escape)
    console.type("nnn:severity worse x")
    console.press(.enter)
    #expect(console.lastLine == "severity: expected critical, high, medium or low, and a note")
    console.press(.escape)
    console.type(":severity high x")
    console.press(.enter)
    #expect(console.lastLine == "the severity is high already")
    #expect(console.state.review.session.history.isEmpty)
  }

  @Test("a level without a note opens the form, and an unfinished form is a draft")
  func draft() throws {
    console.type("nnn:severity low")
    console.press(.enter)
    console.type("half a rea")
    console.press(.escape)
    #expect(console.lastLine == "cancelled; the text is kept as a draft")
    let effects = console.send(.rest)
    guard case .keepDrafts(let kept)? = effects.first else {
      Issue.record("no draft was kept")
      return
    }
    #expect(kept.map(\.disposition) == [nil])
    console.type("!")
    #expect(console.picture.contains("half a rea"))
    #expect(console.picture.contains("< low >"))
    console.press(.enter)
    console.type("son")
    console.press(.enter)
    #expect(severity("alice", console) == .low)
    #expect(console.state.drafts.isEmpty)
  }

  @Test("setting it again shows what it replaces, and the automated one ends it")
  func again() {
    console.type("nnn:severity low no console")
    console.press(.enter)
    console.type("!")
    #expect(console.picture.contains("replaces low (automated: high), set by alex on 2026-11-24"))
    console.type("high")
    console.press(.enter)
    console.type("it has one")
    console.press(.enter)
    #expect(severity("alice", console) == .high)
    #expect(
      console.picture.contains(
        "high (as automated), set by alex on 2026-11-24: it has one"))
  }

  @Test("it limits how long a finding is accepted, and the overview counts it")
  func limits() {
    console.type("nnn:severity low no console")
    console.press(.enter)
    console.type("Jfor the move")
    console.press(.enter, .enter)
    console.type("+300d")
    console.press(.enter)
    #expect(!console.picture.contains("needs approval"))
    #expect(console.state.review.statuses.findings[1].isDecided)
    console.type("0")
    #expect(console.picture.contains("high          ────────────────────  none"))
    #expect(console.picture.contains("low           ━━━━━━━━━━──────────  2, 1 undecided"))
  }

  @Test("a choice takes whole words and single letters")
  func choice() {
    var choice = FieldChoice(Severity.allCases.map(\.rawValue), selected: "high")
    for word in ["critical", "low", "medium", "high", "l", "c", "m", "h"] {
      for letter in word { choice.type(String(letter)) }
      #expect(choice.title.hasPrefix(word))
    }
    var kind = FieldChoice(JustificationKind.allCases.map(\.title), selected: "accepted risk")
    for letter in "operational" { kind.type(String(letter)) }
    #expect(kind.title == "operational requirement")
    kind.apply(.right)
    #expect(kind.title == "compensating control")
  }
}
