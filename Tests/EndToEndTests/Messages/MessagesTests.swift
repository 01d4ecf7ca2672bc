import Foundation
import TestSupport
import Testing

/// Every message of the program with its exact sentence, in `Tests/messages.txt`, where wording is
/// reviewed as wording.
@Suite struct MessagesTests {
  private static let table = Program.root + "/Tests/messages.txt"

  /// Sources whose literals are a program, a query or a style sheet, not sentences.
  private static let programs = [
    "CommandSyntax/Texts/BashCompletions.swift", "CommandSyntax/Texts/FishCompletions.swift",
    "CommandSyntax/Texts/ZshCompletions.swift",
    "Evidence/Activity/ActivityDialect.swift", "Evidence/Activity/ActivityQuery.swift",
    "Evidence/Activity/ActivityTableDefinition.swift",
    "Evidence/Collect/CollectScript+Text.swift", "Evidence/Collect/CollectScript+Filter.swift",
    "Reports/Report/Rendering/DOCX/DOCXExport.swift",
    "Reports/Report/Rendering/DOCX/DOCXPart.swift",
    "Reports/Report/Rendering/DOCX/DOCXRenderer.swift",
  ]

  @Test("every sentence of the program is in the table, and every sentence of the table is used")
  func table() throws {
    let expected = try String(contentsOfFile: Self.table, encoding: .utf8)
    let actual = try Self.messages()
    guard actual != expected else { return }
    let folder = Program.root + "/.build/messages.txt"
    try actual.write(toFile: folder, atomically: true, encoding: .utf8)
    let changes = Self.lines(actual).difference(from: Self.lines(expected)).map { change in
      switch change {
      case .insert(_, let line, _): "+ \(line)"
      case .remove(_, let line, _): "- \(line)"
      }
    }
    Issue.record(
      """
      the messages differ from Tests/messages.txt; read the new sentences as WRITING is read, then \
      cp .build/messages.txt Tests/messages.txt
      \(changes.prefix(40).joined(separator: "\n"))
      """)
  }

  @Test(
    "literals are found in their order, joined, and without those in comments",
    arguments: [
      (#"let a = "one two" // "no""#, ["one two"]),
      (#"f("one " + "two", "three")"#, ["one two", "three"]),
      (#"f("one " + two + "three")"#, ["one ", "three"]),
      (#""has \(count == 1 ? "a" : "b") more""#, [#"has \(count == 1 ? "" : "") more"#, "a", "b"]),
      (##"#"a "b" \n"#"##, [#"a "b" \n"#]),
      (#""a \" b""#, [#"a \" b"#]),
      ("  \"\"\"\n  a\n    b \\\n  c\n  \"\"\"", ["a\n  b c"]),
    ])
  func literals(source: String, expected: [String]) {
    #expect(SourceText(source).literals == expected)
  }

  private static func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }

  /// The sentences of all sources, by file.
  private static func messages() throws -> String {
    let sources = Program.root + "/Sources"
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources).sorted()
    return try files.filter { $0.hasSuffix(".swift") && !programs.contains($0) }
      .compactMap { file in
        let source = try String(contentsOfFile: sources + "/" + file, encoding: .utf8)
        let sentences = SourceText(source).literals.filter(isSentence)
        guard !sentences.isEmpty else { return nil }
        return sentences.reduce(file + "\n") { text, sentence in
          text + "  " + sentence.replacing("\n", with: "\n  | ") + "\n"
        }
      }.joined()
  }

  /// Whether a person reads `literal`: two words with a space between them.
  private static func isSentence(_ literal: String) -> Bool {
    literal.contains(/[A-Za-z]{2,}[,;:.)]? [A-Za-z(\\]/)
  }
}
