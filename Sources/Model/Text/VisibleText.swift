/// Text from evidence made safe to print: what cannot be seen, or moves what can, is shown.
///
/// AWS lets control characters into policy documents and right-to-left marks into tags. A
/// character of the categories Cc, Cf, Zl, Zp, Co and Cn becomes `⟨U+202E⟩`, so that it is neither
/// obeyed nor lost.
public enum VisibleText {
  /// `text` on one line: line breaks and tabs are shown like any other control character.
  public static func line(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isVisible(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += escape(scalar)
      }
    }
    return result
  }

  /// The lines of a text that a person wrote in an editor, each made visible.
  public static func lines(_ text: String) -> [String] {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return [text] }
    return text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map { line(String($0)) }
  }

  /// Whether `scalar` can be printed as it is.
  public static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
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
