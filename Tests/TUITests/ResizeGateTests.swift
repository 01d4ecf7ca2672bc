import Testing

@testable import TUI

@Suite struct ResizeGateTests {
  @Test("many resizes become one event, after a pause")
  func burst() {
    var gate = ResizeGate()
    #expect(gate.wait(at: 0) == nil)
    for now in stride(from: 0, through: 100, by: 5) {
      gate.signal(at: now)
      let isOpen = gate.opens(at: now)
      #expect(!isOpen)
    }
    #expect(gate.wait(at: 100) == 40)
    let opened = [139, 140].map { gate.opens(at: $0) }
    #expect(opened == [false, true])
    #expect(gate.wait(at: 140) == nil)
  }

  @Test("a window that is resized for a long time is redrawn in between")
  func drag() {
    var gate = ResizeGate()
    let opened = stride(from: 0, to: 1000, by: 10).filter { now in
      gate.signal(at: now)
      return gate.opens(at: now)
    }
    #expect(opened == [300, 610, 920])
  }
}
