internal import Model

/// Text from evidence and from notes between the tags of XML and HTML, or in an attribute.
enum MarkupText {
  /// The text with its line breaks, everything else that cannot be seen shown, and nothing in it a
  /// tag or an entity.
  static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    if let escaped = text.replacingASCII({ entity($0[$1]) }) { return escaped }
    var result = ""
    for scalar in VisibleText.lines(text).joined(separator: "\n").unicodeScalars {
      if scalar.isASCII, let entity = entity(UInt8(ascii: scalar)) {
        result += "\(entity)"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func entity(_ byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && !"&<>\"'".utf8.contains(byte)
  }
}
