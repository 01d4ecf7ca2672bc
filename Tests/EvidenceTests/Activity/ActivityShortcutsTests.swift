import Model
import Platform
import Testing

@testable import Evidence

/// Texts that take a shorter way through the reader and the writer, and those that must not.
@Suite struct ActivityShortcutsTests {
  /// The `userIdentity` of the role `app` with the ARN and id of a session.
  private static func role(_ arn: String, id: String = "AROA:s1") -> String {
    """
    {"type":"AssumedRole","principalId":"\(id)","arn":"\(arn)","accountId":"111122223333",\
    "accessKeyId":"ASIAX","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::1:role/app"}}}
    """
  }

  @Test("the sessions of a role are one row, in whatever form they are given")
  func sessions() throws {
    let identities = [
      Self.role("a/app/s1"), Self.role(""), Self.role("a/app/s2", id: "AROA:x"),
      Self.role("", id: "AROA:s3"), Self.role("s4", id: "AROA"), Self.role("a/app/s5/"),
      Self.role("a/\\u0073\\u0036"), Self.role("a/\u{301}s/s7"), Self.role("a/s8/\u{301}s"),
    ]
    let events = identities.map { LogEvent.with(["userIdentity": $0]) }
    for events in [events, events.reversed()] {
      let row = try LogFolder(["a.json": LogEvent.log(events)]).read().row
      #expect(row.count == identities.count)
      #expect(row.sessions.names == ["s1", "s2", "s3", "s5", "s6", "s7", "s8/\u{301}s"])
    }
  }

  @Test("a log can be cut anywhere into the pieces in which it arrives")
  func cuts() throws {
    let text = Array(
      #" {"Records" : [ {"a":"\\","b":[{"c":"]\""}]}, 7 ,{"d":"{\\\""} ], "x":["}"]} [1] "#.utf8)
    func pieces(_ cut: Int) throws -> [String] {
      var splitter = RecordSplitter(piece: 0)
      var result: [String] = []
      for part in [text[..<cut], text[cut...]] {
        try part.withUnsafeBytes { bytes in
          try splitter.add(bytes) { result.append(String(decoding: $0, as: UTF8.self)) }
        }
      }
      #expect(splitter.finish { result.append(String(decoding: $0, as: UTF8.self)) })
      return result
    }
    for cut in text.indices {
      #expect(
        try pieces(cut) == [
          #"[ {"a":"\\","b":[{"c":"]\""}]}]"#, "[ 7 ]", #"[{"d":"{\\\""} ]"#, "[1]",
        ], "\(cut)")
    }
  }

  @Test("a quote in a CSV cell is doubled before any character")
  func quotes() throws {
    let event = LogEvent.with(["userAgent": nil, "awsRegion": "\"a\\\"\u{301},\""])
    let row = try LogFolder(["a.json": LogEvent.log([event])]).read().row
    #expect(TextSink.text { ActivityCSV.write(row, to: $0) }.contains("\"a\"\"\u{301},\""))
  }
}
