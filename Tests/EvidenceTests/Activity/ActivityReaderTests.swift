import Model
import Platform
import Testing

@testable import Evidence

/// What becomes of events: principals, results, resources, and the forms of files.
@Suite struct ActivityReaderTests {
  private static let user =
    #"{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/bob","accountId":"111122223333","accessKeyId":"AKIAX"}"#

  /// A change of the event, and the values of columns that follow.
  struct Case: Sendable {
    let changes: [String: String?]
    let expected: [ActivityColumn: String]

    init(_ changes: [String: String?], _ expected: [ActivityColumn: String]) {
      self.changes = changes
      self.expected = expected
    }
  }

  @Test(
    "an event is normalized",
    arguments: [
      Case(
        [:],
        [
          .principal: "arn:aws:iam::111122223333:role/path/app", .principalType: "AssumedRole",
          .accessKey: "temporary", .mfa: "false", .agent: "aws-cli", .result: "allowed",
          .category: "Data", .via: "", .region: "eu-west-1", .account: "111122223333",
        ]),
      Case(
        ["userIdentity": user],
        [.principal: "arn:aws:iam::111122223333:user/bob", .accessKey: "AKIAX", .mfa: ""]),
      Case(
        [
          "userIdentity":
            #"{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/app/s1"}"#
        ], [.principal: "arn:aws:iam::111122223333:role/app", .account: "111122223333"]),
      Case(
        ["userIdentity": #"{"type":"AWSService","invokedBy":"ec2.amazonaws.com"}"#],
        [.principal: "ec2.amazonaws.com", .via: ""]),
      Case(
        ["userIdentity": #"{"invokedBy":"ec2.amazonaws.com"}"#],
        [.principal: "ec2.amazonaws.com", .principalType: "AWSService"]),
      Case(
        [
          "userIdentity":
            #"{"type":"IAMUser","arn":"arn:aws:iam::1:user/a","invokedBy":"cloudformation.amazonaws.com"}"#
        ], [.principal: "arn:aws:iam::1:user/a", .via: "cloudformation.amazonaws.com"]),
      Case(
        [
          "userIdentity":
            #"{"type":"WebIdentityUser","userName":"repo:a/b","identityProvider":"arn:aws:iam::1:oidc-provider/x"}"#
        ], [.principal: "arn:aws:iam::1:oidc-provider/x"]),
      Case(
        [
          "userIdentity":
            #"{"type":"AWSAccount","principalId":"AROAX:s","accountId":"444455556666"}"#
        ],
        [.principal: "AROAX", .account: "444455556666"]),
      Case(["userIdentity": #""text""#], [.principal: "", .principalType: ""]),
      Case(["errorCode": #""AccessDenied""#], [.result: "denied"]),
      Case(["errorCode": #""Client.UnauthorizedOperation""#], [.result: "denied"]),
      Case(["errorCode": #""NoSuchKey""#], [.result: "error"]),
      Case(["errorMessage": #""Failed authentication""#], [.result: "error"]),
      Case(["eventCategory": nil, "managementEvent": "false"], [.category: "Data"]),
      Case(["eventCategory": nil, "managementEvent": "true"], [.category: "Management"]),
      Case(["eventCategory": nil], [.category: "Management"]),
      Case(["userAgent": nil], [.agent: ""]),
      Case(["userAgent": #""something else""#], [.agent: "other"]),
      Case(
        [
          "resources":
            #"[{"ARN":"arn:aws:s3:::b/x/y"},{"ARN":"arn:aws:s3:::b"},{"ARNPrefix":"arn:aws:s3:::b/"}]"#
        ], [.resources: "arn:aws:s3:::b\u{1F}arn:aws:s3:::b/*\u{1F}arn:aws:s3:::b/x/*"]),
      Case(
        ["requestParameters": #"{"bucketName":"b{account}"}"#],
        [.resources: "arn:aws:s3:::b{account}"]),
      Case(
        [
          "eventSource": #""dynamodb.amazonaws.com""#, "eventName": #""GetItem""#,
          "awsRegion": #""cn-north-1""#, "requestParameters": #"{"tableName":"t"}"#,
        ], [.resources: "arn:aws-cn:dynamodb:cn-north-1:111122223333:table/t"]),
      Case(
        [
          "eventSource": #""ecs.amazonaws.com""#, "eventName": #""RegisterTaskDefinition""#,
          "requestParameters":
            #"{"taskRoleArn":"arn:aws:iam::111122223333:role/t","x":["arn:aws:iam::111122223333:role/e"]}"#,
        ],
        [
          .passes:
            "arn:aws:iam::111122223333:role/e\u{1F}arn:aws:iam::111122223333:role/t"
        ]),
      Case(
        [
          "eventSource": #""sts.amazonaws.com""#, "eventName": #""AssumeRole""#,
          "requestParameters": #"{"roleArn":"arn:aws:iam::111122223333:role/t"}"#,
        ], [.passes: "", .resources: "arn:aws:iam::111122223333:role/t"]),
    ])
  func normalized(change: Case) throws {
    let folder = try LogFolder(["a.json": LogEvent.log([LogEvent.with(change.changes)])])
    let row = try folder.read().row
    for (column, value) in change.expected { #expect(row[column] == value, "\(column)") }
    #expect(row.count == 1)
  }

  @Test("calls are counted by week, session and address")
  func counted() throws {
    let times = ["2026-11-23T00:00:00Z", "2026-11-22T23:59:59Z", "2026-11-29T10:00:00Z"]
    let events = times.enumerated().map { index, time in
      LogEvent.with([
        "eventTime": "\"\(time)\"", "sourceIPAddress": "\"192.0.2.\(index % 2)\"",
      ])
    }
    let row = try LogFolder(["a.json": LogEvent.log(events)]).read().row
    #expect(row.weeks.map { "\($0.week) \($0.count)" } == ["2026-W47 1", "2026-W48 2"])
    #expect(row.first.description == times[1])
    #expect(row.last.description == times[2])
    #expect(row.sessions.names == ["s1"])
    #expect(row.addresses == ActivityRow.LimitedSet(names: ["192.0.2.0", "192.0.2.1"], count: 2))
  }

  @Test("20 addresses are listed, and all are counted")
  func addresses() throws {
    let events = (0..<50).map { LogEvent.with(["sourceIPAddress": "\"10.0.0.\($0 + 10)\""]) }
    let row = try LogFolder(["a.json": LogEvent.log(events)]).read().row
    #expect(row.addresses.names == (10..<30).map { "10.0.0.\($0)" })
    #expect(row.addresses.count == 50)
  }

  private static let event = LogEvent.with(["requestParameters": #"{"bucketName":"b"}"#])

  /// The same event in each form of file.
  static var forms: [(name: String, text: String)] {
    let quoted = TextText.json(event)
    return [
      ("log.json", LogEvent.log([event])),
      ("spaced.json", "\u{FEFF} { \"Records\" : [\n \(event) \n] , \"x\" : [1] }\n"),
      ("lines.ndjson", "\(event)\n"),
      ("array.json", "[\(event)]"),
      (
        "lookup.json", #"{"Events":[{"EventId":"1","CloudTrailEvent":\#(quoted)}],"NextToken":"x"}"#
      ),
      ("bridge.json", #"{"version":"0","detail-type":"x","detail":\#(event)}"#),
      (
        "lake.json",
        #"{"QueryStatus":"FINISHED","QueryResultRows":[[\#(TextText.columns(event))]]}"#
      ),
      ("athena.csv", TextText.table(event)),
      ("rows.csv", "eventid,cloudtrailevent\r\n1,\(TextText.cell(event))\r\n"),
    ]
  }

  @Test("every form of file gives the same row", arguments: forms.map(\.name))
  func form(name: String) throws {
    let text = try #require(Self.forms.first { $0.name == name }).text
    let expected = try LogFolder(["a.json": LogEvent.log([Self.event])]).read().text
    #expect(try LogFolder([name: text]).read([name]).text == expected)
    let packed = try LogFolder()
    try packed.write(stored(text), to: name + ".gz")
    #expect(try packed.read([name + ".gz"]).text == expected)
  }

  @Test("rows do not depend on threads, order, temporary files, or being read again")
  func same() throws {
    let folder = try LogFolder()
    for file in 0..<12 {
      let events = (0..<40).map { number in
        LogEvent.with([
          "sourceIPAddress": "\"10.0.\(file).\(number)\"",
          "eventName": "\"Get\((number * 7 + file) % 60)\"",
          "eventTime": "\"2026-1\(file % 3)-0\(number % 9 + 1)T10:00:00Z\"",
        ])
      }
      try folder.write(stored(LogEvent.log(events)), to: "f/\(file).json.gz")
    }
    let one = try folder.read(["f"], threads: 1)
    #expect(one.events == 480)
    #expect(try folder.read(["f"], threads: 3).text == one.text)
    #expect(try folder.read(["f"], threads: 2, rows: 20).text == one.text)
    let names = (0..<12).map { "f/\($0).json.gz" }
    #expect(try folder.read(names.reversed(), threads: 1, rows: 7).text == one.text)
    try folder.write(Array(one.text.utf8), to: "again.ndjson")
    #expect(try folder.read(["again.ndjson"]).text == one.text)
  }

  @Test("in folders, digests, Insights and other files are skipped")
  func folders() throws {
    let log = LogEvent.log([Self.event])
    let folder = try LogFolder([
      "AWSLogs/o-x/111122223333/CloudTrail/eu-west-1/2026/11/23/a.json": log,
      "AWSLogs/o-x/111122223333/CloudTrail-Digest/eu-west-1/2026/11/23/b.json": log,
      "AWSLogs/o-x/111122223333/CloudTrail-Insight/c.json": log, "README.txt": "text",
      "1_CloudTrail-Digest_x_y.json": "{}", ".hidden.json": log,
    ])
    let result = try folder.read()
    #expect(result.events == 1)
    #expect(result.problems.isEmpty)
  }
}

/// Writes texts as other programs do.
enum TextText {
  static func json(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  static func cell(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// The columns of the event, with the structure as query engines print it.
  private static func cells(_ event: String) -> [(String, String)] {
    [
      ("eventTime", "2026-11-23T10:00:00Z"), ("eventSource", "s3.amazonaws.com"),
      ("eventName", "GetObject"), ("awsRegion", "eu-west-1"), ("sourceIPAddress", "192.0.2.1"),
      ("userAgent", "aws-cli/2.15 Python/3.11"), ("eventType", "AwsApiCall"),
      ("recipientAccountId", "111122223333"), ("eventCategory", "Data"), ("errorCode", ""),
      ("requestParameters", #"{"bucketName":"b"}"#),
      (
        "userIdentity",
        "{type=AssumedRole, principalid=AROA:s1, "
          + "arn=arn:aws:sts::111122223333:assumed-role/app/s1, accountid=111122223333, "
          + "invokedby=null, accesskeyid=ASIAX, sessioncontext={attributes={mfaauthenticated=false}, "
          + "sessionissuer={type=Role, arn=arn:aws:iam::111122223333:role/path/app}}}"
      ),
    ]
  }

  static func columns(_ event: String) -> String {
    cells(event).map { "{\"\($0.0)\":\(json($0.1))}" }.joined(separator: ",")
  }

  static func table(_ event: String) -> String {
    let cells = cells(event)
    return cells.map { $0.0.lowercased() }.joined(separator: ",") + "\n"
      + cells.map { cell($0.1) }.joined(separator: ",") + "\n"
  }
}
