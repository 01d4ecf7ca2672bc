import Testing

@testable import Evidence
@testable import Platform

/// Values for further calls are found and secrets are hidden, wherever the pieces are split.
@Suite struct AnswerScanTests {
  private struct Scanned: Equatable {
    var output = ""
    var strings: [String: String] = [:]
    var first: String?
    var isTruncated = false
    var hasExpected = false
    var values: [[String]] = []
  }

  private func scan(
    _ text: String, _ query: AnswerFacts.Query, keepsEnvironment: Bool = false,
    keepsEnd: Bool = true,
    pieces: Int = .max
  ) throws -> Scanned {
    var scan = AnswerScan(
      query, hiding: SecretMembers(keepsEnvironment: keepsEnvironment), keepsEnd: keepsEnd)
    var output: [UInt8] = []
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + min(pieces, bytes.count))
      try bytes[start..<end].withUnsafeBytes { try scan.take($0, to: &output) }
      start = end
    }
    let facts = try scan.finish()
    return Scanned(
      output: String(decoding: output, as: UTF8.self), strings: facts.strings, first: facts.first,
      isTruncated: facts.isTruncated, hasExpected: facts.hasExpected, values: facts.values)
  }

  private static let functions = AnswerFacts.Query(expects: "Functions")

  @Test(
    "values of variables and user data of any type are hidden, and nothing else is",
    arguments: [
      // (answer, stored text); # stands for the beginning of the digest of the value.
      (#"{"Variables": {"A": "hunter2"}}"#, #"{"Variables": {"A": "redacted #"}}"#),
      (
        #"{"Variables": {"A": 12, "B": true}}"#,
        #"{"Variables": {"A": "redacted #", "B": "redacted #"}}"#
      ),
      (#"{"Variables": {"A": {"B": "x", "C": [1]}}}"#, #"{"Variables": {"A": "redacted #"}}"#),
      (#"{"Variables": {"A": ["x", {"y": "z"}]}}"#, #"{"Variables": {"A": "redacted #"}}"#),
      (#"{"Variables": {"A": null}}"#, #"{"Variables": {"A": null}}"#),
      (#"{"Variables": {}}"#, #"{"Variables": {}}"#),
      (#"{"Variables": ["x", "y"]}"#, #"{"Variables": "redacted #"}"#),
      (#"{"Variables": "A=x"}"#, #"{"Variables": "redacted #"}"#),
      (#"{"Variables": 7, "x": 8}"#, #"{"Variables": "redacted #", "x": 8}"#),
      (#"{"variables": {"A": "x"}}"#, #"{"variables": {"A": "redacted #"}}"#),
      (#"{"\u0056ariables": {"A": "x"}}"#, #"{"\u0056ariables": {"A": "redacted #"}}"#),
      (
        #"{"Variables": {"A": "AKIAIOSFODNN7EXAMPLE"}}"#,
        #"{"Variables": {"A": "redacted access key id #"}}"#
      ),
      (
        #"{"Variables": {"A": {"id": "AKIAIOSFODNN7EXAMPLE"}}}"#,
        #"{"Variables": {"A": "redacted access key id #"}}"#
      ),
      (#"{"I": [{"UserData": "IyEvYmlu"}]}"#, #"{"I": [{"UserData": "redacted #"}]}"#),
      (#"{"UserData": {"Value": "IyEv"}, "b": 1}"#, #"{"UserData": "redacted #", "b": 1}"#),
      (#"{"userData": ["x"]}"#, #"{"userData": "redacted #"}"#),
      (#"{"user_data": 5}"#, #"{"user_data": "redacted #"}"#),
      (#"{"UserData": null}"#, #"{"UserData": null}"#),
      // Members that only look similar.
      (#"{"Key": "UserData", "Value": "x"}"#, #"{"Key": "UserData", "Value": "x"}"#),
      (#"{"VariableNames": ["A"]}"#, #"{"VariableNames": ["A"]}"#),
      (#"{"UserDataBytes": 3, "Vari": "x"}"#, #"{"UserDataBytes": 3, "Vari": "x"}"#),
      (#"{"Users": ["Variables"]}"#, #"{"Users": ["Variables"]}"#),
      (#"{"D": "{\"UserData\": \"x\"}"}"#, #"{"D": "{\"UserData\": \"x\"}"}"#),
    ])
  func secrets(answer: String, stored: String) throws {
    let whole = try scan(answer, AnswerScanTests.functions)
    #expect(whole.output.replacing(/sha256:[0-9a-f]{16}/, with: "#") == stored)
    for pieces in [1, 2, 3, 5] {
      #expect(try scan(answer, AnswerScanTests.functions, pieces: pieces) == whole)
    }
    #expect((try? JSONDocument(Array(whole.output.utf8))) != nil)
  }

  @Test("the digest of a string is that of its text, and equal values have equal digests")
  func digests() throws {
    let answer = #"{"Variables": {"A": "hunter2", "B": "hunt\u0065r2", "C": "hunter3"}}"#
    let output = try scan(answer, AnswerScanTests.functions).output
    #expect(output.ranges(of: "redacted sha256:f52fbd32b2b3b86f").count == 2)
  }

  @Test("values of variables are kept on request, user data never")
  func kept() throws {
    let answer = #"{"Variables": {"A": "x"}, "UserData": "y"}"#
    let output = try scan(answer, AnswerScanTests.functions, keepsEnvironment: true).output
    #expect(output.hasPrefix(#"{"Variables": {"A": "x"}, "UserData": "redacted sha256:"#))
  }

  @Test("a secret beyond the memory limit is hidden without a digest")
  func longSecret() throws {
    let answer = #"{"UserData": ""# + String(repeating: "x", count: 100_000) + #"", "b": 1}"#
    #expect(
      try scan(answer, AnswerScanTests.functions).output == #"{"UserData": "redacted", "b": 1}"#)
  }

  @Test("the scan finds the same values as a parsed document")
  func facts() throws {
    let answer = #"""
      {"L": [{"A": "1", "T": "x"}, {"T": "y:z:", "A": "2"}, {"T": "x"}, "s", {"A": "\u0031", "T": "x"}, 3,
       {"A": {"A": "no"}, "T": "x"}, {"A": "4"}], "M": {"L": [{"A": "no"}]}, "IsTruncated": true,
       "Marker": "m\"1", "JobStatus": "COMPLETED", "N": ["first", "second"]}
      """#
    let query = AnswerFacts.Query(
      expects: "N",
      paths: [
        AnswerPath("L", "A"), AnswerPath("L", where: .among("T", ["x", "q"]), "A"),
        AnswerPath("L", where: .isNot("T", "x"), "A"),
        AnswerPath("L", where: .doesNotContain("T", ":z"), "A"),
      ], states: ["JobStatus"])
    let found = try scan(answer, query)
    #expect(found.values == [["1", "2", "1", "4"], ["1", "1"], ["2", "4"], ["1", "1"]])
    #expect(found.first == "first")
    #expect(found.isTruncated && found.hasExpected)
    #expect(found.strings == ["Marker": "m\"1", "JobStatus": "COMPLETED"])
    #expect(found.output == answer)
    for pieces in [1, 2, 3, 7] { #expect(try scan(answer, query, pieces: pieces) == found) }
  }

  @Test(
    "a member counts as present unless it is null",
    arguments: [
      (#"{"E": []}"#, true), (#"{"E": ""}"#, true), (#"{"E": false}"#, true), (#"{"E": 0}"#, true),
      (#"{"E": null}"#, false), (#"{"e": 1}"#, false), (#"[{"E": 1}]"#, false),
      (#"{"x": {"E": 1}}"#, false),
    ])
  func expected(answer: String, isThere: Bool) throws {
    #expect(try scan(answer, AnswerFacts.Query(expects: "E")).hasExpected == isThere)
  }

  @Test(
    "a truncated answer is recognized from values of any type",
    arguments: [
      ("true", true), (#""true""#, true), ("1", true), (#""yes""#, true), ("false", false),
      (#""False""#, false), ("0", false), ("null", false), (#""""#, false),
    ])
  func truncated(value: String, isTruncated: Bool) throws {
    let answer = "{\"IsTruncated\": \(value)}"
    #expect(try scan(answer, AnswerScanTests.functions).isTruncated == isTruncated)
  }

  @Test("spaces after the answer are kept or dropped as requested")
  func spaces() throws {
    #expect(try scan("{}\n \n", AnswerScanTests.functions).output == "{}\n \n")
    #expect(try scan("{}\n \n", AnswerScanTests.functions, keepsEnd: false).output == "{}")
  }
}
