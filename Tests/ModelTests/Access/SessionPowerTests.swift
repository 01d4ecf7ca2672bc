import Testing

@testable import Model

/// Privileges that depend on the session name, and trust policies that fix the name. Rules:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_rolesessionname
@Suite struct SessionPowerTests {
  private static func named(_ name: String, _ value: String) -> String {
    #"{"\#(name)":{"sts:RoleSessionName":\#(value)}}"#
  }

  private static func trusting(_ when: String?, deny: String? = nil) -> String {
    let condition = when.map { #","Condition":\#($0)"# } ?? ""
    let allow =
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"#
      + #""Action":"sts:AssumeRole"\#(condition)}"#
    let denial = deny.map {
      #",{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":\#($0)}"#
    }
    return allow + (denial ?? "")
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var power = ("StringLike", "*:ops")
    var trust = trusting(nil)
    var own = allow("sts:AssumeRole")
    /// Whether the role can be an administrator, and whether the users bob and ops can use it.
    let isStrong: Bool
    let bob: Bool
    let ops: Bool
  }

  static let rows: [Row] = [
    Row(testDescription: "the caller chooses the name", isStrong: true, bob: true, ops: true),
    Row(
      testDescription: "the trust policy requires another name",
      trust: trusting(named("StringEquals", #""audit""#)), isStrong: false, bob: false, ops: false),
    Row(
      testDescription: "the trust policy requires the name",
      trust: trusting(named("StringEquals", #"["audit","ops"]"#)), isStrong: true, bob: true,
      ops: true),
    Row(
      testDescription: "the trust policy requires a pattern for other names",
      trust: trusting(named("StringLike", #""dev-*""#)), isStrong: false, bob: false, ops: false),
    Row(
      testDescription: "the trust policy requires a pattern for the name",
      trust: trusting(named("StringLike", #""o*""#)), isStrong: true, bob: true, ops: true),
    Row(
      testDescription: "the trust policy requires the user name as session name",
      trust: trusting(named("StringEquals", #""${aws:username}""#)), isStrong: true, bob: false,
      ops: true),
    Row(
      testDescription: "a Deny leaves another name",
      trust: trusting(nil, deny: named("StringNotEquals", #""audit""#)), isStrong: false,
      bob: false, ops: false),
    Row(
      testDescription: "a Deny leaves the name",
      trust: trusting(nil, deny: named("StringNotLike", #""op?""#)), isStrong: true, bob: true,
      ops: true),
    Row(
      testDescription: "each call has a session name",
      trust: trusting(named("StringEqualsIfExists", #""audit""#)), isStrong: false, bob: false,
      ops: false),
    Row(
      testDescription: "the caller's own policy requires another name",
      own: allow("sts:AssumeRole", when: named("StringEquals", #""${aws:username}""#)),
      isStrong: true, bob: false, ops: true),
    Row(
      testDescription: "the role's own id", power: ("StringEquals", "AROAADM:ops"), isStrong: true,
      bob: true, ops: true),
    Row(
      testDescription: "another role's id", power: ("StringEquals", "AROAOTHER:ops"),
      isStrong: false, bob: false, ops: false),
    Row(
      testDescription: "any session of the role", power: ("StringLike", "AROAADM:*"),
      trust: trusting(named("StringEquals", #""audit""#)), isStrong: true, bob: true, ops: true),
  ]

  @Test(
    "the session name that privileges require must be allowed by the trust policy", arguments: rows)
  func names(row: Row) {
    var small = SmallAccount()
    small.uniqueIDs = ["adm": "AROAADM"]
    let when = #"{"\#(row.power.0)":{"aws:userid":"\#(row.power.1)"}}"#
    let adm = small.role("adm", [document(allow("*", when: when))], trust: document(row.trust))
    let bob = small.user("bob", [document(row.own)])
    let ops = small.user("ops", [document(row.own)])
    let engine = small.engine
    let administrator = engine.subject(adm).map { engine.effectiveAccess(of: $0).administrator }
    #expect((administrator == .yes || administrator == .conditional) == row.isStrong)
    let reports = engine.escalations()
    func gets(_ user: ARN) -> Bool { reports.first { $0.subject == user }?.open.isEmpty == false }
    #expect(gets(bob) == row.bob)
    #expect(gets(ops) == row.ops)
  }

  @Test("a step to the role shows the name that its session needs")
  func shown() {
    var small = SmallAccount()
    small.uniqueIDs = ["adm": "AROAADM"]
    let when = #"{"StringLike":{"aws:userid":"*:ops"}}"#
    small.role("adm", [document(allow("*", when: when))], trust: document(Self.trusting(nil)))
    let bob = small.user("bob", [document(allow("sts:AssumeRole"))])
    let path = small.engine.escalations().first { $0.subject == bob }?.open.first
    #expect(path?.steps.last?.session?.name == "ops")
    #expect(path?.isConditional == false)
  }
}
