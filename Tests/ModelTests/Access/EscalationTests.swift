import Model
import Testing

/// Escalation depends on resources, trust policies, conditions and boundaries. Rules for PassRole:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html.
@Suite struct EscalationTests {
  static let user = "{\"AWS\":\"arn:aws:iam::123456789012:root\"}"

  private func reports(_ small: SmallAccount, _ arn: ARN) -> EscalationReport? {
    small.engine.escalations().first { $0.subject == arn }
  }

  private static let passing = "iam:PassRole"
  private static let lambda = "{\"Service\":\"lambda.amazonaws.com\"}"

  @Test(
    "passing a role depends on resource, service and trust",
    arguments: [
      (["*"], nil, true), (["arn:aws:iam::123456789012:role/admin"], nil, true),
      (["arn:aws:iam::*:role/adm*"], nil, true),
      (["arn:aws:iam::123456789012:role/other"], nil, false),
      (["*"], "lambda.amazonaws.com", true), (["*"], "ec2.amazonaws.com", false),
    ]) func passRole(resources: [String], service: String?, expected: Bool)
  {
    var small = SmallAccount()
    small.role("admin", [document(allow("*"))], trusts: Self.lambda)
    let condition = service.map { "{\"StringEquals\":{\"iam:PassedToService\":\"\($0)\"}}" }
    let arn = small.user(
      "me",
      [
        document(allow(Self.passing, on: resources, when: condition)),
        document(allow("lambda:CreateFunction", "lambda:InvokeFunction")),
      ])
    #expect((reports(small, arn)?.pathIDs ?? []) == (expected ? ["lambda-001"] : []))
  }

  @Test("a role without trust for the service, or without more privileges, is not a path")
  func uselessRole() {
    for (policy, trust) in [
      (document(allow("*")), Self.user),
      (document(allow("logs:PutLogEvents")), Self.lambda),
    ] {
      var small = SmallAccount()
      small.role("target", [policy], trusts: trust)
      let arn = small.user(
        "me", [document(allow("iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"))])
      #expect(reports(small, arn) == nil)
    }
  }

  @Test("a chain of two roles leads to administrator, with the statement of each step")
  func chain() {
    var small = SmallAccount()
    small.role("admin", [document(allow("*"))], trusts: Self.lambda)
    let middle = small.role(
      "middle",
      [document(allow("iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"))],
      trusts: Self.user)
    let first = small.role(
      "first", [document(allow("sts:AssumeRole", on: [middle.description]))], trusts: Self.user)
    let start = small.user(
      "start", [document(allow("iam:UpdateAssumeRolePolicy", on: [first.description]))])
    let chain = reports(small, start)?.chain ?? []
    #expect(chain.map(\.from) == [start, first, middle])
    #expect(chain.map(\.escalation.path.id) == ["iam-012", "sts-001", "lambda-001"])
    #expect(chain.last?.escalation.gain == .administrator)
    #expect(chain.flatMap(\.escalation.steps).allSatisfy { !$0.statements.isEmpty })
  }

  @Test(
    "assuming a role depends on its trust policy",
    arguments: [
      (user, true, true), (user, false, false),
      ("{\"AWS\":\"arn:aws:iam::123456789012:user/me\"}", false, true),
      ("{\"AWS\":\"arn:aws:iam::123456789012:user/you\"}", true, false),
      ("{\"AWS\":\"arn:aws:iam::999999999999:root\"}", true, false), ("\"*\"", true, true),
      ("\"*\"", false, true), ("{\"AWS\":\"*\"}", false, true),
      (lambda, true, false),
    ]) func trust(trust: String, isAllowed: Bool, expected: Bool)
  {
    var small = SmallAccount()
    small.role("admin", [document(allow("*"))], trusts: trust)
    let arn = small.user("me", isAllowed ? [document(allow("sts:*"))] : [])
    #expect((reports(small, arn)?.pathIDs ?? []) == (expected ? ["sts-001"] : []))
  }

  @Test("administrators are not reported as escalating")
  func administrators() {
    var small = SmallAccount()
    let arn = small.user("me", [document(allow("*"))])
    let report = reports(small, arn)
    #expect(report?.administrator == .yes)
    #expect(report?.open.isEmpty == true)
  }

