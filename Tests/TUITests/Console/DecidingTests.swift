import Checklist
import Model
import Platform
import Testing

@testable import TUI

@Suite struct DecidingTests {
  private func decision(_ console: TestConsole, _ id: String) -> Decision? {
    console.state.review.session.decisions[.finding(FindingID(id))]
  }

  @Test("a pass of a finding needs a note; the form shows the finding and its evidence")
  func pass() {
    let console = TestConsole()
    console.type("nP")
    #expect(console.picture.contains("finding: the root user has no MFA"))
    #expect(console.picture.contains("evidence: "))
    console.press(.enter)
    #expect(console.picture.contains("passed requires a note with the reason"))
    #expect(console.effects.isEmpty)
    console.type("a hardware key, seen in the console")
    console.press(.enter)
    #expect(console.effects == [.save])
    #expect(decision(console, "root.mfa/root/root")?.disposition == .pass)
    #expect(decision(console, "root.mfa/root/root")?.by == Fixture.reviewer)
    #expect(decision(console, "root.mfa/root/root")?.at == Fixture.now)
    #expect(console.lastLine == "passed: root.mfa/root/root")
    #expect(console.state.review.statuses.totalUndecided == 6)
  }

  @Test("a justification requires note, kind and expiry date")
  func justify() throws {
    let console = TestConsole()
    console.type("nJtoken in the safe")
    console.press(.enter, .right, .enter, .control("u"))
    console.type("+6m")
    #expect(console.picture.contains("= 2027-05-24"))
    console.press(.enter)
    let made = try #require(self.decision(console, "root.mfa/root/root"))
    #expect(made.note == "token in the safe")
    #expect(made.content.justification == .compensatingControl)
    #expect(made.content.expires == CalendarDay("2027-05-24"))
    #expect(console.effects == [.save])
  }

