import Testing

@testable import Model

/// What the caller of AssumeRole chooses: conditions on it bar nobody. See
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html.
@Suite struct CallerChoiceTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    var own: [String] = []
    /// The actions and conditions of the trust policy of role `admin`.
    var trust: [(actions: [String], condition: String)] = []
    var denies: String?
    let expected: Truth
    var testDescription: String { name }
  }

  private static func when(_ name: String, _ key: String, _ value: String) -> String {
    "{\"\(name)\":{\"\(key)\":\"\(value)\"}}"
  }

  private static let both = ["sts:AssumeRole", "sts:SetSourceIdentity"]
  private static let one = ["sts:AssumeRole"]
  private static let anything = allow("sts:AssumeRole", "sts:SetSourceIdentity")
  private static let identity = when("StringLike", "sts:SourceIdentity", "adm*")
  private static let none = "{}"

  static let rows: [Row] = [
    Row(
      name: "a source identity that may be set", own: [anything], trust: [(both, identity)],
      expected: .yes),
    Row(
      name: "the principal cannot set it", own: [allow("sts:AssumeRole")],
      trust: [(both, identity)], expected: .no),
    Row(
      name: "the trust does not let it be set", own: [anything], trust: [(one, identity)],
      expected: .no),
    Row(
      name: "the own name as source identity", own: [anything],
      trust: [(both, when("StringEquals", "sts:SourceIdentity", "${aws:username}"))], expected: .yes
    ),
    Row(
      name: "another statement of the trust lets it be set", own: [anything],
      trust: [(one, identity), (["sts:SetSourceIdentity"], none)], expected: .yes),
    Row(
      name: "setting it is denied for that value",
      own: [anything, deny("sts:SetSourceIdentity", when: identity)], trust: [(both, identity)],
      expected: .no),
    Row(
      name: "two patterns of the source identity",
      own: [allow("sts:*", when: when("StringLike", "sts:SourceIdentity", "*z"))],
      trust: [(both, identity)], expected: .yes),
    Row(
      name: "no source identity is asked for", own: [allow("sts:AssumeRole")],
      trust: [(one, when("Null", "sts:SourceIdentity", "true"))], expected: .yes),
    Row(
      name: "any source identity", own: [anything],
      trust: [(both, when("StringLike", "sts:SourceIdentity", "*"))], expected: .yes),
    Row(
      name: "any source identity that cannot be set", own: [allow("sts:AssumeRole")],
      trust: [(both, when("StringLike", "sts:SourceIdentity", "*"))], expected: .no),
    Row(
      name: "some source identity", own: [anything],
      trust: [(both, when("Null", "sts:SourceIdentity", "false"))], expected: .yes),
    Row(
      name: "some source identity that the trust does not let be set", own: [anything],
      trust: [(one, when("Null", "sts:SourceIdentity", "false"))], expected: .no),
    Row(
      name: "a Deny without a source identity", own: [anything], trust: [(both, none)],
      denies: when("Null", "sts:SourceIdentity", "true"), expected: .yes),
    Row(
      name: "a source identity of two characters or more", own: [anything],
      trust: [(both, when("StringLike", "sts:SourceIdentity", "??*"))], expected: .yes),
    Row(
      name: "some source identity in an own policy",
      own: [
        allow("sts:AssumeRole", when: when("StringNotEquals", "sts:SourceIdentity", "")),
        allow("sts:AssumeRole", when: when("Null", "sts:SourceIdentity", "false")),
        allow("sts:SetSourceIdentity"),
      ], trust: [(both, when("Null", "sts:SourceIdentity", "false"))], expected: .yes),
    Row(
      name: "some source identity, but none of them", own: [anything],
      trust: [(both, when("Null", "sts:SourceIdentity", "false"))],
      denies: when("StringLike", "sts:SourceIdentity", "*"), expected: .no),
    Row(
      name: "a source identity with characters that are not allowed", own: [anything],
      trust: [(both, when("StringEquals", "sts:SourceIdentity", "a b"))], expected: .no),
    Row(
      name: "two patterns of the session's name",
      own: [allow("sts:AssumeRole", when: when("StringLike", "sts:RoleSessionName", "a*"))],
      trust: [(one, when("StringLike", "sts:RoleSessionName", "*z"))], expected: .yes),
    Row(
      name: "a pattern and a name that fits it",
      own: [allow("sts:AssumeRole", when: when("StringLike", "sts:RoleSessionName", "a*"))],
      trust: [(one, when("StringEquals", "sts:RoleSessionName", "abc"))], expected: .yes),
    Row(
      name: "patterns without a common name",
      own: [allow("sts:AssumeRole", when: when("StringLike", "sts:RoleSessionName", "a*"))],
      trust: [(one, when("StringLike", "sts:RoleSessionName", "b*"))], expected: .no),
    Row(
      name: "a pattern, and a Deny of names outside another",
      own: [allow("sts:AssumeRole", when: when("StringLike", "sts:RoleSessionName", "a*"))],
      trust: [(one, none)], denies: when("StringNotLike", "sts:RoleSessionName", "*z"),
      expected: .yes),
    Row(
      name: "a Region of the principal's policy",
      own: [
        allow("sts:AssumeRole", when: when("StringEquals", "aws:RequestedRegion", "eu-west-1"))
      ], trust: [(one, none)], expected: .yes),
    Row(
      name: "a Region of the trust", own: [allow("sts:AssumeRole")],
      trust: [(one, when("StringLike", "aws:RequestedRegion", "eu-*"))], expected: .yes),
    Row(
      name: "two Regions",
      own: [
        allow("sts:AssumeRole", when: when("StringEquals", "aws:RequestedRegion", "eu-west-1"))
      ], trust: [(one, when("StringEquals", "aws:RequestedRegion", "us-east-1"))], expected: .no),
    Row(
      name: "a Deny outside a Region",
      own: [
        allow("sts:AssumeRole"),
        deny("*", when: when("StringNotEquals", "aws:RequestedRegion", "eu-west-1")),
      ], trust: [(one, none)], expected: .yes),
    Row(
      name: "the address of the caller", own: [allow("sts:AssumeRole")],
      trust: [(one, #"{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#)], expected: .unknown),
  ]

  @Test("the caller chooses name, source identity and Region", arguments: rows)
  func choices(row: Row) {
    var small = SmallAccount()
    let root = #""Principal":{"AWS":"arn:aws:iam::123456789012:root"}"#
    var statements = row.trust.map { actions, condition in
      let list = actions.map { "\"\($0)\"" }.joined(separator: ",")
      return #"{"Effect":"Allow",\#(root),"Action":[\#(list)],"Condition":\#(condition)}"#
    }
    if let denies = row.denies {
      statements.append(
        #"{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":\#(denies)}"#)
    }
    small.role("admin", [document(allow("*"))], trust: document(statements.joined(separator: ",")))
    let me = small.user("me", row.own.map { document($0) })
    let found = small.engine.escalations().first { $0.subject == me }?.open
      .first { $0.path.id == "sts-001" }
    #expect(
      (found.map { Truth(!$0.isConditional) == .yes ? .yes : .unknown } ?? .no) == row.expected)
  }

  @Test(
    "a boundary limits a grant to the role's ARN, not one to everyone or to the session",
    arguments: [
      (#"{"AWS":"arn:aws:iam::123456789012:role/dev"}"#, "{}", false),
      (#""*""#, when("ArnEquals", "aws:PrincipalArn", "arn:aws:iam::123456789012:role/dev"), true),
      (#"{"AWS":"*"}"#, when("StringLike", "aws:PrincipalArn", "arn:aws:iam::*:role/d*"), true),
      (#""*""#, when("StringEquals", "aws:PrincipalAccount", "123456789012"), true),
      (#""*""#, when("ArnEquals", "aws:PrincipalArn", "arn:aws:iam::123456789012:role/ops"), nil),
      (#"{"AWS":"arn:aws:sts::123456789012:assumed-role/dev/x1"}"#, "{}", true),
      (#"{"AWS":["arn:aws:iam::123456789012:role/dev","*"]}"#, "{}", true),
    ] as [(String, String, Bool?)]
  ) func boundary(principal: String, condition: String, expected: Bool?) {
    var small = SmallAccount()
    small.managed("limit", document(allow("s3:*")))
    let dev = small.role("dev", boundary: "limit")
    let trust = document(
      #"{"Effect":"Allow","Principal":\#(principal),"Action":"sts:AssumeRole","#
        + #""Condition":\#(condition)}"#)
    small.role("admin", [document(allow("*"))], trust: trust)
    let report = small.engine.escalations().first { $0.subject == dev }
    #expect((report?.open.isEmpty == false) == (expected == true))
    #expect((report?.contained.isEmpty == false) == (expected == false))
  }
}
