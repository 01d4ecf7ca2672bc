/// Text from evidence made safe to print: what cannot be seen, or moves what can, is shown.
///
/// AWS lets control characters into policy documents and right-to-left marks into tags. A
/// character of the categories Cc, Cf, Zl, Zp, Co and Cn becomes `⟨U+202E⟩`, so that it is neither
/// obeyed nor lost.
public enum VisibleText {
  /// `text` on one line: line breaks and tabs are shown like any other control character.
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

  /// The lines of a text that a person wrote in an editor, each made visible.
  public static func lines(_ text: String) -> [String] {
    if isPlain(text) { return [text] }
    let parts = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      let endsInReturn = index + 1 < parts.count && part.last == UInt8(ascii: "\r")
      return line(String(Substring(endsInReturn ? part.dropLast() : part)))
    }
  }

  /// `text` with its line breaks as line feeds, and each line visible.
  public static func paragraphs(_ text: String) -> String {
    let isVisible = text.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == UInt8(ascii: "\n") }
    return isVisible ? text : lines(text).joined(separator: "\n")
  }

  /// Whether all of it is printable ASCII, as most texts are: there is nothing to show.
  package static func isPlain(_ text: String) -> Bool {
    text.withBytes { printable.firstOther(in: $0, from: 0) == $0.count }
  }

  private static let printable = ASCIISet(ASCIISet.printable)

  /// Whether `scalar` can be printed as it is.
  public static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    if (" "..."~").contains(scalar) { return true }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .surrogate:
      false
    default: true
    }
  }

  /// What is shown in the place of `scalar`.
  public static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
  }
}
