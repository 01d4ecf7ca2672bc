internal import Model

/// What people want on the first page of a document: for whom it is, by whom, of what, from when
/// to when; in their own words.
///
///     Title: Yearly IAM audit
///     Client: Example AG, Zürich
///     Auditor: Doe & Partner
///     Scope: account 640817295314, production
///     Dates: 2026-10-01 to 2026-11-24
///     # a comment; any other name may follow
///     Reference: 2026/117
///
///     A text of any length, after an empty line.
public struct Cover: Hashable, Sendable {
  /// A line of the table on the first page.
  public struct Row: Hashable, Sendable {
    /// What it says, such as `Client`.
    public let name: String
    /// What it says of it.
    public let value: String
  }

  /// The lines of the table, in the order of the file.
  public let rows: [Row]
  /// The paragraphs below it.
  public let paragraphs: [String]

  /// How long a cover may be, in bytes.
  public static let limit = 65_536

  /// Why a text is no cover, and where.
  public struct Malformed: Error, Hashable, Sendable {
    /// The line, from 1.
    public let line: Int
    /// What was expected.
    public let message: String
  }

  /// Reads the text of a cover.
  public init(_ text: String) throws(Malformed) {
    var rows: [Row] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var index = 0
    while index < lines.count, !lines[index].allSatisfy(\.isWhitespace) || rows.isEmpty {
      defer { index += 1 }
      let line = lines[index]
      if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { continue }
      guard let colon = line.firstIndex(of: ":") else {
        throw Malformed(
          line: index + 1,
          message: "expected \"Name: value\" (such as \"Client: Example AG\"), and an empty line"
            + " before any other text")
      }
      let row = Row(
        name: line[..<colon].trimmed, value: line[line.index(after: colon)...].trimmed)
      guard !row.name.isEmpty, !row.value.isEmpty else {
        throw Malformed(
          line: index + 1, message: "expected a name before the colon and a value after it")
      }
      if rows.contains(where: { $0.name.lowercased() == row.name.lowercased() }) {
        throw Malformed(
          line: index + 1, message: "\"\(row.name)\" is given twice; remove one of them")
      }
      rows.append(row)
    }
    guard !rows.isEmpty else {
      throw Malformed(
        line: 1, message: "expected lines such as \"Client: Example AG\"; found none")
    }
    self.rows = rows
    paragraphs = lines[index...].split(whereSeparator: { $0.allSatisfy(\.isWhitespace) })
      .map { $0.map(\.trimmed).joined(separator: "\n") }
  }

  /// The value of the row `name`, written large or small; nil where there is none.
  func value(of name: String) -> String? {
    rows.first { $0.name.lowercased() == name }?.value
  }

  /// The rows but the title, which stands above them.
  var details: [Row] { rows.filter { $0.name.lowercased() != "title" } }

  /// What the document is called.
  var title: String? { value(of: "title") }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop(while: \.isWhitespace))
  }
}
