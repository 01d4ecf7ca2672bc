import Testing

@testable import Model

/// Session tags that a caller can pass, and those that the trust policy allows. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html.
@Suite struct SessionTagTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var me: [String] = [allow("sts:AssumeRole", "sts:TagSession", on: [TagScene.dev])]
    var dev: [String] = [allow("*", when: TagScene.own("StringEquals", #""1""#))]
    var tags: [String: String] = [:]
    var trust: String = TagScene.trust(nil, TagScene.withTags)
    var adm: String = TagScene.trust("nobody")
    /// The session tags, or an empty text for none; nil if there is no path to administrator.
    let found: String?
  }

  private static let role = TagScene.dev
  private static func own(_ operation: String, _ value: String) -> String {
    TagScene.own(operation, value)
  }
  private static func request(_ operation: String, _ value: String, _ key: String = "k") -> String {
    #"{"\#(operation)":{"aws:RequestTag/\#(key)":\#(value)}}"#
  }
  private static func keys(_ operation: String, _ value: String) -> String {
    #"{"\#(operation)":{"aws:TagKeys":\#(value)}}"#
  }
  private static func trusting(_ when: String) -> String {
    TagScene.trust(nil, TagScene.withTags, when: when)
  }
  /// Anyone of the account, with tags as `when` says.
  private static func tagging(_ when: String) -> String {
    TagScene.trust() + "," + TagScene.trust(nil, #""sts:TagSession""#, when: when)
  }
  private static let all = [allow("*")]
  private static let calls = allow("sts:AssumeRole", "sts:TagSession", on: [role])

  static let powers: [Row] = [
    Row(testDescription: "the tag that the role needs", found: "k=1"),
    Row(
      testDescription: "no permission to pass tags", me: [allow("sts:AssumeRole")], found: nil),
    Row(
      testDescription: "a Deny of tags", me: [allow("sts:AssumeRole"), deny("sts:TagSession")],
      trust: TagScene.trust("me", TagScene.withTags), found: nil),
    Row(testDescription: "the trust policy allows no tags", trust: TagScene.trust(), found: nil),
    Row(
      testDescription: "the trust policy allows another value",
      trust: tagging(request("StringEquals", #""2""#)), found: nil),
    Row(
      testDescription: "the trust policy allows a pattern",
      trust: tagging(request("StringLike", #""1*""#)), found: "k=1"),
    Row(
      testDescription: "the trust policy allows another key",
      trust: tagging(keys("ForAllValues:StringEquals", #"["l"]"#)), found: nil),
    Row(
      testDescription: "the trust policy allows the key",
      trust: tagging(keys("ForAllValues:StringEquals", #"["l","k"]"#)), found: "k=1"),
    Row(
      testDescription: "the trust policy denies the key",
      trust: TagScene.trust(nil, TagScene.withTags) + ","
        + TagScene.denial(#""sts:TagSession""#, when: request("Null", #""false""#)), found: nil),
    Row(
      testDescription: "the trust policy denies keys other than one",
      trust: TagScene.trust(nil, TagScene.withTags) + ","
        + TagScene.denial(
          #""sts:TagSession""#, when: keys("ForAnyValue:StringNotEquals", #"["l"]"#)), found: nil),
    Row(
      testDescription: "the value of the caller's own tag",
      trust: tagging(request("StringEquals", #""${aws:PrincipalTag/k}""#)), found: nil),
    Row(
      testDescription: "the caller can set its own tag first",
      me: [calls, allow("iam:TagUser")],
      trust: tagging(request("StringEquals", #""${aws:PrincipalTag/k}""#)), found: "k=1"),
    Row(
      testDescription: "a value that both patterns match",
      dev: [allow("*", when: own("StringLike", #""*z""#))],
      trust: tagging(request("StringLike", #""a*""#)), found: "k=axz"),
    Row(
      testDescription: "a value that the caller's policy and the role's allow",
      me: [
        allow("sts:AssumeRole", "sts:TagSession", on: [role], when: request("StringLike", #""a*""#))
      ], dev: [allow("*", when: own("StringLike", #""*z""#))], found: "k=axz"),
    Row(
      testDescription: "the caller must pass another tag too",
      me: [
        allow(
          "sts:AssumeRole", "sts:TagSession", on: [role],
          when: request("StringEquals", #""7""#, "cost"))
      ], found: "k=1, cost=7"),
    Row(
      testDescription: "the role has the tag, and the caller must pass another value",
      me: [
        allow(
          "sts:AssumeRole", "sts:TagSession", on: [role], when: request("StringEquals", #""2""#))
      ], tags: ["k": "1"], found: nil),
    Row(
      testDescription: "the role has the tag, and every session has another value",
      tags: ["k": "1"],
      trust: trusting(request("StringEquals", #""2""#)), found: nil),
    Row(testDescription: "the role has the tag", tags: ["k": "1"], found: ""),
    Row(
      testDescription: "a Deny of one of two values that sessions have",
      dev: all + [deny("*", when: own("StringEquals", #""ro""#))],
      trust: trusting(request("StringEquals", #"["ro","rw"]"#)), found: "k=rw"),
    Row(
      testDescription: "a Deny of the only value that sessions have",
      dev: all + [deny("*", when: own("StringEquals", #""ro""#))],
      trust: trusting(request("StringEquals", #"["ro"]"#)), found: nil),
    Row(
      testDescription: "a Deny of sessions without a tag",
      dev: all + [deny("*", when: own("Null", #""true""#))], found: "k=other"),
    Row(
      testDescription: "a session tag overrides a tag that is denied",
      dev: all + [deny("*", when: own("StringEquals", #""ro""#))], tags: ["k": "ro"],
      found: "k=other"),
    Row(
      testDescription: "the role can change its own policies with the tag",
      dev: [allow("iam:PutRolePolicy", on: [role], when: own("StringEquals", #""1""#))],
      found: "k=1"),
    Row(
      testDescription: "the role can assume an administrator role with the tag",
      dev: [allow("sts:AssumeRole")], adm: TagScene.trust(when: own("StringEquals", #""1""#)),
      found: "k=1"),
    Row(
      testDescription: "the administrator role trusts another value",
      dev: [allow("sts:AssumeRole")], trust: tagging(request("StringEquals", #""2""#)),
      adm: TagScene.trust(when: own("StringEquals", #""1""#)), found: nil),
    Row(
      testDescription: "the role could use its path, but the caller passes a tag that closes it",
      me: [
        allow(
          "sts:AssumeRole", "sts:TagSession", on: [role], when: request("StringEquals", #""2""#))
      ],
      dev: [
        allow("iam:PutRolePolicy", on: [role]), deny("iam:*", when: own("StringEquals", #""2""#)),
      ],
      found: nil),
  ]

  static let calling: [Row] = [
    Row(
      testDescription: "a Deny without a tag", dev: all,
      trust: TagScene.trust(nil, TagScene.withTags) + ","
        + TagScene.denial(when: request("Null", #""true""#)), found: "k=other"),
    Row(
      testDescription: "a Deny without a key", dev: all,
      trust: TagScene.trust(nil, TagScene.withTags) + ","
        + TagScene.denial(when: keys("ForAllValues:StringNotEquals", #"["k"]"#)),
      found: "k=other"),
    Row(
      testDescription: "a key that must be passed", dev: all,
      trust: trusting(keys("ForAnyValue:StringEquals", #"["k"]"#)), found: "k=other"),
    Row(
      testDescription: "a key that must be passed, without the permission",
      me: [allow("sts:AssumeRole")], dev: all,
      trust: trusting(keys("ForAnyValue:StringEquals", #"["k"]"#)), found: nil),
    Row(
      testDescription: "a pattern without one value", dev: all,
      trust: trusting(
        #"{"StringLike":{"aws:RequestTag/k":"a*"},"StringNotEquals":{"aws:RequestTag/k":"ax"}}"#),
      found: "k=aq"),
    Row(
      testDescription: "two tags", dev: all,
      trust: trusting(#"{"StringEquals":{"aws:RequestTag/k":"1","aws:RequestTag/l":"2"}}"#),
      found: "k=1, l=2"),
    Row(
      testDescription: "patterns of the trust policy and of the caller",
      me: [
        allow("sts:AssumeRole", "sts:TagSession", on: [role], when: request("StringLike", #""*z""#))
      ], dev: all, trust: trusting(request("StringLike", #""a*""#)), found: "k=axz"),
  ]

  @Test("the caller passes the tags that the role's power needs", arguments: powers + calling)
  func sessions(row: Row) {
    var small = SmallAccount()
    small.role("adm", [document(allow("*"))], trust: document(row.adm))
    let me = small.user("me", row.me.map { document($0) })
    small.tags = TagScene.tags(row.tags)
    let dev = small.role("dev", row.dev.map { document($0) }, trust: document(row.trust))
    let report = small.engine.escalations().first { $0.subject == me }
    #expect((report?.open.isEmpty == false) == (row.found != nil), "\(report?.open ?? [])")
    #expect((report?.isCertain ?? false) == (row.found != nil))
    guard let found = row.found else { return }
    let path = report?.open.first { $0.target == dev }
    let steps = path?.steps.filter { $0.resource == dev.description }
    let tags = steps?.map { step in
      (step.session?.tags ?? []).map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    }
    #expect(tags == (found.isEmpty ? [""] : [found, found]))
    #expect(steps?.map(\.action) == ["sts:AssumeRole"] + (found.isEmpty ? [] : ["sts:TagSession"]))
  }

  @Test(
    "the trust policy limits the tags of every session",
    arguments: [
      (TagScene.trust(), "k", "1", Truth.no),
      (TagScene.trust(nil, TagScene.withTags), "k", "1", .unknown),
      (tagging(request("StringEquals", #""2""#)), "k", "1", .no),
      (tagging(request("StringEquals", #""2""#)), "k", "2", .unknown),
      (tagging(request("StringEquals", #""2""#)), "l", "1", .unknown),
      (tagging(request("StringLike", #""2*""#)), "k", "21", .unknown),
      (tagging(request("StringNotEquals", #""2""#)), "k", "1", .unknown),
      (tagging(request("StringNotEquals", #""2""#)), "k", "2", .unknown),
      (trusting(request("StringEquals", #""1""#)), "k", "1", .yes),
      (trusting(request("StringEquals", #""2""#)), "k", "1", .no),
      (tagging(keys("ForAllValues:StringEquals", #"["L"]"#)), "k", "1", .no),
      (tagging(keys("ForAllValues:StringEquals", #"["L"]"#)), "l", "1", .unknown),
      (tagging(keys("ForAllValues:StringLike", #"["l*"]"#)), "k", "1", .unknown),
      (
        TagScene.trust(nil, TagScene.withTags) + ","
          + TagScene.denial(#""sts:TagSession""#, when: keys("ForAnyValue:StringEquals", #"["k"]"#)),
        "k", "1", .no
      ),
    ])
  func limits(trust: String, key: String, value: String, expected: Truth) throws {
    var small = SmallAccount()
    let dev = small.role("dev", trust: document(trust))
    let context = try #require(small.engine.subject(dev)).context
    let condition = Condition(
      operatorName: "StringEquals", key: "aws:PrincipalTag/\(key)", values: [value])
    #expect(condition.evaluate(in: context) == expected)
  }
}
