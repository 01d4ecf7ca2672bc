import Testing

@testable import Model

/// A principal that can use a helper which can make it an administrator has a path, although the helper
/// itself gains nothing.
@Suite struct DetourTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    /// The policy of user dev.
    var own = [allow("sts:AssumeRole", on: [role("mid")])]
    /// A second policy of dev.
    var second: String?
    /// The boundary of dev.
    var boundary: [String]?
    /// A managed policy that is attached to dev.
    var attached: [String]?
    /// The group of dev, with its statements.
    var group: [String]?
    var trust = #"{"AWS":"arn:aws:iam::123456789012:root"}"#
    /// The policy of role mid.
    let helper: [String]
    /// The chain from dev, as the targets of its hops; nil if there is no path.
    let chain: [String]?
    var isCertain = true
    var testDescription: String { name }
  }

  private static func role(_ name: String) -> String { "arn:aws:iam::123456789012:role/\(name)" }
  private static func policy(_ name: String) -> String {
    "arn:aws:iam::123456789012:policy/\(name)"
  }
  private static let dev = "arn:aws:iam::123456789012:user/dev"
  private static let eve = "arn:aws:iam::123456789012:user/eve"
  private static let assume = allow("sts:AssumeRole", on: [role("mid")])
  private static let back = ["mid", "dev"]
  private static let mfa = #"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#

  static let rows: [Row] = [
    Row(name: "writes a policy", helper: [allow("iam:PutUserPolicy", on: [dev])], chain: back),
    Row(name: "attaches a policy", helper: [allow("iam:AttachUserPolicy", on: [dev])], chain: back),
    Row(
      name: "edits an attached policy", attached: [allow("s3:*")],
      helper: [allow("iam:CreatePolicyVersion", on: [policy("held")])], chain: back),
    Row(
      name: "writes a policy of the group", group: [allow("s3:*")],
      helper: [allow("iam:PutGroupPolicy", on: ["*"])], chain: ["mid", "team"]),
    Row(
      name: "removes the boundary", own: [allow("*")], boundary: [allow("s3:*"), assume],
      helper: [allow("iam:DeleteUserPermissionsBoundary", on: [dev])], chain: back),
    Row(
      name: "edits the boundary", own: [allow("*")], boundary: [allow("s3:*"), assume],
      helper: [allow("iam:CreatePolicyVersion", on: [policy("limit")])], chain: back),
    Row(
      name: "removes an inline Deny", own: [allow("*")], second: deny("iam:*"),
      helper: [allow("iam:DeleteUserPolicy", on: [dev])], chain: back),
    Row(
      name: "detaches a Deny", own: [allow("*")], attached: [deny("iam:*")],
      helper: [allow("iam:DetachUserPolicy", on: [dev])], chain: back),
    Row(
      name: "removes the Deny of a group", own: [allow("*")], group: [deny("iam:*")],
      helper: [allow("iam:RemoveUserFromGroup")], chain: back),
    Row(
      name: "tags",
      own: [allow("*", when: #"{"StringEquals":{"aws:PrincipalTag/team":"ops"}}"#), assume],
      helper: [allow("iam:TagUser", on: [dev])], chain: back),
    Row(
      name: "is a function's role",
      own: [allow("iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction")],
      trust: #"{"Service":"lambda.amazonaws.com"}"#,
      helper: [allow("iam:PutUserPolicy", on: [dev])], chain: back),
    Row(
      name: "writes a policy with MFA",
      helper: [allow("iam:PutUserPolicy", on: [dev], when: mfa)], chain: back, isCertain: false),
    Row(
      name: "is used with MFA", own: [allow("sts:AssumeRole", on: [role("mid")], when: mfa)],
      helper: [allow("iam:PutUserPolicy", on: [dev])], chain: back, isCertain: false),
    Row(name: "changes another user", helper: [allow("iam:PutUserPolicy", on: [eve])], chain: nil),
    Row(
      name: "cannot be used", own: [allow("s3:*")],
      helper: [allow("iam:PutUserPolicy", on: [dev])], chain: nil),
    Row(
      name: "trusts a service only", trust: #"{"Service":"ec2.amazonaws.com"}"#,
      helper: [allow("iam:PutUserPolicy", on: [dev])], chain: nil),
    Row(
      name: "removes a boundary over little", own: [allow("s3:GetObject"), assume],
      boundary: [allow("s3:*"), assume],
      helper: [allow("iam:DeleteUserPermissionsBoundary", on: [dev])], chain: nil),
    Row(
      name: "writes a policy under a boundary", own: [assume], boundary: [allow("s3:*"), assume],
      helper: [allow("iam:PutUserPolicy", on: [dev])], chain: nil),
    Row(
      name: "detaches where the Deny is inline", own: [allow("*")], second: deny("iam:*"),
      helper: [allow("iam:DetachUserPolicy", on: [dev])], chain: nil),
    Row(
      name: "removes a policy that allows and denies", own: [allow("*"), deny("iam:*")],
      helper: [allow("iam:DeleteUserPolicy", on: [dev])], chain: nil),
    Row(
      name: "is denied",
      helper: [allow("iam:PutUserPolicy", on: [dev, eve]), deny("iam:PutUserPolicy", on: [dev])],
      chain: nil),
  ]

  @Test("a helper that can change its user is a path", arguments: rows)
  func detours(row: Row) {
    var small = SmallAccount()
    if let attached = row.attached { small.managed("held", document(attached), versions: 1) }
    if let boundary = row.boundary { small.managed("limit", document(boundary), versions: 1) }
    if let group = row.group { small.group("team", [document(group)]) }
    let dev = small.user(
      "dev", [document(row.own)] + (row.second.map { [document($0)] } ?? []),
      groups: row.group == nil ? [] : ["team"], attached: row.attached == nil ? [] : ["held"],
      boundary: row.boundary == nil ? nil : "limit")
    small.user("eve", [document(allow("s3:*"))])
    small.role("mid", [document(row.helper)], trusts: row.trust)
    let report = small.engine.escalations().first { $0.subject == dev }
    #expect(
      report?.chain.compactMap(\.escalation.target?.resourceName) == row.chain
        ?? report.map { _ in [] })
    #expect(report?.isCertain ?? row.isCertain == row.isCertain)
    #expect((report?.open.isEmpty ?? true) == (row.chain == nil))
  }

  @Test("a path through several principals leads back, and others can follow it")
  func chain() {
    var small = SmallAccount()
    let account = #"{"AWS":"arn:aws:iam::123456789012:root"}"#
    let first = small.user(
      "first", [document(allow("iam:CreateAccessKey", on: [Self.dev]))])
    let dev = small.user("dev", [document(Self.assume)])
    small.role("mid", [document(allow("sts:AssumeRole", on: [Self.role("far")]))], trusts: account)
    small.role("far", [document(allow("iam:PutUserPolicy", on: [Self.dev]))], trusts: account)
    let reports = small.engine.escalations()
    func chain(_ arn: ARN) -> [String]? {
      reports.first { $0.subject == arn }?.chain.compactMap(\.escalation.target?.resourceName)
    }
    #expect(chain(dev) == ["mid", "far", "dev"])
    #expect(chain(first) == ["dev", "mid", "far", "dev"])
  }

  @Test("with thousands of helpers, using one counts as a path whose gain is unknown")
  func many() {
    var small = SmallAccount()
    let account = #"{"AWS":"arn:aws:iam::123456789012:root"}"#
    let names = (0..<70).map { "u\($0)" }
    for name in names {
      small.user(name, [document(allow("sts:AssumeRole", on: [Self.role("h*")]))])
    }
    for number in 0..<70 {
      small.role(
        "h\(number)", [document(allow("iam:PutUserPolicy", on: [Self.eve]))], trusts: account)
    }
    small.user("eve", [document(allow("s3:*"))])
    let reports = small.engine.escalations()
    for name in names {
      let report = reports.first { $0.subject == SmallAccount.arn("user", name) }
      #expect(report?.open.first?.dependsOnUnknown == true, "\(name)")
    }
  }
}

/// A document of statements in JSON.
private func document(_ statements: [String]) -> PolicyDocument {
  document(statements.joined(separator: ","))
}
