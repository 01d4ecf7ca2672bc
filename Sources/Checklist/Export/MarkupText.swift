internal import Model

/// Text from evidence and from notes between the tags of XML and HTML, or in an attribute.
enum MarkupText {
  /// The text with its line breaks, everything else that cannot be seen shown, and nothing in it a
  /// tag or an entity.
  static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    var result = ""
    for scalar in VisibleText.lines(text).joined(separator: "\n").unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && !"&<>\"'".utf8.contains(byte)
  }
}
