import Testing

@testable import Model

/// Roles whose sessions differ by name or tags: what a caller gets depends on the sessions that it
/// can start, and each of them counts. Rules:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
@Suite struct SessionChoiceTests {
  private static let account = #"{"AWS":"arn:aws:iam::123456789012:root"}"#

  private static func trust(
    _ principal: String = account, when: String? = nil, effect: String = "Allow"
  ) -> String {
    let condition = when.map { #","Condition":\#($0)"# } ?? ""
    return #"{"Effect":"\#(effect)","Principal":\#(principal),"#
      + #""Action":["sts:AssumeRole","sts:TagSession"]\#(condition)}"#
  }

  private static func sessions(_ names: String...) -> String { sessions(names) }

  private static func sessions(_ names: [String]) -> String {
    let arns = names.map { #""arn:aws:sts::123456789012:assumed-role/dev/\#($0)""# }
    return #"{"AWS":[\#(arns.joined(separator: ","))]}"#
  }

  private static func named(_ operation: String, _ value: String) -> String {
    #"{"\#(operation)":{"sts:RoleSessionName":\#(value)}}"#
  }

  private static func userID(_ operation: String, _ value: String) -> String {
    #"{"\#(operation)":{"aws:userid":\#(value)}}"#
  }

  /// User bob, who can assume role dev, and role adm, which trusts some sessions of dev.
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var dev = trust()
    var adm: String
    /// A second administrator role.
    var other: String?
    var bob = allow("sts:AssumeRole", "sts:TagSession", on: ["arn:aws:iam::123456789012:role/dev"])
    /// The session in which bob gets there; nil if he does not.
    let found: String?
    var isCertain = true
  }

  static let rows: [Row] = [
    Row(
      testDescription: "the second of two names",
      dev: trust(when: named("StringEquals", #""two""#)),
      adm: trust(sessions("one", "two")), found: "two"),
    Row(
      testDescription: "the first of two names", dev: trust(when: named("StringEquals", #""one""#)),
      adm: trust(sessions("one", "two")), found: "one"),
    Row(
      testDescription: "neither name", dev: trust(when: named("StringEquals", #""three""#)),
      adm: trust(sessions("one", "two")), found: nil),
    Row(
      testDescription: "two statements", dev: trust(when: named("StringLike", #""tw*""#)),
      adm: trust(sessions("one")) + "," + trust(sessions("two")), found: "two"),
    Row(
      testDescription: "two administrators", dev: trust(when: named("StringEquals", #""two""#)),
      adm: trust(sessions("one")), other: trust(sessions("two")), found: "two"),
    Row(
      testDescription: "sessions with the name of their user",
      dev: trust(when: named("StringEquals", #""${aws:username}""#)),
      adm: trust(sessions("alice", "bob")), found: "bob"),
    Row(
      testDescription: "sessions with the name of another user",
      dev: trust(when: named("StringLike", #""${aws:username}""#)),
      adm: trust(sessions("alice", "carol")), found: nil),
    Row(
      testDescription: "a Deny in the trust policy leaves one name",
      dev: trust() + ","
        + trust(#""*""#, when: named("StringNotEquals", #""two""#), effect: "Deny"),
      adm: trust(sessions("one", "two")), found: "two"),
    Row(
      testDescription: "the caller's policy leaves one name", adm: trust(sessions("one", "two")),
      bob: allow("sts:AssumeRole", when: named("StringEquals", #""two""#)), found: "two"),
    Row(
      testDescription: "a Deny of one session",
      dev: trust(when: named("StringEquals", #"["one","two"]"#)),
      adm: trust(sessions("one", "two")) + "," + trust(sessions("one"), effect: "Deny"),
      found: "two"),
    Row(
      testDescription: "seventy names", dev: trust(when: named("StringEquals", #""n70""#)),
      adm: trust(sessions((1...70).map { "n\($0)" })), found: "n70"),
    Row(
      testDescription: "a condition on the user id",
      adm: trust(when: userID("StringEquals", #""AROADEV:ops""#)), found: "ops"),
    Row(
      testDescription: "a condition on the end of the user id",
      adm: trust(when: userID("StringLike", #""*:ops""#)), found: "ops"),
    Row(
      testDescription: "the user id of another role",
      adm: trust(when: userID("StringEquals", #""AROAOTHER:ops""#)), found: nil),
    Row(
      testDescription: "the second of two user ids",
      dev: trust(when: named("StringEquals", #""two""#)),
      adm: trust(when: userID("StringLike", #"["*:one","*:two"]"#)), found: "two"),
    Row(
      testDescription: "a user id that sessions of the caller cannot have",
      dev: trust(when: named("StringEquals", #""${aws:username}""#)),
      adm: trust(when: userID("StringLike", #""*:ops""#)), found: nil),
    Row(
      testDescription: "a pattern that matches the caller's only name",
      dev: trust(when: named("StringEquals", #""${aws:username}""#)),
      adm: trust(when: userID("StringLike", #""*:b*""#)), found: "bob", isCertain: false),
    Row(
      testDescription: "a Deny of all other user ids",
      dev: trust(when: named("StringEquals", #""two""#)),
      adm: trust() + ","
        + trust(#""*""#, when: userID("StringNotLike", #"["*:one","*:two"]"#), effect: "Deny"),
      found: "two"),
    Row(
      testDescription: "a session of a role without a fixed name", adm: trust(sessions("one")),
      found: "one"),
  ]

  @Test("a caller gets there in the session that it can start", arguments: rows)
  func names(row: Row) {
    var small = SmallAccount()
    small.uniqueIDs = ["dev": "AROADEV"]
    let isOpen = row.adm.contains("userid")
    small.role(
      "dev", [document(isOpen ? allow("sts:AssumeRole") : allow("s3:ListAllMyBuckets"))],
      trust: document(row.dev))
    small.role("adm", [document(allow("*"))], trust: document(row.adm))
    if let other = row.other { small.role("adm2", [document(allow("*"))], trust: document(other)) }
    let bob = small.user("bob", [document(row.bob)])
    let report = small.engine.escalations().first { $0.subject == bob }
    #expect((report?.open.isEmpty == false) == (row.found != nil))
    guard let found = row.found else { return }
    #expect(report?.open.first?.steps.last?.session?.name == found)
    #expect(report?.isCertain == row.isCertain)
    // The next hop is one of that session, or of any that the role can have.
    let hop = report?.chain.dropFirst().first?.escalation.session?.name
    #expect(hop ?? found == found)
  }

  @Test(
    "the power of a role under several user ids belongs to each of them",
    arguments: [
      (#"["*:one","*:two"]"#, "two", true), (#"["*:one","*:two"]"#, "three", false),
      (#"["AROADEV:a1","AROADEV:a2","AROADEV:a3","AROADEV:a4","AROADEV:two"]"#, "two", true),
      (#""AROADEV:t*""#, "two", true), (#""AROADEV:t*""#, "one", false),
      (#""AROAOTHER:two""#, "two", false),
    ])
  func power(values: String, name: String, isFound: Bool) {
    var small = SmallAccount()
    small.uniqueIDs = ["dev": "AROADEV"]
    let when = #"{"StringLike":{"aws:userid":\#(values)}}"#
    let only = Self.named("StringEquals", #""\#(name)""#)
    small.role(
      "dev", [document(allow("*", when: when))], trust: document(Self.trust(when: only)))
    let bob = small.user("bob", [document(allow("sts:AssumeRole"))])
    let report = small.engine.escalations().first { $0.subject == bob }
    #expect((report?.open.isEmpty == false) == isFound)
  }

  @Test(
    "of several session tags, the caller passes the one that it can",
    arguments: [("red", true), ("blue", true), ("green", false)])
  func tags(value: String, isFound: Bool) {
    var small = SmallAccount()
    let wanted = #"{"StringEquals":{"aws:PrincipalTag/team":["red","blue"]}}"#
    let passed = #"{"StringEquals":{"aws:RequestTag/team":"\#(value)"}}"#
    small.role(
      "dev", [document(allow("sts:AssumeRole"))], trust: document(Self.trust(when: passed)))
    small.role("adm", [document(allow("*"))], trust: document(Self.trust(when: wanted)))
    let bob = small.user(
      "bob",
      [
        document(
          allow("sts:AssumeRole", "sts:TagSession", on: ["arn:aws:iam::123456789012:role/dev"]))
      ])
    let report = small.engine.escalations().first { $0.subject == bob }
    #expect((report?.open.isEmpty == false) == isFound)
  }
}
