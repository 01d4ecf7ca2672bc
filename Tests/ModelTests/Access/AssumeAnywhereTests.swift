import Model
import Testing

/// Requests to assume a role that name no role, requests on tagged principals, on patterns, and on
/// resources of other accounts.
@Suite struct AssumeAnywhereTests {
  private static let service = #"{"Service":"ec2.amazonaws.com"}"#
  private static let root = #"{"AWS":"arn:aws:iam::123456789012:root"}"#
  private static let other = "arn:aws:iam::111122223333:role/build"
  private static let own = "arn:aws:iam::123456789012:role/r"

  private static func sessions(on resources: [String], when: String? = nil) -> String {
    allow("sts:AssumeRole", on: resources, when: when)
  }

  private static func exceptDenied(_ resources: [String]) -> String {
    statement("Deny", "Action", ["sts:AssumeRole"], "NotResource", resources)
  }

  static let rows: [(name: String, statements: [String], trust: String, expected: String)] = [
    ("a trusted role", [sessions(on: [own])], root, "allowed"),
    ("no role trusts, all are allowed", [sessions(on: ["*"])], service, "allowed if"),
    (
      "no role trusts, this account's are allowed",
      [sessions(on: ["arn:aws:iam::123456789012:*"])], service, "implicitlyDenied"
    ),
    (
      "one role of this account that does not trust", [sessions(on: [own])], service,
      "implicitlyDenied"
    ),
    (
      "roles of another account by pattern", [sessions(on: ["arn:aws:iam::111122223333:role/*"])],
      service, "allowed if"
    ),
    (
      "a role of another account, all others denied",
      [sessions(on: ["*"]), exceptDenied([other])], root, "allowed if"
    ),
    (
      "not the role that is left by the Deny",
      [sessions(on: [other + "-x"]), exceptDenied([other])], root, "explicitlyDenied"
    ),
    (
      "all roles denied", [sessions(on: ["*"]), deny("sts:*", on: ["arn:aws:iam::*:role/*"])], root,
      "explicitlyDenied"
    ),
    (
      "only within the account",
      [
        sessions(
          on: ["*"], when: #"{"StringEquals":{"aws:ResourceAccount":"123456789012"}}"#)
      ],
      service, "implicitlyDenied"
    ),
    (
      "only in another account",
      [
        sessions(
          on: ["*"], when: #"{"StringEquals":{"aws:ResourceAccount":"444455556666"}}"#)
      ],
      service, "allowed if"
    ),
    (
      "users are no roles", [sessions(on: ["arn:aws:iam::111122223333:user/*"])], service,
      "implicitlyDenied"
    ),
  ]

  private static func told(_ decision: AccessDecision) -> String {
    decision.outcome.rawValue + (decision.isConditional ? " if" : "")
  }

  @Test("the roles of the account decide, and those of other accounts can", arguments: rows.indices)
  func anywhere(place: Int) throws {
    let row = Self.rows[place]
    var small = SmallAccount()
    small.role("r", trusts: row.trust)
    let arn = small.user("dev", row.statements.map { document($0) })
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let answer = engine.decideAnywhere(AccessRequest(action: "sts:AssumeRole"), by: subject)
    #expect(answer.map { Self.told($0.decision) } == row.expected, "\(row.name)")
  }

  static let tagged: [(condition: String, isAllow: Bool, expected: String)] = [
    (#"{"StringEquals":{"aws:ResourceTag/team":"a"}}"#, true, "allowed"),
    (#"{"StringEquals":{"aws:ResourceTag/team":"b"}}"#, true, "implicitlyDenied"),
    (#"{"StringEquals":{"iam:ResourceTag/TEAM":"a"}}"#, true, "allowed"),
    (#"{"Null":{"aws:ResourceTag/owner":"true"}}"#, true, "allowed"),
    (#"{"Null":{"aws:ResourceTag/owner":"false"}}"#, true, "implicitlyDenied"),
    (#"{"StringEquals":{"aws:ResourceTag/team":"a"}}"#, false, "explicitlyDenied"),
    (#"{"StringNotEquals":{"aws:ResourceTag/team":"a"}}"#, false, "allowed"),
    (#"{"StringLike":{"aws:ResourceTag/team":"?"}}"#, false, "explicitlyDenied"),
  ]

  @Test("the tags of the requested user or role are known", arguments: tagged.indices)
  func tags(place: Int) throws {
    let row = Self.tagged[place]
    let statements =
      row.isAllow
      ? [allow("*", when: row.condition)] : [allow("*"), deny("*", when: row.condition)]
    var small = SmallAccount()
    let arn = small.user("dev", statements.map { document($0) })
    small.tags = [Tag(key: "team", value: "a")]
    small.role("r", trusts: Self.root)
    small.user("bob")
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let user = AccessRequest(
      action: "iam:AttachUserPolicy", resource: "arn:aws:iam::123456789012:user/bob")
    #expect(Self.told(engine.decide(user, by: subject)) == row.expected)
    let role = AccessRequest(action: "sts:AssumeRole", resource: Self.own)
    let decision = try #require(engine.decideAssumption(role, by: subject))
    #expect(Self.told(decision) == row.expected)
    // Tags are not dependable for this action.
    let passed = AccessRequest(action: "iam:PassRole", resource: Self.own)
    #expect(engine.decide(passed, by: subject).isConditional)
  }

  @Test(
    "some of the resources that a pattern represents can be denied",
    arguments: [
      ("sqs:SendMessage", "arn:aws:sqs:*:*:app-*", "arn:aws:sqs:*:*:app-secret", "allowed if"),
      ("sqs:SendMessage", "arn:aws:sqs:*:*:app-*", "arn:aws:sqs:*:*:web-*", "allowed"),
      ("sqs:SendMessage", "arn:aws:sqs:*:*:app-*", "arn:aws:sqs:*:*:a*", "explicitlyDenied"),
      ("sqs:SendMessage", "arn:aws:sqs:*:*:a?", "arn:aws:sqs:*:*:ab", "allowed if"),
      ("sqs:SendMessage", "arn:aws:sqs:*:*:a?", "arn:aws:sqs:*:*:abc", "allowed"),
      ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:*:q", "arn:aws:sqs:eu-*:*:*", "explicitlyDenied"),
      ("s3:GetObject", "arn:aws:s3:::app-*", "arn:aws:s3:::app-x/private/*", "allowed if"),
      ("s3:ListBucket", "arn:aws:s3:::app-*", "arn:aws:s3:::app-x/private/*", "allowed"),
      ("s3:ListBucket", "arn:aws:s3:::app-*", "arn:aws:s3:::app-x", "allowed if"),
    ])
  func parts(action: String, pattern: String, denied: String, expected: String) throws {
    var small = SmallAccount()
    let arn = small.user("dev", [document(allow("*"), deny("*", on: [denied]))])
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let request = AccessRequest(action: action, resource: pattern).onEach
    #expect(Self.told(engine.decide(request, by: subject)) == expected)
  }

  @Test(
    "a resource of another account needs its own policy, and some calls cannot be about it",
    arguments: [
      ("sns:Publish", "arn:aws:sns:eu-west-1:111122223333:t", "allowed if"),
      ("sns:Publish", "arn:aws:sns:eu-west-1:123456789012:t", "allowed"),
      ("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:function:f", "allowed if"),
      ("s3:GetObject", "arn:aws:s3:::b/k", "allowed"),
      ("iam:GetUser", "arn:aws:iam::111122223333:user/x", "implicitlyDenied"),
      ("iam:PassRole", "arn:aws:iam::111122223333:role/x", "implicitlyDenied"),
      ("iam:AttachUserPolicy", "arn:aws:iam::123456789012:user/x", "allowed"),
      ("iam:GetPolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess", "allowed"),
      ("sts:AssumeRole", "arn:aws:iam::111122223333:user/x", "implicitlyDenied"),
      ("sts:AssumeRole", "arn:aws:sts::123456789012:assumed-role/r/s", "implicitlyDenied"),
      ("sts:AssumeRole", "arn:aws:s3:::b", "implicitlyDenied"),
      ("sts:AssumeRole", "arn:aws:iam::123456789012:role/x", "allowed"),
    ])
  func accounts(action: String, resource: String, expected: String) throws {
    var small = SmallAccount()
    let arn = small.user("dev", [document(allow("*"))])
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let request = AccessRequest(action: action, resource: resource)
    #expect(Self.told(engine.decide(request, by: subject)) == expected)
  }
}
