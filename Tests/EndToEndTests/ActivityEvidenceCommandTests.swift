import Foundation
import TestSupport
import Testing

/// Logs in an evidence folder change what the checklist says about unused permissions.
@Suite struct ActivityEvidenceCommandTests {
  private static let role = "arn:aws:iam::123456789012:role/deploy"
  private static let details = """
    {"UserDetailList": [], "GroupDetailList": [], "Policies": [], "IsTruncated": false,
     "RoleDetailList": [{"Path": "/", "RoleName": "deploy", "RoleId": "AROAEXAMPLEEXAMPLE001",
      "Arn": "\(role)", "CreateDate": "2025-01-01T00:00:00+00:00",
      "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
       "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
      "RoleLastUsed": {}, "AttachedManagedPolicies": [], "RolePolicyList": [{"PolicyName": "all",
       "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Action": ["iam:*", "kms:*"], "Resource": "*"}]}}]}]}
    """

  private static func event(_ name: String, _ parameters: String, error: String = "") -> String {
    """
    {"eventVersion": "1.10", "eventTime": "2026-11-02T10:00:00Z",
     "eventSource": "iam.amazonaws.com", "eventName": "\(name)", "awsRegion": "us-east-1",
     "sourceIPAddress": "192.0.2.1", "userAgent": "aws-cli/2", "eventType": "AwsApiCall",
     "eventCategory": "Management", "recipientAccountId": "123456789012", \(error)
     "requestParameters": \(parameters), "userIdentity": {"type": "AssumedRole",
      "arn": "arn:aws:sts::123456789012:assumed-role/deploy/ci", "accountId": "123456789012",
      "sessionContext": {"sessionIssuer": {"arn": "\(role)"}}}}
    """
  }

