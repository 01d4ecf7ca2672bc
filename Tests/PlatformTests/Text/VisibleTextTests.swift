import Platform
import Testing

@Suite struct VisibleTextTests {
  @Test(
    "invisible characters, and those that reorder text, are shown",
    arguments: [
      ("plain", "plain"), ("", ""), ("Ünïcode 漢字 é", "Ünïcode 漢字 é"),
      ("a\u{202E}b", "a⟨U+202E⟩b"), ("\u{1B}[2J", "⟨U+001B⟩[2J"),
      ("a\nb\tc", "a⟨U+000A⟩b⟨U+0009⟩c"),
      ("\u{7F}\u{9B}", "⟨U+007F⟩⟨U+009B⟩"), ("\u{200B}\u{FEFF}", "⟨U+200B⟩⟨U+FEFF⟩"),
      ("\u{2028}\u{2029}", "⟨U+2028⟩⟨U+2029⟩"), ("\u{E000}\u{E0041}", "⟨U+E000⟩⟨U+E0041⟩"),
      ("\r\n", "⟨U+000D⟩⟨U+000A⟩"),
    ]) func line(text: String, expected: String)
  {
    #expect(VisibleText.line(text) == expected)
  }

  @Test("only line breaks of the author are kept")
  func lines() {
    #expect(
      VisibleText.lines("a\nb\r\n\nc\u{85}d\u{2028}e")
        == ["a", "b", "", "c⟨U+0085⟩d⟨U+2028⟩e"])
  }
}

@Suite struct CanonicalJSONTests {
  @Test("canonical text equals the output of Python with sorted keys and without spaces")
  func canonical() {
    let value: JSONValue = [
      "b": ["é\u{7F}\u{1F600}\n\u{1}/\"\\", .null, true, .number("1.50")],
      "a": ["z": .integer(1), "Z": []],
    ]
    #expect(
      value.canonicalText
        == #"{"a":{"Z":[],"z":1},"b":["\u00e9\u007f\ud83d\ude00\n\u0001/\"\\",null,true,1.50]}"#)
  }
}
