import Model
import Testing

@testable import Checklist
@testable import TUI

/// A decision takes only findings that are in the list on screen, and a large one is confirmed.
@Suite struct MarkTests {
  private func marks(_ console: TestConsole) -> [String] {
    console.state.checklist.marks.sorted().map { console.state.model.findings[$0].subject.name }
  }

  private func decided(_ console: TestConsole) -> [String] {
    console.state.review.session.decisions.keys.map(\.description).sorted()
  }

  /// An account with `count` findings of low severity.
  private func many(_ count: Int) -> ConsoleModel {
    let item = ItemResult(
      item: Fixture.item("users.mfa", .users, "Users with a console password have MFA"),
      outcome: .fail, missing: [],
      findings: (0..<count).map {
        Fixture.finding("users.mfa", .user, "u\($0)", .low, "no MFA device")
      }, notes: [])
    return ConsoleModel(
      Assessment(
        account: Fixture.account, settings: Settings(), items: [item],
        catalogueVersion: "2026-08-22"))
  }

  @Test("a filter clears the marks of findings that it hides, once it is applied")
  func filter() {
    let console = TestConsole()
    console.type("f*/alice")
    #expect(marks(console).count == 4)
    console.press(.enter)
    #expect(marks(console) == ["alice"])
    #expect(console.lastLine == "3 marks cleared: not in this list")
    console.type("Xnot ours")
    console.press(.enter)
    #expect(decided(console) == ["users.mfa/user/alice"])
  }

  @Test("a filter that is cancelled keeps the marks")
  func cancelledFilter() {
    let console = TestConsole()
    console.type("f*/alice")
    console.press(.escape)
    #expect(marks(console).count == 4)
  }

  @Test("another item clears the marks of the first")
  func item() {
    let console = TestConsole()
    console.type("nnn*")
    #expect(marks(console) == ["alice", "bob"])
    console.press(.left)
    console.type("j")
    #expect(marks(console).isEmpty)
    #expect(console.lastLine == "2 marks cleared: not in this list")
  }

  @Test("another view clears the marks, and so does a return to the findings of one item")
  func view() {
    let console = TestConsole()
    console.type("f*2")
    #expect(marks(console).isEmpty)
    console.type("1*")
    #expect(marks(console).count == 4)
    console.type("f")
    #expect(marks(console) == ["root"])
    #expect(console.lastLine == "3 marks cleared: not in this list")
  }

  @Test("in the checklist, the item is decided, not its marked findings")
  func itemPane() {
    let console = TestConsole()
    console.type("nnn*")
    console.press(.left)
    console.type("Xno console here")
    console.press(.enter)
    #expect(decided(console) == ["users.mfa"])
  }

  @Test("a page takes the marks that it shows, and the others come back with the list")
  func page() {
    let console = TestConsole()
    console.type("f*:open alice")
    console.press(.enter)
    #expect(console.state.pages.count == 1)
    #expect(console.lines[0].contains("1 marked"))
    console.type("Xnot ours")
    console.press(.escape, .escape)
    #expect(marks(console).count == 4)
    console.type(":open alice")
    console.press(.enter)
    console.type("X")
    console.press(.control("o"))
    #expect(decided(console) == ["users.mfa/user/alice"])
  }

  @Test("the form names its findings")
  func names() {
    let console = TestConsole(Size(columns: 120, rows: 30))
    console.type("nnn*X")
    #expect(
      console.picture.contains(
        "not applicable: 2 findings: users.mfa/user/alice, users.mfa/user/bob"))
  }

  @Test(
    "closing several findings, one of high severity, requires their number", arguments: ["P", "F"])
  func severe(key: String) {
    let console = TestConsole(Size(columns: 120, rows: 30))
    console.type("nnn*\(key)")
    console.type("wrong")
    console.press(.enter)
    #expect(console.picture.contains("type 2 to decide on 2 findings"))
    console.press(.enter)
    #expect(decided(console).isEmpty, "nothing was typed")
    console.type("3")
    console.press(.enter)
    #expect(decided(console).isEmpty, "another number was typed")
    console.press(.backspace)
    console.type("2")
    console.press(.enter)
    #expect(decided(console) == ["users.mfa/user/alice", "users.mfa/user/bob"])
  }

  @Test("one finding, and several of low severity, are passed with a note only")
  func others() {
    let console = TestConsole()
    console.type("nPseen")
    console.press(.enter)
    #expect(decided(console) == ["root.mfa/root/root"])
    let low = TestConsole(model: many(20))
    low.type("n*Pseen")
    low.press(.enter)
    #expect(decided(low).count == 20)
  }

  @Test(
    "more than 20 findings require their number, for every decision", arguments: ["J", "R", "X"])
  func large(key: String) {
    let console = TestConsole(model: many(21))
    console.type("n*\(key)reason")
    if key == "R" {
      console.press(.enter)
      console.type("ops")
    }
    console.press(.control("o"))
    #expect(decided(console).isEmpty)
    #expect(console.picture.contains("type 21 to decide on 21 findings"))
    console.type("21")
    console.press(.control("o"))
    #expect(decided(console).count == 21)
  }

  @Test("the number is not part of a draft")
  func draft() {
    let console = TestConsole(model: many(21))
    console.type("n*Xreason")
    console.press(.enter)
    console.type("21")
    console.send(.rest)
    guard case .keepDrafts(let kept)? = console.effects.last else {
      Issue.record("no draft was saved")
      return
    }
    #expect(kept.map(\.fields) == [["note": "reason"]])
  }
}
