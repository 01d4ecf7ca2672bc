import Testing

@testable import Model

/// Steps of a path that need the same resource or the same region. The resource types that an
/// action requires are in
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
@Suite struct JointStepTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let service: String
    let statements: [String]
    /// The only path that is found; nil for none.
    let path: String?
    var isCertain = true
    /// A path that uses only the last step, on an existing resource.
    var alone: String?
    var testDescription: String { name }

    init(
      _ name: String, of service: String = "lambda", _ statements: [String], _ path: String?,
      isCertain: Bool = true, alone: String? = nil
    ) {
      (self.name, self.service, self.statements) = (name, service, statements)
      (self.path, self.isCertain, self.alone) = (path, isCertain, alone)
    }
  }

  private static func lambda(_ creating: [String], _ invoking: [String]) -> [String] {
    [
      allow("lambda:CreateFunction", on: creating.map(function)),
      allow("lambda:InvokeFunction", on: invoking.map(function)),
    ]
  }

  private static func function(_ text: String) -> String {
    text.hasPrefix("arn:") || text == "*"
      ? text : "arn:aws:lambda:" + text.replacing(first: " ", with: ":123456789012:function:")
  }

  private static func batch(_ registering: [String], _ submitting: [String]) -> [String] {
    let definition = "arn:aws:batch:eu-west-1:123456789012:job-definition/"
    return [
      allow("batch:RegisterJobDefinition", on: registering.map { definition + $0 }),
      allow(
        "batch:SubmitJob",
        on: submitting.map { definition + $0 } + ["arn:aws:batch:*:*:job-queue/*"]),
    ]
  }

  private static func stack(_ account: String) -> String {
    "arn:aws:cloudformation:*:\(account):stack/*"
  }

  static let rows: [Row] = [
    Row("everything", lambda(["*"], ["*"]), "lambda-001"),
    Row("the same pattern", lambda(["eu-west-1 dev-*"], ["eu-west-1 dev-*"]), "lambda-001"),
    Row("one pattern inside the other", lambda(["* *"], ["eu-west-1 dev-*"]), "lambda-001"),
    Row("beginning and end overlap", lambda(["* dev-*"], ["* *-api"]), "lambda-001"),
    Row("names that never overlap", lambda(["* dev-*"], ["* api-*"]), nil),
    Row("Regions that never meet", lambda(["eu-west-1 *"], ["us-east-1 *"]), nil),
    Row("Regions by patterns meet", lambda(["eu-* *"], ["*-west-1 *"]), "lambda-001"),
    Row(
      "one of several overlaps",
      lambda(["eu-west-1 a", "eu-west-1 b"], ["us-east-1 a", "eu-west-1 b"]),
      "lambda-001"),
    Row(
      "none of several overlaps",
      lambda(["eu-west-1 a", "us-east-1 b"], ["us-east-1 a", "eu-west-1 b"]), nil),
    Row(
      "any version of the function", lambda(["eu-west-1 a"], ["eu-west-1 a:*"]), "lambda-001"),
    Row(
      "the version that a new function has", lambda(["* dev-*"], ["* *-api:$LATEST"]), "lambda-001"),
    Row(
      "the first version, in a common region", lambda(["eu-west-1 a"], ["eu-* a:1"]), "lambda-001"),
    Row(
      "an alias that is not known to exist", lambda(["* a"], ["* a:PROD"]), "lambda-001",
      isCertain: false),
    Row("a version of another function", lambda(["* a"], ["* b:*"]), nil),
    Row("a version in another region", lambda(["eu-west-1 a"], ["us-east-1 a:*"]), nil),
    Row("only versions can be created, which AWS never checks", lambda(["* a:*"], ["* a"]), nil),
    Row("only versions at both steps", lambda(["* a:*"], ["* a:*"]), nil),
    Row(
      "everything, and another type of resource", lambda(["*"], ["arn:aws:lambda:*:*:layer:*"]), nil
    ),
    Row(
      "another account's function", lambda(["*"], ["arn:aws:lambda:*:999999999999:function:*"]),
      nil),
    Row(
      "the common resource is denied",
      lambda(["* dev-*"], ["*"])
        + [deny("lambda:InvokeFunction", on: ["arn:aws:lambda:*:*:function:dev-*"])], nil),
    Row(
      "a part of the common resources is denied",
      lambda(["* dev-*"], ["*"])
        + [deny("lambda:InvokeFunction", on: ["arn:aws:lambda:*:*:function:dev-prod-*"])],
      "lambda-001"),
    Row(
      "a common resource only under a condition",
      lambda(["eu-west-1 dev-*"], ["us-east-1 api-*"])
        + [allow("lambda:InvokeFunction", when: ifSecure)], "lambda-001", isCertain: false),
    Row(
      "all except some resources",
      [
        allow("lambda:CreateFunction", on: [function("eu-west-1 dev-*")]),
        statement(
          "Allow", "Action", ["lambda:InvokeFunction"], "NotResource",
          [function("eu-west-1 dev-*")]),
      ], nil),
    Row(
      "two services in one region", of: "glue",
      [
        allow("glue:CreateJob", on: ["arn:aws:glue:eu-west-1:*:job/*"]),
        allow("glue:StartJobRun", on: ["arn:aws:glue:eu-west-1:*:job/etl-*"]),
      ], "glue-003"),
    Row(
      "two Regions", of: "glue",
      [
        allow("glue:CreateJob", on: ["arn:aws:glue:eu-west-1:*:job/*"]),
        allow("glue:StartJobRun", on: ["arn:aws:glue:us-east-1:*:job/*"]),
      ], nil),
    Row(
      "resources of different types can differ", of: "ecs-tasks",
      [
        allow("ecs:RegisterTaskDefinition"),
        allow("ecs:CreateService", on: ["arn:aws:ecs:eu-west-1:123456789012:service/web/api"]),
      ], "ecs-003"),
    Row(
      "a state machine that cannot be started", of: "states",
      [
        allow("states:CreateStateMachine", on: ["arn:aws:states:*:*:stateMachine:dev-*"]),
        allow("states:StartExecution", on: ["arn:aws:states:*:*:stateMachine:prod-*"]),
      ], nil),
    Row(
      "a state machine that can be started", of: "states",
      [
        allow("states:CreateStateMachine", on: ["arn:aws:states:*:*:stateMachine:dev-*"]),
        allow("states:StartExecution", on: ["arn:aws:states:*:*:stateMachine:*-job"]),
      ], "stepfunctions-001"),
    Row(
      "versions of a state machine, whose ARN AWS never checks", of: "states",
      [
        allow("states:CreateStateMachine", on: ["arn:aws:states:*:*:stateMachine:job"]),
        allow("states:StartExecution", on: ["arn:aws:states:*:*:stateMachine:job:*"]),
      ], nil),
    Row(
      "versions of any state machine", of: "states",
      [
        allow("states:CreateStateMachine"),
        allow("states:StartExecution", on: ["arn:aws:states:*:*:stateMachine:*:PROD"]),
      ], nil),
    Row(
      "a revision of the job definition", of: "ecs-tasks",
      batch(["a"], ["a:*"]), "batch-001", alone: "batch-002"),
    Row(
      "a revision of another job definition", of: "ecs-tasks", batch(["a"], ["b:*"]), nil,
      alone: "batch-002"),
    Row(
      "revisions of other job definitions", of: "ecs-tasks", batch(["a*"], ["b*"]), nil,
      alone: "batch-002"),
    Row(
      "one action, in another account", of: "cloudformation",
      [allow("cloudformation:CreateStack", on: [stack("999999999999")])], nil),
    Row(
      "one action, in accounts with other numbers", of: "cloudformation",
      [allow("cloudformation:CreateStack", on: [stack("99*")])], nil),
    Row(
      "one action, in this account", of: "cloudformation",
      [allow("cloudformation:CreateStack", on: [stack("1234*")])], "cloudformation-001"),
    Row(
      "one action, in another account and in any", of: "cloudformation",
      [allow("cloudformation:CreateStack", on: [stack("999999999999"), stack("*")])],
      "cloudformation-001"),
    Row(
      "a version of another state machine", of: "states",
      [
        allow("states:CreateStateMachine", on: ["arn:aws:states:*:*:stateMachine:job"]),
        allow("states:StartExecution", on: ["arn:aws:states:*:*:stateMachine:jobs:*"]),
      ], nil),
    Row(
      "a task definition by one revision", of: "ecs-tasks",
      [
        allow("ecs:RegisterTaskDefinition", on: ["arn:aws:ecs:*:*:task-definition/web:*"]),
        allow("ecs:RunTask", on: ["arn:aws:ecs:*:*:task-definition/web:3"]),
      ], "ecs-004", alone: "ecs-008"),
    Row(
      "a task definition by its family", of: "ecs-tasks",
      [
        allow("ecs:RegisterTaskDefinition", on: ["arn:aws:ecs:*:*:task-definition/web:*"]),
        allow("ecs:RunTask", on: ["arn:aws:ecs:*:*:task-definition/web"]),
      ], "ecs-004", alone: "ecs-008"),
    Row(
      "the latest revision of another family", of: "ecs-tasks",
      [
        allow("ecs:RegisterTaskDefinition", on: ["arn:aws:ecs:*:*:task-definition/web:*"]),
        allow("ecs:RunTask", on: ["arn:aws:ecs:*:*:task-definition/api"]),
      ], nil, alone: "ecs-008"),
    Row(
      "the trust policy allows the service in another region", of: "states.us-east-1",
      [
        allow("states:CreateStateMachine", on: ["arn:aws:states:eu-west-1:*:stateMachine:*"]),
        allow("states:StartExecution"),
      ], nil),
    Row(
      "the trust policy allows the service in this region", of: "states.eu-west-1",
      [
        allow("states:CreateStateMachine", on: ["arn:aws:states:eu-west-1:*:stateMachine:*"]),
        allow("states:StartExecution"),
      ], "stepfunctions-001"),
  ]

  @Test("steps need a common resource and region", arguments: rows) func steps(row: Row) {
    var small = SmallAccount()
    small.role(
      "admin", [document(allow("*"))], trusts: "{\"Service\":\"\(row.service).amazonaws.com\"}")
    let policies = [document(allow("iam:PassRole"))] + row.statements.map { document($0) }
    let me = small.user("me", policies)
    let report = small.engine.escalations().first { $0.subject == me }
    let found = report?.open.filter { $0.path.id != row.alone } ?? []
    #expect(found.map(\.path.id) == (row.path.map { [$0] } ?? []))
    #expect(found.contains { !$0.isConditional } == (row.path != nil && row.isCertain))
  }

  @Test(
    "two patterns match a common text, or none",
    arguments: [
      ("dev-*", "*-api", "dev-*-api"), ("a*c", "*b*", "a*b*c"), ("abc", "a?c", "abc"),
      ("*", "x", "x"), ("", "*", ""), ("a*", "b*", nil), ("ab", "abc", nil), ("?", "", nil),
      ("a?", "?b", "ab"),
    ]) func intersection(left: String, right: String, expected: String?)
  {
    let joint = WildcardPattern.intersection(
      WildcardPattern(left).tokens, WildcardPattern(right).tokens)
    #expect(joint.map { WildcardPattern.text(of: $0) } == expected)
    if let joint {
      let example = WildcardPattern.text(of: joint, filler: "x")
      #expect(WildcardPattern(left).matches(example) && WildcardPattern(right).matches(example))
    }
  }
}

extension String {
  fileprivate func replacing(first: Character, with text: String) -> String {
    guard let place = firstIndex(of: first) else { return self }
    return self[..<place] + text + self[index(after: place)...]
  }
}
