/// `text` as one word of a POSIX shell.
///
/// Names come from the evidence and people paste the commands that advice shows, so whatever is
/// not plainly harmless goes between single quotes, and control characters are shown, not passed.
func shellQuoted(_ text: String) -> String {
  let isPlain =
    !text.isEmpty
    && text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "-_./:=@,+".utf8.contains(byte)
    }
  guard !isPlain || text.hasPrefix("-") else { return text }
  let visible = text.unicodeScalars.allSatisfy { !$0.properties.generalCategory.isControl }
  let body =
    visible
    ? text
    : text.unicodeScalars.filter {
      !$0.properties.generalCategory.isControl
    }.map(String.init).joined()
  return "'"
    + body.split(separator: "'", omittingEmptySubsequences: false)
    .joined(separator: "'\\''") + "'"
}

extension Unicode.GeneralCategory {
  fileprivate var isControl: Bool { self == .control || self == .format }
}

/// A command of the `aws` command line with its options, every value quoted and bound to its
/// option by `=`, so that a name that begins with a dash stays a value.
func awsCommand(_ operation: String, _ options: KeyValuePairs<String, String>) -> String {
  (["aws " + operation] + options.map { "--\($0.key)=\(shellQuoted($0.value))" })
    .joined(separator: " ")
}
