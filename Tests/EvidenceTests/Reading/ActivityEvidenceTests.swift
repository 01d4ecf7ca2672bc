import Testing

@testable import Evidence
@testable import Model
@testable import Platform

/// CloudTrail logs in an evidence folder.
@Suite struct ActivityEvidenceTests {
  private static func event(
    _ name: String = "DescribeInstances", recipient: String = "123456789012",
    time: String = "2026-11-19T10:00:00Z"
  ) -> String {
    """
    {"eventVersion": "1.10", "eventTime": "\(time)", "eventSource": "ec2.amazonaws.com",
     "eventName": "\(name)", "awsRegion": "eu-west-1", "eventType": "AwsApiCall",
     "eventCategory": "Management", "recipientAccountId": "\(recipient)",
     "userIdentity": {"type": "AssumedRole", "accountId": "123456789012",
      "arn": "arn:aws:sts::123456789012:assumed-role/Deploy/ann",
      "sessionContext": {"sessionIssuer": {"arn": "arn:aws:iam::123456789012:role/Deploy"}}}}
    """
  }

  private static let deploy = ARN("arn:aws:iam::123456789012:role/Deploy")

  private func account(_ files: [(String, [UInt8])]) throws -> Account {
    let details = EvidenceFiles.details(roles: EvidenceFiles.role)
    return try EvidenceLoader.load(
      files: [(name: "d.json", bytes: Array(details.utf8))] + files.map { (name: $0, bytes: $1) },
      asOf: Instant("2026-11-20T10:00:00Z"))
  }

  private func account(_ files: [String: String]) throws -> Account {
    try account(files.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) })
  }

  @Test(
    "every form of logs is recognized by its content",
    arguments: [
      #"{"Records": [EVENT, EVENT]}"#, "EVENT\nEVENT\n",
      #"{"Events": [{"EventId": "1", "CloudTrailEvent": "TEXT"}, {"CloudTrailEvent": "TEXT"}]}"#,
      "[EVENT,\nEVENT]",
    ])
  func forms(_ form: String) throws {
    let event = Self.event().replacing("\n", with: " ")
    let escaped = event.replacing("\"", with: "\\\"")
    let account = try account([
      "anything": form.replacing("EVENT", with: event).replacing("TEXT", with: escaped)
    ])
    let activity = try #require(account.activity.value)
    #expect(account.activity.isWhole)
    #expect(account.problems.isEmpty)
    #expect(activity.coverage.events == 2)
    #expect(activity.rows(of: Self.deploy).map(\.count) == [2])
    #expect(account.status(of: .activity).files == 1)
    #expect(activity.calls(of: "ec2:DescribeInstances", by: Self.deploy).map(\.count) == [2])
    #expect(activity.calls(of: "ec2:RunInstances", by: Self.deploy).isEmpty)
  }

  @Test("the result of the command activity is read, as NDJSON and as CSV")
  func counted() throws {
    let whole = try account(["log.json": #"{"Records": [\#(Self.event())]}"#])
    let row = try #require(whole.activity.value?.rows.first)
    let lines = TextSink.text { sink in
      ActivityJSON.write(row, to: sink)
      ActivityJSON.write(ActivityCoverage(), to: sink)
    }
    let table = TextSink.text { sink in
      ActivityCSV.writeHeader(to: sink)
      ActivityCSV.write(row, to: sink)
    }
    for text in [lines, table] {
      let read = try account(["activity": text])
      #expect(read.activity.value?.rows == [row])
      #expect(read.problems.isEmpty)
    }
  }

  @Test("several files are counted together")
  func combined() throws {
    let account = try account([
      "a.json": #"{"Records": [\#(Self.event())]}"#, "b.json": #"{"Records": [\#(Self.event())]}"#,
    ])
    #expect(account.activity.value?.rows.map(\.count) == [2])
    #expect(account.activity.files == ["a.json", "b.json"])
  }

  @Test("calls in other accounts do not count, and logs without calls in this one are incomplete")
  func otherAccounts() throws {
    let foreign = Self.event(recipient: "999999999999")
    let mixed = try account(["a.json": #"{"Records": [\#(Self.event()), \#(foreign)]}"#])
    #expect(mixed.activity.value?.coverage.events == 1)
    #expect(mixed.activity.isWhole)
    #expect(mixed.otherAccounts.isEmpty)
    let other = try account(["a.json": #"{"Records": [\#(foreign)]}"#])
    #expect(other.activity.shortcoming == "the logs contain no calls in account 123456789012")
  }

  @Test("damaged logs and calls after the date of the evidence make the activity partial")
  func partial() throws {
    let cut = try account([
      "a.json": #"{"Records": [\#(Self.event())]}"#,
      "b.json": #"{"Records": [\#(Self.event()), {"eventVersion": "1"#,
    ])
    #expect(cut.activity.value?.coverage.events == 2)
    #expect(cut.activity.state == .partial)
    #expect(cut.problems.map(\.file) == ["b.json"])
    let late = try account(["a.json": Self.event(time: "2026-11-21T10:00:00Z")])
    #expect(late.activity.shortcoming == "calls are later than the date of the evidence")
  }

  @Test("without logs, activity is missing, and nothing else changes")
  func none() throws {
    let account = try account([String: String]())
    #expect(account.activity.state == .missing)
    #expect(account.problems.isEmpty)
  }
}
