import Testing

@testable import Model

/// Tags that principals can set on themselves, on their targets and on sessions. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html.
@Suite struct TagEscalationTests {
  /// The expected result for principal `me`.
  enum Expected: Sendable {
    /// No path is found.
    case silent
    /// Certain escalation to administrator with these actions.
    case certain([String])
    /// A path is found, but under a condition.
    case conditional
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    /// The statements of `me`.
    let own: [String]
    var tags: [Model.Tag] = []
    var isRole = false
    var trust = allowing(root)
    let expected: Expected
    var testDescription: String { name }

    init(
      _ name: String, _ own: [String], tags: [Model.Tag] = [], isRole: Bool = false,
      trust: String = allowing(root), _ expected: Expected
    ) {
      (self.name, self.own, self.tags, self.isRole) = (name, own, tags, isRole)
      (self.trust, self.expected) = (trust, expected)
    }
  }

  private static let root = "{\"AWS\":\"arn:aws:iam::123456789012:root\"}"

  private static func allowing(_ principal: String, when: String? = nil) -> String {
    statement("Allow", principal, ["sts:AssumeRole"], when)
  }

  private static func statement(
    _ effect: String, _ principal: String, _ actions: [String], _ when: String?
  ) -> String {
    let list = actions.map { "\"\($0)\"" }.joined(separator: ",")
    let condition = when.map { ",\"Condition\":\($0)" } ?? ""
    return
      "{\"Effect\":\"\(effect)\",\"Principal\":\(principal),\"Action\":[\(list)]\(condition)}"
  }

  private static func tag(_ operatorName: String, _ key: String, _ value: String) -> String {
    "{\"\(operatorName)\":{\"\(key)\":\"\(value)\"}}"
  }

  private static let isAdmin = tag("StringEquals", "aws:PrincipalTag/access", "admin")
  private static let assume = allow("sts:AssumeRole")
  private static let ownUser = "arn:aws:iam::123456789012:user/me"
  private static let attach = allow(
    "iam:AttachUserPolicy", on: ["arn:aws:iam::*:user/me"], when: isAdmin)

