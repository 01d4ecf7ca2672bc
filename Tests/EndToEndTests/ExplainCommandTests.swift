import Checklist
import Model
import Platform
import Reports
import TestSupport
import Testing

@Suite struct ExplainCommandTests {
  private static let trust =
    #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow","#
    + #" "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"#
  private static let account = """
    {"UserDetailList": [{"UserName": "ann", "UserId": "AIDAANN", "Path": "/",
      "Arn": "arn:aws:iam::123456789012:user/ann", "GroupList": [], "AttachedManagedPolicies": [],
      "UserPolicyList": [{"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17",
        "Statement": [
          {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::one/*"},
          {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::one/secret"},
          {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*",
           "Condition": {"IpAddress": {"aws:SourceIp": ["192.0.2.0/24", "198.51.100.0/24"]}}}
        ]}}]}],
     "RoleDetailList": [{"RoleName": "ann", "RoleId": "AROAANN", "Path": "/team/",
      "Arn": "arn:aws:iam::123456789012:role/team/ann", "AssumeRolePolicyDocument": \(trust),
      "RolePolicyList": [], "AttachedManagedPolicies": []},
      {"RoleName": "worker\\u001b[31m", "RoleId": "AROAW", "Path": "/",
       "Arn": "arn:aws:iam::123456789012:role/worker", "AssumeRolePolicyDocument": \(trust),
       "RolePolicyList": [], "AttachedManagedPolicies": []}],
     "GroupDetailList": [], "Policies": []}
    """
  private static let ann = "arn:aws:iam::123456789012:user/ann"

  private func explain(_ words: [String]) throws -> Program.Outcome {
    let folder = try TemporaryFolder()
    try folder.write(Array(Self.account.utf8), to: "details.json")
    return try Program.run(["explain", folder.path] + words)
  }

  @Test(
    "the answer as JSON",
    arguments: [
      (["s3:GetObject", "arn:aws:s3:::one/a"], "allowed", false, ["0 Read Allow"]),
      (["S3:getobject", "arn:aws:s3:::one/a"], "allowed", false, ["0 Read Allow"]),
      (["s3:GetObject", "arn:aws:s3:::one/secret"], "explicitlyDenied", false, ["1 - Deny"]),
      (["s3:PutObject", "arn:aws:s3:::one/a"], "implicitlyDenied", false, []),
      (["s3:GetObject"], "allowed", false, ["0 Read Allow"]),
      (["sqs:SendMessage"], "allowed", true, ["2 - Allow"]),
      (
        ["sqs:SendMessage", "--context", "aws:SourceIp=192.0.2.9"], "allowed", false,
        ["2 - Allow"]
      ),
      (["sqs:SendMessage", "--context=aws:sourceip=203.0.113.9"], "implicitlyDenied", false, []),
    ])
  func json(
    _ words: [String], _ decision: String, _ isConditional: Bool, _ statements: [String]
  ) throws {
    let outcome = try explain([Self.ann] + words + ["--format", "json"])
    #expect(outcome.status == 0)
    let answer = try JSONDocument(Array(outcome.output.utf8)).root
    #expect(answer["decision"]?.string == decision)
    #expect(answer["conditional"]?.boolean == isConditional)
    let found = answer["statements"]?.elements.map { statement in
      "\(statement["statement"]?.number ?? "") \(statement["sid"]?.string ?? "-")"
        + " \(statement["effect"]?.string ?? "")"
    }
    #expect(found == statements)
    let evidence = answer["statements"]?.elements.first?["evidence"]
    #expect(statements.isEmpty || evidence?["file"]?.string == "details.json")
    #expect(statements.isEmpty || evidence?["line"]?.number != nil)
  }

