internal import Platform
import Testing

@testable import Checklist
@testable import Reports

@Suite struct CoverTests {
  @Test("a cover has rows in order, and paragraphs after an empty line")
  func cover() throws {
    let cover = try Cover(
      """
      # for the client
      TITLE:  Yearly audit\u{20}
      Client: Example AG: Zürich

      One
        line.\u{20}

      Two.

      """)
    #expect(cover.title == "Yearly audit")
    #expect(cover.details.map(\.name) == ["Client"])
    #expect(cover.value(of: "client") == "Example AG: Zürich")
    #expect(cover.paragraphs == ["One\nline.", "Two."])
  }

  @Test("Windows line endings are accepted")
  func windows() throws {
    let cover = try Cover("Client: A\r\nScope: B\r\n\r\nText\r\n")
    #expect(cover.rows.map(\.value) == ["A", "B"])
    #expect(cover.paragraphs == ["Text"])
  }

  @Test(
    "an invalid cover is reported with its line",
    arguments: [
      ("Client: A\nno colon here\n", 2, "expected \"Name: value\""),
      ("Client:\n", 1, "expected a name before the colon and a value after it"),
      (": x\n", 1, "expected a name before the colon and a value after it"),
      ("Client: A\nScope: B\nclient: C\n", 3, "\"client\" is given twice"),
      ("", 1, "found none"), ("# only a comment\n\n", 1, "found none"),
    ])
  func malformed(text: String, line: Int, message: String) {
    do throws(Cover.Malformed) {
      _ = try Cover(text)
      Issue.record("it was taken")
    } catch {
      #expect(error.line == line)
      #expect(error.message.contains(message), "\(error.message)")
    }
  }
}
