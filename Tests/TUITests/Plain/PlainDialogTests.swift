import Checklist
import Model
import Platform
import Testing
import Workspace

@testable import TUI

/// Plain mode: answers in, text out.
@Suite struct PlainDialogTests {
  private final class Dialog: @unchecked Sendable {
    var said = ""
    var answers: [String]
    var saved: [ReviewSession] = []

    /// The current time; each answer takes a second.
    var now = Fixture.now

    private let session: ReviewSession
    private let planned: PlannedCarry?

    init(
      _ answers: [String], session: ReviewSession = ReviewSession(), planned: PlannedCarry? = nil
    ) {
      self.answers = answers
      self.session = session
      self.planned = planned
    }

    func run(echoes: Bool = false) -> Bool {
      let store = TestStore { session in
        self.saved.append(session)
        return .saved
      }
      let console = TestConsole(session: session)
      if let planned { console.send(.planned(.success(planned))) }
      let loop = ConsoleLoop(state: console.state, store: store, clock: { self.now })
      var dialog = PlainDialog(
        loop: loop, echoes: echoes,
        write: {
          self.said += $0
          return true
        }
      ) {
        self.now = Instant(seconds: self.now.seconds + 1)
        return self.answers.isEmpty ? nil : self.answers.removeFirst()
      }
      return dialog.run()
    }
  }

