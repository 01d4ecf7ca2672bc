internal import Checklist
internal import Model
internal import Platform

/// The cover page of a document: client, auditor, scope and dates, as chosen by the auditor.
///
///     Title: Yearly IAM audit
///     Client: Example AG, Zürich
///     Auditor: Doe & Partner
///     Scope: account 640817295314, production
///     Dates: 2026-10-01 to 2026-11-24
///     Classification: Confidential
///     Logo: logo.png
///     Accent: #0b4fb3
///     # a comment; any other name can follow
///     Reference: 2026/117
///
///     A text of any length, after an empty line.
///
///     # Statement
///
///     The auditor's own words for the executive summary.
public struct Cover: Hashable, Sendable {
  /// A line of the table on the first page.
  public struct Row: Hashable, Sendable {
    /// The name, such as `Client`.
    public let name: String
    /// The value.
    public let value: String
  }

  /// The rows of the table, in the order of the file.
  public let rows: [Row]
  /// The paragraphs below the table.
  public let paragraphs: [String]
  /// The text below the table, in the Markdown subset that `MarkdownSubset` reads.
  let body: String
  /// The logo that the line `Logo` names; the caller reads it.
  public var logo: Logo?

  /// The maximum size, in bytes.
  public static let limit = 65_536

  /// An error in a cover file.
  public struct Malformed: Error, Hashable, Sendable {
    /// The line, from 1.
    public let line: Int
    /// What was expected.
    public let message: String
  }

  /// Parses a cover file.
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
      if let message = Cover.error(in: row) { throw Malformed(line: index + 1, message: message) }
      rows.append(row)
    }
    guard !rows.isEmpty else {
      throw Malformed(
        line: 1, message: "expected lines such as \"Client: Example AG\"; found none")
    }
    self.rows = rows
    body = lines[index...].joined(separator: "\n")
    paragraphs = lines[index...].split(whereSeparator: { $0.allSatisfy(\.isWhitespace) })
      .map { $0.map(\.trimmed).joined(separator: "\n") }
  }

  /// The file that the line `Logo` names; nil if there is none.
  public var logoPath: String? { value(of: "logo") }

  /// The value of the row `name`, ignoring case; nil if there is none.
  func value(of name: String) -> String? {
    rows.first { $0.name.lowercased() == name }?.value
  }

  /// The rows without the title, which is above them, and those that change the look.
  var details: [Row] { rows.filter { !Cover.looks.contains($0.name.lowercased()) } }

  /// The title of the document.
  var title: String? { value(of: "title") }
}
