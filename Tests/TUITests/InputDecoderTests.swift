import Evidence
import Platform
import Reports
import TUI
import Testing

@Suite struct InputDecoderTests {
  /// A mutating call is not possible inside the macro.
  private func expect(
    _ events: [InputEvent], _ expected: [InputEvent],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(events == expected, sourceLocation: sourceLocation)
  }

  private func decode(_ text: String) -> [InputEvent] {
    var decoder = InputDecoder()
    return decoder.decode(text.utf8) + decoder.flush()
  }

  @Test(
    "keys of all terminals are decoded, whatever TERM is",
    arguments: [
      ("a", .character("a")), ("P", .character("P")), (" ", .character(" ")),
      ("é", .character("é")),
      ("漢", .character("漢")), ("😀", .character("😀")), ("\r", .enter), ("\n", .enter),
      ("\t", .tab), ("\u{7F}", .backspace), ("\u{8}", .backspace), ("\u{4}", .control("d")),
      ("\u{C}", .control("l")), ("\u{0}", .control("@")), ("\u{1C}", .control("\\")),
      ("\u{1B}", .escape), ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[B", .down),
      ("\u{1B}OB", .down), ("\u{1B}[C", .right), ("\u{1B}[D", .left), ("\u{1B}[1;5A", .up),
      ("\u{1B}[1;2D", .left), ("\u{1B}Oa", .up), ("\u{1B}[H", .home), ("\u{1B}OH", .home),
      ("\u{1B}[1~", .home), ("\u{1B}[7~", .home), ("\u{1B}[F", .end), ("\u{1B}[4~", .end),
      ("\u{1B}[8~", .end), ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp),
      ("\u{1B}[6~", .pageDown), ("\u{1B}[6;5~", .pageDown), ("\u{1B}[Z", .backTab),
      ("\u{1B}OM", .enter), ("\u{1B}OP", .function(1)), ("\u{1B}[11~", .function(1)),
      ("\u{1B}[[A", .function(1)), ("\u{1B}[[E", .function(5)), ("\u{1B}[15~", .function(5)),
      ("\u{1B}[17~", .function(6)), ("\u{1B}[24~", .function(12)), ("\u{1B}p", .alternate("p")),
      ("\u{1B}1", .alternate("1")),
    ] as [(String, Key)])
  func keys(bytes: String, key: Key) {
    #expect(decode(bytes) == [.key(key)])
  }

  @Test(
    "unknown sequences are skipped completely, and the next key is decoded",
    arguments: [
      "\u{1B}[999~", "\u{1B}[?62;1;2c", "\u{1B}[>41;354;0c", "\u{1B}[97;5u", "\u{1B}[12;40R",
      "\u{1B}[I", "\u{1B}[O", "\u{1B}[E", "\u{1B}[M !!", "\u{1B}Oz",
      "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}", "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\",
      "\u{1B}P>|XTerm(379)\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}[?2026;2$y", "\u{1B}[[Z",
      "\u{80}", "\u{9B}",
    ])
  func swallowed(bytes: String) {
    #expect(decode(bytes + "j") == [.key(.character("j"))])
  }

  @Test(
    "any byte can follow any start of a sequence",
    arguments: ["", "\u{1B}", "\u{1B}[", "\u{1B}O", "\u{1B}[[", "\u{1B}[M", "\u{1B}]", "\u{1B}[<0"])
  func anyByte(start: String) {
    for byte in UInt8.min...UInt8.max {
      var decoder = InputDecoder()
      _ = decoder.decode(Array(start.utf8) + [byte])
      // A string or a click can still be open.
      let after = decoder.decode(Array("\u{18}\u{18}\u{18}\u{1B}\\jjjj".utf8))
      #expect(after.last == .key(.character("j")), "\(byte)")
    }
  }

  @Test("invalid UTF-8 is dropped, and the following input is kept")
  func broken() {
    var decoder = InputDecoder()
    let bytes: [UInt8] = [0xFF, 0xC3, 0x61, 0xE6, 0xBC, 0x62, 0x9B, 0x63, 0xED, 0xA0, 0x80, 0x64]
    let events = decoder.decode(bytes)
    #expect(events == ["a", "b", "c", "d"].map { .key(.character($0)) })
  }

