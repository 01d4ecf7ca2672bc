import Testing

@testable import Model

/// Tags that a principal sets on its target first, so that the policies or the trust policy of the
/// target allow more. See https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html.
@Suite struct TargetTagTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let me: [String]
    /// The statements of role dev or user bob, and its trust policy.
    let target: [String]
    var isUser = false
    var tags: [String: String] = [:]
    var trust: String = TagScene.trust()
    /// The trust policy of administrator role adm.
    var adm: String = TagScene.trust("nobody")
    /// The steps, with their tags; nil if there is no path to administrator.
    let found: [String]?
  }

  private static let role = "arn:aws:iam::123456789012:role/dev"
  private static let user = "arn:aws:iam::123456789012:user/bob"
  private static let lambda =
    #"{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}"#
  private static func own(_ operation: String, _ value: String, _ key: String = "k") -> String {
    #"{"\#(operation)":{"aws:PrincipalTag/\#(key)":\#(value)}}"#
  }
  private static func ofRole(_ operation: String, _ value: String) -> String {
    #"{"\#(operation)":{"aws:ResourceTag/k":\#(value)}}"#
  }
  private static func request(_ operation: String, _ value: String, _ key: String = "k") -> String {
    #"{"\#(operation)":{"aws:RequestTag/\#(key)":\#(value)}}"#
  }
  private static let admin = allow("*", when: own("StringEquals", #""1""#))
  private static let assume = allow("sts:AssumeRole", on: [role])
  private static let tag = allow("iam:TagRole", on: [role])
  private static let untag = allow("iam:UntagRole", on: [role])

  static let rows: [Row] = [
    Row(
      testDescription: "a role that the tag makes an administrator", me: [assume, tag],
      target: [admin], found: ["iam:TagRole k=1", "sts:AssumeRole"]),
    Row(
      testDescription: "a role that me cannot tag", me: [assume, allow("iam:TagUser")],
      target: [admin], found: nil),
    Row(
      testDescription: "a role that me can tag with other values",
      me: [assume, allow("iam:TagRole", when: request("StringEquals", #""2""#))], target: [admin],
      found: nil),
    Row(
      testDescription: "a value that both patterns match",
      me: [assume, allow("iam:TagRole", when: request("StringLike", #""a*""#))],
      target: [allow("*", when: own("StringLike", #""*z""#))],
      found: ["iam:TagRole k=axz", "sts:AssumeRole"]),
    Row(
      testDescription: "a call that needs another tag",
      me: [assume, allow("iam:TagRole", when: request("StringEquals", #""7""#, "cost"))],
      target: [admin], found: ["iam:TagRole k=1, cost=7", "sts:AssumeRole"]),
    Row(
      testDescription: "one key for each call",
      me: [
        assume,
        allow("iam:TagRole", when: #"{"ForAllValues:StringEquals":{"aws:TagKeys":["k"]}}"#),
        allow("iam:TagRole", when: #"{"ForAllValues:StringEquals":{"aws:TagKeys":["l"]}}"#),
      ],
      target: [
        allow(
          "*", when: #"{"StringEquals":{"aws:PrincipalTag/k":"1","aws:PrincipalTag/l":"2"}}"#)
      ], found: ["iam:TagRole k=1", "iam:TagRole l=2", "sts:AssumeRole"]),
    Row(
      testDescription: "a Deny of a value that can be changed", me: [assume, tag],
      target: [allow("*"), deny("*", when: own("StringEquals", #""ro""#))], tags: ["k": "ro"],
      found: ["iam:TagRole k=other", "sts:AssumeRole"]),
    Row(
      testDescription: "a Deny of a tag that can be removed", me: [assume, untag],
      target: [allow("*"), deny("*", when: own("Null", #""false""#))], tags: ["k": "ro"],
      found: ["iam:UntagRole k (removed)", "sts:AssumeRole"]),
    Row(
      testDescription: "a Deny of a tag that can only be changed", me: [assume, tag],
      target: [allow("*"), deny("*", when: own("Null", #""false""#))], tags: ["k": "ro"],
      found: nil),
    Row(
      testDescription: "a role that can then change its own policies", me: [assume, tag],
      target: [
        allow("iam:PutRolePolicy", on: [role]),
        deny("iam:*", when: own("StringNotEquals", #""1""#)),
      ], found: ["iam:TagRole k=1", "sts:AssumeRole"]),
    Row(
      testDescription: "a role that can then assume an administrator role", me: [assume, tag],
      target: [allow("sts:AssumeRole")],
      adm: TagScene.trust(when: own("StringEquals", #""1""#)),
      found: ["iam:TagRole k=1", "sts:AssumeRole"]),
    Row(
      testDescription: "a role with the tag already", me: [assume, tag], target: [admin],
      tags: ["k": "1"], found: ["sts:AssumeRole"]),
    Row(
      testDescription: "a role that is passed to Lambda",
      me: [
        tag, allow("iam:PassRole", on: [role]),
        allow("lambda:CreateFunction", "lambda:InvokeFunction"),
      ], target: [admin], trust: lambda,
      found: [
        "iam:TagRole k=1", "iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction",
      ]),
    Row(
      testDescription: "a role whose trust policy me can replace",
      me: [tag, allow("iam:UpdateAssumeRolePolicy", on: [role])], target: [admin], trust: lambda,
      found: ["iam:TagRole k=1", "iam:UpdateAssumeRolePolicy"]),
    Row(
      testDescription: "a user", me: [allow("iam:TagUser", "iam:CreateAccessKey", on: [user])],
      target: [admin], isUser: true, found: ["iam:TagUser k=1", "iam:CreateAccessKey"]),
    Row(
      testDescription: "a user who can then change their own policies",
      me: [allow("iam:TagUser", "iam:UpdateLoginProfile", on: [user])],
      target: [allow("iam:PutUserPolicy", when: own("StringLike", #""a*""#))], isUser: true,
      found: ["iam:TagUser k=ax", "iam:UpdateLoginProfile"]),
    Row(
      testDescription: "a user without a way in", me: [allow("iam:TagUser", on: [user])],
      target: [allow("iam:PutUserPolicy", when: own("StringLike", #""a*""#))], isUser: true,
      found: nil),
    Row(
      testDescription: "the tag that makes it strong closes the way in",
      me: [allow("sts:AssumeRole", when: ofRole("StringEquals", #""ro""#)), tag],
      target: [allow("iam:PutRolePolicy", when: own("StringEquals", #""1""#))],
      tags: ["k": "ro"], found: nil),
    Row(
      testDescription: "the trust policy asks for a tag of the role", me: [assume, tag],
      target: [allow("*")], trust: TagScene.trust(when: ofRole("StringEquals", #""1""#)),
      found: ["iam:TagRole k=1", "sts:AssumeRole"]),
    Row(
      testDescription: "the trust policy asks for a tag that me cannot set", me: [assume],
      target: [allow("*")], trust: TagScene.trust(when: ofRole("StringEquals", #""1""#)),
      found: nil),
    Row(
      testDescription: "the trust policy names me and denies a tag of the role", me: [untag],
      target: [allow("*")], tags: ["k": "1"],
      trust: TagScene.trust("me") + "," + TagScene.denial(when: ofRole("Null", #""false""#)),
      found: ["iam:UntagRole k (removed)", "sts:AssumeRole"]),
    Row(
      testDescription: "the trust policy compares a tag of the role with one of me",
      me: [assume, tag], target: [allow("*")],
      trust: TagScene.trust(when: ofRole("StringEquals", #""${aws:username}""#)),
      found: ["iam:TagRole k=me", "sts:AssumeRole"]),
    Row(
      testDescription: "a Deny of a role without a tag",
      me: [assume, tag, deny("sts:AssumeRole", when: ofRole("Null", #""true""#))],
      target: [allow("*")], found: ["iam:TagRole k=other", "sts:AssumeRole"]),
    Row(
      testDescription: "a Deny of a role with a tag",
      me: [assume, untag, deny("sts:AssumeRole", when: ofRole("Null", #""false""#))],
      target: [allow("*")], tags: ["k": "1"],
      found: ["iam:UntagRole k (removed)", "sts:AssumeRole"]),
    Row(
      testDescription: "a Deny of a role with a tag that stays",
      me: [assume, tag, deny("sts:AssumeRole", when: ofRole("Null", #""false""#))],
      target: [allow("*")], tags: ["k": "1"], found: nil),
  ]

  @Test("the principal tags its target first", arguments: rows)
  func targets(row: Row) {
    var small = SmallAccount()
    small.role("adm", [document(allow("*"))], trust: document(row.adm))
    let me = small.user("me", row.me.map { document($0) })
    small.tags = TagScene.tags(row.tags)
    let policies = row.target.map { document($0) }
    let target =
      row.isUser
      ? small.user("bob", policies) : small.role("dev", policies, trust: document(row.trust))
    let report = small.engine.escalations().first { $0.subject == me }
    #expect((report?.isCertain ?? false) == (row.found != nil))
    guard let found = row.found else {
      #expect(report?.chain.isEmpty != false)
      return
    }
    let paths = report?.open.filter { $0.target == target }.map { path in
      path.steps.map { step in
        step.tags.isEmpty ? step.action : step.action + " " + step.tags.joined(separator: ", ")
      }
    }
    #expect(paths?.contains(found) == true, "\(paths ?? [])")
  }

  @Test("a target that only another principal can tag has no path itself")
  func target() {
    var small = SmallAccount()
    let bob = small.user("bob", [document(Self.admin)])
    let me = small.user("me", [document(allow("iam:TagUser", on: [Self.user]))])
    let reports = small.engine.escalations()
    #expect(reports.first { $0.subject == bob } == nil)
    let path = reports.first { $0.subject == me }?.open.first
    #expect(path?.gain == .another)
    #expect(path?.target == bob)
  }
}
