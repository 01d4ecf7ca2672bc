import Model
import Platform
@testable import Reports
import TestSupport
import Testing

@testable import Checklist

/// Two implementations write decisions, the fast one for documents; their results are equal.
@Suite struct ReportedItemTests {
  @Test("decisions are written as they are in the session")
  func decisions() throws {
    let report = try HostileReview().report
    var decisions = Array(report.session.decisions.values)
    var strange = try #require(decisions.first)
    strange = Decision(
      strange.content, facts: [Fact("b", "2"), Fact("a", "1"), Fact("b", "1"), Fact("é", "")],
      subjectID: "AROA", by: strange.by, at: strange.at,
      unknown: UnknownMembers(members: [JSONMember("future", 1)]))
    decisions.append(strange)
    for decision in decisions {
      let written = TextSink.text { sink in
        JSONWriter.line(to: sink) { ReportJSON.write(decision, to: &$0) }
      }
      #expect(written == decision.json.compactText + "\n")
    }
  }

  @Test("progress is counted as it is in the session")
  func progress() throws {
    let report = try HostileReview().report
    let session = report.session
    #expect(report.progress == session.progress(of: report.assessment, at: report.now))
    for item in report.items {
      #expect(item.progress == session.progress(of: item.result, at: report.now))
    }
  }

  @Test(
    "text in documents is escaped by the function of its format", arguments: HostileText.attacks
  )
  func texts(_ text: String) {
    for text in [text, "a " + text, text + "\n" + text] {
      #expect(TextSink.text { $0.put(inline: text) } == MarkdownText.inline(text))
      #expect(TextSink.text { $0.put(codeSpan: text) } == MarkdownText.code(text))
      #expect(TextSink.text { $0.put(markup: text) } == MarkupText.escaped(text))
      #expect(TextSink.text { $0.put(isolated: text) } == HTMLText.isolated(text))
      #expect(TextSink.text { $0.put(codeElement: text) } == HTMLText.code(text))
      #expect(VisibleText.line(OSCALText.string(text)) == OSCALText.string(text))
      let line = TextSink.text { sink in
        JSONWriter.line(to: sink) { $0.member("text", line: text) }
      }
      #expect(
        line == JSONValue.object([JSONMember("text", OSCALText.line(text))]).compactText + "\n")
    }
  }
}
