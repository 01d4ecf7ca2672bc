import Checklist
import Model
import Testing

@testable import TUI

/// The review in lines: answers in, text out.
@Suite struct PlainTalkTests {
  private final class Talk: @unchecked Sendable {
    var said = ""
    var answers: [String]
    var saved: [ReviewSession] = []

    init(_ answers: [String]) { self.answers = answers }

    func run() -> Bool {
      let store = SessionStore { session, _ in
        self.saved.append(session)
        return .saved
      }
      let loop = ConsoleLoop(state: TestConsole().state, store: store, clock: { Fixture.now })
      var talk = PlainTalk(
        loop: loop,
        write: {
          self.said += $0
          return true
        }
      ) { self.answers.isEmpty ? nil : self.answers.removeFirst() }
      return talk.run()
    }
  }

  @Test("items are numbered, and a wrong answer is told")
  func list() {
    let talk = Talk(["99", "what", "q"])
    #expect(talk.run())
    #expect(talk.said.contains(" 1. fail, 1 undecided: "))
    #expect(talk.said.contains("99 is no number from 1 to \(Fixture.model.items.count)"))
    #expect(talk.said.contains("what is no number"))
    #expect(!talk.said.contains("\u{1B}"))
  }

  @Test("a finding is read, justified with its defaults, undone")
  func decide() {
    let talk = Talk(["n", "j", "in the safe", "", "eoy", "u", "b", "q"])
    #expect(talk.run())
    #expect(talk.said.contains("Evidence"))
    #expect(talk.said.contains("justified: root.mfa/root/root."))
    #expect(talk.said.contains("undone: "))
    #expect(talk.saved.first?.decisions.values.first?.content.expires == CalendarDay("2026-12-31"))
    #expect(talk.saved.last?.decisions.isEmpty == true)
  }

  @Test("what lacks is asked for again, and a dot gives up")
  func lacks() {
    let talk = Talk(["n", "x", "", "because", "x", ".", "b", "q"])
    #expect(talk.run())
    #expect(talk.said.contains("not applicable needs a note that says why."))
    #expect(talk.said.contains("Nothing was decided."))
    #expect(talk.saved.count == 1)
  }

  @Test("an item is answered as a whole, and the end of the input ends it")
  func item() {
    let talk = Talk(["2", "p", "b", "s"])
    #expect(talk.run())
    #expect(talk.saved.count == 1)
    #expect(talk.said.contains("Missing: 6 decisions"))
  }
}
