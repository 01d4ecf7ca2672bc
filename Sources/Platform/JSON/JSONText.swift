/// Encodes and decodes the content of JSON strings.
package enum JSONText {
  /// Decodes `raw`, the bytes between the quotes, which the parser has checked.
  package static func decode(_ raw: Slice<UnsafeBufferPointer<UInt8>>, hasEscapes: Bool) -> String {
    let buffer = UnsafeBufferPointer(rebasing: raw)
    guard hasEscapes else { return String(decoding: buffer, as: UTF8.self) }
    var units: [UInt8] = []
    units.reserveCapacity(buffer.count)
    var index = 0
    while index < buffer.count {
      guard buffer[index] == UInt8(ascii: "\\") else {
        units.append(buffer[index])
        index += 1
        continue
      }
      switch buffer[index + 1] {
      case UInt8(ascii: "b"): units.append(0x08)
      case UInt8(ascii: "f"): units.append(0x0C)
      case UInt8(ascii: "n"): units.append(0x0A)
      case UInt8(ascii: "r"): units.append(0x0D)
      case UInt8(ascii: "t"): units.append(0x09)
      case UInt8(ascii: "u"):
        let (scalar, length) = scalar(in: buffer, at: index)
        units.append(contentsOf: String(scalar).utf8)
        index += length
        continue
      case let literal: units.append(literal)
      }
      index += 2
    }
    return String(decoding: units, as: UTF8.self)
  }

  private static func scalar(
    in buffer: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (Unicode.Scalar, length: Int) {
    let high = codeUnit(in: buffer, at: index)
    guard high & 0xFC00 == 0xD800 else { return (Unicode.Scalar(high) ?? "\u{FFFD}", 6) }
    let low = codeUnit(in: buffer, at: index + 6)
    return (Unicode.Scalar(0x10000 + (high & 0x3FF) << 10 + low & 0x3FF) ?? "\u{FFFD}", 12)
  }

  private static func codeUnit(in buffer: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32 {
    buffer[index + 2..<index + 6].reduce(0) { $0 << 4 | UInt32(hexDigit($1) ?? 0) }
  }

  /// The short escapes of characters with a meaning in a string.
  package static let escapes = Escapes([
    "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t",
  ])

  /// Appends `text` in quotes. Control, bidirectional and other invisible characters are escaped,
  /// so that they have no effect in a terminal or editor that shows the file.
  static func encode(_ text: String, into output: inout String) {
    output.append("\"")
    if escapes.areUnnecessary(in: text) {
      output.append(text)
    } else {
      output.append(escaped(text))
    }
    output.append("\"")
  }

  /// Encodes `text` for use between quotes.
  package static func escaped(_ text: String) -> String {
    if escapes.areSufficient(for: text) { return escapes.escaped(text) }
    var output = ""
    // Visible characters up to the next invisible one are escaped together.
    var start = text.startIndex
    let scalars = text.unicodeScalars
    for place in scalars.indices where !isShown(scalars[place]) {
      output += escapes.escaped(String(text[start..<place])) + escape(scalars[place])
      start = scalars.index(after: place)
    }
    return output + escapes.escaped(String(text[start...]))
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " "..."~", "\n", "\r", "\t": true
    default: !isInvisible(scalar)
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    (UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter).reduce(into: "") { text, unit in
      text += "\\u" + (hex(UInt8(unit >> 8)) + hex(UInt8(unit & 0xFF))).lowercased()
    }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .surrogate:
      true
    default: false
    }
  }
}