  /// Role `adm` is an administrator with the trust policy of the row.
  static let rows: [Row] = [
    Row(
      "the trust policy requires a tag that me has", [assume],
      tags: [Model.Tag(key: "access", value: "admin")],
      trust: allowing(root, when: isAdmin), .certain(["sts:AssumeRole"])),
    Row("me without the tag", [assume], trust: allowing(root, when: isAdmin), .silent),
    Row(
      "me can set the tag", [assume, allow("iam:TagUser")], trust: allowing(root, when: isAdmin),
      .certain(["iam:TagUser", "sts:AssumeRole"])),
    Row(
      "me can tag others only",
      [assume, allow("iam:TagUser", on: ["arn:aws:iam::123456789012:user/dev-*"])],
      trust: allowing(root, when: isAdmin), .silent),
    Row(
      "me can set other keys only",
      [
        assume,
        allow(
          "iam:TagUser",
          when: "{\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"team\",\"cost\"]}}"),
      ], trust: allowing(root, when: isAdmin), .silent),
    Row(
      "me can set other values only",
      [assume, allow("iam:TagUser", when: tag("StringEquals", "aws:RequestTag/access", "ro"))],
      trust: allowing(root, when: isAdmin), .silent),
    Row(
      "me can set this value",
      [assume, allow("iam:TagUser", when: tag("StringLike", "aws:RequestTag/access", "a*"))],
      trust: allowing(root, when: isAdmin), .certain(["iam:TagUser", "sts:AssumeRole"])),
    Row(
      "the tag that allows tagging is missing",
      [
        assume,
        allow("iam:TagUser", when: tag("StringEquals", "aws:ResourceTag/managed", "self")),
      ], trust: allowing(root, when: isAdmin), .silent),
    Row(
      "a pattern in the trust policy is matched",
      [assume, allow("iam:TagUser")],
      trust: allowing(root, when: tag("StringLike", "aws:PrincipalTag/team", "plat-*")),
      .certain(["iam:TagUser", "sts:AssumeRole"])),
    Row(
      "a Deny in the trust policy excludes principals with a tag",
      [assume, allow("iam:TagUser")],
      trust: allowing(root) + ","
        + statement(
          "Deny", root, ["sts:AssumeRole"],
          tag("StringNotEquals", "aws:PrincipalTag/access", "admin")),
      .certain(["iam:TagUser", "sts:AssumeRole"])),
    Row(
      "a tag that blocks me can be removed",
      [assume, allow("iam:UntagUser")], tags: [Model.Tag(key: "contractor", value: "yes")],
      trust: allowing(root, when: "{\"Null\":{\"aws:PrincipalTag/contractor\":\"true\"}}"),
      .certain(["iam:UntagUser", "sts:AssumeRole"])),
    Row(
      "a tag that blocks me cannot be removed", [assume],
      tags: [Model.Tag(key: "contractor", value: "yes")],
      trust: allowing(root, when: "{\"Null\":{\"aws:PrincipalTag/contractor\":\"true\"}}"),
      .silent),
    Row(
      "me's own policy requires the tag", [attach, allow("iam:TagUser")],
      .certain(["iam:TagUser", "iam:AttachUserPolicy"])),
    Row("me's own policy requires a tag that me cannot set", [attach], .silent),
    Row(
      "me's own Deny excludes principals with the tag",
      [
        allow("iam:AttachUserPolicy", "iam:TagUser"),
        deny(
          "iam:AttachUserPolicy", when: tag("StringNotEquals", "aws:PrincipalTag/access", "admin")),
      ], .certain(["iam:TagUser", "iam:AttachUserPolicy"])),
    Row(
      "tagging itself is denied",
      [attach, allow("iam:TagUser"), deny("iam:TagUser", on: ["arn:aws:iam::*:user/me"])], .silent),
    Row(
      "everything is allowed to principals with the tag",
      [
        allow("*", when: isAdmin),
        allow("iam:TagUser", on: ["arn:aws:iam::*:user/${aws:username}"]),
      ],
      .certain(["iam:TagUser"])),
    Row(
      "a role tags itself",
      [allow("iam:PutRolePolicy", when: isAdmin), allow("iam:TagRole")], isRole: true,
      .certain(["iam:TagRole", "iam:PutRolePolicy"])),
    Row(
      "permission to tag users does not help a role",
      [allow("iam:PutRolePolicy", when: isAdmin), allow("iam:TagUser")], isRole: true, .silent),
    Row(
      "the target is tagged first",
      [
        allow(
          "iam:UpdateAssumeRolePolicy", when: tag("StringEquals", "iam:ResourceTag/open", "yes")),
        allow("iam:TagRole", on: ["arn:aws:iam::123456789012:role/adm"]),
      ], trust: allowing("{\"Service\":\"ec2.amazonaws.com\"}"),
      .certain(["iam:TagRole", "iam:UpdateAssumeRolePolicy"])),
    Row(
      "the target cannot be tagged",
      [
        allow(
          "iam:UpdateAssumeRolePolicy", when: tag("StringEquals", "iam:ResourceTag/open", "yes")),
        allow("iam:TagRole", on: ["arn:aws:iam::123456789012:role/other"]),
      ], trust: allowing("{\"Service\":\"ec2.amazonaws.com\"}"), .silent),
    Row(
      "the target's tag must equal the caller's, and the target can be tagged",
      [
        allow(
          "sts:AssumeRole",
          when: tag("StringEquals", "aws:ResourceTag/team", "${aws:PrincipalTag/team}")),
        allow("iam:TagRole"),
      ], tags: [Model.Tag(key: "team", value: "data")], .certain(["iam:TagRole", "sts:AssumeRole"])),
  ]

  @Test(
    "tag conditions do not block principals that can set the tag",
    arguments: rows)
  func tags(row: Row) {
    var small = SmallAccount()
    small.role("adm", [document(allow("*"))], trust: document(row.trust))
    small.tags = row.tags
    let policies = row.own.map { document($0) }
    let me =
      row.isRole
      ? small.role("me", policies, trusts: "{\"Service\":\"ec2.amazonaws.com\"}")
      : small.user("me", policies)
    let report = small.engine.escalations().first { $0.subject == me }
    switch row.expected {
    case .silent:
      #expect(report == nil, "\(report?.open.map(\.path.id) ?? [])")
    case .certain(let actions):
      #expect(report?.isCertain == true)
      #expect(report?.open.contains { $0.steps.map(\.action) == actions } == true)
    case .conditional:
      #expect(report?.open.isEmpty == false)
      #expect(report?.isCertain == false)
    }
  }

