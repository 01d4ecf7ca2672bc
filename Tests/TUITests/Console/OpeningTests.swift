import Checklist
import Model
import Platform
import Testing
import Workspace

@testable import TUI

/// The console while the review is being opened on another thread.
@Suite struct OpeningTests {
  private func opening(_ size: Size = Size(columns: 100, rows: 30)) -> ConsoleState {
    ConsoleState(
      opening: Settings(), reviewer: Fixture.reviewer, now: Fixture.now, size: size,
      view: .checklist)
  }

  private func prepared() -> PreparedReview {
    let state = TestConsole().state
    let store = TestStore()
    return PreparedReview(
      OpenReview(
        assessment: state.model.assessment, session: state.review.session, store: store),
      at: Fixture.now)
  }

  private func press(_ state: inout ConsoleState, _ keys: String) {
    for key in keys { _ = update(&state, .key(key == "\n" ? .enter : .character(key))) }
  }

  @Test("while opening, items have no outcome and their guidance can be read")
  func items() {
    var state = opening()
    let first = ConsoleView.frame(state).picture
    #expect(first.contains("No root access keys"))
    #expect(!first.contains(/\b(pass|fail|gap|saved|Why)\b/))
    press(&state, "j")
    let second = ConsoleView.frame(state).picture
    #expect(second.contains("Why it matters"))
    #expect(!second.contains("automated result"))
  }

  @Test("while opening, decisions are refused with the reason")
  func refusal() {
    var state = opening()
    press(&state, "P")
    #expect(ConsoleView.frame(state).picture.contains("still being read"))
    #expect(state.review.session.decisions.isEmpty)
    press(&state, "3")
    #expect(ConsoleView.frame(state).picture.contains("still being read"))
  }

  @Test("the status line shows the progress until the review is open")
  func progress() {
    var state = opening()
    _ = update(&state, .progress("reading file 2, 40 MB: details.json"))
    #expect(
      ConsoleView.frame(state).lines()[0].hasPrefix("reading file 2, 40 MB: details.json"))
    _ = update(&state, .opened(prepared()))
    _ = update(&state, .progress("late"))
    #expect(!ConsoleView.frame(state).lines()[0].contains("late"))
  }

  @Test("the opened review looks as if it had been open from the start")
  func opened() {
    var state = opening(TestConsole().state.size)
    _ = update(&state, .opened(prepared()))
    #expect(ConsoleView.frame(state).picture == ConsoleView.frame(TestConsole().state).picture)
    press(&state, "nXseen\n")
    #expect(!state.review.session.decisions.isEmpty)
  }

  @Test("position, filter and view are kept when the review opens")
  func place() {
    var state = opening()
    press(&state, "jjj")
    #expect(state.checklist.item.map { state.model.items[$0].id.rawValue } == "users.mfa")
    _ = update(&state, .opened(prepared()))
    #expect(state.checklist.item.map { state.model.items[$0].id.rawValue } == "users.mfa")
    var filtered = opening()
    press(&filtered, "/root")
    _ = update(&filtered, .key(.enter))
    press(&filtered, "2")
    _ = update(&filtered, .opened(prepared()))
    #expect(filtered.view == .users)
    press(&filtered, "1")
    #expect(filtered.checklist.filter.text == "root")
  }

  @Test("every key is harmless while opening")
  func keys() {
    var state = opening()
    for code in 33...126 {
      _ = update(&state, .key(.character(Character(Unicode.Scalar(UInt8(code))))))
      _ = update(&state, .key(.escape))
    }
    for key in [Key.enter, .tab, .up, .down, .pageDown, .end, .control("r"), .backspace] {
      _ = update(&state, .key(key))
    }
    #expect(state.review.session.decisions.isEmpty)
    #expect(!ConsoleView.frame(state).picture.isEmpty)
  }

  @Test("q quits at once; Ctrl-C cancels a prompt and never quits")
  func leaving() {
    var state = opening()
    let left = update(&state, .interrupt)
    #expect(left.isEmpty && state.message == .refused("q quits"))
    press(&state, "/ro")
    let typing = update(&state, .interrupt)
    #expect(typing.isEmpty && state.input == nil)
    let quit = update(&state, .key(.character("q")))
    #expect(quit == [.leave(.quit)])
    _ = update(&state, .opened(prepared()))
    let open = update(&state, .interrupt)
    #expect(open.isEmpty && state.message == .refused("q quits"))
  }
}
