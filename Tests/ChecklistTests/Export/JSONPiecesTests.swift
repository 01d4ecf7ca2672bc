import Model
import Testing

@testable import Checklist

@Suite struct JSONPiecesTests {
  private func text(_ body: (inout JSONPieces) -> Void) -> String {
    var text = ""
    withoutActuallyEscaping({ (piece: String) in text += piece }) { sink in
      JSONPieces.document(to: sink, body)
    }
    return text
  }

  @Test("what is opened stands over lines, each value on one")
  func layout() {
    let found = text { document in
      document.member("a", [1, ["b": nil as String? == nil ? .null : true]])
      document.member("left out", nil)
      document.object("o") { $0.member("c", "x\ny") }
      document.object("empty") { _ in }
      document.list("list", of: [1, 2, 3]) { $0 == 2 ? nil : .integer($0) }
      document.list("nothing", of: [Int]()) { .integer($0) }
      document.list("not there", of: [Int](), orNothing: true) { .integer($0) }
      document.list("objects") { list in
        list.object { $0.member("d", true) }
        list.element("e")
      }
    }
    #expect(
      found == #"""
        {
          "a": [1,{"b":null}],
          "o": {
            "c": "x\ny"
          },
          "empty": {},
          "list": [
            1,
            3
          ],
          "nothing": [],
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
