import Model
import Testing

@testable import Evidence

/// Names from answers are only used as values: never as options, paths or files to read.
@Suite struct CollectHostileTests {
  private static let names = [
    "--endpoint-url=http://evil", "../../../etc/passwd", "a b", "it's \"quoted\"", "$(id)", "`id`",
    "\u{1B}[2J", "\u{202E}", "-", ".", "..", ".hidden", "nul\n", String(repeating: "x", count: 400),
    "UPPER", "upper", "ä", "a/b", "a-b", "con", "*", ";", "\\",
  ]

  @Test("each subject is a single value after its option, whatever its name is")
  func arguments() throws {
    var account = FakeAccount()
    account.roles = CollectHostileTests.names.map { "arn:aws:iam::123456789012:role/\($0)" }
    let client = account.client()
    let scene = try CollectScene()
    #expect(try scene.collect(client).refused.isEmpty)
    let asked = client.calls.filter { $0[1] == "generate-service-last-accessed-details" }
    #expect(asked.count == account.roles.count)
    for words in asked {
      #expect(words.count == 5)
      #expect(words[3].hasPrefix("--arn=arn:aws:iam::123456789012:role/"))
      #expect(words.allSatisfy { !$0.hasPrefix("--endpoint-url") })
    }
    let files = try scene.files().keys.filter { $0.hasPrefix("last-accessed/") }
    #expect(files.count == account.roles.count)
    for file in files {
      let name = file.dropFirst("last-accessed/".count)
      #expect(name.utf8.count < 80)
      #expect(name.first?.isLetter == true)
      #expect(name.utf8.allSatisfy { CollectHostileTests.isPlain($0) })
    }
    // Two names that a case-insensitive file system treats as one.
    #expect(Set(files.map { $0.lowercased() }).count == files.count)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || "-_.".utf8.contains(byte)
  }

  @Test(
    "a value that makes the client read a file is not passed to it",
    arguments: ["file:///etc/shadow", "FILEB://x", "http://169.254.169.254/", "a\0b", ""])
  func values(value: String) throws {
    #expect(!CollectCall.canPass(value))
    var account = FakeAccount()
    account.roles = [value]
    let client = account.client()
    let scene = try CollectScene()
    let report = try scene.collect(client)
    #expect(report.refused.count == 1)
    #expect(client.count("iam generate-service-last-accessed-details") == 0)
  }

  @Test(
    "only names with the form of a region are used as folder names",
    arguments: [
      "../x", "EU-WEST-1", "", "eu west", "-eu", "a/b", String(repeating: "a", count: 33),
    ])
  func regions(name: String) throws {
    #expect(!CollectCall.isRegion(name))
    var account = FakeAccount()
    account.regions = ["eu-west-1", name]
    let scene = try CollectScene()
    let client = account.client()
    try scene.collect(client) { $0.regions = [] }
    let asked = client.calls.filter { $0[1] == "describe-instances" }
    #expect(asked.map { FakeClient.value("region", in: $0) } == ["eu-west-1"])
  }

  @Test("the status of a trail is queried only in the region of its ARN")
  func trails() throws {
    var account = FakeAccount()
    account.replies["cloudtrail describe-trails"] = { _, _ in
      FakeReply(
        output: """
          {"trailList": [
           {"Name": "a", "TrailARN": "arn:aws:cloudtrail:us-east-1:123456789012:trail/a"},
           {"Name": "b", "TrailARN": "arn:aws:cloudtrail:../../x:123456789012:trail/b"}]}
          """)
    }
    account.replies["cloudtrail get-trail-status"] = { _, _ in
      FakeReply(output: #"{"IsLogging": true}"#)
    }
    let client = account.client()
    try CollectScene().collect(client) { $0.regions = [] }
    let asked = client.calls.filter { $0[1] == "get-trail-status" }
    #expect(asked.map { FakeClient.value("region", in: $0) } == ["us-east-1", nil])
  }

  @Test("circular and endless chains of parents end", arguments: [2, Int.max])
  func parents(circle: Int) throws {
    var account = FakeAccount()
    var asked = 0
    account.replies["organizations describe-organization"] = { _, _ in
      FakeReply(output: #"{"Organization": {"Id": "o-1"}}"#)
    }
    account.replies["organizations list-parents"] = { _, _ in
      asked += 1
      return FakeReply(output: #"{"Parents": [{"Id": "ou-\#(asked % circle)"}]}"#)
    }
    let report = try CollectScene().collect(account.client()) { $0.withOrganization = true }
    #expect(asked <= 16)
    #expect(report.refused.contains { $0.error?.hasPrefix("skipped") == true } == (circle > 2))
  }
}
