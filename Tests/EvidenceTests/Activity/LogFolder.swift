import Foundation
import Model
import Platform
import TestSupport
import Testing

@testable import Evidence

/// Log files for one test, and the rows that are read from them.
final class LogFolder {
  let folder: TemporaryFolder

  init(_ files: [String: String] = [:]) throws {
    folder = try TemporaryFolder()
    for (name, text) in files { try write(Array(text.utf8), to: name) }
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let parent = (folder.path + "/" + name as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try folder.write(bytes, to: name)
  }

  struct Result {
    var rows: [ActivityRow] = []
    var coverage = ActivityCoverage()
    var problems: [Problem] = []
    var text = ""

    /// The only row; a failure if there is another number of them.
    var row: ActivityRow {
      get throws {
        try #require(rows.count == 1, "\(rows.count) rows, \(problems)")
        return rows[0]
      }
    }

    /// The number of calls in all rows.
    var events: Int { rows.reduce(0) { $0 + $1.count } }
  }

  func read(
    _ names: [String] = [""], threads: Int = 2, rows: Int = 1_000_000
  ) throws -> Result {
    var settings = ActivityReader.Settings()
    settings.threads = threads
    settings.rows = rows
    settings.temporaryFolder = folder.path
    let reader = try ActivityReader(
      names.map { $0.isEmpty ? folder.path : folder.path + "/" + $0 }, settings: settings)
    var result = Result()
    result.problems = reader.problems.map { problem in
      Problem(
        file: problem.file.replacingOccurrences(of: folder.path + "/", with: ""),
        message: problem.message)
    }
    let text = TextSink.text { sink in
      do {
        result.coverage = try reader.rows { rows in
          result.rows += rows
          for row in rows { ActivityJSON.write(row, to: sink) }
        }
      } catch { Issue.record(error) }
    }
    result.text = text
    return result
  }
}

/// An event of CloudTrail as JSON; members can be replaced.
struct LogEvent {
  var members: [String: String] = [
    "eventVersion": #""1.10""#, "eventTime": #""2026-11-23T10:00:00Z""#,
    "eventSource": #""s3.amazonaws.com""#, "eventName": #""GetObject""#,
    "awsRegion": #""eu-west-1""#, "sourceIPAddress": #""192.0.2.1""#,
    "userAgent": #""aws-cli/2.15 Python/3.11""#, "eventType": #""AwsApiCall""#,
    "recipientAccountId": #""111122223333""#, "eventCategory": #""Data""#,
    "userIdentity": """
    {"type":"AssumedRole","principalId":"AROA:s1",\
    "arn":"arn:aws:sts::111122223333:assumed-role/app/s1","accountId":"111122223333",\
    "accessKeyId":"ASIAX","sessionContext":{"sessionIssuer":{"type":"Role",\
    "arn":"arn:aws:iam::111122223333:role/path/app"},"attributes":{"mfaAuthenticated":"false"}}}
    """,
  ]

  static func with(_ changes: [String: String?]) -> String {
    var event = LogEvent()
    for (name, value) in changes { event.members[name] = value }
    return "{"
      + event.members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
      .joined(separator: ",") + "}"
  }

  static func log(_ events: [String]) -> String {
    "{\"Records\":[" + events.joined(separator: ",") + "]}"
  }
}

/// A gzip member with stored blocks (RFC 1951), for tests that need no compression.
func stored(_ text: String) -> [UInt8] {
  let bytes = Array(text.utf8)
  var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
  func number(_ value: UInt32, _ count: Int) {
    for place in 0..<count { result.append(UInt8(value >> (8 * UInt32(place)) & 0xFF)) }
  }
  var rest = bytes[...]
  repeat {
    let block = rest.prefix(65_535)
    rest = rest.dropFirst(block.count)
    result.append(rest.isEmpty ? 1 : 0)
    number(UInt32(block.count), 2)
    number(~UInt32(block.count) & 0xFFFF, 2)
    result += block
  } while !rest.isEmpty
  var checksum: UInt32 = .max
  for byte in bytes {
    checksum ^= UInt32(byte)
    for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
  number(~checksum, 4)
  number(UInt32(truncatingIfNeeded: bytes.count), 4)
  return result
}
