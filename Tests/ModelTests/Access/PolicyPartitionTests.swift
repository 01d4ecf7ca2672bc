import Testing

@testable import Model

/// A principal can attach AWS managed policies of its own partition only. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html.
@Suite struct PolicyPartitionTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let partition: String
    let policy: String
    var action = "iam:AttachUserPolicy"
    let expected: Expected
    var testDescription: String { "\(action) of \(policy) in \(partition)" }
  }

  enum Expected: Sendable { case certain, conditional, silent }

  static let rows: [Row] = [
    Row(
      partition: "aws-cn", policy: "arn:aws-cn:iam::aws:policy/AdministratorAccess",
      expected: .certain),
    Row(
      partition: "aws-us-gov", policy: "arn:aws-us-gov:iam::aws:policy/IAMFullAccess",
      expected: .certain),
    Row(
      partition: "aws-us-gov", policy: "arn:aws-us-gov:iam::aws:policy/AmazonFooFullAccess",
      expected: .conditional),
    Row(
      partition: "aws-us-gov", policy: "arn:aws:iam::aws:policy/AmazonFooFullAccess",
      expected: .silent),
    Row(
      partition: "aws", policy: "arn:aws-us-gov:iam::aws:policy/AdministratorAccess",
      expected: .silent),
    Row(partition: "aws", policy: "arn:aws-cn:iam::aws:policy/PowerUserAccess", expected: .silent),
    Row(
      partition: "aws", policy: "arn:aws:iam::999988887777:policy/AdministratorAccess",
      expected: .silent),
    Row(
      partition: "aws-cn", policy: "arn:aws-cn:iam::aws:policy/AdministratorAccess",
      action: "iam:CreateUser", expected: .certain),
    Row(
      partition: "aws-cn", policy: "arn:aws:iam::aws:policy/AdministratorAccess",
      action: "iam:CreateUser", expected: .silent),
  ]

  @Test("only policies of the partition exist", arguments: rows)
  func partitions(row: Row) {
    var small = SmallAccount()
    small.partition = row.partition
    let key = row.action == "iam:CreateUser" ? "iam:PermissionsBoundary" : "iam:PolicyARN"
    let condition = #"{"ArnEquals":{"\#(key)":"\#(row.policy)"}}"#
    let me = small.user(
      "me",
      [
        document(
          row.action == "iam:CreateUser"
            ? allow("iam:CreateUser", "iam:PutUserPolicy", when: condition) + ","
              + allow("iam:CreateAccessKey")
            : allow(row.action, when: condition))
      ])
    let report = small.engine.escalations().first { $0.subject == me }
    switch row.expected {
    case .certain: #expect(report?.isCertain == true)
    case .conditional:
      #expect(report?.isCertain != true)
      #expect(report?.open.isEmpty == false)
    case .silent: #expect(report?.open.isEmpty != false)
    }
  }
}
