import Testing

@testable import Model

/// Conditions on the principal's own tags, which the principal can change. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html.
@Suite struct OwnTagTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let own: [String]
    let tags: [Model.Tag]
    let trust: String
    let admTags: [Model.Tag]
    /// The tags of the tagging steps; nil if there is no path to administrator.
    let found: [String]?
    let isCertain: Bool

    init(
      _ name: String, _ own: [String], tags: [String: String] = [:],
      trust: String = TagScene.trust("nobody"), adm: [String: String] = [:], _ found: [String]?,
      isCertain: Bool = true
    ) {
      (testDescription, self.own, self.trust, self.found) = (name, own, trust, found)
      self.tags = TagScene.tags(tags)
      admTags = TagScene.tags(adm)
      self.isCertain = isCertain
    }
  }

  private static let own = "arn:aws:iam::123456789012:user/me"
  private static let tag = allow("iam:TagUser", on: [own])
  private static let untag = allow("iam:UntagUser", on: [own])
  private static let put = allow("iam:PutUserPolicy", on: [own])
  private static func put(_ conditions: String...) -> String {
    allow("iam:PutUserPolicy", on: [own], when: "{\(conditions.joined(separator: ","))}")
  }
  private static func noPut(_ conditions: String...) -> String {
    deny("iam:PutUserPolicy", when: "{\(conditions.joined(separator: ","))}")
  }
  private static func tag(_ conditions: String...) -> String {
    allow("iam:TagUser", on: [own], when: "{\(conditions.joined(separator: ","))}")
  }
  private static func on(_ operation: String, _ key: String, _ value: String) -> String {
    #""\#(operation)":{"\#(key)":\#(value)}"#
  }
  private static func own(_ operation: String, _ value: String, _ key: String = "k") -> String {
    on(operation, "aws:PrincipalTag/\(key)", value)
  }
  private static func request(_ operation: String, _ value: String, _ key: String = "k") -> String {
    on(operation, "aws:RequestTag/\(key)", value)
  }

  static let denials: [Row] = [
    Row("a Deny without the tag", [put, noPut(own("Null", #""true""#)), tag], ["k=other"]),
    Row("a Deny without the tag, and no tagging", [put, noPut(own("Null", #""true""#))], nil),
    Row(
      "a Deny with the tag", [put, noPut(own("Null", #""false""#)), untag], tags: ["k": "1"],
      ["k (removed)"]),
    Row(
      "a Deny with the tag, which can only be changed",
      [put, noPut(own("Null", #""false""#)), tag],
      tags: ["k": "1"], nil),
    Row(
      "a Deny with either of two conditions",
      [put, noPut(own("Null", #""true""#), own("StringNotEquals", #""a""#, "l")), tag],
      ["k=other"]),
    Row(
      "two Denies of two tags",
      [put, noPut(own("Null", #""true""#)), noPut(own("StringNotLike", #""a*""#, "l")), tag],
      ["k=other, l=ax"]),
    Row(
      "a Deny by Bool", [put, noPut(own("Bool", #""true""#)), tag], tags: ["k": "true"],
      ["k=false"]),
    Row(
      "a Deny of all values except one that has been removed",
      [put, noPut(own("StringNotEqualsIfExists", #""a""#)), untag], tags: ["k": "b"], nil),
    Row(
      "a Deny of any value", [put, noPut(own("StringLike", #""*""#)), untag], tags: ["k": "b"],
      ["k (removed)"]),
  ]

  static let calls: [Row] = [
    Row(
      "a value that both patterns match",
      [put(own("StringLike", #""*-z""#)), tag(request("StringLike", #""a-*""#))], ["k=a-x-z"]),
    Row(
      "three patterns",
      [
        put(own("StringLike", #""*z""#)), tag(request("StringLike", #""a*""#)),
        deny("iam:TagUser", when: "{\(request("StringNotLike", #""*m*""#))}"),
      ], ["k=axmxz"]),
    Row(
      "no value matches both patterns",
      [put(own("StringLike", #""b*""#)), tag(request("StringLike", #""a*""#))], nil),
    Row(
      "one of the allowed values matches",
      [put(own("StringLike", #""*-z""#)), tag(request("StringEquals", #"["b","a-z"]"#))],
      ["k=a-z"]),
    Row(
      "the only value that is not denied",
      [put(own("StringNotEquals", #"["other","a"]"#)), tag(request("StringEquals", #""c""#))],
      tags: ["k": "a"], ["k=c"]),
    Row(
      "the call needs another tag too",
      [put(own("StringEquals", #""1""#)), tag(request("StringEquals", #""7""#, "cost"))],
      ["k=1, cost=7"]),
    Row(
      "the call needs a tag that is set already",
      [put(own("StringEquals", #""1""#)), tag(request("StringEquals", #""7""#, "cost"))],
      tags: ["cost": "7"], ["k=1, cost=7"]),
    Row(
      "the call needs another key too",
      [
        put(own("StringEquals", #""1""#)),
        tag(on("ForAnyValue:StringEquals", "aws:TagKeys", #""q""#)),
      ],
      ["k=1, q=other"]),
    Row(
      "the call can have no further key",
      [
        put(own("StringEquals", #""1""#)),
        tag(
          request("StringEquals", #""7""#, "cost"),
          on("ForAllValues:StringEquals", "aws:TagKeys", #"["cost"]"#)),
      ], nil),
    Row(
      "one key for each call",
      [
        put(#""StringEquals":{"aws:PrincipalTag/k":"1","aws:PrincipalTag/l":"2"}"#),
        tag(on("ForAllValues:StringEquals", "aws:TagKeys", #"["k"]"#)),
        tag(on("ForAllValues:StringEquals", "aws:TagKeys", #"["l"]"#)),
      ], ["k=1", "l=2"]),
    Row(
      "a call that another call enables",
      [
        put(own("StringEquals", #""1""#)),
        tag(
          request("StringEquals", #""2""#, "l"),
          on("ForAllValues:StringEquals", "aws:TagKeys", #"["l"]"#)),
        tag(own("StringEquals", #""2""#, "l")),
      ], ["l=2", "k=1"]),
    Row(
      "a call on a principal with a tag that it can set first",
      [
        put(own("StringEquals", #""1""#)),
        tag(on("StringEquals", "aws:ResourceTag/l", #""2""#)),
        tag(on("ForAllValues:StringEquals", "aws:TagKeys", #"["l"]"#)),
      ], ["l=2", "k=1"]),
  ]

  static let values: [Row] = [
    Row("above a decimal", [put(own("NumericGreaterThan", #""5.5""#)), tag], ["k=11"]),
    Row(
      "between two numbers",
      [put(own("NumericGreaterThan", #""2""#), own("NumericLessThan", #""3""#)), tag], ["k=2.5"]),
    Row(
      "below a number of 13 digits", [put(own("NumericLessThan", #""4294967296000""#)), tag],
      ["k=4294967295999"]),
    Row(
      "no number is both above and below",
      [put(own("NumericGreaterThan", #""3""#), own("NumericLessThan", #""3""#)), tag], nil),
    Row(
      "after a moment", [put(own("DateGreaterThan", #""2026-01-01T00:00:00Z""#)), tag],
      ["k=2026-01-01T00:00:01Z"]),
    Row(
      "before a moment in seconds", [put(own("DateLessThan", #""1700000000""#)), tag],
      ["k=1699999999"]),
    Row(
      "within a day",
      [
        put(
          own("DateGreaterThanEquals", #""2026-01-01T00:00:00Z""#),
          own("DateLessThan", #""2026-01-02T00:00:00Z""#)), tag,
      ], ["k=2026-01-01T00:00:00Z"]),
    Row(
      "a pattern without the usual examples",
      [put(own("StringLike", #""a*""#), own("StringNotLike", #"["a","ax*","aother*"]"#)), tag],
      ["k=aq"]),
    Row(
      "a longer value",
      [put(own("StringLike", #""a*""#), own("StringNotLike", #"["a?","a"]"#)), tag],
      ["k=aqqq"]),
    Row(
      "any value but the usual ones",
      [put(own("Null", #""false""#), own("StringNotEquals", #"["other","x"]"#)), tag],
      tags: ["k": "x"], ["k=anyqq"]),
    Row("an asterisk, which no tag has", [put(own("StringEquals", #""a*b""#)), tag], nil),
    Row(
      "an ARN", [put(own("ArnLike", #""arn:aws:iam::*:role/a*""#)), tag],
      ["k=arn:aws:iam::x:role/ax"]),
    Row(
      "twelve tags", [put(manyTags(12)), tag], [(1...12).map { "k\($0)=1" }.joined(separator: ", ")]
    ),
    Row(
      "as many tags as a user can have", [put(manyTags(50)), tag],
      [(1...50).map { "k\($0)=1" }.joined(separator: ", ")]),
    Row("more tags than a user can have", [put(manyTags(51)), tag], nil),
  ]

  private static func manyTags(_ count: Int) -> [String] {
    (1...count).map { own("StringEquals", #""1""#, "k\($0)") }
  }

  private static func put(_ conditions: [String]) -> String {
    let keys = conditions.map { $0.replacing(#""StringEquals":{"#, with: "").dropLast() }
    return put(#""StringEquals":{\#(keys.joined(separator: ","))}"#)
  }

  static let variables: [Row] = [
    Row(
      "the name of a role in a resource",
      [allow("sts:AssumeRole", on: ["arn:aws:iam::*:role/${aws:PrincipalTag/k}m"]), tag],
      trust: TagScene.trust(), ["k=ad"]),
    Row(
      "the principal's own name in a resource",
      [allow("iam:PutUserPolicy", on: ["arn:aws:iam::*:user/${aws:PrincipalTag/k}"]), tag],
      ["k=me"]),
    Row(
      "a variable of a key with a space",
      [allow("iam:PutUserPolicy", on: ["arn:aws:iam::*:user/${aws:PrincipalTag/team name}"]), tag],
      ["team name=me"]),
    Row(
      "a wildcard next to the variable",
      [allow("iam:PutUserPolicy", on: ["arn:aws:iam::*:user/*${aws:PrincipalTag/k}"]), tag],
      ["k=me"]),
    Row(
      "the principal's own name, which the call does not allow",
      [
        allow("iam:PutUserPolicy", on: ["arn:aws:iam::*:user/${aws:PrincipalTag/k}"]),
        tag(request("StringEquals", #""you""#)),
      ], nil),
    Row(
      "the principal's own ARN in a condition",
      [
        put(on("ArnEquals", "aws:PrincipalArn", #""arn:aws:iam::*:user/${aws:PrincipalTag/k}""#)),
        tag,
      ],
      ["k=me"]),
    Row(
      "the own name in a trust policy", [allow("sts:AssumeRole"), tag],
      trust: TagScene.trust(
        when: "{\(on("StringEquals", "aws:username", #""${aws:PrincipalTag/k}""#))}"),
      ["k=me"]),
    Row(
      "a tag of the target", [allow("sts:AssumeRole"), tag],
      trust: TagScene.trust(
        when: "{\(on("StringEquals", "aws:ResourceTag/o", #""${aws:PrincipalTag/k}""#))}"),
      adm: ["o": "core"], ["k=core"]),
    Row(
      "a part of a tag of the target, and a second tag", [allow("sts:AssumeRole"), tag],
      trust: TagScene.trust(
        when:
          "{\(on("StringLike", "aws:ResourceTag/o", #""${aws:PrincipalTag/k}-*""#)),\(own("StringEquals", #""2""#, "l"))}"
      ),
      adm: ["o": "core-1"], ["l=2, k=core"]),
    Row(
      "the default of a variable",
      [
        allow(
          "sts:AssumeRole",
          when: "{\(on("StringEquals", "aws:ResourceTag/o", #""${aws:PrincipalTag/k, 'core'}""#))}"),
        untag,
      ], tags: ["k": "x"], trust: TagScene.trust(), adm: ["o": "core"], ["k (removed)"]),
    Row(
      "the default of a variable whose tag stays",
      [
        allow(
          "sts:AssumeRole",
          when: "{\(on("StringEquals", "aws:ResourceTag/o", #""${aws:PrincipalTag/k, 'core'}""#))}")
      ], tags: ["k": "x"], trust: TagScene.trust(), adm: ["o": "core"], nil),
    Row(
      "a session name", [allow("sts:AssumeRole"), tag],
      trust: TagScene.trust(
        when: "{\(on("StringEquals", "sts:RoleSessionName", #""${aws:PrincipalTag/k}""#))}"),
      ["k=other"]),
  ]

  @Test(
    "the principal sets or removes its tags first", arguments: denials + calls + values + variables)
  func ownTags(row: Row) {
    var small = SmallAccount()
    small.tags = row.admTags
    small.role("adm", [document(allow("*"))], trust: document(row.trust))
    small.tags = row.tags
    let me = small.user("me", row.own.map { document($0) })
    let report = small.engine.escalations().first { $0.subject == me }
    let path = report?.open.first { $0.gain == .administrator }
    let tagging = path?.steps.filter { !$0.tags.isEmpty }.map { $0.tags.joined(separator: ", ") }
    #expect(tagging == row.found)
    #expect((report?.isCertain ?? false) == (row.found != nil && row.isCertain))
  }

  @Test(
    "tags that are too many to try make the path conditional", arguments: [(3, true), (30, false)])
  func bound(count: Int, isCertain: Bool) {
    var small = SmallAccount()
    for number in 1...count {
      small.tags = TagScene.tags(["team": "t\(number)"])
      small.role(
        "r\(number)", [document(allow("iam:PutRolePolicy"))], trust: document(TagScene.trust("me")))
    }
    small.tags = []
    let same = Self.on("StringEquals", "aws:ResourceTag/team", #""${aws:PrincipalTag/team}""#)
    let me = small.user(
      "me",
      [
        document(
          deny(
            "sts:AssumeRole",
            when:
              "{\(Self.on("StringNotEquals", "aws:ResourceTag/team", #""${aws:PrincipalTag/team}""#))}"
          ),
          deny("sts:AssumeRole", on: (1..<count).map { "arn:aws:iam::123456789012:role/r\($0)" }),
          allow("sts:AssumeRole", when: "{\(same)}"), Self.tag)
      ])
    let report = small.engine.escalations().first { $0.subject == me }
    #expect(report?.open.isEmpty == false)
    #expect(report?.isCertain == isCertain)
  }
}
