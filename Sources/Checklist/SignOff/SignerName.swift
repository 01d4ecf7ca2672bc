internal import Model

/// The name by which a person stands in a file of allowed signers (ssh-keygen(1), ALLOWED SIGNERS).
///
/// There a name is one of a list, with wildcards and options behind it; what would be read as more
/// than a name cannot be vouched for by anybody, and is refused before it is signed.
public struct SignerName: Hashable, Sendable {
  /// The name.
  public let text: String

  /// The longest name, in bytes; the system's own names are shorter.
  static let longest = 256

  /// `text` as a name; nil where it cannot be one.
  public init?(_ text: String) {
    // OpenSSH reads bytes: a wildcard stays one with an accent above it.
    let special = Set("\",*?!#".utf8)
    guard !text.isBlank, !text.utf8.contains(where: special.contains), text.first != " ",
      text.last != " ",
      text.utf8.count <= SignerName.longest, VisibleText.line(text) == text
    else { return nil }
    self.text = text
  }

  /// What a name must be, for who gave another.
  public static let expectation =
    "a name on one line without quotes, commas, * ? ! #, or spaces at its ends"

  /// The name as the file has it: in quotes where it has blanks.
  public var listed: String { text.contains(where: \.isWhitespace) ? "\"\(text)\"" : text }
}
