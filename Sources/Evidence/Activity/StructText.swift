internal import Platform

/// Turns the text of a structure, as Athena and CloudTrail Lake print it, into JSON:
///
///     {type=AssumedRole, arn=arn:aws:sts::…, sessioncontext={attributes={mfaauthenticated=false}}}
///
/// Values are not quoted, so a value ends before `, name=` or the closing bracket.
struct StructText {
  private static let deepest = 8
  private let text: [UInt8]
  private var place = 0
  private var output = ""

  /// The JSON text of `text`; JSON remains unchanged. Nil if it has another form.
  static func json(_ text: String) -> String? {
    if text.hasPrefix("{\"") || text.hasPrefix("[{\"") || text == "{}" || text == "[]" {
      return text
    }
    var parser = StructText(text: Array(text.utf8))
    guard parser.value(depth: 0), parser.place == parser.text.count else { return nil }
    return parser.output
  }

  private init(text: [UInt8]) { self.text = text }

  private var current: UInt8 { place < text.count ? text[place] : 0 }

  private mutating func value(depth: Int) -> Bool {
    guard depth < Self.deepest else { return false }
    switch current {
    case UInt8(ascii: "{"): return members(depth: depth, close: UInt8(ascii: "}"), named: true)
    case UInt8(ascii: "["): return members(depth: depth, close: UInt8(ascii: "]"), named: false)
    default:
      let start = place
      while place < text.count, !isEndOfValue { place += 1 }
      let word = String(decoding: text[start..<place], as: UTF8.self)
      output += word == "null" ? word : TextSink.text { $0.put(json: word) }
      return true
    }
  }

  private var isEndOfValue: Bool {
    let byte = text[place]
    if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { return true }
    guard byte == UInt8(ascii: ","), place + 2 < text.count, text[place + 1] == 0x20 else {
      return false
    }
    let name = text[(place + 2)...].prefix { isLetter($0) }
    let end = place + 2 + name.count
    return text[place + 2] == UInt8(ascii: "{")
      || !name.isEmpty && end < text.count && text[end] == UInt8(ascii: "=")
  }

  private mutating func members(depth: Int, close: UInt8, named: Bool) -> Bool {
    output += named ? "{" : "["
    place += 1
    var isFirst = true
    while place < text.count, current != close {
      if !isFirst {
        guard current == UInt8(ascii: ","), place + 1 < text.count else { return false }
        place += 2
        output += ","
      }
      isFirst = false
      if named {
        let start = place
        while isLetter(current) || current == UInt8(ascii: "_") { place += 1 }
        guard place > start, current == UInt8(ascii: "=") else { return false }
        output += "\"" + String(decoding: text[start..<place], as: UTF8.self) + "\":"
        place += 1
      }
      guard value(depth: depth + 1) else { return false }
    }
    guard current == close else { return false }
    place += 1
    output += named ? "}" : "]"
    return true
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
