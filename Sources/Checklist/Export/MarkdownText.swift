internal import Model

/// Text from evidence and from notes, written so that Markdown shows it and obeys none of it.
///
/// It holds for CommonMark and GitHub's additions: no markup, no HTML, no link, no mention, no
/// table cell can be opened or closed from within.
enum MarkdownText {
  /// Text within a line or a table cell.
  static func inline(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    var result = ""
    for scalar in VisibleText.line(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!", "$", "@":
        result += "\\"
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    // What GitHub makes a link of by itself.
    return result.replacing("://", with: "\\://").replacing("www.", with: "www\\.")
  }

  /// Whether the byte means nothing in Markdown wherever it stands in a line.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: " -+=,;()'\"?%/".utf8.contains(byte)
    }
  }

  /// A code span; its fence is longer than any in the text.
  static func code(_ text: String) -> String {
    let visible = VisibleText.line(text)
    guard !visible.allSatisfy({ $0 == " " }) else { return "(empty)" }
    var (longest, run) = (0, 0)
    for scalar in visible.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let isTouching = visible.hasPrefix("`") || visible.hasSuffix("`")
    return isTouching ? "\(fence) \(visible) \(fence)" : fence + visible + fence
  }

  /// A code span in a table, where a bar ends the cell even within code.
  static func codeInTable(_ text: String) -> String {
    code(text).replacing("|", with: "\\|")
  }

  /// A note as a quotation, line by line; each line ends hard, as its author ended it.
  static func quotation(_ text: String, indentation: String) -> [String] {
    paragraph(text).map { "\(indentation)> \($0)" }
  }

  /// A text line by line; each line ends hard, as its author ended it.
  static func paragraph(_ text: String) -> [String] {
    let lines = VisibleText.lines(text).map { line in
      startingSafely(inline(String(line.trimmingPrefix(while: \.isWhitespace))))
    }
    return lines.enumerated().map { index, line in
      line + (index + 1 < lines.count && !line.isEmpty ? "\\" : "")
    }
  }

  /// At the start of a line also these begin something: a list, a rule, a heading below a line.
  private static func startingSafely(_ line: String) -> String {
    guard let first = line.unicodeScalars.first else { return line }
    if "-+=".unicodeScalars.contains(first) { return "\\" + line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line[digits.endIndex...]
    if !digits.isEmpty, rest.first == "." || rest.first == ")" { return digits + "\\" + rest }
    return line
  }
}
