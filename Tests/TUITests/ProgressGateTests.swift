import Testing

@testable import TUI

@Suite struct ProgressGateTests {
  @Test("at most four texts per second are shown, each the newest at that time")
  func pace() {
    var gate = ProgressGate(at: 0)
    var shown: [String] = []
    var opens: Int?
    for now in 1...1999 {
      if opens == now, let words = gate.open(at: now) {
        shown.append(words)
        opens = nil
      }
      switch gate.take("\(now)", at: now) {
      case .show: shown.append("\(now)")
      case .wait(let milliseconds): opens = now + milliseconds
      case .replaced: break
      }
    }
    #expect(shown == ["249", "499", "749", "999", "1249", "1499", "1749"])
  }

  @Test("after a pause a text is shown at once, and later ones wait")
  func silence() {
    var gate = ProgressGate(at: 0)
    let first = gate.take("evaluating", at: 400)
    #expect(first == .show)
    let second = gate.take("opening the session", at: 500)
    #expect(second == .wait(150))
    let opened = gate.open(at: 650)
    #expect(opened == "opening the session")
    let nothing = gate.open(at: 900)
    #expect(nothing == nil)
  }
}
