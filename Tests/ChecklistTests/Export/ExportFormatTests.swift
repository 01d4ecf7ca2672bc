import Foundation
import Reports
import TestSupport
import Testing

/// The list of formats, and the table of docs/exports.md.
@Suite struct ExportFormatTests {
  @Test("names and file names are unique, and a name finds its format")
  func names() {
    let all = ExportFormat.all
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(Set(all.map(\.fileName)).count == all.count)
    #expect(all.allSatisfy { ExportFormat.named($0.name) == $0 })
    #expect(ExportFormat.named("xyz") == nil)
    #expect(all.filter { !ExportFormat.own.contains($0) }.map(\.name) == ["pdf"])
  }

  @Test("docs/exports.md has a row for each format, in their order, and no others")
  func documentation() throws {
    let text = try String(contentsOfFile: Program.root + "/docs/exports.md", encoding: .utf8)
    let table = text.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("| `--format` |") }.dropFirst(2).prefix { $0.hasPrefix("|") }
    #expect(table.count == ExportFormat.all.count)
    for (row, format) in zip(table, ExportFormat.all) {
      let file = "`\(format.fileName)`" + (format.needsProgram ? ", only on request" : "")
      #expect(row.hasPrefix("| `\(format.name)` | \(file) | \(format.summary)"), "\(row)")
    }
  }
}