  @Test("items are numbered, and an invalid answer is reported")
  func list() {
    let dialog = Dialog(["99", "what", "q"])
    #expect(dialog.run())
    #expect(dialog.said.contains(" 1. fail, 1 undecided: "))
    #expect(
      dialog.said.contains("99 is not a command or a number from 1 to \(Fixture.model.items.count)")
    )
    #expect(dialog.said.contains("what is not a command or a number"))
    #expect(!dialog.said.contains("\u{1B}"))
  }

  @Test("a finding is read, justified with default values, and undone")
  func decide() {
    let dialog = Dialog(["n", "j", "in the safe", "", "eoy", "u", "b", "q"])
    #expect(dialog.run())
    #expect(dialog.said.contains("Evidence"))
    #expect(dialog.said.contains("justified: root.mfa/root/root; must be approved"))
    #expect(dialog.said.contains("undone: "))
    #expect(
      dialog.saved.first?.decisions.values.first?.content.expires == CalendarDay("2026-12-31"))
    #expect(dialog.saved.last?.decisions.isEmpty == true)
  }

  @Test("! sets the severity of a finding, or of those with the numbers, with the reason")
  func severity() {
    let dialog = Dialog([
      "3", "!", "! 1,2", "worse", "l", "no console", "2", "1", "!", "", ".", "b", "q",
    ])
    #expect(dialog.run())
    let said = dialog.said
    #expect(
      said.contains("severity: select a finding; an item has the severities of its findings\n"))
    #expect(said.contains("automated: 1 high, 1 low"))
    #expect(said.contains("worse is not a severity; type one of those listed"))
    #expect(said.contains("severity low: 2 findings"))
    #expect(said.contains("undecided, low: "))
    #expect(said.contains("severity      low (automated: high), set by "))
    #expect(said.contains("replaces low (automated: high), set by "))
    let finding = Fixture.model.findings[1]
    #expect(dialog.saved.last?.severity(of: finding, decision: nil).value == .low)
  }

  @Test("a missing value is asked for again, and a dot cancels")
  func missing() {
    let dialog = Dialog(["n", "x", "", "because", "x", ".", "b", "q"])
    #expect(dialog.run())
    #expect(dialog.said.contains("not applicable requires a note with the reason."))
    #expect(dialog.said.contains("cancelled; the decision did not change\n"))
    #expect(dialog.saved.count == 1)
  }

  @Test("an item is decided as a whole, and the end of the input quits")
  func item() {
    let dialog = Dialog(["2", "p", "b", "s"])
    #expect(dialog.run())
    #expect(dialog.saved.count == 1)
    #expect(dialog.said.contains("6 decisions are missing."))
  }

  @Test("a filter limits the list, its numbers, and n")
  func filter() {
    let dialog = Dialog(["/ users.mfa", "2", "n", "n", "b", "b", "q"])
    #expect(dialog.run())
    #expect(dialog.said.contains("Filter: users.mfa. 2 matches."))
    #expect(dialog.said.contains(" 1. undecided, high: user alice: console password"))
    #expect(dialog.said.contains(" 2. undecided, low: user bob: active access key"))
    let wrong = Dialog(["/ severity:huge", "/ nothing-is-called-so", "n", "/", "q"])
    #expect(wrong.run())
    #expect(
      wrong.said.contains(
        "> severity: unknown value huge; known values: critical, high, medium, low.\n"))
    #expect(wrong.said.contains("Filter: nothing-is-called-so. 0 matches."))
    #expect(wrong.said.contains("No undecided finding matches the filter."))
  }

  @Test("numbers after a letter decide several findings at once, and undo restores all")
  func several() {
    let dialog = Dialog(["3", "x 1-2", "service account", "u", "redo", "U all", "q"])
    #expect(dialog.run())
    #expect(dialog.said.contains("not applicable: 2 findings."))
    #expect(dialog.said.contains("undone: not applicable, 2 findings."))
    #expect(dialog.said.contains("cleared the decision: 2 findings."))
    #expect(dialog.saved.map(\.decisions.count) == [2, 0, 2, 0])
  }

  @Test(
    "an unknown answer prints one line",
    arguments: [
      ("x 1-9", "1-9 is not in the list; type numbers such as 1-4,7, or all.\n"),
      ("x 0", "0 is not in the list; type numbers such as 1-4,7, or all.\n"),
      ("x 2-1", "2-1 is not in the list; type numbers such as 1-4,7, or all.\n"),
      (
        "n now",
        "n now is not a command or a number from 1 to 2; ? lists all commands.\n"
      ),
      ("9999999999999999999", "9999999999999999999 is not a command or a number from 1 to 2"),
      ("-1", "-1 is not a command or a number from 1 to 2"),
      ("U", "clear decision: no decision to clear\n"),
      ("\u{1B}[A", "⟨U+001B⟩[A is not a command or a number from 1 to 2"),
      ("p", "users.mfa cannot be passed: 2 of its findings are open"),
    ])
  func wrong(_ answer: String, _ sentence: String) {
    let dialog = Dialog(["3", answer, "q"])
    #expect(dialog.run())
    #expect(dialog.said.contains("> " + sentence))
    #expect(dialog.saved.isEmpty)
  }

  @Test("an invalid kind or date is asked for again, and nothing else")
  func fields() {
    let dialog = Dialog(["n", "j", "sealed", "maybe", "acc", "soon", "2027-01-31", "q"])
    #expect(dialog.run())
    #expect(
      dialog.said.contains(
        "> maybe is not a kind of justification; type one of those listed, or its first letters.\n")
    )
    #expect(!dialog.said.contains("[soon]"), "an invalid answer is not proposed")
    #expect(dialog.said.contains("note, . cancels> "))
    #expect(dialog.said.contains("> soon is not a date; type a date such as 2027-02-22, or +90d"))
    let content = dialog.saved.last?.decisions.values.first?.content
    #expect(content?.justification == .acceptedRisk)
    #expect(content?.expires == CalendarDay("2027-01-31"))
    #expect(
      dialog.said.split(separator: "note, . cancels> ").count == 2, "the note was asked for once")
  }

  @Test("signing, numbers and earlier reviews are explained with the commands of plain mode")
  func commands() {
    let dialog = Dialog(["sign", "p 1-3", "gone", "s", "q"])
    #expect(dialog.run())
    #expect(dialog.said.contains("not signed: 7 decisions missing; s lists them\n"))
    #expect(dialog.said.contains("> Numbers choose findings; open an item first.\n"))
    #expect(dialog.said.contains("carry PATH previews one."))
    #expect(dialog.said.contains("7 decisions are missing.\n"))
    #expect(!dialog.said.contains("Enter opens"))
    #expect(dialog.said.contains("7 of 7 undecided."))
  }

  @Test("the earlier decision and the last owner are the default values")
  func proposals() {
    let dialog = Dialog(["n", "r", "buy a key", "ann", "", "T-1", "r", ".", "n", "r", "."])
    #expect(dialog.run())
    #expect(dialog.said.contains("note (? lists earlier notes) [buy a key], . cancels> "))
    #expect(dialog.said.contains("cancelled; the decision did not change\n"))
    #expect(dialog.saved.last?.decisions.values.first?.content.ticket == "T-1")
    let again = Dialog(["n", "r", "a", "ann", "", "", "n", "r", "b", "", "", "", "q"])
    #expect(again.run())
    #expect(again.said.contains("owner [ann], . cancels> "))
    #expect(again.saved.last?.decisions.values.map(\.content.owner) == ["ann", "ann"])
  }

  @Test("decisions record the time of their answer")
  func moments() {
    let dialog = Dialog(["n", "p", "n", "p", "q"])
    #expect(dialog.run())
    let moments = dialog.saved.last?.history.map { $0.at.seconds - Fixture.now.seconds }
    #expect(moments == [2, 4])
  }

  @Test("answers that do not come from a terminal are repeated in the output")
  func echo() {
    let dialog = Dialog(["?", "\u{7}", "q"])
    #expect(dialog.run(echoes: true))
    #expect(dialog.said.contains("q quit> ?\na number       Open"))
    #expect(dialog.said.contains("> ⟨U+0007⟩\n"))
  }

  @Test("a second person approves and rejects, and conflicts are resolved")
  func sharing() throws {
    let approving = Dialog(
      ["1", "1", "approve", "seen", "reject", ".", "reject", "no", "q"],
      session: try SharingTests.session())
    #expect(approving.run())
    #expect(approving.said.contains("approved: "))
    #expect(approving.said.contains("rejected: "))
    #expect(approving.saved.count == 2)
    let taking = Dialog(["1", "1", "theirs", "u", "ours", "q"], session: try SharingTests.merged())
    #expect(taking.run())
    #expect(
      taking.said.contains("o keeps       your decision: justified until 2026-12-23 (in the safe)"))
    let notes = taking.saved.map { $0.decisions.values.first?.note }
    #expect(notes.first == "on a shelf" && notes.last == "in the safe")
    let own = Dialog(["1", "1", "approve", "", "q"])
    #expect(own.run())
    #expect(own.said.contains("there is no decision to approve"))
  }

  @Test("an earlier review is shown first, and carried forward only after a yes")
  func carry() throws {
    let no = Dialog(["n", "q"], planned: try SharingTests.planned())
    #expect(no.run())
    #expect(no.said.contains("Earlier and current findings"))
    #expect(no.said.contains("Nothing was carried forward."))
    #expect(no.saved.isEmpty)
    let yes = Dialog(["y", "gone", "q"], planned: try SharingTests.planned())
    #expect(yes.run())
    #expect(yes.saved.last?.baseline != nil)
    #expect(yes.said.contains("carried 1 decision forward"))
    #expect(yes.said.contains("No longer found since the last review"))
  }

  @Test("lists show the automated severity if a person set another one, and ? says so")
  func overridden() throws {
    let dialog = Dialog(["/ kind:user", "! 1", "low", "no console", "l", "?", "q"])
    #expect(dialog.run())
    #expect(dialog.said.contains(", low (automated: high): "), "\(dialog.said)")
    #expect(dialog.said.contains("Lists then"), "in the help")
    #expect(!dialog.said.contains("high (automated"))
  }

  @Test("a command can be typed with the colon of the console")
  func colon() {
    let dialog = Dialog([":problems", ":frobnicate", "q"])
    #expect(dialog.run())
    #expect(dialog.said.contains("Evidence problems"), "\(dialog.said)")
    #expect(dialog.said.contains("frobnicate is not a command"))
  }

  @Test("every command that the console has after a colon is answered, and leaves nothing open")
  func lineCommands() {
    for command in LineCommand.all {
      let dialog = Dialog([command.name, ".", "l"])
      #expect(dialog.run())
      let isUnknown = dialog.said.contains("\(command.name) is not a command")
      #expect(isUnknown == command.isForScreens, "\(command.name)")
      let end = command.name == "quit" ? "q quit> " : "q quit> \n"
      #expect(dialog.said.hasSuffix(end), "\(command.name): \(dialog.said.suffix(200))")
      #expect(dialog.saved.isEmpty, "\(command.name)")
    }
  }

  @Test("items, findings and pages are opened by name, and questions are about the open finding")
  func open() {
    let dialog = Dialog([
      "open users.mfa", "1", "explain iam:CreateUser", "open root.mfa/root/root", "open Deploy",
      "open nobody", "explain Deploy s3:GetObject", "explain nobody s3:GetObject", "q",
    ])
    #expect(dialog.run())
    let said = dialog.said
    #expect(said.contains(" 1. undecided, high: user alice"), "\(said)")
    #expect(said.contains("user alice cannot perform iam:"), "\(said)")
    #expect(said.contains("Finding of root.mfa."))
    #expect(said.contains("open: no user, group, role, policy or item named nobody\n"))
    #expect(said.contains("role Deploy\n"), "\(said)")
    #expect(said.contains("role Deploy can"), "\(said)")
    #expect(said.contains("explain: the evidence has no user, group or role named nobody\n"))
  }

  @Test("the history is that of the open finding or item, and in lists that of the review")
  func history() {
    let dialog = Dialog(["history", "n", "x", "not ours", "history", "b", "b", "history", "q"])
    #expect(dialog.run())
    let said = dialog.said
    let parts = said.split(separator: "History of ")
    #expect(parts.count == 4)
    #expect(parts[1].hasPrefix("the review\n0 changes"), "\(said)")
    #expect(parts[2].hasPrefix("root.mfa/root/root\n1 change"), "\(said)")
    #expect(parts[3].hasPrefix("the review\n1 change"), "\(said)")
  }

  @Test("a decision is edited, and a severity is set with its command")
  func edit() {
    let dialog = Dialog([
      "n", "e", "x", "not ours", "e", "not ours: see the contract", "severity low because", "b",
      "q",
    ])
    #expect(dialog.run())
    #expect(dialog.said.contains("edit note: no decision to edit"))
    #expect(dialog.said.contains("severity low: root.mfa/root/root"), "\(dialog.said)")
    let decision = dialog.saved.last?.decisions.values.first
    #expect(decision?.content.note == "not ours: see the contract")
  }

  @Test("the list of a filter is saved under a name, and applied by it")
  func savedFilter() {
    let dialog = Dialog([
      "filter-save mine", "filter users.mfa", "filter-save mine", "/", "/ saved:mine", "q",
    ])
    #expect(dialog.run())
    #expect(dialog.said.contains("filter-save: the list has no filter"))
    #expect(dialog.said.contains("Filter: saved:mine. 2 matches."), "\(dialog.said)")
  }

  @Test("a change of a signed review is confirmed, and what was declined is not asked again")
  func signed() {
    let dialog = Dialog(
      ["1", "1", "x", "other", "no", "x", "", "yes", "q"], session: SignedReviewTests.signed)
    #expect(dialog.run())
    let question = "the signature of ann will be void; yes changes the review:> "
    #expect(dialog.said.split(separator: question).count == 3, "\(dialog.said)")
    #expect(dialog.said.contains("nothing was changed; the review is still signed\n"))
    #expect(dialog.said.contains("[other]"), "the draft is proposed")
    let notes = dialog.saved.last?.decisions.values.map(\.content.note)
    #expect(notes?.contains("other") == true)
    #expect(dialog.saved.count == 1)
  }
}
