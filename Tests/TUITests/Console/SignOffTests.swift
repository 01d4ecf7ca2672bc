import Checklist
import Model
import Platform
import Testing

@testable import TUI

@Suite struct SignOffTests {
  @Test("missing decisions are listed by item, and Esc returns from each")
  func missing() {
    let console = TestConsole(Size(columns: 100, rows: 40))
    console.type("S")
    #expect(console.picture.contains("7 decisions are missing."))
    console.press(.character("}"), .enter)
    #expect(console.state.pages.isEmpty)
    #expect(console.state.checklist.item == 0)
    console.type("Xno root here")
    console.press(.enter, .escape)
    #expect(console.picture.contains("6 decisions are missing."))
    #expect(console.picture.contains("not applicable  1"))
  }

  @Test("the page says so if nothing is missing")
  func complete() {
    let console = TestConsole(Size(columns: 100, rows: 40))
    console.type("f*Xall of it")
    console.press(.enter, .escape, .escape)
    for item in Fixture.model.items.indices where Fixture.model.findingRanges[item].isEmpty {
      console.type("1g" + String(repeating: "j", count: item))
      if Fixture.model.items[item].outcome == .pass {
        console.type("P")
      } else {
        console.type("Xby hand")
        console.press(.enter)
      }
    }
    console.type("S")
    #expect(console.picture.contains("Every item is decided"))
  }

  @Test("missing decisions are listed with their reason")
  func reasons() throws {
    let readiness = Readiness(Fixture.assessment, ReviewSession(), at: Fixture.now)
    #expect(readiness.gaps.count == 7)
    #expect(readiness.gaps.contains { $0.reason == .unanswered })
    #expect(!readiness.isComplete)
    var session = ReviewSession()
    var content = DecisionContent(.justified, note: "soon")
    content.justification = .acceptedRisk
    content.expires = CalendarDay(containing: Fixture.now)
    let finding = Fixture.model.findings[0]
    _ = try session.decide(
      content, on: [.finding(finding)], by: Fixture.reviewer, at: Fixture.now)
    let today = Readiness(Fixture.assessment, session, at: Fixture.now)
    #expect(today.gaps.count == 6)
    #expect(today.expiring == 1)
    let later = Instant(seconds: Fixture.now.seconds + 3 * 86_400)
    let gaps = Readiness(Fixture.assessment, session, at: later).gaps
    #expect(gaps.first { $0.target == .finding(finding.id) }?.reason == .expired)
  }
}
