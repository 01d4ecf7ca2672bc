/// A JSON error with its position.
public struct JSONError: Error, Hashable, Sendable {
  /// The error.
  public enum Reason: Hashable, Sendable {
    case expectedValue, expectedKey, expectedColon
    case expectedCommaOrEndOfObject, expectedCommaOrEndOfList
    case trailingComma, trailingData, unterminatedString
    case controlCharacterInString(UInt8)
    case invalidEscape, loneSurrogate, invalidUTF8, invalidNumber
    case duplicateKey(String, first: TextPosition)
    case tooDeep(limit: Int), tooLarge(limit: Int), empty
  }

  /// The error.
  public let reason: Reason
  /// The position, as a byte offset from the start of the text.
  public let offset: Int
  /// The position, as an editor shows it.
  public let position: TextPosition

  /// What was expected, in one line.
  public var message: String {
    switch reason {
    case .expectedValue: "expected a JSON value"
    case .expectedKey: "expected a member name in double quotes"
    case .expectedColon: "expected ':' after the member name"
    case .expectedCommaOrEndOfObject: "expected ',' or '}'"
    case .expectedCommaOrEndOfList: "expected ',' or ']'"
    case .trailingComma: "unexpected comma before the closing bracket"
    case .trailingData: "expected the end of the file after the JSON value"
    case .unterminatedString: "the text ends inside a string; the file is truncated"
    case .controlCharacterInString(let byte):
      "unescaped control character (0x\(hex(byte))) in a string"
    case .invalidEscape: "invalid escape; expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"
    case .loneSurrogate: "unpaired surrogate"
    case .invalidUTF8: "the bytes are not UTF-8"
    case .invalidNumber: "invalid number"
    case .duplicateKey(let key, let first):
      "duplicate member \"\(key)\", first at \(first)"
    case .tooDeep(let limit): "brackets are nested deeper than \(limit) levels"
    case .tooLarge(let limit): "the text is longer than \(limit >> 20) MiB"
    case .empty: "the file is empty; expected JSON"
    }
  }
}

func hex(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return digits.count == 1 ? "0" + digits : digits
}
