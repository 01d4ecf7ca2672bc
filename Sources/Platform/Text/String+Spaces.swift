extension StringProtocol {
  /// The text without white space at its ends.
  package var trimmed: String { trimmed(where: \.isWhitespace) }

  /// The text without the characters at its ends for which `isRemoved` is true.
  package func trimmed(where isRemoved: (Character) -> Bool) -> String {
    guard let first = firstIndex(where: { !isRemoved($0) }),
      let last = lastIndex(where: { !isRemoved($0) })
    else { return "" }
    return String(self[first...last])
  }
}

extension String {
  /// The text, padded with spaces to `width` characters.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
