import TUI
import Testing

private let start = "\u{1B}[200~"
private let end = "\u{1B}[201~"

/// Stands for a pause in the input that is longer than the decoder waits.
private let pause = "\u{E000}"

/// Pasted text is never decoded as keys, wherever the input is split and whatever it contains.
@Suite struct PasteDecodingTests {
  private func decode(_ text: String) -> [InputEvent] {
    var decoder = InputDecoder()
    var events: [InputEvent] = []
    for (index, part) in text.split(separator: pause, omittingEmptySubsequences: false).enumerated()
    {
      if index > 0 { events += decoder.flush() }
      events += decoder.decode(part.utf8)
    }
    return events + decoder.flush()
  }

  @Test(
    "a paste ends at its end mark, at Ctrl-C or after a pause; nothing in it is a key",
    arguments: [
      // Ends at its end mark.
      ("\(start)JP\u{1}\u{1B}[A\r\nq\rx\(end)j", [.paste("JP\u{1}\u{1B}[A\nq\nx"), .j]),
      ("\(start)\(end)j", [.paste(""), .j]),
      ("\(start)a\u{0}b\(end)", [.paste("a\u{0}b")]),
      ("\(start)\u{1A}\u{4}q\(end)", [.paste("\u{1A}\u{4}q")]),
      ("\(start)a\u{1B}]0;t\u{7}b\(end)q", [.paste("a\u{1B}]0;t\u{7}b"), .q]),
      ("\u{1B}[200;1~P\(end)q", [.paste("P"), .q]),
      // Contains text that only resembles an end mark.
      ("\(start)a\u{1B}[201;1~q\(end)", [.paste("a\u{1B}[201;1~q")]),
      ("\(start)a\u{1B}[0201~q\(end)", [.paste("a\u{1B}[0201~q")]),
      ("\(start)a\u{1B}[201\u{1B}[201~q", [.paste("a\u{1B}[201"), .q]),
      ("\(start)a\u{9B}201~q\(end)", [.paste("a\u{9B}201~q")]),
      // Contains another start mark.
      ("\(start)a\(start)b\(end)", [.paste("a\(start)b")]),
      ("\(start)a\(start)b\(end)q\(end)j", [.paste("a\(start)b\(end)q"), .j]),
      ("\(start)a\(start)b\(end)\(pause)j", [.paste("a\(start)b"), .j]),
      // Ends after a pause.
      ("\(start)abc\(pause)j", [.unfinishedPaste("abc"), .j]),
      ("\(start)abc\u{1B}[20\(pause)j", [.unfinishedPaste("abc\u{1B}[20"), .j]),
      ("\(start)\(pause)j", [.unfinishedPaste(""), .j]),
      // Ends at Ctrl-C; bytes that follow at once still belong to the paste.
      ("\(start)abc\u{3}\(pause)j", [.pasteCancelled, .j]),
      ("\(start)abc\u{3}q\(end)j", [.pasteCancelled, .j]),
      ("\(start)abc\u{3}q\u{3}q\(end)j", [.pasteCancelled, .j]),
      ("\(start)abc\u{3}q\u{3}\(pause)j", [.pasteCancelled, .j]),
      ("\(start)abc\u{3}\(end)j", [.pasteCancelled, .j]),
      ("\(start)abc\u{3}qqq\(pause)j", [.pasteCancelled, .j]),
      ("\(start)abc\u{3}\(pause)\(start)d\(end)", [.pasteCancelled, .paste("d")]),
      ("\(start)abc\u{3}\(pause)\u{3}", [.pasteCancelled, .interrupt]),
      // Begins late: the connection paused within the start mark.
      ("\u{1B}\(pause)[200~q\(end)j", [.key(.escape), .paste("q"), .j]),
      ("\u{1B}\(pause)[5~j", [.key(.escape), .key(.pageUp), .j]),
      ("\u{1B}\(pause)[\(pause)j", [.key(.escape), .key(.character("[")), .j]),
      ("\u{1B}\(pause)[\r", [.key(.escape), .key(.character("[")), .key(.enter)]),
      ("\u{1B}\(pause)j[j", [.key(.escape), .j, .key(.character("[")), .j]),
      // Begins after an incomplete sequence.
      ("\u{1B}O\(start)q\(end)", [.paste("q")]),
      ("\u{1B}[[\(start)q\(end)", [.paste("q")]),
      ("\u{1B}[M\(start)q\(end)", [.paste("q")]),
      ("\u{1B}]0;t\(start)q\(end)", [.paste("q")]),
      ("\u{1B}[1;\(start)q\(end)", [.paste("q")]),
      ("\u{1B}\(start)q\(end)", [.key(.escape), .paste("q")]),
    ] as [(String, [InputEvent])])
  func paste(bytes: String, events: [InputEvent]) {
    #expect(decode(bytes) == events)
  }

