import Platform
import Testing

@testable import Checklist
@testable import Model
@testable import TUI

@Suite struct AbsentEvidenceScreenTests {
  @Test(
    "the console shows each item whose evidence does not exist in AWS",
    arguments: EvidenceKind.allCases) func items(kind: EvidenceKind) throws
  {
    var account = Account(id: "123456789012", asOf: .init(Fixture.now, origin: .manifest))
    account.answer(
      kind,
      with: Absence(
        answer: "NoSuchThing", citation: Citation(file: "m.json", place: "", line: nil)))
    let assessment = Checklist.assess(account, settings: Settings())
    let console = TestConsole(Size(columns: 200, rows: 60), model: ConsoleModel(assessment))
    for result in assessment.items {
      if !result.absent.isEmpty {
        let picture = console.picture
        let isReported = picture.contains("returned no \(kind.title): NoSuchThing")
        #expect(isReported, "\(result.id)")
        let isMissing =
          picture.contains(
            "Missing evidence:"
              + " \(kind.title)") || picture.contains(kind.command)
        #expect(!isMissing, "\(result.id)")
      }
      console.press(.down)
    }
  }
}
