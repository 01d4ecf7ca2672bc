import Platform
import Testing

@testable import Checklist
@testable import Reports

@Suite struct JSONWriterTests {
  private func text(_ body: (inout JSONWriter) -> Void) -> String {
    TextSink.text { JSONWriter.document(to: $0, body) }
  }

  @Test("objects span several lines, and each value one")
  func layout() {
    let found = text { document in
      document.member("a", [1, ["b": nil as String? == nil ? .null : true]])
      document.member("left out", nil as String?)
      document.member("null", orNull: nil)
      document.object("o") { $0.member("c", "x\ny") }
      document.object("empty") { _ in }
      document.list("list", of: [1, 3]) { JSONValue.integer($0) }
      document.list("lines", of: [1, 2]) { number, line in line.member("n", number) }
      document.list("nothing", of: [Int]()) { JSONValue.integer($0) }
      document.list("not there", of: [Int](), omittingEmpty: true) { JSONValue.integer($0) }
      document.line("line") { line in
        line.object("o") { $0.member("a", 1) }
        line.list("l") { $0.element("b") }
      }
      document.list("objects") { list in
        list.object { $0.member("d", true) }
        list.element("e")
      }
    }
    #expect(
      found == #"""
        {
          "a": [1,{"b":null}],
          "null": null,
          "o": {
            "c": "x\ny"
          },
          "empty": {},
          "list": [
            1,
            3
          ],
          "lines": [
            {"n":1},
            {"n":2}
          ],
          "nothing": [],
          "line": {"o":{"a":1},"l":["b"]},
          "objects": [
            {
              "d": true
            },
            "e"
          ]
        }

        """#)
    #expect((try? JSONDocument(Array(found.utf8))) != nil)
  }
}
