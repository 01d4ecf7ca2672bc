import Testing

@testable import Model

/// Paths whose steps need resources of several types, or of one of several; see Data/corrections.tsv.
@Suite struct RequiredTypesTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let path: String
    let service: String
    let statements: [String]
    /// `certain`, `conditional` or `none`.
    let expected: String
    var testDescription: String { name }

    init(
      _ name: String, _ path: String, of service: String, _ statements: [String],
      _ expected: String
    ) {
      (self.name, self.path, self.service) = (name, path, service)
      (self.statements, self.expected) = (statements, expected)
    }
  }

  private static let session = [
    "bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter",
  ]

  private static func interpreters(_ ends: String...) -> String {
    statement(
      "Allow", "Action", session, "Resource", ends.map { "arn:aws:bedrock-agentcore:*:" + $0 })
  }

  private static let own = "123456789012:code-interpreter-custom/*"
  private static let documented = "123456789012:code-interpreter/*"
  private static let shared = "aws:code-interpreter/*"
  private static let aws = "bedrock-agentcore"

  private static func instances(_ types: String...) -> [String] {
    types.map { allow("ec2:RunInstances", on: ["arn:aws:ec2:*:*:\($0)/*"]) }
  }

  private static func job(_ ends: String...) -> String {
    allow("batch:SubmitJob", on: ends.map { "arn:aws:batch:*:123456789012:" + $0 })
  }

  static let rows: [Row] = [
    Row("a custom tool", "bedrock-002", of: aws, [interpreters(own)], "found"),
    Row(
      "the account's tool, as documented", "bedrock-002", of: aws, [interpreters(documented)],
      "found"),
    Row("AWS's tool, which has no role", "bedrock-002", of: aws, [interpreters(shared)], "none"),
    Row("AWS's tool and custom ones", "bedrock-002", of: aws, [interpreters(shared, own)], "found"),
    Row(
      "started and invoked in different tools", "bedrock-002", of: aws,
      [
        allow(session[0], on: ["arn:aws:bedrock-agentcore:*:" + own]),
        allow(session[1], on: ["arn:aws:bedrock-agentcore:*:" + documented]),
      ], "none"),
    Row(
      "a custom tool that is created on everything", "bedrock-001", of: aws,
      [
        allow("bedrock-agentcore:CreateCodeInterpreter"), interpreters(own),
      ], "certain"),
    Row(
      "a tool that is created as documented", "bedrock-001", of: aws,
      [
        allow(
          "bedrock-agentcore:CreateCodeInterpreter",
          on: ["arn:aws:bedrock-agentcore:*:" + documented]),
        interpreters(documented),
      ], "conditional"),
    Row(
      "job definition and queue", "batch-002", of: "ecs-tasks",
      [
        job("job-definition/*", "job-queue/*")
      ], "found"),
    Row(
      "job definition and queue in two statements", "batch-002", of: "ecs-tasks",
      [
        job("job-definition/a:*"), job("job-queue/q"),
      ], "found"),
    Row(
      "a revision and a queue", "batch-002", of: "ecs-tasks",
      [
        job("job-definition/a:3", "job-queue/q")
      ], "found"),
    Row("no queue", "batch-002", of: "ecs-tasks", [job("job-definition/*", "job/*")], "none"),
    Row("no job definition", "batch-002", of: "ecs-tasks", [job("job-queue/*")], "none"),
    Row(
      "AWS's document and instances", "ssm-002", of: "ec2",
      [
        allow("ssm:SendCommand", on: ["arn:aws:ec2:*:123456789012:instance/*"]),
        allow("ssm:SendCommand", on: ["arn:aws:ssm:*::document/AWS-RunPowerShellScript"]),
      ], "found"),
    Row(
      "an own document and managed nodes", "ssm-002", of: "ec2",
      [
        allow(
          "ssm:SendCommand",
          on: [
            "arn:aws:ssm:*:123456789012:document/run",
            "arn:aws:ssm:*:123456789012:managed-instance/*",
          ])
      ], "found"),
    Row(
      "documents without an instance", "ssm-002", of: "ec2",
      [
        allow("ssm:SendCommand", on: ["arn:aws:ssm:*:*:document/*"])
      ], "none"),
    Row(
      "instances without a document", "ssm-002", of: "ec2",
      [
        allow("ssm:SendCommand", on: ["arn:aws:ec2:*:*:instance/*"])
      ], "none"),
    Row(
      "document and instances in different Regions", "ssm-002", of: "ec2",
      [
        allow(
          "ssm:SendCommand",
          on: ["arn:aws:ec2:eu-west-1:*:instance/*", "arn:aws:ssm:us-east-1::document/*"])
      ], "none"),
    Row(
      "all that an instance needs, in a statement each", "ec2-001", of: "ec2",
      instances("image", "instance", "network-interface", "security-group", "subnet"), "certain"),
    Row(
      "all but the subnet", "ec2-001", of: "ec2",
      instances("image", "instance", "network-interface", "security-group"), "none"),
  ]

  @Test("a path needs the resources that its steps name", arguments: rows)
  func paths(row: Row) {
    var small = SmallAccount()
    small.role(
      "adm", [document(allow("*"))], trusts: "{\"Service\":\"\(row.service).amazonaws.com\"}",
      profile: "adm")
    let me = small.user(
      "me", [document(allow("iam:PassRole"))] + row.statements.map { document($0) })
    var account = small.account
    account.functions = .missing("not provided")
    account.instances = .missing("not provided")
    let report = AccessEngine(account).escalations().first { $0.subject == me }
    let way = report?.open.first { $0.path.id == row.path }
    let told =
      way == nil
      ? "none"
      : row.expected == "found" ? "found" : way?.isConditional == true ? "conditional" : "certain"
    #expect(told == row.expected)
  }

  @Test(
    "what a request names is read from the catalogue",
    arguments: [
      ("kms:CreateAlias", [["alias"], ["key"]], [["alias"], ["key"]]),
      ("states:ListExecutions", [["maprun", "statemachine"]], [["maprun", "statemachine"]]),
      ("rds:CreateDBSnapshot", [["db"], ["snapshot"]], [["db", "snapshot"]]),
      ("s3:GetObject", [["accesspointobject", "object"]], [["accesspointobject", "object"]]),
      ("sqs:SendMessage", [["queue"]], [["queue"]]),
      ("kms:ListKeys", [], []),
      (
        "ssm:CreateAssociation", [["association"], ["aws-document", "document"]],
        [["association", "aws-document", "document"]]
      ),
    ] as [(String, [[String]], [[String]])])
  func lists(action: String, strict: [[String]], open: [[String]]) throws {
    let (service, place) = try #require(ActionCatalogue.bundled.resources(of: action))
    let uses = service.uses[service.actions[place].uses]
    for (isStrict, expected) in [(true, strict), (false, open)] {
      let names = uses.lists(isStrict: isStrict).map { $0.map { service.types[$0].name } }
      #expect(names == expected)
    }
  }
}
