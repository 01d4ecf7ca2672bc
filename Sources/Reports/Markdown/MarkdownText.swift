internal import Platform

/// Text from evidence and notes, escaped so that it has no effect in Markdown.
///
/// Covers CommonMark and the extensions of GitHub: text cannot create markup, HTML, links or
/// mentions, and cannot begin or end a table cell.
enum MarkdownText {
  /// Characters with a meaning in a line or table cell.
  static let escapes = Escapes(
    [
      "&": "&amp;", "<": "&lt;", ">": "&gt;", "\\": "\\\\", "`": "\\`", "*": "\\*", "_": "\\_",
      "[": "\\[", "]": "\\]", "|": "\\|", "~": "\\~", "#": "\\#", "!": "\\!", "$": "\\$",
      "@": "\\@", ":": "\\:", ".": "\\.",
    ],
    where: [
      // GitHub turns these into links.
      ":": { bytes, place in follows(bytes, place, "//") },
      ".": { bytes, place in precedes(bytes, place, "www") },
    ])

  /// Text in a line or table cell.
  static func inline(_ text: String) -> String {
    escapes.areUnnecessary(in: text) ? text : escapes.escaped(VisibleText.line(text))
  }

  private static func follows(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ text: StaticString
  ) -> Bool {
    let end = place + 1 + text.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(bytes[(place + 1)..<end]) }
  }

  private static func precedes(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ text: StaticString
  ) -> Bool {
    let start = place - text.utf8CodeUnitCount
    guard start >= 0 else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(bytes[start..<place]) }
  }

  /// Characters that require a longer fence.
  fileprivate static let fences = Escapes(["`": "`"])

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

  /// A code span in a table, in which a bar ends the cell even inside code.
  static func codeInTable(_ text: String) -> String {
    code(text).replacing("|", with: "\\|")
  }

  /// A note as a quotation; line breaks of the author are kept.
  static func quotation(_ text: String, indentation: String) -> [String] {
    paragraph(text).map { "\(indentation)> \($0)" }
  }

  /// A text as lines; line breaks of the author are kept.
  static func paragraph(_ text: String) -> [String] {
    if let first = text.firstByte, first != UInt8(ascii: " "),
      text.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
    {
      return [startingSafely(inline(text))]
    }
    let lines = VisibleText.lines(text).map { line in
      startingSafely(inline(String(line.trimmingPrefix(while: \.isWhitespace))))
    }
    return lines.enumerated().map { index, line in
      line + (index + 1 < lines.count && !line.isEmpty ? "\\" : "")
    }
  }

  /// At the start of a line, further characters are escaped: they would begin a list or a rule, or
  /// turn the line above into a heading.
  private static func startingSafely(_ line: String) -> String {
    guard let first = line.utf8.first else { return line }
    if "-+=".utf8.contains(first) { return "\\" + line }
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line[digits.endIndex...]
    if !digits.isEmpty, rest.first == "." || rest.first == ")" { return digits + "\\" + rest }
    return line
  }
}

/// The same, written to a sink, for large numbers of elements.
extension TextSink {
  /// Writes text in a line.
  @discardableResult
  func put(inline text: String) -> TextSink {
    put(text, MarkdownText.escapes, otherwise: MarkdownText.inline)
  }

  /// Writes a code span.
  @discardableResult
  func put(codeSpan text: String) -> TextSink {
    guard let first = text.firstByte, first != UInt8(ascii: " "),
      MarkdownText.fences.areUnnecessary(in: text)
    else { return put(MarkdownText.code(text)) }
    return put("`").put(text).put("`")
  }
}
