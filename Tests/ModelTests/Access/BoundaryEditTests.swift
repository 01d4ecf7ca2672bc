import Testing

@testable import Model

/// A permissions boundary is the default version of a managed policy: a principal that can edit the
/// policy lifts the boundary from everyone that has it, itself included. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate.
@Suite struct BoundaryEditTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let own: [String]
    /// The statements of policy `limit`, which is the boundary of user me if there are any.
    var boundary: [String] = []
    /// The boundary of role x and user y, which are administrators otherwise: `limit` or `fence`.
    var others = "fence"
    var control: String?
    let expected: Expected
    var testDescription: String { name }
  }

  enum Expected: Sendable {
    /// Certainly administrator, by these actions.
    case certain([String])
    /// Conditional, or to administrator access of another principal.
    case less
    case blocked
    case silent
  }

  private static let limit = ["arn:aws:iam::123456789012:policy/limit"]
  private static let fence = ["arn:aws:iam::123456789012:policy/fence"]
  private static let role = ["arn:aws:iam::123456789012:role/x"]
  private static let user = ["arn:aws:iam::123456789012:user/y"]
  private static let all = [allow("*")]
  private static let edit = allow("iam:CreatePolicyVersion", on: limit)
  private static let s3 = allow("s3:*")
  private static let editFence = allow("iam:CreatePolicyVersion", on: fence)
  private static let passing = allow(
    "iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction")

  static let rows: [Row] = [
    // The principal's own boundary.
    Row(
      name: "its own boundary", own: all, boundary: [s3, edit],
      expected: .certain(["iam:CreatePolicyVersion"])),
    Row(
      name: "its own boundary by a wildcard", own: all,
      boundary: [allow("s3:*", "iam:Create*")], expected: .certain(["iam:CreatePolicyVersion"])),
    Row(
      name: "its own boundary, then its own policies",
      own: [allow("iam:PutUserPolicy", "iam:CreatePolicyVersion")], boundary: [s3, edit],
      expected: .certain(["iam:CreatePolicyVersion", "iam:PutUserPolicy"])),
    Row(
      name: "its own boundary, then the role that it blocks",
      own: [allow("sts:AssumeRole"), edit], boundary: [edit],
      expected: .certain(["iam:CreatePolicyVersion", "sts:AssumeRole"])),
    Row(
      name: "another version of its own boundary", own: all,
      boundary: [s3, allow("iam:SetDefaultPolicyVersion", on: limit)], expected: .less),
    Row(name: "a boundary that leaves no edit", own: all, boundary: [s3], expected: .blocked),
    Row(
      name: "a boundary that denies the edit", own: all,
      boundary: [allow("s3:*", "iam:Create*"), deny("iam:CreatePolicyVersion", on: limit)],
      others: "limit", expected: .blocked),
    Row(
      name: "an SCP that denies the edit", own: all, boundary: [s3, edit],
      control: allow("*") + "," + deny("iam:CreatePolicyVersion"), expected: .blocked),
    Row(
      name: "a Deny of its own",
      own: [allow("iam:PutUserPolicy"), deny("iam:CreatePolicyVersion")],
      boundary: [allow("s3:*", "iam:CreatePolicyVersion")], expected: .blocked),
    Row(
      name: "the edit of another policy only",
      own: [allow("iam:PutUserPolicy"), allow("iam:CreatePolicyVersion", on: ["*policy/low"])],
      boundary: [allow("s3:*", "iam:CreatePolicyVersion")], expected: .blocked),
    Row(
      name: "an edit under a condition",
      own: [
        allow("iam:PutUserPolicy"),
        allow("iam:CreatePolicyVersion", on: limit, when: ifSecure),
      ],
      boundary: [s3, edit], expected: .less),
    Row(
      name: "its own boundary, and nothing else", own: [edit], boundary: [s3, edit],
      expected: .silent),
    // The boundary of another principal.
    Row(
      name: "the boundary of a role, then the role",
      own: [editFence, allow("sts:AssumeRole", on: role)],
      expected: .certain(["iam:CreatePolicyVersion", "sts:AssumeRole"])),
    Row(
      name: "the boundary of a user, then its access key",
      own: [editFence, allow("iam:CreateAccessKey", on: user)],
      expected: .certain(["iam:CreatePolicyVersion", "iam:CreateAccessKey"])),
    Row(
      name: "the boundary of a role that it passes", own: [editFence, passing],
      expected: .certain([
        "iam:CreatePolicyVersion", "iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction",
      ])),
    Row(
      name: "removing the boundary of a role that it passes",
      own: [allow("iam:DeleteRolePermissionsBoundary"), passing],
      expected: .certain([
        "iam:DeleteRolePermissionsBoundary", "iam:PassRole", "lambda:CreateFunction",
        "lambda:InvokeFunction",
      ])),
    Row(
      name: "replacing the boundary of a user",
      own: [allow("iam:PutUserPermissionsBoundary", "iam:CreateLoginProfile")],
      expected: .certain(["iam:PutUserPermissionsBoundary", "iam:CreateLoginProfile"])),
    Row(
      name: "replacing it by the same boundary only",
      own: [
        allow(
          "iam:PutUserPermissionsBoundary",
          when: #"{"StringEquals":{"iam:PermissionsBoundary":"\#(fence[0])"}}"#),
        allow("iam:CreateLoginProfile"),
      ], expected: .silent),
    Row(
      name: "a user with a boundary that it cannot edit",
      own: [edit, allow("iam:CreateAccessKey", on: user)], expected: .silent),
    Row(
      name: "the boundary alone makes another principal an administrator", own: [editFence],
      expected: .less),
    Row(
      name: "a role with a boundary, and no edit", own: [allow("sts:AssumeRole", on: role)],
      expected: .silent),
    // A new principal.
    Row(
      name: "the boundary that new roles must have",
      own: [
        allow(
          "iam:CreateRole", "iam:PutRolePolicy",
          when: #"{"StringEquals":{"iam:PermissionsBoundary":"\#(limit[0])"}}"#), edit,
      ],
      expected: .certain(["iam:CreatePolicyVersion", "iam:CreateRole", "iam:PutRolePolicy"])),
    Row(
      name: "the protected boundary that new roles must have",
      own: [
        allow(
          "iam:CreateRole", "iam:PutRolePolicy",
          when: #"{"StringEquals":{"iam:PermissionsBoundary":"\#(limit[0])"}}"#),
        allow("iam:CreatePolicyVersion"), deny("iam:CreatePolicyVersion", on: limit + fence),
      ], expected: .silent),
  ]

  @Test("a boundary limits nothing if its policy can be edited", arguments: rows)
  func edits(row: Row) {
    var small = SmallAccount()
    let limit = row.boundary.isEmpty ? [Self.s3] : row.boundary
    small.managed("limit", document(limit.joined(separator: ",")))
    small.managed("fence", document(allow("sqs:*")))
    small.managed("low", document(allow("sqs:ListQueues")))
    if let control = row.control { small.levels = [[document(control)]] }
    let trust =
      #"{"AWS":"arn:aws:iam::123456789012:root","Service":"lambda.amazonaws.com"}"#
    small.role("x", [document(allow("*"))], boundary: row.others, trusts: trust)
    small.user("y", [document(allow("*"))], boundary: row.others)
    if row.name.contains("that it blocks") {
      small.role("admin", [document(allow("*"))], trusts: trust)
    }
    let me = small.user(
      "me", row.own.map { document($0) }, boundary: row.boundary.isEmpty ? nil : "limit")
    let report = small.engine.escalations().first { $0.subject == me }
    switch row.expected {
    case .certain(let actions):
      #expect(report?.isCertain == true)
      let all = report?.open.map { $0.steps.map(\.action) } ?? []
      #expect(all.contains(actions), "\(all)")
    case .less:
      #expect(report?.isCertain != true)
      #expect(report?.open.isEmpty == false)
    case .blocked:
      let open = report?.open.map { $0.steps.map(\.action) } ?? []
      #expect(open.isEmpty, "\(open)")
      #expect(report?.contained.isEmpty == false)
    case .silent:
      let open = report?.open.map { $0.steps.map(\.action) } ?? []
      #expect(open.isEmpty, "\(open)")
    }
  }

  @Test("a boundary of AWS cannot be edited")
  func ofAWS() {
    var small = SmallAccount()
    let arn = ARN("arn:aws:iam::aws:policy/PowerUserAccess")
    let me = small.user("me", [document(allow("*"))], boundary: "limit")
    small.identities.policies.append(
      ManagedPolicy(
        name: "PowerUserAccess", arn: arn, uniqueID: "", defaultVersion: "v2", versionCount: 2,
        document: document(statement("Allow", "NotAction", ["iam:Put*"], "Resource", ["*"])),
        attachmentCount: nil, boundaryCount: nil, citation: SmallAccount.nowhere))
    small.identities.users[0] = User(
      identity: small.identities.users[0].identity.with(
        boundary: AttachedPolicy(
          name: "PowerUserAccess", arn: arn, citation: SmallAccount.nowhere)),
      groups: [])
    let open = small.engine.escalations().first { $0.subject == me }?.open ?? []
    #expect(!open.contains { $0.steps.contains { $0.resource == arn.description } })
  }

  @Test("a role whose boundary is lifted first can continue on its own")
  func chain() {
    var small = SmallAccount()
    small.managed("fence", document(allow("sqs:*")))
    let middle = small.role(
      "middle", [document(allow("iam:PutRolePolicy"))], boundary: "fence",
      trusts: #"{"AWS":"arn:aws:iam::123456789012:root"}"#)
    let me = small.user(
      "me", [document(Self.editFence), document(allow("sts:AssumeRole", on: [middle.description]))])
    let bystander = small.user(
      "bystander", [document(allow("sts:AssumeRole", on: [middle.description]))])
    let reports = small.engine.escalations()
    let found = reports.first { $0.subject == me }
    #expect(found?.chain.map(\.from) == [me, middle])
    #expect(found?.isCertain == true)
    #expect(
      found?.open.first?.steps.map(\.action) == ["iam:CreatePolicyVersion", "sts:AssumeRole"])
    #expect(reports.first { $0.subject == bystander }?.chain.isEmpty != false)
    #expect(reports.first { $0.subject == middle }?.open.isEmpty != false)
  }
}
