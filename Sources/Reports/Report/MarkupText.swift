internal import Checklist
internal import Platform

/// Text from evidence and notes, escaped for XML and HTML text and attributes.
enum MarkupText {
  /// Characters that begin a tag or an entity, or end an attribute.
  static let escapes = Escapes([
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
  ])

  /// The text with line breaks, hidden characters made visible, and without tags or entities.
  static func escaped(_ text: String) -> String {
    if escapes.areUnnecessary(in: text) { return text }
    return escapes.escaped(VisibleText.paragraphs(text))
  }
}

extension TextSink {
  /// Writes `text`, escaped.
  @discardableResult
  func put(markup text: String) -> TextSink {
    put(text, MarkupText.escapes, otherwise: MarkupText.escaped)
  }
}

extension String {
  /// Whether the first character is printable ASCII.
  var beginsVisibly: Bool { firstByte.map { (0x21...0x7E).contains($0) } ?? false }

  /// Whether the text is blank. Optimized for thousands of texts, most of which begin with a
  /// letter.
  var hasNoVisibleText: Bool { !beginsVisibly && isBlank }
}
