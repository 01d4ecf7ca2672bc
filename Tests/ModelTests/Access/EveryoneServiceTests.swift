import Testing

@testable import Model

/// A trust policy for everyone includes services, as far as its conditions allow. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice.
@Suite struct EveryoneServiceTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let condition: String
    var principal = #""Principal":"*""#
    /// Whether AWS Lambda can assume the role.
    let expected: Truth
    var testDescription: String { "\(principal) if \(condition)" }
  }

  private static func when(_ name: String, _ key: String, _ value: String) -> String {
    #"{"\#(name)":{"\#(key)":"\#(value)"}}"#
  }

  static let rows: [Row] = [
    Row(condition: "{}", expected: .yes),
    Row(condition: "{}", principal: #""Principal":{"AWS":"*"}"#, expected: .yes),
    Row(
      condition: when("Bool", "aws:PrincipalIsAWSService", "true"),
      principal: #""Principal":{"AWS":"*"}"#, expected: .yes),
    Row(condition: when("BoolIfExists", "aws:PrincipalIsAWSService", "true"), expected: .yes),
    Row(condition: when("StringEquals", "aws:PrincipalIsAWSService", "false"), expected: .no),
    Row(
      condition: when("StringEquals", "aws:PrincipalServiceName", "lambda.amazonaws.com"),
      expected: .yes),
    Row(
      condition: when("StringEquals", "aws:PrincipalServiceName", "ec2.amazonaws.com"),
      expected: .no),
    Row(
      condition: when("StringLike", "aws:PrincipalServiceName", "*.amazonaws.com"), expected: .yes),
    Row(condition: when("StringEquals", "aws:SourceAccount", "123456789012"), expected: .unknown),
    Row(condition: when("StringEquals", "aws:SourceAccount", "999988887777"), expected: .no),
    Row(condition: when("StringEquals", "aws:PrincipalOrgID", "o-1"), expected: .no),
    Row(condition: when("StringEquals", "aws:PrincipalAccount", "123456789012"), expected: .no),
    Row(
      condition: when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/dev"), expected: .no),
    Row(condition: when("StringLike", "aws:userid", "AROA*"), expected: .no),
    Row(
      condition: "{}", principal: #""NotPrincipal":{"AWS":"arn:aws:iam::123456789012:user/x"}"#,
      expected: .yes),
    Row(
      condition: "{}", principal: #""NotPrincipal":{"Service":"lambda.amazonaws.com"}"#,
      expected: .no),
    Row(condition: "{}", principal: #""Principal":{"AWS":"123456789012"}"#, expected: .no),
    Row(condition: "{}", principal: #""Principal":{"Service":"ec2.amazonaws.com"}"#, expected: .no),
  ]

  @Test("everyone includes services", arguments: rows)
  func services(row: Row) {
    var small = SmallAccount()
    let role = small.role(
      "strong", [document(allow("*"))],
      trust: document(
        #"{"Effect":"Allow",\#(row.principal),"Action":"sts:AssumeRole","#
          + #""Condition":\#(row.condition)}"#))
    let me = small.user(
      "me", [document(allow("iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"))])
    let found = small.engine.escalations().first { $0.subject == me }?.open
      .first { $0.path.id == "lambda-001" }
    #expect(found.map { $0.isConditional ? .unknown : .yes } ?? .no == row.expected)
    #expect(found.map { $0.target == role } != false)
  }

  @Test(
    "a role that no service can assume is not a target of functions that are not in the evidence")
  func resources() {
    for (condition, isFound) in [
      (Self.when("StringEquals", "aws:PrincipalOrgID", "o-1"), false),
      (Self.when("Bool", "aws:PrincipalIsAWSService", "true"), true),
    ] {
      var small = SmallAccount()
      small.role(
        "strong", [document(allow("*"))],
        trust: document(
          #"{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","#
            + #""Condition":\#(condition)}"#))
      let me = small.role(
        "me", [document(allow("lambda:UpdateFunctionCode"), deny("sts:AssumeRole"))])
      var account = small.account
      account.functions = .missing("not provided")
      let open = AccessEngine(account).escalations().first { $0.subject == me }?.open ?? []
      #expect(!open.isEmpty == isFound, "\(condition)")
    }
  }
}
