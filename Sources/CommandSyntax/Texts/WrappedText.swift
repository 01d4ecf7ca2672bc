/// Text in lines of a limited width.
enum WrappedText {
  /// The words of `text` in lines of at most `width` characters, indented by `indent` spaces; the first
  /// line begins with `head` instead. A longer word has its own line.
  static func lines(
    _ text: String, width: Int, indent: Int = 0, head: String? = nil
  ) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = head ?? margin
    var isEmpty = true
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        (line, isEmpty) = (margin, true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }

  /// Paragraphs, which empty lines separate.
  static func paragraphs(_ text: String, width: Int) -> [String] {
    text.split(separator: "\n\n").map { lines(String($0), width: width) }
      .joined(separator: [""]).map(\.self)
  }
}
