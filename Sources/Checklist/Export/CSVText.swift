internal import Model

/// Rows and cells of CSV (RFC 4180) that no spreadsheet takes for formulas.
enum CSVText {
  /// A row with its line break.
  static func row(_ cells: [String]) -> String {
    var row = ""
    for (index, text) in cells.enumerated() {
      if index > 0 { row += "," }
      row += cell(text)
    }
    return row + "\r\n"
  }

  /// One cell: visible, no formula, quoted where it must be.
  static func cell(_ text: String) -> String {
    guard let first = text.utf8.first else { return "" }
    if text.utf8.allSatisfy(isPlain) { return isSign(first) ? "'" + text : text }
    // The sign counts in the text as it was too: a tab at its start is shown, not obeyed.
    let content = (isSign(first) ? "'" : "") + VisibleText.lines(text).joined(separator: "\n")
    let mustQuote = content.utf8.contains { byte in
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
    }
    return mustQuote ? "\"" + content.replacing("\"", with: "\"\"") + "\"" : content
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ",")
  }

  /// Whether a spreadsheet takes a cell that begins so for a formula.
  private static func isSign(_ byte: UInt8) -> Bool { "=+-@\t\r".utf8.contains(byte) }
}