  struct SessionRow: CustomTestStringConvertible, Sendable {
    let name: String
    let bob: [String]
    let devTrust: String
    let expected: [String]
    var testDescription: String { name }

    init(_ name: String, _ bob: [String], _ devTrust: String, _ expected: [String]) {
      (self.name, self.bob, self.devTrust, self.expected) = (name, bob, devTrust, expected)
    }
  }

  private static let both = statement("Allow", root, ["sts:AssumeRole", "sts:TagSession"], nil)

  /// bob assumes `dev`, whose session needs tag `access=admin` to assume `adm`.
  static let sessionRows: [SessionRow] = [
    SessionRow(
      "bob passes the tag", [allow("sts:AssumeRole", "sts:TagSession")], both,
      ["sts:AssumeRole", "sts:TagSession"]),
    SessionRow("bob cannot pass tags", [allow("sts:AssumeRole")], both, []),
    SessionRow(
      "dev's trust policy does not allow tags", [allow("sts:AssumeRole", "sts:TagSession")],
      allowing(root), []),
    SessionRow(
      "dev's trust policy allows other values only", [allow("sts:AssumeRole", "sts:TagSession")],
      allowing(root) + ","
        + statement(
          "Allow", root, ["sts:TagSession"], tag("StringEquals", "aws:RequestTag/access", "ro")),
      []),
    SessionRow(
      "dev's trust policy allows the value", [allow("sts:AssumeRole", "sts:TagSession")],
      allowing(root) + ","
        + statement(
          "Allow", root, ["sts:TagSession"], tag("StringLike", "aws:RequestTag/access", "*")),
      ["sts:AssumeRole", "sts:TagSession"]),
    SessionRow(
      "bob's policy allows other keys only",
      [
        allow("sts:AssumeRole"),
        allow(
          "sts:TagSession",
          when: "{\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"team\"]}}"),
      ], both, []),
    SessionRow(
      "dev's trust policy names bob, who needs no policy", [allow("s3:ListBucket")],
      statement(
        "Allow", "{\"AWS\":\"\(ownUser)\"}", ["sts:AssumeRole", "sts:TagSession"], nil),
      ["sts:AssumeRole", "sts:TagSession"]),
    SessionRow(
      "bob cannot use tag sessions", [allow("sts:AssumeRole"), deny("sts:TagSession")],
      statement(
        "Allow", "{\"AWS\":\"\(ownUser)\"}", ["sts:AssumeRole", "sts:TagSession"], nil), []),
  ]

  @Test("the caller that starts a session chooses its tags", arguments: sessionRows)
  func sessions(row: SessionRow) {
    var small = SmallAccount()
    small.role(
      "adm", [document(allow("*"))], trust: document(Self.allowing(Self.root, when: Self.isAdmin)))
    small.role("dev", [document(Self.assume)], trust: document(row.devTrust))
    let bob = small.user("me", row.bob.map { document($0) })
    let report = small.engine.escalations().first { $0.subject == bob }
    let way = report?.open.first { $0.target == SmallAccount.arn("role", "dev") }
    #expect((way?.steps.map(\.action) ?? []) == row.expected)
    #expect((report?.isCertain ?? false) == !row.expected.isEmpty)
  }

  @Test("a role with privileges only in tagged sessions gives no gain without those tags")
  func strongOnlyWithTag() {
    for (actions, isFound) in [
      (["sts:AssumeRole"], false), (["sts:AssumeRole", "sts:TagSession"], true),
    ] {
      var small = SmallAccount()
      small.role("r", [document(allow("iam:*", when: Self.isAdmin))], trust: document(Self.both))
      let statements = actions.map { allow($0, on: ["arn:aws:iam::123456789012:role/r"]) }
      let me = small.user("me", statements.map { document($0) })
      let report = small.engine.escalations().first { $0.subject == me }
      #expect((report?.isCertain ?? false) == isFound, "\(actions)")
      #expect((report?.open.isEmpty == false) == isFound, "\(actions)")
    }
  }
}
