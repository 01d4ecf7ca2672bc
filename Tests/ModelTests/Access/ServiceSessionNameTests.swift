import Testing

@testable import Model

/// Services name the sessions that they start: Amazon EC2 after the instance, EKS Pod Identity after
/// cluster and pod. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable and
/// https://docs.aws.amazon.com/eks/latest/APIReference/API_auth_AssumedRoleUser.html.
@Suite struct ServiceSessionNameTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let principal: String
    var partition = "aws"
    let session: String
    /// Whether the role can have that session.
    let isPossible: Bool
    var condition = "{}"
    var testDescription: String { "\(session) of a role for \(principal) in \(partition)" }
  }

  private static func service(_ names: String...) -> String {
    #"{"Service":[\#(names.map { "\"\($0)\"" }.joined(separator: ","))]}"#
  }

  private static let ec2 = service("ec2.amazonaws.com")

  static let rows: [Row] = [
    Row(principal: ec2, session: "deploy", isPossible: false),
    Row(principal: ec2, session: "i-0a1b2c3d", isPossible: true),
    Row(principal: ec2, session: "eks-a-b", isPossible: false),
    Row(
      principal: service("ec2.amazonaws.com.cn"), partition: "aws-cn", session: "ops",
      isPossible: false),
    Row(principal: service("EC2.amazonaws.com"), session: "admin@example.com", isPossible: false),
    Row(
      principal: service("ec2.eu-west-1.amazonaws.com"), session: "i-0a1b2c3d", isPossible: true),
    Row(principal: service("pods.eks.amazonaws.com"), session: "deploy", isPossible: false),
    Row(principal: service("pods.eks.amazonaws.com"), session: "eks-prod-web-1", isPossible: true),
    Row(
      principal: service("ec2.amazonaws.com", "pods.eks.amazonaws.com"), session: "eks-prod-web-1",
      isPossible: true),
    // AWS documents no names for these.
    Row(principal: service("lambda.amazonaws.com"), session: "deploy", isPossible: true),
    Row(principal: service("ecs-tasks.amazonaws.com"), session: "deploy", isPossible: true),
    Row(
      principal: service("ec2.amazonaws.com", "lambda.amazonaws.com"), session: "deploy",
      isPossible: true),
    Row(
      principal: #"{"Service":"ec2.amazonaws.com","AWS":"arn:aws:iam::123456789012:root"}"#,
      session: "deploy", isPossible: true),
    Row(principal: #""*""#, session: "deploy", isPossible: true),
    Row(
      principal: ec2, session: "i-0a1b2c3d", isPossible: false,
      condition: #"{"StringEquals":{"sts:RoleSessionName":"ops"}}"#),
  ]

  @Test(
    "a session that the service does not start does not lead to the role that trusts it",
    arguments: rows)
  func names(row: Row) {
    var small = SmallAccount()
    small.partition = row.partition
    let dev = small.role(
      "dev",
      trust: document(
        #"{"Effect":"Allow","Principal":\#(row.principal),"Action":"sts:AssumeRole","#
          + #""Condition":\#(row.condition)}"#))
    let named = "arn:\(row.partition):sts::123456789012:assumed-role/dev/\(row.session)"
    small.role("adm", [document(allow("*"))], trusts: #"{"AWS":"\#(named)"}"#)
    let found = small.engine.escalations().first { $0.subject == dev }?.open.first
    #expect(found?.session?.name == (row.isPossible ? row.session : nil))
  }

  @Test("the id of a session is known as far as the name is")
  func userID() {
    for (value, expected) in [
      ("AROADEV:i-*", Truth.yes), ("AROADEV:deploy", .no), ("AROADEV:i-0a1b2c3d", .unknown),
    ] {
      var small = SmallAccount()
      small.uniqueIDs["dev"] = "AROADEV"
      let dev = small.role(
        "dev",
        [document(allow("s3:GetObject", when: #"{"StringLike":{"aws:userid":"\#(value)"}}"#))],
        trusts: Self.ec2)
      let engine = small.engine
      let decision = engine.subject(dev).map {
        engine.decide(AccessRequest(action: "s3:GetObject", resource: "arn:aws:s3:::b/x"), by: $0)
      }
      let isAllowed = decision?.isAllowed == true
      let isConditional = decision?.isConditional == true
      #expect(
        (isAllowed ? isConditional ? Truth.unknown : .yes : .no) == expected, "\(value)")
    }
  }

  @Test("a principal that writes another trust policy for the role can start the session")
  func newTrust() {
    for (own, isFound) in [
      (allow("iam:UpdateAssumeRolePolicy", on: ["arn:aws:iam::123456789012:role/dev"]), true),
      (allow("iam:UpdateAssumeRolePolicy", on: ["arn:aws:iam::123456789012:role/x"]), false),
      (allow("sts:AssumeRole"), false),
      (allow("iam:PassRole", "ec2:RunInstances"), false),
    ] {
      var small = SmallAccount()
      let dev = small.role("dev", trusts: Self.ec2, profile: "dev")
      small.role(
        "adm", [document(allow("*"))],
        trusts: #"{"AWS":"arn:aws:sts::123456789012:assumed-role/dev/deploy"}"#)
      let writer = small.user("writer", [document(own)])
      let reports = small.engine.escalations()
      let chain = reports.first { $0.subject == writer }?.chain ?? []
      #expect(chain.map(\.from) == (isFound ? [writer, dev] : []), "\(own)")
      #expect(reports.first { $0.subject == dev } == nil, "\(own)")
    }
  }

  @Test("a role's own policies can require a session that only another trust policy allows")
  func ownPower() {
    var small = SmallAccount()
    small.uniqueIDs["dev"] = "AROADEV"
    let dev = small.role(
      "dev", [document(allow("*", when: #"{"StringLike":{"aws:userid":"*:ops"}}"#))],
      trusts: Self.ec2, profile: "dev")
    let writer = small.user("writer", [document(allow("iam:UpdateAssumeRolePolicy"))])
    let passer = small.user("passer", [document(allow("iam:PassRole", "ec2:RunInstances"))])
    let reports = small.engine.escalations()
    #expect(reports.first { $0.subject == writer }?.open.first?.target == dev)
    #expect(reports.first { $0.subject == passer }?.open.isEmpty != false)
  }
}
