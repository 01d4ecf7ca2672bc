import Checklist
import Model
import Platform
import Testing
import Workspace

@testable import TUI

/// Forms: default values, short dates, owners, confirming from any field, drafts and the editor.
@Suite struct FormTests {
  private func decisions(_ console: TestConsole) -> [Decision] {
    Array(console.state.review.session.decisions.values)
  }

  @Test("typing replaces a default value; editing keeps it")
  func proposals() {
    let console = TestConsole()
    console.type("nJsafe")
    console.press(.enter, .enter)
    console.type("eoy")
    #expect(console.picture.contains("= 2026-12-31"))
    console.press(.enter)
    #expect(decisions(console).map(\.content.expires) == [CalendarDay("2026-12-31")])
  }

  @Test(
    "abbreviations mean the end of a period",
    arguments: [
      ("eom", "2026-11-30"), ("eoq", "2026-12-31"), ("eoy", "2026-12-31"), ("EOY", "2026-12-31"),
    ])
  func ends(_ text: String, _ day: String) throws {
    let today = try #require(CalendarDay("2026-11-24"))
    #expect(DateInput.day(text, today: today)?.description == day)
  }

  @Test("the end of a quarter and of February is correct")
  func quarters() throws {
    let may = try #require(CalendarDay("2028-05-31"))
    #expect(DateInput.day("eoq", today: may)?.description == "2028-06-30")
    let leap = try #require(CalendarDay("2028-02-01"))
    #expect(DateInput.day("eom", today: leap)?.description == "2028-02-29")
    #expect(DateInput.day("eoq", today: leap)?.description == "2028-03-31")
  }

  @Test("a form for several findings counts the decisions that it replaces")
  func replacedDecisions() {
    let console = TestConsole(Size(columns: 100, rows: 30))
    console.type("nPa hardware key")
    console.press(.enter)
    console.type("nnRrotate")
    console.press(.enter)
    console.type("bob")
    console.press(.enter, .enter, .enter)
    console.type("f*J")
    #expect(console.picture.contains("replaces 2 decisions: 1 passed, 1 remediate"))
    console.press(.escape, .escape)
    console.type("gJ")
    #expect(console.picture.contains("replaces passed (a hardware key)"))
  }

  @Test("Enter stays on a required field that is empty or invalid; Tab leaves it")
  func incompleteFields() {
    let console = TestConsole()
    console.type("nR")
    console.press(.enter)
    #expect(console.picture.contains("remediate requires a note"))
    console.type("rotate")
    console.press(.enter)
    console.type("bob")
    console.press(.enter)
    console.type("2026-13-45")
    console.press(.enter)
    #expect(console.picture.contains("2026-13-45 is not a date"))
    console.type("x")
    #expect(console.picture.contains("2026-13-45x"))
    console.press(.control("u"))
    console.type("eoy")
    console.press(.enter)
    console.type("T-1")
    console.press(.enter)
    #expect(decisions(console).map(\.content.ticket) == ["T-1"])
    #expect(decisions(console).map(\.content.due) == [CalendarDay("2026-12-31")])

    console.type("nJ")
    console.press(.tab)
    console.type("c")
    #expect(console.picture.contains("< compensating control >"))
  }

