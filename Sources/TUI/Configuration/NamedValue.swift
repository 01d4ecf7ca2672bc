import Platform

/// A line `NAME = VALUE` of a file in the configuration folder.
struct NamedValue {
  let name: String
  let value: String

  /// Parses a line; nil for a comment, and if the name or the value is missing.
  init?(_ line: String) {
    guard !line.hasPrefix("#"), let sign = line.firstIndex(of: "=") else { return nil }
    name = String(line[..<sign]).trimmed
    value = String(line[line.index(after: sign)...]).trimmed
    if name.isEmpty || value.isEmpty { return nil }
  }
}
