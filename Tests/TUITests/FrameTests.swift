import Model
import Platform
import Testing

@testable import TUI

@Suite struct FrameTests {
  private func frame(_ columns: Int, _ rows: Int = 1, glyphs: Glyphs = .unicode) -> Frame {
    Frame(size: Size(columns: columns, rows: rows), glyphs: glyphs)
  }

  private let origin = Position(row: 0, column: 0)

  @Test("the area of a frame covers it")
  func area() {
    #expect(frame(3, 2).area.size == Size(columns: 3, rows: 2))
  }

  @Test(
    "a text that does not fit ends in an ellipsis, and no character is split",
    arguments: [
      ("abc", 3, "abc·····", 3), ("abcd", 3, "ab…·····", 3), ("abcd", 1, "…·······", 1),
      ("abcd", 0, "········", 0), ("abcd", -3, "········", 0), ("漢字", 4, "漢字····", 4),
      ("漢字", 3, "漢…·····", 3), ("漢字漢", 4, "漢… ····", 4), ("漢", 1, "…·······", 1),
      ("a\u{1B}b", 9, "a…      ", 8), ("abcdefghij", 99, "abcdefg…", 8),
    ])
  func truncation(text: String, limit: Int, row: String, used: Int) {
    var frame = frame(8)
    frame.put("········", at: origin)
    let columns = frame.put(SafeText(text), at: origin, limit: limit)
    #expect(columns == used)
    #expect(frame.lines() == [row])
  }

  @Test("a text truncated at its limit ends in an ellipsis")
  func cutEarlier() {
    var frame = frame(8)
    frame.put(SafeText("abcdefghij", limit: 4), at: origin, limit: 4)
    #expect(frame.lines() == ["abc…    "])
  }

  @Test("ASCII frames use ASCII marks")
  func ascii() {
    var frame = frame(14, glyphs: .ascii)
    frame.put("a\u{202E}bcdefghij", at: origin)
    #expect(frame.picture == "a<U+202E>bcde~")
  }

  @Test("escapes have their own role and keep the highlight")
  func escapeRole() {
    var frame = frame(10)
    frame.put("a\u{1B}", at: origin, role: .link, emphasis: .selected)
    #expect(frame.roles(0) == [.link] + Array(repeating: .escape, count: 8) + [.text])
    #expect(
      frame.styledRuns(0).map(\.text) == ["a", "⟨U+001B⟩", " "])
    #expect(frame.styledRuns(0).map(\.emphasis) == [.selected, .selected, .none])
  }

  @Test(
    "the other half of an overwritten wide character becomes a space",
    arguments: [(0, "x 字漢"), (1, " x字漢"), (2, "漢x 漢"), (3, "漢 x漢"), (5, "漢字 x")])
  func overlap(column: Int, row: String) {
    var frame = frame(6)
    frame.put("漢字漢", at: origin)
    frame.put("x", at: Position(row: 0, column: column))
    #expect(frame.lines() == [row])
  }

  @Test("nothing is drawn outside the grid")
  func clipping() {
    var frame = frame(4, 2)
    frame.put("abc", at: Position(row: -1, column: 0))
    frame.put("abc", at: Position(row: 2, column: 0))
    frame.put("abc", at: Position(row: 0, column: 4))
    frame.put("漢bc", at: Position(row: 0, column: -1))
    frame.fill(Area(row: -5, column: -5, size: Size(columns: 6, rows: 20)))
    #expect(frame.picture == " bc\n")
  }

  @Test("numbers end at their column")
  func rightAligned() {
    var frame = frame(6)
    let columns = frame.put("42", row: 0, endingBefore: 5, limit: 4)
    #expect(columns == 3)
    #expect(frame.picture == "   42")
    frame.put("123456", row: 0, endingBefore: 5, limit: 4)
    #expect(frame.picture == " 123…")
  }

  @Test("highlights and roles apply to one row of an area")
  func emphasis() {
    var frame = frame(5, 2)
    frame.put("abcde", at: origin)
    let area = Area(row: 0, column: 1, size: Size(columns: 9, rows: 1))
    frame.emphasize(row: 0, in: area, as: .marked)
    frame.emphasize(row: 1, in: area, as: .marked)
    frame.restyle(row: 0, in: Area(row: 0, column: 4, size: area.size), as: .match)
    #expect(frame.styledRuns(0).map(\.text) == ["a", "bcd", "e"])
    #expect(frame.styledRuns(1).map(\.text) == ["     "])
    #expect(frame.roles(0) == [.text, .text, .text, .text, .match])
  }
}
