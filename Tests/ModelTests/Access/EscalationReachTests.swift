import Model
import Testing

/// Other results of escalation: other principals made administrators, created principals, removed
/// limits, data, and roles that are not completely in the evidence.
@Suite struct EscalationReachTests {
  private func report(_ small: SmallAccount, _ arn: ARN) -> EscalationReport? {
    small.engine.escalations().first { $0.subject == arn }
  }

  private static let root = "{\"AWS\":\"arn:aws:iam::123456789012:root\"}"
  private static let lambda = "{\"Service\":\"lambda.amazonaws.com\"}"
  private static let runs = document(allow("lambda:CreateFunction", "lambda:InvokeFunction"))

  @Test(
    "a principal that can only make another one administrator is reported as such",
    arguments: [
      ("iam:PutUserPolicy", ["iam-007"], "user/other"),
      ("iam:AttachUserPolicy", ["iam-008"], "user/other"),
      ("iam:PutGroupPolicy", ["iam-011"], "group/staff"),
      ("iam:AttachGroupPolicy", ["iam-010"], "group/staff"),
      ("iam:AddUserToGroup", ["iam-013"], "group/admins"),
      ("iam:CreatePolicyVersion", ["iam-001"], "user/other"),
      ("iam:DetachUserPolicy", [], ""),
    ]) func another(action: String, paths: [String], target: String)
  {
    var small = SmallAccount()
    small.managed("own", document(allow("sqs:ListQueues")))
    small.group("staff", [])
    small.group("empty", [])
    small.group("admins", [document(allow("*"))])
    small.user("other", groups: ["staff"], attached: ["own"])
    let arn = small.role("me", [document(allow(action))])
    let found = report(small, arn)
    #expect((found?.pathIDs ?? []) == paths)
    #expect(found?.open.allSatisfy { $0.gain == .another } != false)
    #expect((found?.open.first?.target?.resource ?? "") == target)
    #expect(found?.chain.isEmpty != false)
  }

  @Test("a boundary of the target blocks a path, unless it can be removed")
  func boundedOther() {
    var small = SmallAccount()
    small.managed("narrow", document(allow("logs:*")))
    small.user("other", boundary: "narrow")
    let bound = small.role("bound", [document(allow("iam:PutUserPolicy"))])
    let free = small.role(
      "free", [document(allow("iam:PutUserPolicy", "iam:DeleteUserPermissionsBoundary"))])
    #expect(report(small, bound)?.contained.first?.limitedBy.map(\.name) == ["narrow"])
    #expect(report(small, bound)?.open.isEmpty == true)
    #expect(report(small, free)?.open.first?.gain == .another)
    let condition =
      "{\"StringEquals\":{\"iam:PermissionsBoundary\":\"\(SmallAccount.arn("policy", "narrow"))\"}}"
    let delegate = small.role(
      "delegate", [document(allow("iam:PutUserPolicy", when: condition))])
    #expect(report(small, delegate) == nil)
  }

  @Test(
    "a principal can take over one that it can create",
    arguments: [
      (["*"], ["*"], true),
      (["arn:aws:iam::*:role/ci-*"], ["arn:aws:iam::123456789012:role/*"], true),
      (["arn:aws:iam::*:role/ci-*"], ["arn:aws:iam::*:role/ci-*"], true),
      (["arn:aws:iam::*:role/ci-*"], ["arn:aws:iam::*:role/cd-*"], false),
      (["arn:aws:iam::*:role/there"], ["*"], false),
      (["arn:aws:iam::*:user/*"], ["*"], false),
    ]) func making(creating: [String], attaching: [String], expected: Bool)
  {
    var small = SmallAccount()
    small.role("there")
    let arn = small.user(
      "me",
      [
        document(
          allow("iam:CreateRole", on: creating), allow("iam:AttachRolePolicy", on: attaching))
      ])
    let made = report(small, arn)?.open.first { $0.path.id == "iam-create-role-attach-policy" }
    #expect((made != nil) == expected)
    #expect(made?.gain != .another)
  }

  @Test("a created principal gives nothing if it needs a restrictive boundary")
  func boundMaking() {
    var small = SmallAccount()
    small.managed("limit", document(allow("s3:*")))
    small.managed("wide", document(allow("*")))
    func making(_ boundary: String) -> String {
      let condition =
        "{\"StringEquals\":{\"iam:PermissionsBoundary\":\"\(SmallAccount.arn("policy", boundary))\"}}"
      return allow("iam:CreateRole", "iam:PutRolePolicy", when: condition)
    }
    let limited = small.user("limited", [document(making("limit"))])
    let wide = small.user("wide", [document(making("wide"))])
    #expect(report(small, limited) == nil)
    #expect(report(small, wide)?.pathIDs == ["iam-create-role-put-policy"])
  }

