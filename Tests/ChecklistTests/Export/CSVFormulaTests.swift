import Model
import Platform
import Testing

@testable import Checklist
@testable import Reports

/// Cells that a spreadsheet could take for a formula, and cells that it does not.
@Suite struct CSVFormulaTests {
  private static func cell(_ text: String) throws -> String {
    let row = TextSink.text { sink in CSVText.row(to: sink) { $0.cell(text) } }
    return try #require(try CSVReader.rows(row).first?.first)
  }

  @Test(
    "a formula sign is neutralized if trimming could move it to the front",
    arguments: [
      "=1+1", "+1", "-1", "@SUM(A1)", "\n=1", "\r\n=1", "\r=1", "\t=1", "\n", "\ntext", "\ttext",
      " =1", "   +1", "\u{A0}=1", "\u{2003}-1", "\u{3000}@x", "\u{FEFF}=1", "\u{200B}=1",
      "\u{200D}\u{2060}+1", "\u{AD}=1", "\u{202E}=1", "\u{85}=1", "\u{2028}-1", "\u{B}=1", "\0=1",
      "\u{1B}=1", "\u{FE0F}=1", "\u{3164}=1", "\u{FF1D}1+1", "\u{FF0B}1", "\u{FF0D}1",
      "\u{FF20}SUM(A1)", " \u{FF1D}1", "\n\u{FF1D}1", "\u{FEFF} \n\t\u{FF20}x", "\u{FE66}1",
      "\u{FE62}1", "\u{FE63}1", "\u{FE6B}x", "=a,b", "  =\"x\"", "=e\u{301}",
    ])
  func neutralized(text: String) throws {
    let cell = try Self.cell(text)
    #expect(cell.utf8.first == UInt8(ascii: "'"), "\(cell.unicodeScalars.map(\.value))")
  }

  @Test(
    "all other text is unchanged",
    arguments: [
      "", "a", "a=1", "1-1", "a\n=1", "'=1", "\"=1\"", "(=1)", " a", "a ", "é=1", "\u{FF21}=1",
      "user/+x", "2026-11-24", "\u{301}=1", "⟨U+200B⟩=1", "~=1", "a,=1", "*@x", "\u{2212}",
    ])
  func untouched(text: String) throws { #expect(try Self.cell(text) == text) }
}
