import Testing

@testable import Platform

/// The stream accepts the same JSON texts as `JSONDocument`.
@Suite struct JSONStreamTests {
  private static let texts = [
    #"{}"#, #"[]"#, #"{"a": 1}"#, #"{"a": [1, -2.5e+3, 0.1, true, false, null, "x"]}"#,
    #"{"a": {"b": {"c": []}}} "#, "\t{\n}\r\n", #"{"\u00e9\n\"\\\/": "😀 \ud83d\ude00"}"#,
    #"{"a": 1,}"#, #"[1,]"#, #"{"a" 1}"#, #"{"a": }"#, #"{a: 1}"#, #"{"a": 01}"#, #"{"a": 1.}"#,
    #"{"a": -}"#, #"{"a": 1e}"#, #"{"a": .5}"#, #"{"a": +1}"#, #"{"a": tru}"#, #"{"a": nulll}"#,
    #"{"a": "\x"}"#, #"{"a": "\u12g4"}"#, #"{"a": "\ud800"}"#, #"{"a": "\udc00"}"#,
    #"{"a": "\ud800\n"}"#, #"{"a": "\ud800x"}"#, "{\"a\": \"\u{1}\"}", #"{"a": 1}}"#,
    #"{"a": 1} 2"#,
    #"{"a": 1"#, #"{"a": "x"#, #"{"#, #"["#, "", " ", #"}"#, #"{]"#, #"[}"#, #"[1 2]"#, "<html>",
  ]
  private static let bytes: [[UInt8]] = [
    [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x28, 0x22], [0x22, 0xC0, 0xAF, 0x22],
    [0x22, 0xED, 0xA0, 0x80, 0x22],
    [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82, 0xAC, 0x22], [0x22, 0xE2, 0x82, 0x22],
    [0x22, 0xF0, 0x9F, 0x98, 0x80, 0x22],
  ].map { [0x5B] + $0 + [0x5D] }

  @Test("the same texts are accepted", arguments: texts.map { Array($0.utf8) } + bytes)
  func agreement(text: [UInt8]) {
    #expect(isAccepted(text) == ((try? JSONDocument(text)) != nil))
  }

  @Test("the maximum nesting depth is that of a document", arguments: [128, 129])
  func depth(levels: Int) {
    let text = Array(
      (String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
    #expect(isAccepted(text) == ((try? JSONDocument(text)) != nil))
  }

  private func isAccepted(_ text: [UInt8]) -> Bool {
    var stream = JSONStream()
    do throws(JSONStream.Failure) {
      for byte in text { _ = try stream.step(byte) }
      try stream.checkEnd()
      return true
    } catch { return false }
  }
}