  @Test(
    "changing the principal's own policies depends on resource and policy",
    arguments: [
      (allow("iam:PutUserPolicy", on: ["arn:aws:iam::*:user/${aws:username}"]), ["iam-007"]),
      (allow("iam:PutUserPolicy", on: ["arn:aws:iam::*:user/you"]), []),
      (
        allow(
          "iam:AttachUserPolicy",
          when: "{\"ArnEquals\":{\"iam:PolicyARN\":\"arn:aws:iam::aws:policy/ReadOnlyAccess\"}}"),
        []
      ),
      (
        allow(
          "iam:AttachUserPolicy",
          when: "{\"ArnLike\":{\"iam:PolicyARN\":\"arn:aws:iam::123456789012:policy/f*\"}}"),
        ["iam-008"]
      ),
      (
        allow(
          "iam:PutUserPolicy",
          when: "{\"StringEquals\":{\"iam:PermissionsBoundary\":\"arn:aws:iam::1:policy/b\"}}"),
        []
      ),
      (allow("iam:CreatePolicyVersion", on: ["arn:aws:iam::*:policy/*"]), ["iam-001"]),
      (allow("iam:CreatePolicyVersion", on: ["arn:aws:iam::*:policy/elsewhere"]), []),
      (allow("iam:AddUserToGroup"), ["iam-013"]),
      (allow("iam:PutGroupPolicy", on: ["arn:aws:iam::*:group/admins"]), []),
      (allow("iam:PutGroupPolicy", on: ["arn:aws:iam::*:group/staff"]), ["iam-011"]),
      (allow("iam:CreateAccessKey", on: ["arn:aws:iam::*:user/me"]), []),
      (allow("iam:CreateAccessKey", on: ["arn:aws:iam::*:user/${aws:username}"]), []),
      (allow("iam:AttachUserPolicy", on: ["arn:aws:iam::*:user/${aws:username}"]), ["iam-008"]),
      (allow("iam:PutRolePolicy"), []),
    ]) func own(statement: String, expected: [String])
  {
    var small = SmallAccount()
    small.managed("own", document(allow("sqs:ListQueues")))
    small.managed("full", document(allow("*")))
    small.group("staff", [])
    small.group("admins", [document(allow("*"))])
    small.role("admin", attached: ["full"])
    let arn = small.user("me", [document(statement)], groups: ["staff"], attached: ["own"])
    #expect((reports(small, arn)?.pathIDs ?? []) == expected)
  }

  @Test("functions in the evidence determine which role is gained; without functions, none is")
  func functions() {
    var small = SmallAccount()
    let admin = small.role("admin", [document(allow("*"))], trusts: Self.lambda)
    let arn = small.user("me", [document(allow("lambda:UpdateFunctionCode"))])
    #expect(reports(small, arn) == nil)
    let function = ARN("arn:aws:lambda:eu-west-1:123456789012:function:f")
    small.functions = [
      LambdaFunction(
        name: "f", arn: function, role: admin, runtime: nil, suspectVariables: [],
        environmentError: nil, citation: SmallAccount.nowhere)
    ]
    let known = reports(small, arn)?.open.first
    #expect(known?.target == admin)
    #expect(known?.resource == function)
    var account = small.account
    account.functions = .missing("not provided")
    let unknown = AccessEngine(account).escalations().first { $0.subject == arn }?.open.first
    #expect(unknown?.target == nil)
    #expect(unknown?.gain == .unknownRole)
  }

  @Test("a boundary that can be removed does not block")
  func removableBoundary() {
    var small = SmallAccount()
    small.managed("limit", document(allow("iam:*")))
    small.managed("narrow", document(allow("iam:PutUserPolicy", "s3:*")))
    let statements = allow("iam:PutUserPolicy")
    let bound = small.user("bound", [document(statements)], boundary: "narrow")
    // It can allow itself to remove the boundary, which leaves that.
    let loose = small.user("loose", [document(statements)], boundary: "limit")
    let free = small.user(
      "free", [document(statements, allow("iam:DeleteUserPermissionsBoundary"))],
      boundary: "limit")
    #expect(reports(small, bound)?.pathIDs == [])
    #expect(reports(small, bound)?.contained.first?.limitedBy.map(\.name) == ["narrow"])
    #expect(reports(small, loose)?.pathIDs == ["iam-007"])
    #expect(reports(small, loose)?.isCertain == true)
    #expect(reports(small, loose)?.open.first?.steps.first?.action == "iam:PutUserPolicy")
    #expect(reports(small, free)?.pathIDs == ["iam-007", "iam-022"])
  }

  @Test("an SCP blocks a path like a boundary")
  func controlPolicy() {
    var small = SmallAccount()
    small.levels = [[document(allow("*"), deny("iam:Put*"))]]
    let arn = small.user("me", [document(allow("iam:PutUserPolicy", "iam:AttachUserPolicy"))])
    let report = reports(small, arn)
    #expect(report?.pathIDs == ["iam-008"])
    #expect(report?.contained.map(\.path.id) == ["iam-007"])
    #expect(report?.contained.first?.limitedBy.map(\.name) == ["scp00"])
  }

  @Test("an exact name matches only that principal among many")
  func many() {
    var small = SmallAccount()
    for number in 0..<50 { small.role("app\(number)", [document(allow("s3:GetObject"))]) }
    let admin = small.role("app7admin", [document(allow("*"))], trusts: Self.user)
    let near = small.user("near", [document(allow("sts:AssumeRole", on: ["\(admin)x"]))])
    let exact = small.user("exact", [document(allow("sts:AssumeRole", on: ["\(admin)"]))])
    let prefix = small.user(
      "prefix",
      [document(allow("sts:AssumeRole", on: ["arn:aws:iam::123456789012:role/app7a*"]))])
    let not = small.user(
      "not",
      [document(statement("Allow", "Action", ["sts:*"], "NotResource", ["*app7admin"]))])
    let found = Set(small.engine.escalations().filter { !$0.open.isEmpty }.map(\.subject))
    #expect(found == [exact, prefix])
    #expect(!found.contains(near) && !found.contains(not))
  }
}
