import Foundation
import Model
import Platform
import TestSupport
import Testing

@testable import Evidence

/// Damaged and hostile logs: one clear line each, and everything else is counted.
@Suite struct HostileLogsTests {
  private static let event = LogEvent.with([:])
  private static let name = "111122223333_CloudTrail_eu-west-1_20261123T1005Z_x.json"

  @Test(
    "a damaged file is one problem, and its other events are counted",
    arguments: [
      (LogEvent.log([event, "{\"a\":}", event]), 2, "1 event is invalid JSON"),
      (String(LogEvent.log([event, event]).dropLast(40)), 1, "ends in the middle of an event"),
      (LogEvent.log([event, LogEvent.with(["eventTime": "7"])]), 1, "1 event without a valid"),
      (LogEvent.log([event, LogEvent.with(["eventName": nil])]), 1, "1 event without a valid"),
      (LogEvent.log([event, LogEvent.with(["eventName": "{}"])]), 1, "1 event without a valid"),
      (
        LogEvent.log([LogEvent.with(["eventTime": "\"2026-02-30T10:00:00Z\""])]), 0,
        "1 event without"
      ),
      (LogEvent.log([event, "{\"eventName\":1,\"eventName\":2}"]), 1, "duplicate member"),
      (event + "}", 1, "expected JSON"), ("", 0, "the file is empty"), ("x", 0, "no CloudTrail"),
      ("{\"a\":1}", 0, "no CloudTrail events"),
      ("[" + String(repeating: "[", count: 1000), 0, "in the middle"),
      ("eventname,x\n\"", 0, "in the middle"),
      (
        "{\"CloudTrailEvent\":\"{\\\"CloudTrailEvent\\\":\\\"{\\\\\\\"CloudTrailEvent\\\\\\\":1}\\\"}\"}",
        0, "no CloudTrail events"
      ),
    ])
  func damaged(text: String, events: Int, problem: String) throws {
    let result = try LogFolder([Self.name: text]).read([Self.name])
    #expect(result.events == events)
    try #require(result.problems.count == 1)
    #expect(result.problems[0].file == Self.name)
    #expect(result.problems[0].message.contains(problem), "\(result.problems[0].message)")
    #expect(!result.problems[0].message.contains("\n"))
  }

  @Test("values of other types count as missing values")
  func types() throws {
    for (member, value) in [
      ("userIdentity", "[1]"), ("userAgent", "{}"), ("sourceIPAddress", "7"), ("resources", "{}"),
      ("requestParameters", "\"arn:aws:iam::111122223333:role/x\""), ("errorCode", "[]"),
      ("eventType", "false"), ("awsRegion", "null"), ("additionalEventData", "3"),
    ] {
      let result = try LogFolder(["a.json": LogEvent.log([LogEvent.with([member: value])])]).read()
      #expect(result.events == 1, "\(member)")
      #expect(result.problems.isEmpty, "\(member)")
    }
  }

  @Test("the hours of a damaged log are a gap of its account and region")
  func gap() throws {
    let result = try LogFolder([Self.name: "{\"Records\":[{"]).read()
    let gap = try #require(result.coverage.gaps.first)
    #expect(gap.account == "111122223333" && gap.region == "eu-west-1")
    #expect(gap.from?.description == "2026-11-23T09:00:00Z")
    #expect(gap.to?.description == "2026-11-23T11:00:00Z")
  }

  @Test("compressed data with several members is read to its end")
  func members() throws {
    let folder = try LogFolder()
    let text = LogEvent.log([Self.event])
    try folder.write(stored(text) + stored("\n" + text) + [0, 0, 0], to: "a.json.gz")
    let result = try folder.read()
    #expect(result.events == 2)
    #expect(result.problems.isEmpty)
  }

