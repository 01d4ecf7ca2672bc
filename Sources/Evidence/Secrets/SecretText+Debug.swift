/// The log records that `aws --debug` writes, including requests, signatures and answers.
enum DebugOutput {
  private static let mark = "[debug output omitted]"
  /// The beginnings of the client's own error messages (botocore `exceptions.py`, awscli
  /// `errorhandler.py`).
  private static let errors = [
    "An error occurred (", "aws: ", "Unable to ", "Could not ", "You must ", "Error ",
    "The config profile", "Partial credentials", "Connect timeout", "Read timeout",
    "SSL validation", "Failed to connect", "Unknown options",
  ]

  /// `text` without debug output.
  static func removed(from text: String) -> String {
    guard text.contains(" - DEBUG - ") || text.contains(" - INFO - ") else { return text }
    var lines: [Substring] = []
    var isInside = false
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if isRecord(line) {
        if !isInside { lines.append(mark[...]) }
        isInside = true
      } else if isInside, errors.contains(where: line.hasPrefix) {
        isInside = false
      }
      if !isInside { lines.append(line) }
    }
    return lines.joined(separator: "\n")
  }

  /// `2026-11-26 22:00:00,123 - MainThread - botocore.auth - DEBUG - Calculating signature`
  private static func isRecord(_ line: Substring) -> Bool {
    let start = line.prefix(10).utf8.map { $0 }
    return start.count == 10 && start[4] == UInt8(ascii: "-") && start[7] == UInt8(ascii: "-")
      && start[0] &- UInt8(ascii: "0") < 10
      && (line.contains(" - DEBUG - ") || line.contains(" - INFO - "))
  }
}
