import TUI
import Testing

@Suite struct FrameTests {
  @Test("a frame's area covers it")
  func area() {
    #expect(Frame(size: Size(columns: 3, rows: 2)).area.size == Size(columns: 3, rows: 2))
  }
}
