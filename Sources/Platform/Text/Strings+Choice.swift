extension [String] {
  /// The values as a choice: `a`, `a or b`, `a, b or c`.
  package var asChoice: String {
    guard count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + self[count - 1]
  }
}
