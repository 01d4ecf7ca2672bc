import Testing

@testable import TUI

@Suite struct CharacterWidthTests {
  @Test(
    "returns the columns of single scalars",
    arguments: [
      ("a", 1), ("é", 1), ("ß", 1), ("\u{A0}", 1), ("─", 1), ("⟨", 1), ("…", 1), ("ま", 2), ("漢", 2),
      ("한", 2), ("Ａ", 2), ("ｱ", 1), ("😀", 2), ("🇨", 1), ("\u{301}", 0), ("\u{20DD}", 0),
      ("\u{1160}", 0), ("\u{0E31}", 0), ("\u{0903}", 1), ("\u{3000}", 2), ("\u{2FFFD}", 2),
    ] as [(Unicode.Scalar, Int)])
  func columns(scalar: Unicode.Scalar, expected: Int) {
    #expect(CharacterWidth.columns(of: scalar) == expected)
  }

  @Test("ranges are ordered and do not touch, as the binary search requires")
  func order() {
    for table in [CharacterWidth.wide, CharacterWidth.zero] {
      #expect(table.count.isMultiple(of: 2))
      for index in stride(from: 0, to: table.count, by: 2) {
        #expect(table[index] <= table[index + 1])
        if index > 0 { #expect(table[index - 1] + 1 < table[index]) }
      }
    }
  }
}
