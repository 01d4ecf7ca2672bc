import Testing

@testable import Model

/// Principals that change their own groups, policies or boundary: what they can do afterwards counts,
/// in one or more steps. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_controlling.html.
@Suite struct SelfChangeTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    /// The statements of user me, each in a policy of its own.
    let own: [String]
    /// The statement of group g.
    var group: String?
    var isMember = false
    /// The statement of managed policy `mid`.
    var mid: String?
    var hasMid = false
    var boundary: String?
    let expected: Expected
    var testDescription: String { name }
  }

  enum Expected: Sendable {
    /// Certainly administrator, by these actions.
    case certain([String])
    /// Open, but conditional or to less than administrator.
    case less
    case silent
  }

  private static let me = ["arn:aws:iam::123456789012:user/me"]
  private static let mid = "arn:aws:iam::123456789012:policy/mid"
  private static let join = allow("iam:AddUserToGroup", on: ["arn:aws:iam::123456789012:group/g"])
  private static func attach(_ policy: String, _ name: String = "ArnLike") -> String {
    allow("iam:AttachUserPolicy", when: "{\"\(name)\":{\"iam:PolicyARN\":\"\(policy)\"}}")
  }
  private static let itself = allow(
    "iam:PutUserPolicy", on: ["arn:aws:iam::123456789012:user/${aws:username}"])
  private static let put = allow("iam:PutUserPolicy")
  private static let tagged = #"{"StringEquals":{"aws:PrincipalTag/x":"1"}}"#
  private static let admin = "arn:aws:iam::123456789012:role/admin"

  /// Role `admin` is administrator and trusts the account and AWS Lambda.
  static let rows: [Row] = [
    // Groups.
    Row(
      name: "a group whose members change themselves", own: [join], group: itself,
      expected: .certain(["iam:AddUserToGroup", "iam:PutUserPolicy"])),
    Row(
      name: "a group whose members change others", own: [join],
      group: allow("iam:PutUserPolicy", on: ["arn:aws:iam::123456789012:user/other"]),
      expected: .silent),
    Row(
      name: "a group whose members assume admin", own: [join], group: allow("sts:AssumeRole"),
      expected: .certain(["iam:AddUserToGroup", "sts:AssumeRole"])),
    Row(
      name: "passing a role with the group's service",
      own: [join, allow("iam:PassRole", on: [admin])], group: allow("lambda:*"),
      expected: .certain([
        "iam:AddUserToGroup", "iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction",
      ])),
    Row(
      name: "a group whose members tag themselves",
      own: [join, allow("iam:PutUserPolicy", on: me, when: tagged)], group: allow("iam:TagUser"),
      expected: .certain(["iam:AddUserToGroup", "iam:TagUser", "iam:PutUserPolicy"])),
    Row(
      name: "a group with a policy for tagged members", own: [join, allow("iam:TagUser")],
      group: allow("iam:PutUserPolicy", on: me, when: tagged),
      expected: .certain(["iam:AddUserToGroup", "iam:TagUser", "iam:PutUserPolicy"])),
    Row(
      name: "a Deny of its own remains", own: [join, deny("iam:Put*")], group: itself,
      expected: .silent),
    Row(
      name: "a boundary remains", own: [join], group: itself,
      boundary: allow("iam:AddUserToGroup", "s3:*"), expected: .silent),
    Row(
      name: "the group is denied", own: [join, deny("iam:AddUserToGroup")], group: itself,
      expected: .silent),
    Row(
      name: "a group that joins on", own: [join], group: allow("iam:AddUserToGroup"),
      expected: .certain(["iam:AddUserToGroup", "iam:AddUserToGroup"])),
    Row(
      name: "a group of its own already", own: [join], group: allow("s3:ListAllMyBuckets"),
      isMember: true, expected: .silent),
    Row(name: "a group with all of S3", own: [join], group: allow("s3:*"), expected: .less),
    // Named policies.
    Row(
      name: "a policy that changes itself", own: [attach(mid)], mid: itself,
      expected: .certain(["iam:AttachUserPolicy", "iam:PutUserPolicy"])),
    Row(
      name: "a policy that assumes admin", own: [attach(mid)],
      mid: allow("sts:AssumeRole", on: [admin]),
      expected: .certain(["iam:AttachUserPolicy", "sts:AssumeRole"])),
    Row(
      name: "a policy that lets it write that policy", own: [attach(mid)],
      mid: allow("iam:CreatePolicyVersion", on: [mid]),
      expected: .certain(["iam:AttachUserPolicy", "iam:CreatePolicyVersion"])),
    Row(name: "a policy with all of S3", own: [attach(mid)], mid: allow("s3:*"), expected: .less),
    Row(
      name: "a policy of no consequence", own: [attach(mid)], mid: allow("sqs:*"), expected: .silent
    ),
    Row(
      name: "data by a policy that is named", own: [attach(mid)], mid: allow("s3:GetObject"),
      expected: .silent),
    Row(
      name: "a policy that denies what it gives", own: [attach(mid)],
      mid: itself + "," + deny("iam:*"), expected: .silent),
    Row(
      name: "a policy that does not help",
      own: [attach("arn:aws:iam::123456789012:policy/low")], mid: itself, expected: .silent),
    Row(
      name: "all policies but those of AWS",
      own: [
        allow(
          "iam:AttachUserPolicy", when: #"{"ArnNotLike":{"iam:PolicyARN":"arn:aws:iam::aws:*"}}"#)
      ], mid: itself, expected: .certain(["iam:AttachUserPolicy"])),
    Row(
      name: "a policy that it writes first",
      own: [
        attach("arn:aws:iam::123456789012:policy/m*"), allow("iam:CreatePolicyVersion", on: [mid]),
      ], mid: allow("sqs:*"),
      expected: .certain(["iam:CreatePolicyVersion", "iam:AttachUserPolicy"])),
    Row(
      name: "a policy that it creates first",
      own: [
        attach("arn:aws:iam::123456789012:policy/team/*"),
        allow("iam:CreatePolicy", on: ["arn:aws:iam::123456789012:policy/*/me"]),
      ], expected: .certain(["iam:CreatePolicy", "iam:AttachUserPolicy"])),
    Row(
      name: "a policy that it creates elsewhere",
      own: [
        attach("arn:aws:iam::123456789012:policy/team/*"),
        allow("iam:CreatePolicy", on: ["arn:aws:iam::123456789012:policy/app/*"]),
      ], expected: .silent),
    Row(
      name: "a policy of a name that exists",
      own: [attach(mid, "ArnEquals"), allow("iam:CreatePolicy")], mid: allow("sqs:*"),
      expected: .silent),
    Row(
      name: "a policy of AWS that is not in the evidence",
      own: [attach("arn:aws:iam::aws:policy/AmazonFooFullAccess", "ArnEquals")], expected: .less),
    Row(
      name: "a policy of AWS that only reads",
      own: [attach("arn:aws:iam::aws:policy/AmazonFooReadOnlyAccess", "ArnEquals")],
      expected: .silent),
    Row(
      name: "power users can assume admin",
      own: [
        attach("arn:aws:iam::aws:policy/PowerUserAccess", "ArnEquals"), deny("kms:*", "iam:Put*"),
      ], expected: .certain(["iam:AttachUserPolicy", "sts:AssumeRole"])),
    // A Deny of its own.
    Row(
      name: "a Deny in a policy that it detaches", own: [put, allow("iam:DetachUserPolicy")],
      mid: deny("iam:Put*"), hasMid: true,
      expected: .certain(["iam:DetachUserPolicy", "iam:PutUserPolicy"])),
    Row(
      name: "a Deny that also denies detaching", own: [put, allow("iam:DetachUserPolicy")],
      mid: deny("iam:*"), hasMid: true, expected: .silent),
    Row(
      name: "a Deny that it can detach from others only",
      own: [put, allow("iam:DetachUserPolicy", on: ["arn:aws:iam::123456789012:user/x*"])],
      mid: deny("iam:Put*"), hasMid: true, expected: .silent),
    Row(
      name: "a Deny in an inline policy",
      own: [put, allow("iam:DeleteUserPolicy"), deny("iam:Put*")],
      expected: .certain(["iam:DeleteUserPolicy", "iam:PutUserPolicy"])),
    Row(
      name: "a Deny of assuming admin",
      own: [allow("sts:*", "iam:DeleteUserPolicy"), deny("sts:AssumeRole")],
      expected: .certain(["iam:DeleteUserPolicy", "sts:AssumeRole"])),
    Row(
      name: "a Deny in the group", own: [put, allow("iam:RemoveUserFromGroup")],
      group: deny("iam:Put*"), isMember: true,
      expected: .certain(["iam:RemoveUserFromGroup", "iam:PutUserPolicy"])),
    Row(
      name: "what the group allows goes with its Deny", own: [allow("iam:RemoveUserFromGroup")],
      group: put + "," + deny("iam:Put*"), isMember: true, expected: .silent),
    Row(
      name: "a Deny of the group's inline policy", own: [put, allow("iam:DeleteGroupPolicy")],
      group: deny("iam:Put*"), isMember: true,
      expected: .certain(["iam:DeleteGroupPolicy", "iam:PutUserPolicy"])),
    Row(
      name: "a Deny under a condition",
      own: [put, allow("iam:DeleteUserPolicy"), deny("iam:Put*", when: ifSecure)],
      expected: .certain(["iam:DeleteUserPolicy", "iam:PutUserPolicy"])),
    Row(
      name: "one of two Denies cannot be removed",
      own: [put, allow("iam:DeleteUserPolicy"), deny("iam:Put*")], mid: deny("iam:PutUserPolicy"),
      hasMid: true, expected: .silent),
    // The boundary.
    Row(
      name: "a boundary that it deletes", own: [allow("iam:*")],
      boundary: allow("iam:DeleteUserPermissionsBoundary"),
      expected: .certain(["iam:DeleteUserPermissionsBoundary", "iam:PutUserPolicy"])),
    Row(
      name: "a boundary that it replaces", own: [put, allow("iam:PutUserPermissionsBoundary")],
      boundary: allow("iam:PutUserPermissionsBoundary"),
      expected: .certain(["iam:PutUserPermissionsBoundary", "iam:PutUserPolicy"])),
    Row(
      name: "a boundary that it replaces by a wider one",
      own: [
        allow("sts:AssumeRole"),
        allow(
          "iam:PutUserPermissionsBoundary",
          when: #"{"ArnEquals":{"iam:PermissionsBoundary":"arn:aws:iam::123456789012:policy/mid"}}"#
        ),
      ], mid: allow("sts:*"), boundary: allow("iam:PutUserPermissionsBoundary"),
      expected: .certain(["iam:PutUserPermissionsBoundary", "sts:AssumeRole"])),
    Row(
      name: "a boundary that leaves nothing to remove it", own: [allow("iam:*")],
      boundary: allow("s3:*"), expected: .silent),
    Row(
      name: "a boundary that leaves a way to admin", own: [allow("iam:PutUserPolicy")],
      boundary: allow("iam:PutUserPolicy", "sts:AssumeRole"),
      expected: .certain(["iam:PutUserPolicy", "sts:AssumeRole"])),
  ]

  @Test("the privileges of a principal after it changed itself count", arguments: rows)
  func changes(row: Row) {
    var small = SmallAccount()
    small.managed("full", document(allow("*")))
    small.managed("low", document(allow("sqs:ListQueues")))
    if let mid = row.mid { small.managed("mid", document(mid)) }
    if let boundary = row.boundary { small.managed("limit", document(boundary)) }
    if let group = row.group { small.group("g", [document(group)]) }
    small.group("admins", [document(allow("*"))])
    small.user("other")
    let trust = document(
      #"{"Effect":"Allow","Action":"sts:AssumeRole","#
        + #""Principal":{"AWS":"arn:aws:iam::123456789012:root","Service":"lambda.amazonaws.com"}}"#
    )
    small.role("admin", [document(allow("*"))], trust: trust)
    let me = small.user(
      "me", row.own.map { document($0) }, groups: row.isMember ? ["g"] : [],
      attached: row.hasMid ? ["mid"] : [], boundary: row.boundary.map { _ in "limit" })
    let report = small.engine.escalations().first { $0.subject == me }
    let own = report?.open.filter { $0.gain != .another && $0.possibleDenials.isEmpty } ?? []
    switch row.expected {
    case .certain(let actions):
      #expect(report?.isCertain == true)
      let all = own.filter { $0.gain == .administrator || $0.gain == .more }
        .map { $0.steps.map(\.action) }
      #expect(all.contains(actions), "\(all)")
    case .less:
      #expect(report?.isCertain != true)
      #expect(!own.isEmpty)
    case .silent:
      #expect(report?.isCertain != true)
      #expect(own.isEmpty, "\(own.map { $0.steps.map(\.action) })")
    }
  }

  @Test("a role that detaches its own Deny can continue")
  func role() {
    var small = SmallAccount()
    small.managed("fence", document(deny("iam:Put*", "iam:Attach*")))
    let me = small.role(
      "me", [document(allow("iam:PutRolePolicy", "iam:DetachRolePolicy"))], attached: ["fence"])
    let report = small.engine.escalations().first { $0.subject == me }
    #expect(report?.isCertain == true)
    #expect(report?.pathIDs.contains("iam-detach-role-policy") == true)
  }
}
