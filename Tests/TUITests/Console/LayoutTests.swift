import Checklist
import Model
import Testing

@testable import TUI

/// The positions of panes and table columns on screens of different widths.
@Suite struct LayoutTests {
  private func layout(_ columns: Int) throws -> Layout {
    try #require(
      Layout(size: Size(columns: columns, rows: 40), inputRows: 0, isZoomed: false))
  }

  @Test("every title of the checklist fits", arguments: [80, 99, 100, 120, 139, 140, 160, 200])
  func titles(_ columns: Int) throws {
    let items = try #require(try layout(columns).area(of: .items, focused: .items))
    // The outcome and the number of undecided findings come first.
    let room = items.columns - (items.columns >= 44 ? 17 : 10)
    for item in Checklist.items { #expect(item.title.count <= room, "\(item.title)") }
  }

  @Test("from 100 columns, the list of findings is at least 60 wide", arguments: 100..<140)
  func list(_ columns: Int) throws {
    guard case .three(let items, let findings, let detail) = try layout(columns).panes else {
      Issue.record("not two panes")
      return
    }
    #expect(findings.columns >= 60)
    #expect(items.columns + 1 + findings.columns == columns)
    #expect(detail.columns == findings.columns)
  }

  @Test("from 140 columns, the three panes are beside each other", arguments: [140, 141, 200, 300])
  func columns(_ columns: Int) throws {
    guard case .columns(let items, let findings, let detail) = try layout(columns).panes else {
      Issue.record("not three columns")
      return
    }
    #expect(findings.column == items.columns + 1)
    #expect(detail.column == findings.column + findings.columns + 1)
    #expect(detail.column + detail.columns == columns)
    #expect(min(findings.columns, detail.columns) >= 50)
  }

  @Test("spare width goes to the columns that were cut, the first ones first")
  func spare() {
    let columns = ["a", "b", "c"].map { title in TableColumn(title, 10) { _, _ in "" } }
    func widths(_ width: Int, _ natural: [String: Int]) -> [Int] {
      TableColumn.fitting(columns, in: width, natural: natural).map(\.2)
    }
    #expect(widths(34, ["a": 30, "b": 30]) == [10, 10, 10])
    #expect(widths(40, ["a": 14, "b": 30]) == [14, 12, 10])
    #expect(widths(60, ["a": 14, "b": 12]) == [14, 12, 30], "the last column takes the rest")
    #expect(widths(30, [:]) == [10, 18], "a column that does not fit is not shown")
  }

  @Test("what matters about users and roles is said in words")
  func attention() {
    func words(_ subject: PageSubject) -> [String] {
      Attention.of(subject, in: Fixture.model).map(\.word)
    }
    #expect(words(.user(0)) == ["no MFA", "old key"])
    #expect(words(.user(1)) == ["old key"], "bob has MFA")
    #expect(words(.role(0)).isEmpty)
    #expect(words(.role(1)) == ["unused"], "never used")
    #expect(words(.group(0)).isEmpty)
  }

  @Test("the organization is a tree from the root to the account")
  func tree() {
    let console = TestConsole(Size(columns: 100, rows: 20))
    console.type("6")
    let inventory = console.state.model.inventory
    let branches = console.state.table.rows.map { inventory.branch(of: $0) }
    #expect(branches.first?.contains("r-ab12") == true)
    #expect(branches.last?.hasPrefix("└─ ") == true)
    #expect(branches.last?.contains("123456789012") == true)
  }
}
