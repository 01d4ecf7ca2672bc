import Checklist
import Platform
import Testing

@testable import TUI

/// Pastes and Ctrl-C at each place: they never make a decision or quit, and typed text is kept.
@Suite struct PasteTests {
  /// The places, with the keys that open them.
  private static let places: [(name: String, keys: String)] = [
    ("the checklist", ""), ("a finding", "n"), ("a table", "4"), ("help", "?"), ("a filter", "/"),
    ("a command", ":"), ("a form", "nX"),
  ]

  @Test("a paste is inserted into an open input, and otherwise ignored", arguments: places)
  func paste(_ place: (name: String, keys: String)) {
    for isWhole in [true, false] {
      let console = TestConsole()
      console.type(place.keys)
      let isTyping = console.state.input != nil
      console.send(.paste("Pq\nJ", isWhole: isWhole))
      let message: Message? =
        !isTyping
        ? .refused("the paste was ignored: no text field is open")
        : isWhole ? nil : .refused("the paste was cut off; check the text")
      #expect(console.state.message == message)
      #expect(console.picture.contains("Pq J") == isTyping)
      #expect(console.state.review.session.decisions.isEmpty)
    }
  }

  @Test(
    "Ctrl-C cancels the paste and keeps the input; another Ctrl-C closes it", arguments: places
  )
  func cancel(_ place: (name: String, keys: String)) {
    let console = TestConsole()
    console.type(place.keys)
    console.type(place.keys == "nX" ? "half a note" : "")
    let before = console.state.input
    console.send(.pasteCancelled)
    #expect(console.state.input == before)
    #expect(console.state.message == .refused("paste cancelled"))
    let effects = console.send(.interrupt) + console.send(.interrupt)
    #expect(console.state.input == nil)
    #expect(console.state.message == .refused("q quits"))
    #expect(!effects.contains { if case .leave = $0 { true } else { false } })
    #expect(console.state.drafts.isEmpty == (place.keys != "nX"))
  }
}