  @Test("a sequence in pieces is one key, wherever it is split")
  func pieces() {
    let bytes = Array("j\u{1B}[6~漢\u{1B}[200~q\u{1B}[201\u{0}\u{1B}[201~\u{1B}OB".utf8)
    let whole: [InputEvent] = [
      .key(.character("j")), .key(.pageDown), .key(.character("漢")),
      .paste("q\u{1B}[201\u{0}"), .key(.down),
    ]
    for cut in 0...bytes.count {
      var decoder = InputDecoder()
      expect(decoder.decode(bytes[..<cut]) + decoder.decode(bytes[cut...]), whole)
    }
    var decoder = InputDecoder()
    #expect(bytes.flatMap { decoder.decode([$0]) } == whole)
  }

  @Test("a lone ESC is the Escape key after a short wait; an incomplete sequence is dropped later")
  func patience() {
    var decoder = InputDecoder()
    #expect(decoder.patienceMilliseconds == nil)
    expect(decoder.decode([0x1B]), [])
    #expect(decoder.patienceMilliseconds == 25)
    expect(decoder.flush(), [.key(.escape)])
    expect(decoder.decode([0x1B, 0x5B, 0x36]), [])
    #expect(decoder.patienceMilliseconds == 300)
    expect(decoder.flush(), [])
    expect(decoder.decode([0x6A]), [.key(.character("j"))])
  }

  @Test("Escape twice is Escape twice; Escape before a control key is both")
  func escapes() {
    #expect(decode("\u{1B}\u{1B}") == [.key(.escape), .key(.escape)])
    #expect(decode("\u{1B}\r") == [.key(.escape), .key(.enter)])
    #expect(decode("\u{1B}[\u{3}") == [.interrupt])
    #expect(decode("\u{1B}[\u{1B}[B") == [.key(.down)])
  }

  @Test("Ctrl-C and Ctrl-Z are separate events")
  func jobControl() {
    #expect(decode("\u{3}\u{1A}") == [.interrupt, .suspend])
  }

  @Test("a paste keeps no more than a megabyte")
  func longPaste() {
    var decoder = InputDecoder()
    expect(decoder.decode("\u{1B}[200~".utf8), [])
    let megabyte = [UInt8](repeating: 0x50, count: 1 << 20)
    for _ in 0..<3 { expect(decoder.decode(megabyte), []) }
    let events = decoder.decode("\u{1B}[201~j".utf8)
    #expect(events.count == 2)
    #expect(events.last == .key(.character("j")))
    #expect(events.first == .paste(String(repeating: "P", count: 1 << 20)))
  }

  @Test(
    "SGR mouse reports are decoded",
    arguments: [
      ("\u{1B}[<0;5;3M", .press), ("\u{1B}[<0;5;3m", .release), ("\u{1B}[<64;5;3M", .wheelUp),
      ("\u{1B}[<65;5;3M", .wheelDown),
    ] as [(String, MouseEvent.Action)])
  func mouse(bytes: String, action: MouseEvent.Action) {
    #expect(
      decode(bytes) == [.mouse(MouseEvent(action: action, place: Position(row: 2, column: 4)))])
  }

  @Test("no letter leaks out of a sequence, whatever follows ESC [")
  func noLetters() {
    for first in UInt8(0x20)..<0x7F {
      for second in UInt8(0x20)..<0x7F {
        var decoder = InputDecoder()
        let isFinal = first >= 0x40 && first != 0x5B && first != 0x4D
        let bytes = isFinal ? [0x1B, 0x5B, first] : [0x1B, 0x5B, first, second]
        let letters = (decoder.decode(bytes) + decoder.flush()).filter {
          if case .key(.character) = $0 { true } else { false }
        }
        #expect(letters.isEmpty, "ESC [ \(first) \(second)")
      }
    }
  }
}
