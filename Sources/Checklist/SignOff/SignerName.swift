internal import Model
internal import Platform

/// The name of a person in an allowed_signers file (ssh-keygen(1), ALLOWED SIGNERS).
///
/// In that file, a name is part of a list with wildcards, followed by options. A name that could be
/// misread there cannot be listed, and is refused before signing.
public struct SignerName: Hashable, Sendable {
  /// The name.
  public let text: String

  /// The maximum length in bytes; system names are shorter.
  static let longest = 256

  /// `text` as a name; nil if it cannot be one.
  public init?(_ text: String) {
    // OpenSSH reads bytes: a wildcard with an accent is still a wildcard.
    let special = Set("\",*?!#".utf8)
    guard !text.isBlank, !text.utf8.contains(where: special.contains), text.first != " ",
      text.last != " ",
      text.utf8.count <= SignerName.longest, VisibleText.line(text) == text
    else { return nil }
    self.text = text
  }

  /// The requirements for a name, for error messages.
  public static let expectation =
    "a name on one line without quotes, commas, * ? ! #, or spaces at its ends"

  /// The name as in the file: quoted if it contains spaces.
  public var listed: String { text.contains(where: \.isWhitespace) ? "\"\(text)\"" : text }
}
