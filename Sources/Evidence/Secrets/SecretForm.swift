/// Recognizes secrets by their form if no name precedes them.
enum SecretForm {
  /// Whether a secret can contain `byte`: the alphabets of Base64 (RFC 4648) without padding.
  static func isPart(_ byte: UInt8) -> Bool {
    isLower(byte) || isUpper(byte) || isDigit(byte) || "+/_-".utf8.contains(byte)
  }

  /// Whether the word is a JSON web token (RFC 7519), which begins with an object in Base64.
  static func isWebToken(_ word: ArraySlice<UInt8>) -> Bool {
    word.count >= 20 && word.starts(with: "eyJ".utf8)
  }

  /// Whether the word is a secret access key of 40 characters, or a session token, which is longer
  /// than any name.
  static func isSecret(_ word: ArraySlice<UInt8>) -> Bool {
    if word.count == 40 {
      return !word.contains { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
        && changes(in: word) >= 10
    }
    return word.count >= 100 && changes(in: word) >= word.count / 4
  }

  /// Whether `value`, after a name that is also an ordinary word, is not an ordinary word.
  static func isOpaque(_ value: ArraySlice<UInt8>) -> Bool {
    value.count >= 8 && (value.contains(where: isDigit) || changes(in: value) > 3)
  }

  /// Whether `value` contains a digit.
  static func hasDigit(_ value: ArraySlice<UInt8>) -> Bool { value.contains(where: isDigit) }

  /// Whether `value` can be a secret at all: not empty, not a JSON value without content, and not
  /// an ARN, or hidden already.
  static func canHide(_ value: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: value.prefix(8), as: UTF8.self)
    return !value.isEmpty && !["null", "None", "true", "false"].contains(text)
      && !text.hasPrefix("arn:")
      && !value.starts(with: SecretText.mark.utf8)
  }

  /// Whether `value` is a word of an error message, as in `secret: access denied`.
  static func isOrdinary(_ value: ArraySlice<UInt8>) -> Bool {
    guard value.count <= 16 else { return false }
    let word = value.filter { !",.;:!?()".utf8.contains($0) }
    return ordinary.contains(String(decoding: word, as: UTF8.self).lowercased())
  }

  /// Words that follow the name of a secret in the messages of AWS and of its client.
  private static let ordinary: Set<String> = [
    "a", "access", "all", "already", "an", "and", "any", "are", "argument", "arguments", "as", "at",
    "authentication", "authorization", "bad", "be", "but", "by", "can", "cannot", "contains",
    "could", "denied", "did", "do", "does", "either", "empty", "error", "exists", "expected",
    "expired", "failed", "failure", "file", "flag", "for", "found", "from", "had", "has", "have",
    "if", "in", "incorrect", "invalid", "is", "it", "key", "length", "may", "missing", "must",
    "no", "none", "not", "null", "of", "on", "one", "only", "option", "options", "or",
    "parameter", "parameters", "please", "policy", "provided", "request", "required", "requires",
    "service", "should", "specified", "string", "the", "this", "to", "token", "too", "type",
    "unable", "undefined", "unknown", "unsupported", "use", "used", "user", "using", "value",
    "values", "was", "were", "when", "which", "will", "with", "would", "wrong", "you", "your",
  ]

  /// The number of changes between upper case, lower case and digits: in random text nearly
  /// everywhere, in names and paths only at the beginning of words. Returns 0 if one of the three
  /// is missing.
  private static func changes(in word: ArraySlice<UInt8>) -> Int {
    let kinds = word.compactMap { byte in
      isLower(byte) ? 0 : isUpper(byte) ? 1 : isDigit(byte) ? 2 : nil
    }
    guard Set(kinds).count == 3 else { return 0 }
    return zip(kinds, kinds.dropFirst()).count { $0 != $1 }
  }

  private static func isLower(_ byte: UInt8) -> Bool { (97...122).contains(byte) }
  private static func isUpper(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
