/// Makes text from the evidence safe to print, by showing invisible characters and those that
/// reorder text.
///
/// AWS allows control characters in policy documents and right-to-left marks in tags. A character
/// of the categories Cc, Cf, Zl, Zp, Co and Cn becomes `⟨U+202E⟩`, so that it has no effect but is
/// not lost.
public enum VisibleText {
  /// `text` on one line; line breaks and tabs are shown like other control characters.
  public static func line(_ text: String) -> String {
    if isPlain(text) { return text }
    var result = ""
    var start = text.startIndex
    let scalars = text.unicodeScalars
    for place in scalars.indices where !isVisible(scalars[place]) {
      result += text[start..<place] + escape(scalars[place])
      start = scalars.index(after: place)
    }
    return result + text[start...]
  }

  /// The lines of a text from an editor, each made visible.
  public static func lines(_ text: String) -> [String] {
    if isPlain(text) { return [text] }
    let parts = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      let endsInReturn = index + 1 < parts.count && part.last == UInt8(ascii: "\r")
      return line(String(Substring(endsInReturn ? part.dropLast() : part)))
    }
  }

  /// `text` with line feeds as line breaks, and each line made visible.
  public static func paragraphs(_ text: String) -> String {
    let isVisible = text.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == UInt8(ascii: "\n") }
    return isVisible ? text : lines(text).joined(separator: "\n")
  }

  /// Whether the text is printable ASCII, as most are, and needs no changes.
  package static func isPlain(_ text: String) -> Bool {
    text.withBytes { printable.firstOther(in: $0, from: 0) == $0.count }
  }

  private static let printable = ASCIISet(ASCIISet.printable)

  /// Whether `scalar` can be printed unchanged.
  public static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    if (" "..."~").contains(scalar) { return true }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .surrogate:
      false
    default: true
    }
  }

  /// The escape of `scalar`.
  public static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
  }
}
