import Testing

@testable import Platform

@Suite struct ByteSearchTests {
  @Test(
    "the first complete occurrence is found",
    arguments: [
      ("abcabd", "abd", 3), ("abcabd", "abc", 0), ("aab", "ab", 1), ("abc", "abcd", nil),
      ("abc", "x", nil), ("", "a", nil), ("abc", "", nil), ("xa", "ab", nil),
    ] as [(String, String, Int?)])
  func search(_ text: String, _ pattern: String, _ place: Int?) {
    #expect(Array(text.utf8).offset(of: Array(pattern.utf8)) == place)
  }
}
