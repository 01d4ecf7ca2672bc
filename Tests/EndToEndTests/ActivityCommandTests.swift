import Foundation
import TestSupport
import Testing

/// `iam-review activity` on logs that a person has, and its queries on the same logs.
@Suite struct ActivityCommandTests {
  private static let event = #"""
    {"eventTime":"2026-11-23T10:00:00Z","eventSource":"s3.amazonaws.com","eventName":"ListObjectsV2",
     "awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.1","userAgent":"aws-cli/2.15",
     "eventType":"AwsApiCall","eventCategory":"Data","recipientAccountId":"111122223333",
     "requestParameters":{"bucketName":"reports"},"userIdentity":{"type":"IAMUser",
     "arn":"arn:aws:iam::111122223333:user/bob","accountId":"111122223333","accessKeyId":"AKIAX"}}
    """#

  private func logs(_ text: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Array(text.utf8), to: "a.json")
    return folder
  }

  @Test("calls are written as NDJSON and as CSV, to a file or to standard output")
  func output() throws {
    let folder = try logs("{\"Records\":[\(Self.event)]}")
    let log = folder.path + "/a.json"
    let outcome = try Program.run(["activity", log, "-o", "-"])
    #expect(outcome.status == 0)
    #expect(
      outcome.errors
        == "iam-review: 1 file, 1 event in 1 row, 2026-11-23 10:00 UTC to 2026-11-23 10:00 UTC\n")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].contains(#""actions":["s3:ListBucket"],"count":1"#))
    #expect(lines[1].hasPrefix(#"{"record":"coverage","from":"2026-11-23T10:00:00Z""#))
    let table = folder.path + "/a.csv"
    #expect(try Program.run(["activity", log, "-o", table]).status == 0)
    #expect(
      try String(contentsOfFile: table, encoding: .utf8).hasPrefix("principal,principalType,"))
    #expect(try Program.run(["activity", table, "-o", "-"]).output == outcome.output)
  }

  @Test("a damaged file has exit status 3, a missing one 4, without output")
  func damaged() throws {
    let folder = try logs("{\"Records\":[\(Self.event),{")
    let path = folder.path
    let outcome = try Program.run(["activity", path + "/a.json", "-o", path + "/x.ndjson"])
    #expect(outcome.status == 3)
    #expect(
      outcome.errors.contains(
        "a.json: the file ends in the middle of an event; 1 other event of the file was counted"))
    let missing = try Program.run(["activity", path + "/b.json", "-o", path + "/y.ndjson"])
    #expect(missing.status == 4)
    #expect(missing.errors.hasSuffix("b.json: No such file or directory\n"))
    #expect(!FileManager.default.fileExists(atPath: path + "/y.ndjson"))
  }

  @Test(
    "the command line is checked",
    arguments: [
      (["activity"], "missing argument: LOGS"),
      (["activity", "x"], "the option --output FILE is required"),
      (["activity", "x", "-o", "y", "--format", "z"], "--format: expected ndjson or csv"),
      (["activity", "--sql", "z"], "--sql: expected athena, trino, duckdb or spark"),
      (["activity", "--sql", "spark", "a", "b"], "unexpected argument: b"),
    ])
  func usage(arguments: [String], message: String) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  /// Logs with every case that the query distinguishes.
  private static func variedLogs() -> String {
    let identities = [
      #"{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/a","accountId":"1","accessKeyId":"AKIAX"}"#,
      #"{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/r/s","accessKeyId":"ASIAX"}"#,
      #"{"type":"AssumedRole","arn":"arn:aws:sts::1:assumed-role/r/t","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::1:role/p/r"},"attributes":{"mfaAuthenticated":"true"}}}"#,
      #"{"type":"AWSService","invokedBy":"ec2.amazonaws.com"}"#,
      #"{"invokedBy":"x.amazonaws.com"}"#,
      #"{"type":"WebIdentityUser","userName":"u","identityProvider":"p"}"#,
      #"{"type":"AWSAccount","principalId":"AROA:s","accountId":"2"}"#, "null",
    ]
    let calls = [
      #""eventSource":"s3.amazonaws.com","eventName":"GetObject","resources":[{"ARN":"arn:aws:s3:::b/x/y"},{"ARNPrefix":"arn:aws:s3:::b/"},{"ARN":"arn:aws:s3:::b/z"}]"#,
      #""eventSource":"dynamodb.amazonaws.com","eventName":"GetItem","requestParameters":{"tableName":"t"},"errorCode":"AccessDeniedException""#,
      #""eventSource":"ecs.amazonaws.com","eventName":"RunTask","requestParameters":{"a":{"roleArn":"arn:aws:iam::111122223333:role/x"}},"errorCode":"Client.Other""#,
      #""eventSource":"sts.amazonaws.com","eventName":"AssumeRole","requestParameters":{"roleArn":"arn:aws:iam::111122223333:role/x"},"userAgent":"Boto3/1 x""#,
      #""eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","errorMessage":"x","additionalEventData":{"MFAUsed":"No"}"#,
      #""eventSource":"logs.amazonaws.com","eventName":"PutLogEvents","resources":[{"ARN":"arn:aws:logs:eu-west-1:1:log-group:a:log-stream:b"}],"managementEvent":false"#,
      #""eventSource":"iam.amazonaws.com","eventName":"AddUserToGroup","requestParameters":{"userName":"u","groupName":"arn:aws:iam::1:group/g"}"#,
    ]
    var events: [String] = []
    for (place, identity) in identities.enumerated() {
      for (call, text) in calls.enumerated() {
        for week in 0..<3 {
          events.append(
            """
            {"eventTime":"2026-12-\(20 + week * 5 - place % 2)T0\(call):00:00Z","awsRegion":"eu-west-1",\
            "recipientAccountId":"111122223333","sourceIPAddress":"10.0.0.\(week * call)",\
            "userIdentity":\(identity),\(text)}
            """)
        }
      }
    }
    return "{\"Records\":[\(events.joined(separator: ","))]}"
  }

  @Test("DuckDB counts the same rows with the query of --sql")
  func duckDB() throws {
    let folder = try logs(Self.variedLogs())
    let path = folder.path
    let query = try Program.run(["activity", "--sql", "duckdb", path + "/a.json"])
    #expect(query.status == 0)
    try folder.write(Array(query.output.utf8), to: "query.sql")
    let outcome = try Validators.run(
      "run_activity_query.py", "duckdb", path + "/query.sql", path + "/result.csv")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let direct = try Program.run(["activity", path + "/a.json", "-o", "-"])
    let queried = try Program.run(["activity", path + "/result.csv", "-o", "-"])
    #expect(direct.output.contains("\"events\":168,"))
    #expect(queried.output == direct.output)
  }

  @Test(
    "the queries for other engines are valid in their dialects",
    arguments: [
      ("athena", "Create Select"), ("trino", "Select"), ("spark", "Create Create Select"),
    ])
  func dialects(name: String, statements: String) throws {
    let query = try Program.run(["activity", "--sql", name, "s3://logs/it's/"])
    let folder = try TemporaryFolder()
    try folder.write(Array(query.output.utf8), to: "query.sql")
    let outcome = try Validators.run("run_activity_query.py", name, folder.path + "/query.sql")
    #expect(outcome.output == statements + "\n", "\(outcome.errors)")
    #expect(name == "trino" || query.output.contains("s3://logs/it''s"))
  }
}
