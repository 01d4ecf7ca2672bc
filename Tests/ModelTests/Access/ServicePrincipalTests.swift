import Testing

@testable import Model

/// The forms of service principals in trust policies and in `iam:PassedToService`. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services.
@Suite struct ServicePrincipalTests {
  struct Spelling: CustomTestStringConvertible, Sendable {
    let text: String
    let partition: String
    let name: String?
    let region: String?
    var testDescription: String { "\(text) in \(partition)" }

    init(_ text: String, _ partition: String, _ name: String?, _ region: String? = nil) {
      (self.text, self.partition, self.name, self.region) = (text, partition, name, region)
    }
  }

  @Test(
    "a service principal is parsed with partition and region",
    arguments: [
      Spelling("ec2.amazonaws.com", "aws", "ec2.amazonaws.com"),
      Spelling("EC2.AmazonAWS.com", "aws", "ec2.amazonaws.com"),
      Spelling("ec2.amazonaws.com.cn", "aws-cn", "ec2.amazonaws.com"),
      Spelling("ec2.amazonaws.com", "aws-cn", "ec2.amazonaws.com"),
      Spelling("ec2.amazonaws.com.cn", "aws", nil),
      Spelling("ec2.c2s.ic.gov", "aws-iso", "ec2.amazonaws.com"),
      Spelling("ec2.c2s.ic.gov", "aws-us-gov", nil),
      Spelling("states.eu-west-1.amazonaws.com", "aws", "states.amazonaws.com", "eu-west-1"),
      Spelling(
        "states.cn-north-1.amazonaws.com.cn", "aws-cn", "states.amazonaws.com", "cn-north-1"),
      Spelling(
        "logs.us-gov-west-1.amazonaws.com", "aws-us-gov", "logs.amazonaws.com", "us-gov-west-1"),
      Spelling("states.cn-north-1.amazonaws.com", "aws", nil),
      Spelling("states.us-gov-west-1.amazonaws.com", "aws", nil),
      Spelling("tasks.apprunner.amazonaws.com", "aws", "tasks.apprunner.amazonaws.com"),
      Spelling("ecs-tasks.amazonaws.com", "aws", "ecs-tasks.amazonaws.com"),
      Spelling("eu-west-1.amazonaws.com", "aws", nil),
      Spelling("evil.example.com", "aws", nil),
      Spelling("ec2.amazonaws.com.evil.example", "aws", nil),
      Spelling("amazonaws.com", "aws", nil),
    ]) func reading(spelling: Spelling)
  {
    let read = ServicePrincipal(spelling.text, partition: spelling.partition)
    #expect(read?.name == spelling.name)
    #expect(read?.region == spelling.region)
  }

  struct Passing: CustomTestStringConvertible, Sendable {
    let trust: String
    let condition: String?
    let isFound: Bool
    var creating = "*"
    var testDescription: String { "\(trust), \(condition ?? "no condition"), on \(creating)" }

    init(_ trust: String, _ condition: String?, _ isFound: Bool, creating: String = "*") {
      (self.trust, self.condition, self.isFound) = (trust, condition, isFound)
      self.creating = creating
    }
  }

  private static func when(_ operatorName: String, _ values: String...) -> String {
    let list = values.map { "\"\($0)\"" }.joined(separator: ",")
    return "{\"\(operatorName)\":{\"iam:PassedToService\":[\(list)]}}"
  }

  @Test(
    "every form of a service principal is the service in its region",
    arguments: [
      Passing("states.amazonaws.com", nil, true),
      Passing("states.eu-west-1.amazonaws.com", nil, true),
      Passing("states.amazonaws.com", when("StringEquals", "states.amazonaws.com"), true),
      Passing("states.amazonaws.com", when("StringEquals", "states.eu-west-1.amazonaws.com"), true),
      Passing("states.eu-west-1.amazonaws.com", when("StringEquals", "states.amazonaws.com"), true),
      Passing(
        "states.eu-west-1.amazonaws.com", when("StringEquals", "states.us-east-1.amazonaws.com"),
        false),
      Passing("states.amazonaws.com", when("StringLike", "states.*.amazonaws.com"), true),
      Passing("states.amazonaws.com", when("StringLike", "*.amazonaws.com"), true),
      Passing("states.amazonaws.com", when("StringNotEquals", "states.amazonaws.com"), false),
      Passing(
        "states.eu-west-1.amazonaws.com",
        when("StringNotEquals", "states.eu-west-1.amazonaws.com"), false),
      Passing(
        "states.amazonaws.com", when("StringEquals", "lambda.amazonaws.com", "ec2.amazonaws.com"),
        false),
      Passing("states.amazonaws.com.cn", nil, false),
      Passing("states.cn-north-1.amazonaws.com", nil, false),
      Passing("lambda.eu-west-1.amazonaws.com", nil, false),
    ]) func passing(passing: Passing)
  {
    var small = SmallAccount()
    small.role("admin", [document(allow("*"))], trusts: "{\"Service\":\"\(passing.trust)\"}")
    let me = small.user(
      "me",
      [
        document(
          allow("iam:PassRole", when: passing.condition), allow("states:StartExecution"),
          allow("states:CreateStateMachine", on: [passing.creating]))
      ])
    let found = small.engine.escalations().first { $0.subject == me }?.pathIDs ?? []
    #expect(found == (passing.isFound ? ["stepfunctions-001"] : []))
  }
}
