/// A place in the evidence that an auditor can look up.
public struct Citation: Hashable, Sendable {
  /// The file, relative to the evidence folder; `-` for standard input.
  public let file: String
  /// Where in the file: a JSON pointer (RFC 6901) or `line 4` of a CSV.
  public let place: String
  /// The line, from 1; nil where only the whole file can be named.
  public let line: Int?

  /// The place `place` of `file`, which begins at `line`.
  public init(file: String, place: String, line: Int?) {
    self.file = file
    self.place = place
    self.line = line
  }
}

/// What was wrong with a piece of evidence, and where; the rest was loaded all the same.
public struct Problem: Error, Hashable, Sendable {
  /// The file, relative to the evidence folder.
  public let file: String
  /// Where in the file: `line 3 column 9`, a JSON pointer, or nothing for the whole file.
  public let place: String?
  /// What is wrong and what was expected.
  public let message: String

  /// The problem that `message` tells about `place` of `file`.
  public init(file: String, place: String? = nil, message: String) {
    self.file = file
    self.place = place
    self.message = message
  }
}
