import TestSupport
import Testing

@testable import Platform

@Suite struct TextSinkTests {
  @Test("pieces of any size are passed on in order, in blocks")
  func blocks() {
    final class Collected {
      var bytes: [UInt8] = []
      var largest = 0
    }
    let collected = Collected()
    let sink = TextSink { block in
      collected.bytes.append(contentsOf: block)
      collected.largest = max(collected.largest, block.count)
    }
    var expected = ""
    let pieces = [
      "", "a", String(repeating: "é", count: 500), String(repeating: "z", count: 65_530),
    ]
    for round in 0..<40 {
      let piece = pieces[round % pieces.count]
      sink.put(piece).put(round).put(blanks: round)
      sink.append(byte: UInt8(ascii: "."))
      expected += piece + String(round) + String(repeating: " ", count: round) + "."
    }
    let long = String(repeating: "long", count: 50_000)
    sink.put(long).flush()
    #expect(String(decoding: collected.bytes, as: UTF8.self) == expected + long)
    #expect(collected.largest == long.utf8.count)
  }

  @Test("parts written in parallel are in order", arguments: [0, 1, 32, 33, 256, 257, 1000])
  func parts(_ count: Int) {
    let text = TextSink.text { sink in
      sink.append(parts: count) { place, sink in sink.put(place).put(" ") }
    }
    #expect(text == (0..<count).map { "\($0) " }.joined())
  }

  @Test("a JSON string is escaped scalar by scalar", arguments: Self.texts)
  func json(_ text: String) {
    #expect(TextSink.text { $0.put(json: text) } == Self.json(text))
    #expect(JSONValue.string(text).compactText == Self.json(text))
  }

  /// The rules in their simplest form.
  private static func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if VisibleText.isVisible(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        }
      }
    }
    return result + "\""
  }

  @Test("text is made visible line by line", arguments: Self.texts)
  func lines(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map {
      $0.unicodeScalars.map { VisibleText.isVisible($0) ? String($0) : VisibleText.escape($0) }
        .joined()
    }
    #expect(VisibleText.lines(text) == lines)
    #expect(VisibleText.paragraphs(text) == lines.joined(separator: "\n"))
  }

  @Test("nested escapes are combined", arguments: Self.texts)
  func within(_ text: String) {
    let inner = Escapes(
      ["<": "&lt;", "_": "\\_", ".": "\\."],
      where: [".": { bytes, place in place > 0 && bytes[place - 1] == UInt8(ascii: ".") }])
    let both = inner.within(JSONText.escapes)
    #expect(
      TextSink.text { $0.put(text, both, otherwise: { JSONText.escaped(inner.escaped($0)) }) }
        == JSONText.escaped(inner.escaped(text)))
  }

  /// Attacks alone and in sequence, every ASCII character between others, and all kinds of
  /// line ends.
  static let texts =
    HostileText.attacks + [HostileText.attacks.joined()]
    + (UInt8(0)..<128).map { "a\(Unicode.Scalar($0))..b" }
    + [
      "\r\n", "\n\r", "\r\r\n\n", "a\r", "\n\u{301}", "e\u{301}\r\nx…",
      "\u{1F469}\u{200D}\u{1F4BB}",
    ]
}
