import Testing

@testable import Platform

@Suite struct JSONDocumentTests {
  private func error(_ text: String) -> String {
    error(Array(text.utf8))
  }

  private func error(_ bytes: [UInt8]) -> String {
    do throws(JSONError) {
      _ = try JSONDocument(bytes)
      return "accepted"
    } catch {
      return "\(error.position): \(error.message)"
    }
  }

  @Test(
    "errors are reported with the position and what was expected",
    arguments: [
      ("", "line 1 column 1: the file is empty; expected JSON"),
      (" \n", "line 2 column 1: the file is empty; expected JSON"),
      ("{", "line 1 column 2: expected a member name in double quotes"),
      (
        "[1,]",
        "line 1 column 3: unexpected comma before the closing bracket"
      ),
      (
        "{\"a\":1,}",
        "line 1 column 7: unexpected comma before the closing bracket"
      ),
      ("[1 2]", "line 1 column 4: expected ',' or ']'"),
      ("{\"a\" 1}", "line 1 column 6: expected ':' after the member name"),
      ("{\"a\":1 \"b\":2}", "line 1 column 8: expected ',' or '}'"),
      ("{\"a\":...}", "line 1 column 6: expected a JSON value"),
      ("[1]\n x", "line 2 column 2: expected the end of the file after the JSON value"),
      ("\"abc", "line 1 column 1: the text ends inside a string; the file is truncated"),
      ("\"a\\", "line 1 column 1: the text ends inside a string; the file is truncated"),
      (
        "\"a\tb\"",
        "line 1 column 3: unescaped control character (0x09) in a string"
      ),
      (
        "\"\\x\"",
        #"line 1 column 2: invalid escape; expected one of \" \\ \/ \b \f \n \r \t \uXXXX"#
      ),
      (
        "\"\\u12g4\"",
        #"line 1 column 2: invalid escape; expected one of \" \\ \/ \b \f \n \r \t \uXXXX"#
      ),
      ("\"\\ud800\"", "line 1 column 2: unpaired surrogate"),
      ("\"\\udc00\"", "line 1 column 2: unpaired surrogate"),
      ("01", "line 1 column 2: expected the end of the file after the JSON value"),
      ("-", "line 1 column 2: invalid number"),
      ("1.", "line 1 column 3: invalid number"),
      ("1e", "line 1 column 3: invalid number"),
      ("nul", "line 1 column 1: expected a JSON value"),
      (
        "{\"a\": 1,\n \"\\u0061\": 2}",
        "line 2 column 2: duplicate member \"a\", first at line 1 column 2"
      ),
    ]) func refuses(text: String, message: String)
  {
    #expect(error(text) == message)
  }

  @Test("invalid UTF-8 is rejected, including overlong forms and surrogates")
  func invalidUTF8() {
    let wrong: [[UInt8]] = [
      [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xE2, 0x82],
    ]
    for sequence in wrong {
      #expect(error([0x22] + sequence + [0x22]).hasSuffix("the bytes are not UTF-8"))
    }
  }

  @Test("duplicate members are found in large and small objects")
  func duplicateInLargeObject() {
    let members = (0..<100).map { "\"k\($0)\": 0" } + ["\"k7\": 1"]
    let text = "{" + members.joined(separator: ",\n") + "}"
    #expect(
      error(text)
        == "line 101 column 1: duplicate member \"k7\", first at line 8 column 1"
    )
  }

  @Test("the depth is limited, regardless of the stack size")
  func depth() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array(repeating: UInt8(ascii: "["), count: depth)
        + Array(repeating: UInt8(ascii: "]"), count: depth)
    }
    _ = try JSONDocument(nested(128))
    #expect(
      error(nested(129)) == "line 1 column 129: brackets are nested deeper than 128 levels")
    #expect(
      error(Array(repeating: UInt8(ascii: "["), count: 1_000_000)).hasPrefix("line 1 column 129:"))
  }

  @Test("escapes are decoded, numbers are unchanged, and members are found by decoded name")
  func values() throws {
    let document = try JSONDocument(
      Array(
        #"{"a\/b": "\ud83d\ude00\n\u00e4\"", "n": -0.50e+3, "i": 42, "t": true, "z": null}"#.utf8))
    #expect(document.root["a/b"]?.string == "😀\nä\"")
    #expect(document.root["n"]?.number == "-0.50e+3")
    #expect(document.root["i"]?.integer == 42)
    #expect(document.root["t"]?.boolean == true)
    #expect(document.root["z"] == nil)
    #expect(document.root.members.map(\.name) == ["a/b", "n", "i", "t", "z"])
  }

  @Test("one byte order mark is accepted")
  func byteOrderMark() throws {
    let document = try JSONDocument([0xEF, 0xBB, 0xBF] + Array("[1]".utf8))
    #expect(document.root.elements.count == 1)
  }

  @Test("dropped elements have no effect on the positions of the others")
  func pruning() throws {
    let text = """
      {"PolicyVersionList": [{"V": "v2", "IsDefaultVersion": false, "Document": {"x": [1]}},
        {"V": "v1", "IsDefaultVersion": true}, 3], "Other": [{"IsDefaultVersion": false}]}
      """
    let document = try JSONDocument(
      Array(text.utf8),
      pruning: JSONDocument.Pruning(list: "PolicyVersionList", keepingWhere: "IsDefaultVersion"))
    let versions = try #require(document.root["PolicyVersionList"]).elements
    #expect(versions.map(\.kind) == [.dropped, .object, .number])
    #expect(versions[1]["V"]?.string == "v1")
    #expect(document.root["Other"]?.elements.first?.kind == .object)
  }

  @Test("every value has its line and column, columns in characters")
  func positions() throws {
    let document = try JSONDocument(Array("{\n  \"ä\": [\n    \"ö\", true ]}".utf8))
    let list = try #require(document.root["ä"])
    #expect(list.position == TextPosition(line: 2, column: 8))
    #expect(list.elements[1].position == TextPosition(line: 3, column: 10))
  }

  @Test("positions are correct across the blocks of the line index")
  func positionsFarDown() throws {
    let text = "[" + (0..<5000).map { "\n \($0)" }.joined(separator: ",") + "]"
    let document = try JSONDocument(Array(text.utf8))
    for (index, element) in document.root.elements.enumerated() {
      #expect(element.position == TextPosition(line: index + 2, column: 2))
    }
  }

  @Test("compact text only loses spaces between tokens")
  func compactText() throws {
    let document = try JSONDocument(Array("{ \"a b\" : [ 1 , \"c \\\" d\" ] }".utf8))
    #expect(document.root.compactText == #"{"a b":[1,"c \" d"]}"#)
  }
}

@Suite struct JSONValueTests {
  @Test("written text is what was read, with invisible characters escaped")
  func roundTrip() throws {
    let value: JSONValue = [
      "text": "ä \u{202E}\u{7F}\u{85}\n\"\\\u{1F600}", "list": [1, true, .null, .array([])],
      "empty": .object([]),
    ]
    let text = value.prettyText
    #expect(
      text == #"""
        {
          "text": "ä \u202e\u007f\u0085\n\"\\😀",
          "list": [
            1,
            true,
            null,
            []
          ],
          "empty": {}
        }
        """#)
    #expect(JSONValue(try JSONDocument(Array(text.utf8)).root) == value)
    #expect(JSONValue(try JSONDocument(Array(value.compactText.utf8)).root) == value)
  }

  @Test("SHA-256 of the example in the standard")
  func digest() {
    #expect(
      SHA256Digest(of: "abc").description
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256Digest(of: "").description
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