  @Test("an owner is proposed, completed from known owners, and can be replaced")
  func owners() {
    let console = TestConsole()
    console.type("nRrotate")
    console.press(.enter)
    console.type("platform team")
    console.press(.enter, .enter, .enter)
    console.type("nRmend")
    console.press(.enter)
    #expect(console.picture.contains("owner    platform team"))
    console.type("pl")
    #expect(console.picture.contains("Right: platform team"))
    console.press(.right, .control("o"))
    #expect(decisions(console).compactMap(\.content.owner) == ["platform team", "platform team"])
    console.type("nRanother")
    console.press(.enter)
    console.type("ops")
    console.press(.tab, .tab)
    console.type("JIRA-1")
    console.press(.enter)
    #expect(
      decisions(console).contains { $0.content.owner == "ops" && $0.content.ticket == "JIRA-1" })
  }

  @Test("Ctrl-O confirms from any field, or reports what is missing")
  func decideAtOnce() {
    let console = TestConsole()
    console.type("nJ")
    console.press(.control("o"))
    #expect(console.picture.contains("justified requires a note with the reason"))
    console.type("until the move")
    console.press(.control("o"))
    #expect(decisions(console).count == 1)
  }

  @Test("Alt-P inserts templates and earlier notes, and Alt-N goes back to what was typed")
  func recalledNotes() {
    let console = TestConsole()
    console.type("nJ")
    console.press(.alternate("p"))
    #expect(console.lastLine.contains("there are no templates or earlier notes"))
    console.type("first reason")
    console.press(.control("o"))
    console.type("nXsecond reason")
    console.press(.control("o"))
    console.type("nJ")
    #expect(console.picture.contains("Alt-P: earlier notes"))
    console.type("own")
    console.press(.alternate("p"))
    // Notes on the same item come first.
    #expect(console.picture.contains("note     first reason"))
    #expect(console.picture.contains("note 1 of 2: Alt-P next, Alt-N previous"))
    console.press(.alternate("p"))
    #expect(console.picture.contains("note     second reason"))
    console.press(.alternate("p"))
    #expect(console.lastLine.contains("no other note"))
    #expect(console.picture.contains("note     second reason"))
    console.press(.alternate("n"), .alternate("n"))
    #expect(console.picture.contains("note     own"))
    // An edited note counts as typed, so that it is not lost.
    console.press(.alternate("p"))
    console.type(", too")
    console.press(.alternate("p"), .alternate("n"))
    #expect(console.picture.contains("note     first reason, too"))
    console.press(.enter, .alternate("p"))
    #expect(console.lastLine.contains("notes are recalled in the field note"))
    console.press(.control("o"))
    #expect(
      Set(decisions(console).map(\.content.note))
        == ["first reason", "second reason", "first reason, too"])
  }

  @Test("templates for the item come first, then those for all items, then notes on the item")
  func templates() throws {
    let console = TestConsole()
    console.type("n")
    let item = try #require(console.state.targets.first?.item)
    let other = try #require(console.state.model.items.map(\.id).first { $0 != item })
    var state = console.state
    state.templates = [
      NoteTemplate(item: nil, text: "all"), NoteTemplate(item: other, text: "other"),
      NoteTemplate(item: item, text: "mine"),
    ]
    #expect(state.recall(for: [.item(item)]).notes == ["mine", "all"])
  }

  @Test("word editing keys work without leaving the home row")
  func editing() {
    var editor = LineEditor("one two three")
    editor.apply(.wordLeft)
    editor.apply(.deleteWord)
    #expect(editor.text == "one three")
    editor.apply(.end)
    editor.insert(" ")
    editor.apply(.yank)
    #expect(editor.text == "one three two ")
    editor.apply(.start)
    editor.apply(.wordRight)
    editor.apply(.deleteToEnd)
    #expect(editor.text == "one")
    editor.apply(.yank)
    #expect(editor.text == "one three two ")
  }

  @Test("a form survives the external editor, and an unchanged text changes nothing")
  func editor() throws {
    let console = TestConsole()
    console.type("nRrotate")
    console.press(.control("e"))
    guard case .edit(let text)? = console.effects.last else {
      Issue.record("no editor was requested")
      return
    }
    #expect(text.contains("owner: \n") && text.contains("\nrotate\n") && text.contains("# "))
    console.send(.edited(text))
    #expect(console.lastLine == "nothing was changed in the editor")
    let changed = text.replacing("owner: ", with: "owner: ops").replacing(
      "\nrotate\n", with: "\nrotate the key\nof ci: soon\n")
    console.send(.edited(changed))
    console.press(.control("o"))
    #expect(decisions(console).map(\.note) == ["rotate the key of ci: soon"])
    #expect(decisions(console).map(\.content.owner) == ["ops"])
  }

  @Test("an invalid kind is reported with its line, and all other fields are accepted")
  func editorComplaint() {
    let console = TestConsole()
    console.type("nJ")
    console.press(.control("e"))
    console.send(.edited("kind: whim\nexpires: eoy\n\nbecause\n"))
    #expect(console.picture.contains("line 1: expected one of these kinds:"))
    console.press(.control("o"))
    #expect(decisions(console).map(\.note) == ["because"])
  }

  @Test("a draft is saved when typing pauses, and restored by the next console")
  func drafts() {
    let console = TestConsole()
    console.type("nJhalf a")
    console.send(.rest)
    guard case .keepDrafts(let kept)? = console.effects.last else {
      Issue.record("no draft was saved")
      return
    }
    console.send(.rest)
    #expect(console.effects.count == 1, "an unchanged draft is not saved again")
    #expect(kept.map { $0.fields["note"] } == ["half a"])
    let next = TestConsole()
    let store = TestStore()
    next.send(
      .opened(
        PreparedReview(
          OpenReview(
            assessment: Fixture.assessment, session: ReviewSession(), store: store, drafts: kept),
          at: Fixture.now)))
    #expect(next.lines[0].contains("1 draft "))
    next.type(":drafts")
    next.press(.enter, .down, .down, .down, .down, .enter)
    #expect(next.picture.contains("note     half a"))
    next.type(" note")
    next.press(.control("o"))
    #expect(next.state.review.session.decisions.values.map(\.note) == ["half a note"])
    #expect(next.state.drafts.isEmpty)
    next.send(.rest)
    #expect(next.effects.last == .keepDrafts([]))
  }

  @Test("a dropped connection keeps the draft")
  func droppedConnection() {
    let console = TestConsole()
    console.type("nXhalf")
    let effects = console.send(.hangUp)
    #expect(effects.last == .leave(.hungUp))
    guard case .keepDrafts(let kept)? = effects.first else {
      Issue.record("no draft was kept")
      return
    }
    #expect(kept.map { $0.fields["note"] } == ["half"])
  }
}