  @Test("it makes no difference where the bytes are split")
  func cuts() {
    let bytes = Array("\(start)a\u{1B}[201;q\(start)b\(end)c\(end)\(start)d\u{3}q\(end)j".utf8)
    let events: [InputEvent] = [
      .paste("a\u{1B}[201;q\(start)b\(end)c"), .pasteCancelled, .j,
    ]
    for cut in 0...bytes.count {
      var decoder = InputDecoder()
      let found = decoder.decode(bytes[..<cut]) + decoder.decode(bytes[cut...])
      #expect(found == events, "cut at \(cut)")
    }
  }

  @Test("a paste waits 5 seconds for more, and so does an incomplete start mark")
  func patience() {
    for (text, milliseconds) in [
      ("\u{1B}[3", 300), ("\u{1B}[", 5000), ("\u{1B}[2", 5000), ("\u{1B}[20", 5000),
      ("\u{1B}[200", 5000), (start, 5000),
      ("\(start)a\u{1B}", 5000), ("\(start)a\(start)b\(end)", 25), ("\(start)a\u{3}", 25),
      ("\(start)a\u{3}q", 5000), ("\(start)a\(end)", nil),
    ] as [(String, Int?)] {
      var decoder = InputDecoder()
      _ = decoder.decode(text.utf8)
      #expect(decoder.patienceMilliseconds == milliseconds, "\(text.debugDescription)")
    }
  }

  @Test("an interrupt signal cancels a paste too")
  func signal() {
    var decoder = InputDecoder()
    let before = decoder.interrupt()
    _ = decoder.decode("\(start)abc".utf8)
    let during = decoder.interrupt()
    let after = decoder.decode("q\(end)j".utf8)
    #expect(before == .interrupt && during == .pasteCancelled)
    #expect(after == [.j])
  }

  @Test("no bytes between the marks are decoded as keys")
  func random() {
    let pieces = [
      start, "\u{1B}", "\u{1B}[", "\u{1B}[20", "\u{1B}[201", "[201~", "q", "P\r", "\u{0}",
      "\u{1B}]",
    ]
    for seed in 0..<2_000 {
      var numbers = Numbers(state: UInt64(seed))
      var text = ""
      for _ in 0..<numbers.below(12) { text += pieces[numbers.below(pieces.count)] }
      guard !text.contains(end) else { continue }
      var decoder = InputDecoder()
      let bytes = Array((start + text + end).utf8)
      let cut = numbers.below(bytes.count)
      let events = decoder.decode(bytes[..<cut]) + decoder.decode(bytes[cut...]) + decoder.flush()
      #expect(events == [.paste(text.replacing("\r", with: "\n"))], "\(text.debugDescription)")
    }
  }
}

/// A random number generator with a seed (SplitMix64).
private struct Numbers {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ mixed >> 31) % UInt64(limit))
  }
}

extension InputEvent {
  fileprivate static var j: InputEvent { .key(.character("j")) }
  fileprivate static var q: InputEvent { .key(.character("q")) }
}
