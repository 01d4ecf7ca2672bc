import Testing

@testable import Model

/// Trust policies that name a role session, and the principals that can choose its name. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session
/// and https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html.
@Suite struct SessionTrustTests {
  private static let root = "{\"AWS\":\"arn:aws:iam::123456789012:root\"}"

  /// Role `dev`, which bob can assume under the conditions of the row, and role `adm`, which trusts
  /// a session of it.
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    var devTrust = allowing(root)
    var bob = [allow("sts:AssumeRole", on: ["arn:aws:iam::123456789012:role/dev"])]
    var named = "arn:aws:sts::123456789012:assumed-role/dev/deploy"
    var admTrust: String?
    /// Whether bob can escalate to administrator, certainly or possibly.
    let bobFound: Bool
    let bobCertain: Bool
    /// Whether role `dev` can, in a session of that name.
    let devFound: Bool
    var testDescription: String { name }
  }

  private static func allowing(
    _ principal: String, _ actions: String = "\"sts:AssumeRole\"", when: String? = nil
  ) -> String {
    let condition = when.map { ",\"Condition\":\($0)" } ?? ""
    return
      "{\"Effect\":\"Allow\",\"Principal\":\(principal),\"Action\":[\(actions)]\(condition)}"
  }

  private static let lambda = "{\"Service\":\"lambda.amazonaws.com\"}"
  private static let ec2 = "{\"Service\":\"ec2.amazonaws.com\"}"
  private static let pass = allow("iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction")

  static let rows: [Row] = [
    Row(name: "bob chooses the name", bobFound: true, bobCertain: true, devFound: true),
    Row(
      name: "a session of another role", named: "arn:aws:sts::123456789012:assumed-role/other/x",
      bobFound: false, bobCertain: false, devFound: false),
    Row(
      name: "a session of another account",
      named: "arn:aws:sts::999999999999:assumed-role/dev/deploy",
      bobFound: false, bobCertain: false, devFound: false),
    Row(
      name: "the role itself", named: "arn:aws:iam::123456789012:role/dev", bobFound: true,
      bobCertain: true, devFound: true),
    Row(
      name: "bob cannot assume dev", bob: [allow("s3:ListBucket")], bobFound: false,
      bobCertain: false, devFound: true),
    Row(
      name: "dev requires the user name as session name",
      devTrust: allowing(
        root, when: "{\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}}"),
      bobFound: false, bobCertain: false, devFound: true),
    Row(
      name: "dev requires the user name as session name, and bob's name is trusted",
      devTrust: allowing(
        root, when: "{\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}}"),
      named: "arn:aws:sts::123456789012:assumed-role/dev/bob", bobFound: true, bobCertain: true,
      devFound: true),
    Row(
      name: "bob's own policy requires another name",
      bob: [
        allow(
          "sts:AssumeRole", when: "{\"StringEquals\":{\"sts:RoleSessionName\":\"readonly\"}}")
      ], bobFound: false, bobCertain: false, devFound: true),
    Row(
      name: "bob's own policy allows names with a pattern",
      bob: [
        allow("sts:AssumeRole", when: "{\"StringLike\":{\"sts:RoleSessionName\":\"dep*\"}}")
      ], bobFound: true, bobCertain: true, devFound: true),
    Row(
      name: "a function that bob names begins the session", devTrust: allowing(lambda),
      bob: [pass], bobFound: true, bobCertain: true, devFound: true),
    Row(
      name: "a function of another name only", devTrust: allowing(lambda),
      bob: [
        allow("iam:PassRole", "lambda:InvokeFunction") + ","
          + allow("lambda:CreateFunction", on: ["arn:aws:lambda:*:*:function:bob-*"])
      ], bobFound: false, bobCertain: false, devFound: true),
    Row(
      name: "a wildcard is not a session name",
      named: "arn:aws:sts::123456789012:assumed-role/dev/*", bobFound: false, bobCertain: false,
      devFound: false),
    Row(
      name: "an instance starts the session, named after its id", devTrust: allowing(ec2),
      bob: [allow("iam:PassRole", "ec2:RunInstances")], bobFound: false, bobCertain: false,
      devFound: false),
    Row(
      name: "adm denies the session",
      admTrust: allowing("{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/dev/deploy\"}") + ","
        + "{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":"
        + "\"arn:aws:sts::123456789012:assumed-role/dev/deploy\"},\"Action\":\"sts:AssumeRole\"}",
      bobFound: false, bobCertain: false, devFound: false),
    Row(
      name: "adm denies another session only",
      admTrust: allowing("{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/dev/deploy\"}") + ","
        + "{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":"
        + "\"arn:aws:sts::123456789012:assumed-role/dev/guest\"},\"Action\":\"sts:AssumeRole\"}",
      bobFound: true, bobCertain: true, devFound: true),
  ]

  @Test(
    "a principal that can start the named session is allowed",
    arguments: rows)
  func sessions(row: Row) {
    var small = SmallAccount()
    let dev = small.role(
      "dev", [document(allow("s3:ListAllMyBuckets"))], trust: document(row.devTrust))
    small.role(
      "adm", [document(allow("*"))],
      trust: document(row.admTrust ?? Self.allowing("{\"AWS\":\"\(row.named)\"}")))
    let bob = small.user("bob", [document(row.bob[0])])
    let reports = small.engine.escalations()
    let ofBob = reports.first { $0.subject == bob }
    let ofDev = reports.first { $0.subject == dev }
    #expect((ofBob?.open.isEmpty == false) == row.bobFound)
    #expect((ofBob?.isCertain ?? false) == row.bobCertain)
    #expect((ofDev?.open.isEmpty == false) == row.devFound)
    #expect(
      ofDev?.open.first?.session?.name
        == (row.devFound && row.named.contains(":sts:")
          ? row.named.split(separator: "/").last.map(String.init) : nil))
  }

  @Test("a session of IAM Identity Center belongs to one person, and nobody else can start it")
  func identityCenter() {
    var small = SmallAccount()
    let sso = small.role(
      "AWSReservedSSO_ReadOnly_0123456789abcdef", [document(allow("s3:ListAllMyBuckets"))],
      path: "/aws-reserved/sso.amazonaws.com/",
      trust: document(
        Self.allowing(
          "{\"Federated\":\"arn:aws:iam::123456789012:saml-provider/AWSSSO_x\"}",
          "\"sts:AssumeRoleWithSAML\",\"sts:TagSession\"")))
    small.role(
      "adm", [document(allow("*"))],
      trusts: "{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/"
        + "AWSReservedSSO_ReadOnly_0123456789abcdef/jane@example.com\"}")
    let bob = small.user("bob", [document(allow("sts:AssumeRole"))])
    let reports = small.engine.escalations()
    #expect(reports.first { $0.subject == bob } == nil)
    let own = reports.first { $0.subject == sso }
    #expect(own?.open.first?.session?.name == "jane@example.com")
    #expect(own?.isCertain == false)
  }

  @Test("a boundary without AssumeRole blocks a grant to a role, but not to a session")
  func boundary() {
    for (principal, isOpen) in [
      ("arn:aws:iam::123456789012:role/dev", false),
      ("arn:aws:sts::123456789012:assumed-role/dev/deploy", true),
    ] {
      var small = SmallAccount()
      small.managed("narrow", document(allow("s3:*")))
      let dev = small.role("dev", boundary: "narrow", trust: document(Self.allowing(Self.root)))
      small.role("adm", [document(allow("*"))], trusts: "{\"AWS\":\"\(principal)\"}")
      let report = small.engine.escalations().first { $0.subject == dev }
      #expect((report?.open.isEmpty == false) == isOpen, "\(principal)")
      #expect((report?.contained.isEmpty == false) == !isOpen, "\(principal)")
    }
  }
}