  @Test("a Deny that can be removed does not block; one that protects itself does")
  func removableDeny() {
    var small = SmallAccount()
    small.managed("fence", document(deny("s3:*")))
    small.managed("wall", document(deny("s3:*", "iam:*")))
    let allowed = document(allow("s3:*", "iam:DetachRolePolicy"))
    let free = small.role("free", [allowed], attached: ["fence"])
    let kept = small.role("kept", [allowed], attached: ["wall"])
    let other = small.role(
      "other", [document(allow("sqs:*", "iam:DetachRolePolicy"))], attached: ["fence"])
    #expect(report(small, free)?.pathIDs == ["iam-detach-role-policy"])
    #expect(report(small, free)?.open.first?.gain == .more)
    #expect(report(small, kept) == nil)
    #expect(report(small, other) == nil)
  }

  @Test("a principal whose boundary can be removed is an administrator")
  func removableBoundary() {
    var small = SmallAccount()
    small.managed("limit", document(allow("iam:DeleteUserPermissionsBoundary", "s3:*")))
    let arn = small.user("me", [document(allow("*"))], boundary: "limit")
    let found = report(small, arn)
    #expect(found?.administrator == .contained)
    #expect(found?.pathIDs == ["iam-022"])
    #expect(found?.open.first?.gain == .administrator)
  }

  @Test(
    "data is a smaller gain, and access that was delegated by name is not a path",
    arguments: [
      (allow("iam:CreateAccessKey", on: ["arn:aws:iam::*:user/reader"]), ["iam-002"]),
      (allow("iam:UpdateAssumeRolePolicy"), ["iam-012"]),
      (allow("sts:AssumeRole", on: ["arn:aws:iam::123456789012:role/reader"]), []),
      (allow("sts:AssumeRole"), ["sts-001"]),
      (allow("iam:CreateAccessKey", "s3:GetObject"), []),
    ]) func data(statement: String, paths: [String])
  {
    var small = SmallAccount()
    let reads = document(allow("s3:GetObject", on: ["arn:aws:s3:::secret/*"]))
    small.user("reader", [reads])
    small.role("reader", [reads], trusts: Self.root)
    let arn = small.user("me", [document(statement)])
    let found = report(small, arn)
    #expect((found?.pathIDs ?? []) == paths)
    #expect(found?.open.allSatisfy { $0.gain == .data } != false)
  }

  @Test("a role whose policies are not all in the evidence can have any privileges")
  func unseenPolicies() {
    var small = SmallAccount()
    let role = small.role("odd", attached: ["lost"], trusts: Self.lambda)
    let wide = small.user("wide", [Self.runs, document(allow("iam:PassRole"))])
    let meant = small.user(
      "meant", [Self.runs, document(allow("iam:PassRole", on: [role.description]))])
    #expect(report(small, wide)?.pathIDs == ["lambda-001"])
    #expect(report(small, wide)?.open.first?.gain == .unknownRole)
    #expect(report(small, wide)?.open.first?.target == role)
    #expect(report(small, meant) == nil)
  }

  @Test("roles can be missing in a truncated list")
  func unseenRoles() {
    var small = SmallAccount()
    let arn = small.user("me", [document(allow("glue:UpdateDevEndpoint"))])
    #expect(report(small, arn) == nil)
    small.identities.shortcomings[.roles] = "truncated"
    let found = report(small, arn)?.open.first
    #expect(found?.gain == .unknownRole)
    #expect(found?.isConditional == true)
  }

  @Test("another version of the principal's policy exists, or can exist later")
  func versions() {
    var small = SmallAccount()
    small.managed("old", document(allow("iam:SetDefaultPolicyVersion")), versions: 3)
    small.managed("new", document(allow("iam:SetDefaultPolicyVersion")), versions: 1)
    let several = small.user("several", attached: ["old"])
    let single = small.user("single", attached: ["new"])
    #expect(report(small, several)?.open.map(\.gain) == [.otherVersion])
    #expect(report(small, single)?.open.map(\.gain) == [.laterVersion])
  }