  @Test("the first line is the answer, the others give the reasons and their positions")
  func text() throws {
    let outcome = try explain([Self.ann, "sqs:SendMessage"])
    let lines = outcome.output.split(separator: "\n")
    #expect(
      lines.first
        == "allowed under conditions: user ann can perform sqs:SendMessage on all resources")
    #expect(lines.contains("  allowed by   statement 3 of inline policy own"))
    #expect(lines.contains("  depends on   IpAddress aws:SourceIp: 192.0.2.0/24, 198.51.100.0/24"))
    #expect(lines.contains { $0.hasPrefix("               details.json:7 ") })
  }

  @Test(
    "a role session is evaluated as its role, and names ignore case",
    arguments: ["WORKER", "arn:aws:sts::123456789012:assumed-role/ann/session"])
  func names(_ name: String) throws {
    let outcome = try explain([
      name == "WORKER" ? "arn:aws:iam::123456789012:role/worker" : name, "s3:GetObject",
    ])
    #expect(outcome.status == 0)
    #expect(!outcome.output.utf8.contains(0x1b))
  }

  @Test(
    "an invalid question is one line and exit status 2",
    arguments: [
      (
        ["ann", "s3:GetObject"],
        "more than one principal is named ann; give one of these ARNs: \(ann),"
          + " arn:aws:iam::123456789012:role/team/ann"
      ),
      (
        ["wrker", "s3:GetObject"], "the evidence has no user, group or role named wrker"
      ),
      (
        ["work", "s3:GetObject"],
        "the evidence has no user, group or role named work; similar names: worker"
      ),
      ([ann, "s3"], "ACTION: expected one action such as s3:GetObject, not \"s3\""),
      ([ann, "s3:*"], "ACTION: expected one action such as s3:GetObject, not \"s3:*\""),
      (
        [ann, "s3:GetObject", "bucket"], "RESOURCE: expected an ARN or *, not \"bucket\""
      ),
      (
        [ann, "s3:GetObject", "--context", "aws:SourceIp"],
        "--context: expected KEY=VALUE, not \"aws:SourceIp\""
      ),
      ([ann], "missing argument: ACTION; see iam-review explain --help"),
    ])
  func usage(_ words: [String], _ message: String) throws {
    let outcome = try explain(words)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("iam-review: \(message)"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  private static let trusting = """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "\(ann)"}},
      {"Effect": "Allow", "Action": "sts:AssumeRole",
       "Principal": {"AWS": "arn:aws:sts::123456789012:assumed-role/ann/ci"}},
      {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"},
       "Condition": {"StringEquals": {"sts:ExternalId": "no"}}}]}
    """
  private static let target = "arn:aws:iam::123456789012:role/worker"
  private static let session = "arn:aws:sts::123456789012:assumed-role/ann/"

  @Test(
    "assuming a role is decided with its trust policy, and the remarks agree",
    arguments: [
      (ann, "--context=sts:ExternalId=yes", "allowed: user ann", "policy names user ann"),
      (
        ann, "--context=sts:ExternalId=no", "explicitly denied: user ann", "does not trust user ann"
      ),
      (
        session + "ci", "--context=sts:ExternalId=yes", "allowed: role ann, session ci",
        "policy names role ann, session ci"
      ),
      (
        session + "dev", "--context=sts:ExternalId=yes",
        "implicitly denied (the role's trust policy does not trust it): role ann, session dev",
        "does not trust role ann, session dev"
      ),
      (
        "arn:aws:iam::123456789012:role/team/ann", "--context=sts:ExternalId=yes",
        "allowed under conditions: role ann", "names only the session ci of role ann"
      ),
    ])
  func assumption(_ principal: String, _ given: String, _ headline: String, _ remark: String) throws
  {
    let folder = try TemporaryFolder()
    let worker = #""Arn": "arn:aws:iam::123456789012:role/worker", "AssumeRolePolicyDocument": "#
    let account = Self.account.replacing(worker + Self.trust, with: worker + Self.trusting)
    try folder.write(Array(account.utf8), to: "details.json")
    let outcome = try Program.run([
      "explain", folder.path, principal, "sts:AssumeRole", Self.target, given,
    ])
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix(headline))
    let notes = outcome.output.split(separator: "\n").filter { $0.hasPrefix("  note") }
    #expect(notes.contains { $0.contains(remark) })
  }

  @Test("the statement of the trust policy is shown with its position")
  func trustStatement() throws {
    let folder = try TemporaryFolder()
    let account = Self.account.replacing(Self.trust, with: Self.trusting)
    try folder.write(Array(account.utf8), to: "details.json")
    let outcome = try Program.run([
      "explain", folder.path, Self.ann, "sts:AssumeRole", Self.target, "--format", "json",
    ])
    let answer = try JSONDocument(Array(outcome.output.utf8)).root
    let statement = answer["statements"]?.elements.first
    #expect(statement?["kind"]?.string == "trust policy")
    #expect(statement?["arn"]?.string == Self.target)
    #expect(statement?["evidence"]?["line"]?.number != nil)
    #expect(answer["conditions"]?.elements.first?["key"]?.string == "sts:ExternalId")
  }

  @Test("an action that is not in the catalogue is an error, unless text matching is requested")
  func unknownAction() throws {
    let words = [Self.ann, "s3:GetNonesuch", "arn:aws:s3:::one/a"]
    let refused = try explain(words)
    #expect(refused.status == 2)
    #expect(refused.output.isEmpty)
    #expect(
      refused.errors.hasPrefix(
        "iam-review: unknown action s3:GetNonesuch: not in the catalogue of"
      ))
    #expect(refused.errors.contains("add --allow-unknown to match it as text"))
    let near = try explain([Self.ann, "s3:GetObjct"])
    #expect(near.errors.contains("did you mean s3:GetObject?"))
    let answered = try explain(words + ["--allow-unknown"])
    #expect(answered.status == 0)
    #expect(answered.output.hasPrefix("allowed: user ann can perform s3:GetNonesuch"))
    #expect(answered.output.contains("s3:GetNonesuch is not in the catalogue"))
  }
}
