/// Access key ids in texts; they are not secret, but are shown shortened.
enum AccessKeyID {
  /// Whether `text` has the form of an access key id
  /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids).
  static func isValid(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 20 && (text.hasPrefix("AKIA") || text.hasPrefix("ASIA"))
      && text.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) }
  }

  /// Whether `text` contains an access key id as a separate word.
  static func isIn(_ text: String) -> Bool {
    text.split { !$0.isASCII || !$0.isLetter && !$0.isNumber }.contains(where: isValid)
  }

  /// `text` with each access key id shortened to `AKIA…WXYZ`.
  static func shortened(_ text: String) -> String {
    var result = ""
    var word = ""
    func close() -> String { isValid(word) ? word.prefix(4) + "…" + word.suffix(4) : word }
    for character in text {
      if character.isASCII, character.isLetter || character.isNumber {
        word.append(character)
      } else {
        result += close() + String(character)
        word = ""
      }
    }
    return result + close()
  }
}