  @Test("compressed data that is cut, damaged or followed by other data is one problem")
  func compressed() throws {
    let whole = stored(LogEvent.log([Self.event, Self.event]))
    var wrong = whole
    wrong[wrong.count - 6] ^= 1
    for (bytes, events, problem) in [
      (Array(whole.dropLast(4)), 2, "cut off"),
      (Array(whole.prefix(whole.count / 2 + 60)), 1, "cut off"),
      (wrong, 2, "damaged"), (whole + [7], 2, "followed by other data"),
      ([0x1F, 0x8B, 9, 0, 0, 0, 0, 0, 0, 0], 0, "damaged"),
    ] {
      let folder = try LogFolder()
      try folder.write(bytes, to: "a.json.gz")
      let result = try folder.read()
      #expect(result.events == events, "\(problem)")
      #expect(result.problems.count == 1)
      #expect(result.problems.first?.message.contains(problem) == true, "\(result.problems)")
    }
  }

  /// 1 MiB of spaces in about 1 KiB.
  private static let spaces =
    "H4sIAAAAAAACA+3BMQEAAADCoCrrn9IQvkAB" + String(repeating: "A", count: 1353)
    + "HwGpwID8QAAEAA="

  @Test("a bomb is refused")
  func bomb() throws {
    let member = try #require(Data(base64Encoded: Self.spaces))
    let folder = try LogFolder()
    try folder.write(Array(repeatElement(Array(member), count: 600).joined()), to: "a.json.gz")
    let result = try folder.read()
    #expect(result.problems.first?.message.contains("expands more than 400 times") == true)
  }

  @Test("control characters in names are kept, escaped, and cannot split rows")
  func controlCharacters() throws {
    let name = #""a\u0000b\u001f\n\u001b[2J""#
    let folder = try LogFolder([
      "a.json": LogEvent.log([
        LogEvent.with([
          "eventName": name,
          "userIdentity": #"{"type":"IAMUser","arn":\#(name)}"#,
          "resources": #"[{"ARN":\#(name)}]"#,
        ])
      ])
    ])
    let result = try folder.read()
    let row = try result.row
    #expect(row[.event] == "a\u{FFFD}b\u{FFFD}\n\u{1B}[2J")
    #expect(row.list(.resources).count == 1)
    #expect(result.text.split(separator: "\n").count == 1)
    #expect(!result.text.utf8.contains(0x1B))
  }

  @Test(
    "a spreadsheet takes no cell for a formula, and reading the file gives the same names",
    arguments: ["=1+1", "@x", " -1", "\t=1", "'=1", "''+1", "\u{FF1D}1", "plain", "'plain"])
  func formulas(_ name: String) throws {
    let folder = try LogFolder([
      "a.json": LogEvent.log([
        LogEvent.with([
          "userAgent": "\"\"",
          "userIdentity": "{\"type\":\"IAMUser\",\"arn\":\(JSONValue.string(name).compactText)}",
        ])
      ])
    ])
    let row = try folder.read().row
    #expect(row[.principal] == name)
    let table = TextSink.text { sink in
      ActivityCSV.writeHeader(to: sink)
      ActivityCSV.write(row, to: sink)
    }
    let first = table.split(separator: "\r\n").dropFirst().first.map(String.init) ?? ""
    #expect(!first.drop { $0 == "\"" }.description.startsFormula)
    let copy = try LogFolder(["b.csv": table])
    #expect(try copy.read().row == row)
  }

  @Test("many distinct principals go to temporary files, which disappear")
  func manyPrincipals() throws {
    let folder = try LogFolder()
    let events = (0..<20_000).map {
      LogEvent.with([
        "userIdentity": #"{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/u\#($0)"}"#
      ])
    }
    try folder.write(Array(LogEvent.log(events).utf8), to: "a.json")
    let result = try folder.read(rows: 1000)
    #expect(result.rows.count == 20_000)
    #expect(result.events == 20_000)
    #expect(result.text == (try folder.read()).text)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.folder.path) == ["a.json"])
  }

  @Test("long values across the pieces of a file are read")
  func pieces() throws {
    let long = String(repeating: "x\\\"", count: 300_000)
    let event = LogEvent.with(["responseElements": "{\"a\":\"\(long)\"}"])
    let result = try LogFolder(["a.json": LogEvent.log([event, Self.event, event])]).read()
    #expect(result.events == 3)
    #expect(result.problems.isEmpty)
  }
}
