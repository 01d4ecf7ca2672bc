import Checklist
import Foundation
import TestSupport
import Testing

/// The README lists the items of the checklist.
@Suite struct ChecklistTableTests {
  @Test("the table of the README has the items with their requirements, in the order of an audit")
  func table() throws {
    let readme = try String(contentsOfFile: Program.root + "/README.md", encoding: .utf8)
    let rows = readme.split(separator: "\n").map(String.init).filter {
      $0.contains(/^\| `[a-z]+\.[a-z-]+`/)
    }
    #expect(
      rows
        == Checklist.items.map { item in
          "| `\(item.id)`\(item.origin == .guide ? " (guide)" : "") | \(item.requirement) |"
        })
    #expect(readme.contains("against \(Checklist.items.count) IAM best practices"))
  }
}
