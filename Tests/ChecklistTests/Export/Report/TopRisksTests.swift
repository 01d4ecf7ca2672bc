import Platform
import Testing

@testable import Checklist
@testable import Model
@testable import Reports

/// The order of the most important risks of a report.
@Suite struct TopRisksTests {
  private static func result(_ id: String, _ priority: Int, _ severities: Severity...) -> ItemResult
  {
    let item = Item(
      id, section: .users, origin: .checklist, title: id,
      reporting: Item.Reporting(effort: .quick, priority: priority, consequence: "Harm."),
      guidance: Item.Guidance(why: "", look: "", justification: "")
    ) { _ in Judgement() }
    let findings = severities.enumerated().map { place, severity in
      Sample.finding(
        id, "u\(place)", severity: severity, summary: "u\(place) has cause \(place) of \(id)")
    }
    return ItemResult(item: item, outcome: .fail, missing: [], findings: findings, notes: [])
  }

  private static func risks(_ items: ItemResult...) -> [String] {
    let assessment = Assessment(
      account: Sample.account(), settings: Settings(), items: items,
      catalogueVersion: ActionCatalogue.bundled.version)
    let report = ReviewReport(assessment: assessment, session: ReviewSession(), now: Sample.now)
    return ReportBuilder(report).topRisks.map {
      "\($0.item.result.id.rawValue) \($0.openSeverity.rawValue)"
    }
  }

  @Test("severity comes before priority, then priority, then the order of the checklist")
  func order() {
    #expect(
      Self.risks(
        Self.result("users.late", 20, .high), Self.result("users.twin", 20, .high),
        Self.result("users.early", 10, .high), Self.result("users.worst", 30, .critical)) == [
          "users.worst critical", "users.early high", "users.late high", "users.twin high",
        ])
  }

  @Test("an item is listed once, by its most severe group, and at most five items are listed")
  func limit() {
    let items = (1...6).map { Self.result("users.n\($0)", $0 * 10, .low, .medium) }
    #expect(
      Self.risks(items[0], items[1], items[2], items[3], items[4], items[5])
        == (1...5).map { "users.n\($0) medium" })
  }
}
