internal import Model

/// Text from evidence and from notes between the tags of XML and HTML, or in an attribute.
enum MarkupText {
  /// What begins a tag or an entity, or ends an attribute.
  static let escapes = Escapes([
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
  ])

  /// The text with its line breaks, everything else that cannot be seen shown, and nothing in it a
  /// tag or an entity.
  static func escaped(_ text: String) -> String {
    if escapes.areNeedless(in: text) { return text }
    return escapes.escaped(VisibleText.paragraphs(text))
  }
}

extension TextSink {
  /// Puts `text` as `MarkupText.escaped` gives it.
  @discardableResult
  func put(markup text: String) -> TextSink {
    put(text, MarkupText.escapes, otherwise: MarkupText.escaped)
  }
}

extension String {
  /// Whether its first character is a printable one of ASCII.
  var beginsVisibly: Bool { firstByte.map { (0x21...0x7E).contains($0) } ?? false }

  /// Whether there is nothing in it to read; asked of thousands, most of which begin with a letter.
  var isUnwritten: Bool { !beginsVisibly && isBlank }
}
