import Testing

@testable import Reports

/// The widths of columns in Word, and the cells of tables in HTML.
@Suite struct TableLayoutTests {
  @Test("numbers and short words get the room for their longest word, and texts share the rest")
  func widths() {
    let table = Table(
      "",
      [.narrow("No."), .text("Finding"), .number("Not applicable"), .name("Owner"), .name("Role")],
      [
        Table.Row(
          [.text("10.12")], [.text("x")], [.text("1")], [.name("the team")],
          [.name("AWSReservedSSO_PowerUserAccess")])
      ])
    let widths = table.columnWidths(in: 9638)
    #expect(widths[0] == 92 * 5 + 134 && widths[2] == 92 * 10 + 134)
    #expect(widths[3] == 92 * 8 + 134 && widths[4] > 2000)
    #expect(widths[1] > widths[4] && widths.reduce(0, +) <= 9638)
    #expect(widths.reduce(0, +) > 9638 - 4)
  }

  @Test("no title of the table of severities and decisions is broken, nor a count of three digits")
  func severities() {
    let titles = [
      "Undecided", "Remediate", "Justified", "Passed", "Not applicable", "False positive", "All",
    ]
    let columns: [Table.Column] =
      [.narrow("Severity")] + titles.map { .number($0) } + [.text("Meaning of the severity")]
    let cells: [[Inline]] = titles.map { _ in [.text("103")] }
    let row = Table.Row(cells: [[.text("critical")]] + cells + [[.text("Full control")]])
    let table = Table("", columns, [row])
    let widths = table.columnWidths(in: 9638)
    #expect(widths[0] >= 92 * 8 + 134 && widths[1] >= 92 * 9 + 134)
    #expect(widths[5] >= 92 * 10 + 134 && widths[7] >= 92 * 4 + 134)
    #expect(widths[8] > 1800 && widths.reduce(0, +) <= 9638)
  }

  @Test("columns without flexible ones fill the table, and too many fixed ones leave room for text")
  func limits() {
    let numbers = Table("", [.number("A"), .narrow("B")], [])
    #expect(numbers.columnWidths(in: 9000) == [4500, 4500])
    let many = Table(
      "", [.text("Text")] + [Table.Column](repeating: .narrow("Abcdefghijklmnopqr"), count: 9), [])
    let widths = many.columnWidths(in: 9000)
    #expect(widths.reduce(0, +) <= 9000 && widths[0] > 600)
  }

  @Test(
    "a name is not broken where there is room, and a phone shows no cells without a value",
    arguments: [
      (
        Table.Column.name("N"), Inline.name("AWSReservedSSO_AdministratorAccess_3f9c1e7ab52d8064"),
        2, "n h"
      ),
      (.name("N"), .name("AWSReservedSSO_AdministratorAccess_3f9c1e7ab52d8064"), 5, "n"),
      (.name("N"), .name("a team with a long name of several words"), 5, "n h"),
      (.number("N"), .text("–"), 2, "r e"), (.number("N"), .text("1"), 2, "r"),
      (.narrow("N"), .text("–"), 2, "w e"), (.narrow("N"), .whole("2026-11-24"), 2, "w"),
    ] as [(Table.Column, Inline, Int, String)])
  func classes(_ column: Table.Column, _ text: Inline, _ columns: Int, _ name: String) {
    #expect(column.cellClass(of: [text], among: columns) == " class=\"\(name)\"")
  }

  @Test("the last row of a table with a total is bold")
  func bold() {
    #expect([Inline.text("All"), .name("n")].inBold == [.strong("All"), .name("n")])
  }
}
