extension String {
  /// Whether a spreadsheet could take a cell with this text for a formula: it begins with `=`, `+`,
  /// `-` or `@`, in ASCII or in a wide or small form, after any white space and invisible
  /// characters. A tab or a line break at the start also counts, because some programs drop it on
  /// import. See
  /// https://owasp.org/www-community/attacks/CSV_Injection.
  package var startsFormula: Bool {
    switch utf8.first {
    case UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): return true
    case let first? where (UInt8(ascii: "!")...UInt8(ascii: "~")).contains(first):
      return String.formulaSigns.contains(Unicode.Scalar(first))
    default: break
    }
    let first = unicodeScalars.first { !String.isSkipped($0) }
    return first.map(String.formulaSigns.contains) ?? false
  }

  /// The signs in ASCII, in full width, and small.
  private static let formulaSigns: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\u{FE66}", "\u{FE62}",
    "\u{FE63}", "\u{FE6B}",
  ]

  /// Whether a program that trims a cell could drop `scalar`.
  private static func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
      || !VisibleText.isVisible(scalar)
  }
}
