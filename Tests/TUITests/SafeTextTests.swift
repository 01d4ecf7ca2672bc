import Platform
import Reports
import Testing

@testable import TUI

@Suite struct SafeTextTests {
  @Test(
    "hidden characters are made visible",
    arguments: [
      ("plain", "plain"),
      ("ad\u{1B}[2Jmin", "ad⟨U+001B⟩[2Jmin"),
      ("a\rb\nc", "a⟨U+000D⟩b⟨U+000A⟩c"),
      ("a\r\nb", "a⟨U+000D⟩⟨U+000A⟩b"),
      ("\u{0}\u{7F}\u{9B}31m", "⟨U+0000⟩⟨U+007F⟩⟨U+009B⟩31m"),
      ("gnp\u{202E}exe", "gnp⟨U+202E⟩exe"),
      ("\u{2066}a\u{2069}", "⟨U+2066⟩a⟨U+2069⟩"),
      ("a\u{200B}b\u{200D}c\u{FEFF}", "a⟨U+200B⟩b⟨U+200D⟩c⟨U+FEFF⟩"),
      ("a\u{2028}b\u{2029}", "a⟨U+2028⟩b⟨U+2029⟩"),
      ("x\u{E0041}\u{E007F}", "x⟨U+E0041⟩⟨U+E007F⟩"),
      ("\u{E000}\u{10FFFF}\u{0378}", "⟨U+E000⟩⟨U+10FFFF⟩⟨U+0378⟩"),
      ("\u{3164}\u{115F}\u{FE0F}", "⟨U+3164⟩⟨U+115F⟩⟨U+FE0F⟩"),
      ("\u{AD}", "⟨U+00AD⟩"),
      ("\u{301}a", "⟨U+0301⟩a"),
      ("\u{1B}\u{301}", "⟨U+001B⟩⟨U+0301⟩"),
      ("e\u{301}", "e\u{301}"),
      ("a\u{301}\u{302}\u{303}\u{304}b", "a\u{301}\u{302}\u{303}⟨U+0304⟩b"),
      ("שלום", "שלום"),
    ])
  func escapes(raw: String, shown: String) {
    #expect(SafeText(raw).description.unicodeScalars.elementsEqual(shown.unicodeScalars))
  }

  @Test(
    "the width is the sum of the runs",
    arguments: [
      ("", 0), ("abc", 3), ("漢字", 4), ("e\u{301}", 1), ("\u{1B}", 8), ("\u{E0041}", 9),
      ("👩\u{200D}🚀", 12), ("각", 2),
    ])
  func width(raw: String, columns: Int) {
    let text = SafeText(raw)
    #expect(text.width == columns)
    #expect(text.runs.reduce(0) { $0 + $1.width } == columns)
  }

  @Test("an escape differs from a text that looks like one")
  func forgery() {
    #expect(SafeText("⟨U+001B⟩").runs.allSatisfy { !$0.isEscape })
    #expect(SafeText("\u{1B}").runs.map(\.isEscape) == [true])
  }

  @Test("reading stops at the column limit")
  func limit() {
    let name = String(repeating: "漢", count: 4096)
    let text = SafeText(name, limit: 5)
    #expect(text.runs.count == 2)
    #expect(text.isCut)
    #expect(!SafeText("12345", limit: 5).isCut)
    #expect(SafeText("123456", limit: 5).isCut)
    #expect(SafeText("1234\u{1B}", limit: 5).description == "1234")
  }

  @Test("of a megabyte of marks on one letter, only the shown ones are processed")
  func zalgo() {
    let text = SafeText("a" + String(repeating: "\u{301}", count: 1 << 20), limit: 20)
    #expect(text.runs.count == 3)
    #expect(text.isCut)
  }

  @Test("interpolated values are sanitized")
  func interpolation() {
    let name = "a\u{7}"
    #expect(("user \(name)!" as SafeText).description == "user a⟨U+0007⟩!")
  }

  @Test(
    "lines break at spaces if possible, and lose only these spaces",
    arguments: [
      ("one two three", 7, ["one two", "three"]),
      ("one two three", 8, ["one two", "three"]),
      ("abcdefgh", 3, ["abc", "def", "gh"]),
      ("ab cdefgh", 3, ["ab", "cde", "fgh"]),
      ("漢字漢", 3, ["漢", "字", "漢"]),
      ("a\u{1B}b", 4, ["a", "⟨U+001B⟩", "b"]),
      ("", 4, [""]),
      ("abc", 0, ["abc"]),
    ])
  func wrapping(raw: String, columns: Int, lines: [String]) {
    #expect(SafeText(raw).wrapped(columns: columns).map(\.description) == lines)
  }

  @Test(
    "horizontal scrolling keeps the columns of the rest",
    arguments: [("abc", 0, "abc"), ("abc", 2, "c"), ("abc", 9, ""), ("漢b", 1, " b"), ("漢", 1, " ")])
  func dropping(raw: String, columns: Int, rest: String) {
    #expect(SafeText(raw).dropping(columns: columns).description == rest)
  }
}
