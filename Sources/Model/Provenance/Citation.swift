/// A position in the evidence that an auditor can look up.
public struct Citation: Hashable, Sendable {
  /// The file, relative to the evidence folder; `-` for standard input.
  public let file: String
  /// The position in the file: a JSON pointer (RFC 6901), or `line 4` of a CSV.
  public let place: String
  /// The line, from 1; nil if only the file is known.
  public let line: Int?

  /// Creates a citation of `place` in `file`, which begins at `line`.
  public init(file: String, place: String, line: Int?) {
    self.file = file
    self.place = place
    self.line = line
  }
}

/// A problem with a piece of evidence, and its position; the rest was loaded.
public struct Problem: Error, Hashable, Sendable {
  /// The file, relative to the evidence folder.
  public let file: String
  /// The position in the file: `line 3 column 9`, a JSON pointer, or nil for the whole file.
  public let place: String?
  /// What is wrong and what was expected.
  public let message: String

  /// Creates the problem `message` at `place` in `file`.
  public init(file: String, place: String? = nil, message: String) {
    self.file = file
    self.place = place
    self.message = message
  }
}