  @Test("an instance gets a role only from an instance profile")
  func profiles() {
    var small = SmallAccount()
    let ec2 = "{\"Service\":\"ec2.amazonaws.com\"}"
    small.role("bare", [document(allow("*"))], trusts: ec2)
    small.role("weak", trusts: ec2, profile: "weak")
    let launches = document(allow("iam:PassRole", "ec2:RunInstances"))
    let hoping = small.user("hoping", [launches])
    let making = small.user(
      "making",
      [
        launches, document(allow("iam:AddRoleToInstanceProfile", "iam:CreateInstanceProfile")),
      ])
    #expect(report(small, hoping)?.open.map(\.isConditional) == [true])
    #expect(report(small, making)?.open.map(\.isConditional) == [false])
    small.role("ready", [document(allow("*"))], trusts: ec2, profile: "ready")
    #expect(report(small, hoping)?.open.map(\.isConditional) == [false])
  }

  @Test("a tag condition does not block a principal that can set the tag")
  func tags() {
    var small = SmallAccount()
    small.user("admin", [document(allow("*"))])
    let condition = "{\"StringEquals\":{\"aws:ResourceTag/open\":\"yes\"}}"
    let keys = allow("iam:CreateAccessKey", when: condition)
    let kept = small.user("kept", [document(keys)])
    let free = small.user("free", [document(keys, allow("iam:TagUser"))])
    #expect(report(small, kept) == nil)
    #expect(report(small, free)?.open.map(\.isConditional) == [false])
    #expect(
      report(small, free)?.open.first?.steps.map(\.action)
        == ["iam:TagUser", "iam:CreateAccessKey"])
  }

  @Test("IAM Identity Center only counts in the management account")
  func identityCenter() {
    var small = SmallAccount()
    let arn = small.user("me", [document(allow("sso:*"))])
    #expect(report(small, arn) == nil)
    small.managementAccount = SmallAccount.id
    #expect(report(small, arn)?.open.first?.path.id == "sso-001")
    #expect(report(small, arn)?.chain.count == 1)
  }

  @Test("an administrator has no paths, unless it can give itself withheld privileges")
  func nearlyEverything() {
    var small = SmallAccount()
    let maximum = document(
      statement("Allow", "NotAction", ["iam:Create*", "iam:Attach*"], "Resource", ["*"]))
    let nearly = small.role("nearly", [maximum])
    let whole = small.role("whole", [document(allow("*"))])
    let fenced = small.role(
      "fenced", [document(allow("*"), deny("organizations:LeaveOrganization"))])
    #expect(report(small, nearly)?.administrator == .yes)
    #expect(report(small, nearly)?.pathIDs == ["iam-005"])
    #expect(report(small, whole)?.open.isEmpty == true)
    #expect(report(small, fenced)?.open.isEmpty == true)
  }

  @Test(
    "an expired grant does not count",
    arguments: [("DateLessThan", false), ("DateGreaterThan", true)])
  func time(name: String, expected: Bool) {
    var small = SmallAccount()
    let condition = "{\"\(name)\":{\"aws:TokenIssueTime\":\"2020-01-01T00:00:01Z\"}}"
    let user = small.user("me", [document(allow("iam:PutUserPolicy", when: condition))])
    let role = small.role("me", [document(allow("iam:PutRolePolicy", when: condition))])
    #expect((report(small, user)?.pathIDs ?? []) == (expected ? ["iam-007"] : []))
    #expect((report(small, role)?.pathIDs ?? []) == (expected ? ["iam-005"] : []))
    if expected { #expect(report(small, role)?.open.first?.isConditional == false) }
  }

  @Test("a role that trusts the principal needs no Allow; the boundary of a role still blocks")
  func trustByName() {
    var small = SmallAccount()
    small.managed("limit", document(allow("s3:*")))
    small.managed("full", document(allow("*")))
    let user = small.user("user", boundary: "limit")
    let role = small.role("role", boundary: "limit")
    small.role(
      "admin", attached: ["full"], trusts: "{\"AWS\":[\"\(user)\",\"\(role)\"]}")
    #expect(report(small, user)?.pathIDs == ["sts-001"])
    #expect(report(small, role)?.open.isEmpty == true)
    #expect(report(small, role)?.contained.first?.limitedBy.map(\.name) == ["limit"])
    let attacher = small.user("attacher", [document(allow("iam:AttachRolePolicy"))])
    small.role("weak", trusts: "{\"AWS\":\"\(attacher)\"}")
    #expect(report(small, attacher)?.pathIDs == ["iam-014"])
  }

  @Test("a role of IAM Identity Center cannot be changed")
  func reserved() {
    var small = SmallAccount()
    let path = "/aws-reserved/sso.amazonaws.com/"
    let arn = small.role(
      "AWSReservedSSO_Ops", [document(allow("iam:PutRolePolicy", on: ["*"]))], path: path)
    #expect(report(small, arn) == nil)
  }
}