  @Test("a justification beyond the limit says that it needs an approval")
  func beyondLimit() {
    let console = TestConsole()
    console.type("nJtoken in the safe")
    console.press(.enter, .enter, .control("u"))
    console.type("+2y")
    console.press(.enter)
    #expect(
      console.lastLine == "justified: root.mfa/root/root; must be approved by a second person")
    #expect(console.state.review.statuses.totalUndecided == 7)
  }

  @Test("a remediation requires note, owner and due date, and remembers the owner")
  func remediate() {
    let console = TestConsole()
    console.type("nRbuy a key")
    console.press(.enter)
    console.type("platform")
    console.press(.enter)
    #expect(console.picture.contains("due      2026-12-01"), "a critical finding is due in a week")
    console.press(.enter, .enter)
    #expect(decision(console, "root.mfa/root/root")?.content.owner == "platform")
    console.type("nnR")
    #expect(console.picture.contains("owner    platform"))
    #expect(console.picture.contains("due      2026-12-24"), "a high finding is due in a month")
  }

  @Test(
    "a missing value is reported, and the cursor moves to its field",
    arguments: [
      ("J", 2, "justified requires a note with the reason"),
      ("R", 3, "remediate requires a note with the reason; an owner"),
      ("X", 0, "not applicable requires a note with the reason"),
      ("F", 0, "false positive requires a note with the reason"),
    ])
  func missing(_ key: String, _ fields: Int, _ sentence: String) {
    let console = TestConsole()
    console.type("n" + key)
    for _ in 0...fields { console.press(.enter) }
    #expect(console.picture.contains(sentence))
    #expect(console.effects.isEmpty)
    guard case .form(let form) = console.state.input else {
      Issue.record("the form is closed")
      return
    }
    #expect(form.focus == 0)
  }

  @Test("an invalid date is reported with an example")
  func badDate() {
    let console = TestConsole()
    console.type("nJwhy")
    console.press(.tab, .tab, .control("u"))
    console.type("soon")
    console.press(.enter)
    #expect(console.picture.contains("soon is not a date; type a date such as 2027-02-22, or +90d"))
  }

  @Test("Esc cancels the decision and keeps a draft")
  func draft() {
    let console = TestConsole()
    console.type("nXhalf a no")
    console.press(.escape)
    #expect(decision(console, "root.mfa/root/root") == nil)
    console.type("X")
    #expect(console.picture.contains("note     half a no"))
    console.type("te")
    console.press(.enter)
    #expect(decision(console, "root.mfa/root/root")?.note == "half a note")
    #expect(console.state.drafts.isEmpty)
  }

  @Test("q saves the draft and quits without asking")
  func quitWithDraft() {
    let console = TestConsole()
    console.type("nXhalf")
    console.press(.escape)
    #expect(console.lines[0].contains("1 draft "))
    console.type("q")
    #expect(
      console.effects == [
        .keepDrafts([
          Draft(
            .notApplicable, on: [.finding(FindingID("root.mfa/root/root"))],
            fields: ["note": "half"])
        ]), .leave(.quit),
      ])
  }

  @Test("marked findings are decided and undone in one step")
  func bulk() {
    let console = TestConsole()
    console.type("nnn* ")
    #expect(console.state.checklist.marks.count == 1)
    console.type("**")
    console.type("*")
    #expect(console.state.checklist.marks.count == 2)
    #expect(console.lines[0].contains("2 marked"))
    console.type("Xsample account")
    console.press(.enter)
    #expect(console.lastLine == "not applicable: 2 findings")
    #expect(console.state.checklist.marks.isEmpty)
    #expect(console.state.review.statuses.totalUndecided == 5)
    console.type("u")
    #expect(console.lastLine == "undone: not applicable, 2 findings")
    #expect(console.state.review.statuses.totalUndecided == 7)
    console.press(.control("r"))
    #expect(console.lastLine == "redone: not applicable, 2 findings")
    #expect(console.state.review.statuses.totalUndecided == 5)
    #expect(console.effects == [.save, .save, .save])
  }

  @Test(
    "refusals name the reason",
    arguments: [
      ("P", "root.mfa cannot be passed: 1 of its findings is open"),
      ("F", "false positive: only findings can be false positives"),
      ("U", "clear decision: no decision to clear"), ("u", "undo: nothing to undo"),
      ("e", "edit note: no decision to edit; P J R X F decide"),
    ])
  func refusals(_ key: String, _ sentence: String) {
    let console = TestConsole()
    console.type(key)
    #expect(console.lastLine == sentence)
    #expect(console.effects.isEmpty)
  }

  @Test("e edits the note and keeps the other values")
  func edit() {
    let console = TestConsole()
    console.type("nXfirst")
    console.press(.enter)
    console.type("e")
    console.press(.control("a"))
    console.type("the ")
    console.press(.enter)
    #expect(decision(console, "root.mfa/root/root")?.note == "the first")
    #expect(console.state.review.session.history.count == 2)
  }

  @Test("an item without findings is decided as a whole, from either pane")
  func item() {
    let console = TestConsole()
    console.type("jP")
    #expect(console.state.review.session.decisions[.item(ItemID("root.access-keys"))] != nil)
    console.press(.tab)
    console.type("U")
    #expect(console.state.review.session.decisions.isEmpty)
  }

  @Test("a decision on an item leaves none of its findings undecided")
  func wholeItem() {
    let console = TestConsole()
    console.type("jjXno users here")
    console.press(.enter)
    #expect(console.state.review.statuses.totalUndecided == 5)
    #expect(console.picture.contains("  X  high user alice"))
    #expect(console.picture.contains("  X  low  user bob"))
    console.type("g")
    console.type("nnn")
    #expect(
      console.state.checklist.item.map { Fixture.model.items[$0].id } == ItemID("users.unused"))
  }

  @Test("a finding can be decided on the page of its subject")
  func onPage() {
    let console = TestConsole()
    console.type("2")
    console.press(.enter)
    console.type("P")
    #expect(console.lastLine == "pass: select a finding to decide on it")
    console.type("nPseen")
    console.press(.enter)
    #expect(decision(console, "users.mfa/user/alice")?.disposition == .pass)
    #expect(console.picture.contains("P  high  users.mfa"))
  }

  @Test("a justification that expires at midnight needs review again")
  func midnight() {
    let console = TestConsole()
    console.type("nJuntil today")
    console.press(.tab, .tab, .control("u"))
    console.type("+0d")
    console.press(.enter)
    #expect(console.state.review.statuses.totalUndecided == 6)
    #expect(console.picture.contains("J!"))
    console.send(.time(Fixture.now.adding(days: 1)))
    #expect(console.state.review.statuses.totalUndecided == 7)
    console.press(.tab)
    #expect(console.picture.contains("justified, expired 1 day ago"))
  }
}