  private func folder(_ log: String?) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Array(Self.details.utf8), to: "details.json")
    if let log { try folder.write(Array(log.utf8), to: "log.json") }
    return folder
  }

  private static let log = """
    {"Records": [\(event("GetRole", #"{"roleName": "app"}"#)),
     \(event("GetRole", #"{"roleName": "app"}"#)), \(event("ListUsers", "null")),
     \(event("CreateUser", #"{"userName": "x"}"#, error: #""errorCode": "AccessDenied","#))]}
    """

  private func result(_ folder: TemporaryFolder) throws -> [String: Any] {
    let outcome = try Program.run(
      ["check", folder.path, "--format", "json", "--as-of", "2026-11-20T10:00:00Z"])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let items = try #require(json["items"] as? [[String: Any]])
    return try #require(items.first { $0["id"] as? String == "roles.access-advisor" })
  }

  @Test("with logs and without last-accessed details, unused actions are found")
  func finding() throws {
    #expect(try result(folder(nil))["outcome"] as? String == "unavailable")
    let item = try result(folder(Self.log))
    #expect(item["outcome"] as? String == "fail")
    let findings = try #require(item["findings"] as? [[String: Any]])
    let summary = try #require(findings.first?["summary"] as? String)
    #expect(findings.count == 1)
    #expect(summary.hasPrefix("deploy has not used "))
    #expect(summary.contains("in the logs of 2026-11-02, "))
    let advice = try #require(findings[0]["advice"] as? String)
    #expect(
      advice.contains("It still allows the 3 calls in the logs that the present policies allow."))
    #expect(advice.contains("The logs cover 1 day"))
    let facts = try #require(findings[0]["facts"] as? [String: Any])
    let policy = try #require(facts["narrowerPolicy"] as? String)
    #expect(policy.contains(#""iam:GetRole"],"Resource":["arn:aws:iam::123456789012:role/app"]"#))
    #expect(policy.contains(#""iam:PassRole""#))
    #expect(!policy.contains("iam:CreateUser"))
    #expect(policy.contains(#""kms:*""#))
  }

  @Test("what logs cannot show does not pass")
  func invisible() throws {
    let folder = try TemporaryFolder()
    let details = Self.details.replacingOccurrences(of: #""iam:*", "kms:*""#, with: #""kms:*""#)
    try folder.write(Array(details.utf8), to: "details.json")
    try folder.write(Array(Self.log.utf8), to: "log.json")
    let item = try result(folder)
    #expect(item["outcome"] as? String == "unavailable")
    let missing = try #require(item["missing"] as? [[String: Any]])
    #expect(
      missing.map { $0["reason"] as? String }
        == ["logs cannot show the use of all services that deploy can use"])
  }

  @Test("the console shows what a role did, and what it was denied")
  func page() throws {
    let folder = try folder(Self.log)
    let (picture, callers) = (folder.path + "-page.txt", folder.path + "-callers.txt")
    defer {
      for path in [picture, callers] { try? FileManager.default.removeItem(atPath: path) }
    }
    try folder.write(
      Array(
        "4<Enter>w\nscreenshot \(picture)\n:callers iam:getrole<Enter>\nscreenshot \(callers)\n"
          .utf8), to: "x.script")
    let outcome = try Program.run([
      folder.path, "--script", folder.path + "/x.script", "--size", "100x40", "--as-of",
      "2026-11-20T10:00:00Z", "--session", folder.path + "/review.json",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let page = try String(contentsOfFile: picture, encoding: .utf8)
    for text in [
      "Activity of role deploy", "iam:GetRole", "Denied calls  1", "iam:CreateUser", "ci  4 calls",
      "Assumed by  0",
    ] {
      #expect(page.contains(text), "\(text)")
    }
    let list = try String(contentsOfFile: callers, encoding: .utf8)
    #expect(list.contains("Callers of iam:GetRole"))
    #expect(list.contains("\(Self.role)  2 calls, the last on 2026-11-02"))
  }

  @Test(
    "the activity page shows unusual use: no MFA where a policy asks for it, and other accounts",
    arguments: [true, false])
  func unusual(_ asksForMFA: Bool) throws {
    let condition = #", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#
    let details = Self.details.replacingOccurrences(
      of: #""Resource": "*"}"#, with: #""Resource": "*"\#(asksForMFA ? condition : "")}"#)
    let call = Self.event("GetRole", #"{"roleName": "app"}"#).replacingOccurrences(
      of: #""sessionContext": {"#,
      with: #""sessionContext": {"attributes": {"mfaAuthenticated": "false"}, "#)
    let arrival = """
      {"eventVersion": "1.10", "eventTime": "2026-11-02T11:00:00Z",
       "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", "awsRegion": "us-east-1",
       "eventType": "AwsApiCall", "eventCategory": "Management",
       "recipientAccountId": "123456789012", "requestParameters": {"roleArn": "\(Self.role)"},
       "userIdentity": {"type": "AWSAccount", "accountId": "210987654321",
        "principalId": "AROAEXAMPLE:x"}}
      """
    let folder = try TemporaryFolder()
    let picture = folder.path + "-page.txt"
    defer { try? FileManager.default.removeItem(atPath: picture) }
    try folder.write(Array(details.utf8), to: "details.json")
    try folder.write(Array(#"{"Records": [\#(call), \#(arrival)]}"#.utf8), to: "log.json")
    try folder.write(Array("4<Enter>w\nscreenshot \(picture)\n".utf8), to: "x.script")
    let outcome = try Program.run([
      folder.path, "--script", folder.path + "/x.script", "--size", "120x50", "--as-of",
      "2026-11-20T10:00:00Z", "--session", folder.path + "/review.json",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let page = try String(contentsOfFile: picture, encoding: .utf8)
    #expect(page.contains("Calls without MFA  1") == asksForMFA, "\(page)")
    #expect(page.contains("A condition of policy all is about MFA") == asksForMFA)
    #expect(page.contains("the last on 2026-11-02, from another account"))
    #expect(page.contains("us-east-1"))
  }

  @Test(
    "explain says when the principal last did it",
    arguments: [
      (
        "iam:getrole",
        "last call on 2026-11-02 10:00 UTC, allowed; 2 calls in the logs of 2026-11-02"
      ),
      (
        "iam:CreateUser",
        "last call on 2026-11-02 10:00 UTC, denied; 1 call in the logs of 2026-11-02,"
          + " 1 of them denied"
      ),
      ("iam:DeleteUser", "no call in the logs of 2026-11-02\n"),
      (
        "kms:Decrypt",
        "no call in the logs of 2026-11-02, which need not show such calls\n"
      ),
    ])
  func explanation(_ action: String, _ remark: String) throws {
    let folder = try folder(Self.log)
    let outcome = try Program.run(["explain", folder.path, "deploy", action])
    #expect(outcome.output.contains(remark), "\(outcome.output)")
  }

  @Test("the inventory lists the logs")
  func inventory() throws {
    let (with, without) = (try folder(Self.log), try folder(nil))
    #expect(try Program.run(["evidence", with.path]).output.contains("complete activity "))
    #expect(!(try Program.run(["evidence", without.path])).output.contains("activity"))
  }
}
