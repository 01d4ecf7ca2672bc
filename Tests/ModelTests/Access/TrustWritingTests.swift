import Testing

@testable import Model

/// A principal that writes the trust policy of a role can name a principal of any account, so it needs
/// no permission to assume the role. SCPs do not affect principals of other accounts; see
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html.
@Suite struct TrustWritingTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    var own = [allow("iam:UpdateAssumeRolePolicy")]
    var trust = #"{"Service":"lambda.amazonaws.com"}"#
    var boundary: String?
    var control: String?
    let expected: Expected
    var testDescription: String { name }
  }

  enum Expected: Sendable { case certain, conditional, blocked, silent }

  private static let write = allow("iam:UpdateAssumeRolePolicy")
  private static let mfa = #"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#

  static let rows: [Row] = [
    Row(name: "nothing else", expected: .certain),
    Row(
      name: "a Deny of assuming roles", own: [write, deny("sts:AssumeRole")], expected: .certain),
    Row(name: "a Deny of all of STS", own: [write, deny("sts:*")], expected: .certain),
    Row(
      name: "a Deny of assuming roles under a condition",
      own: [write, deny("sts:AssumeRole", when: mfa)], expected: .certain),
    Row(
      name: "an SCP that denies assuming roles", control: allow("*") + "," + deny("sts:AssumeRole"),
      expected: .certain),
    Row(name: "an SCP without STS", control: allow("iam:*"), expected: .certain),
    Row(
      name: "a boundary that denies STS", boundary: allow("*") + "," + deny("sts:*"),
      expected: .certain),
    Row(
      name: "a role that trusts another account only",
      own: [write, deny("sts:AssumeRole")], trust: #"{"AWS":"999988887777"}"#, expected: .certain),
    Row(
      name: "a Deny of writing", own: [write, deny("iam:UpdateAssumeRolePolicy")], expected: .silent
    ),
    Row(
      name: "a Deny of writing under a condition",
      own: [write, deny("iam:UpdateAssumeRolePolicy", when: mfa)], expected: .conditional),
    Row(
      name: "an SCP that denies writing", control: allow("*") + "," + deny("iam:Update*"),
      expected: .blocked),
    Row(name: "a boundary without writing", boundary: allow("s3:*", "sts:*"), expected: .blocked),
    Row(
      name: "another role only",
      own: [
        allow("iam:UpdateAssumeRolePolicy", on: ["arn:aws:iam::123456789012:role/low"]),
        deny("sts:AssumeRole"),
      ], expected: .silent),
  ]

  @Test("writing a trust policy is enough", arguments: rows)
  func writing(row: Row) {
    var small = SmallAccount()
    if let boundary = row.boundary { small.managed("limit", document(boundary)) }
    if let control = row.control { small.levels = [[document(control)]] }
    small.role("admin", [document(allow("*"))], trusts: row.trust)
    small.role("low", trusts: row.trust)
    let me = small.user(
      "me", row.own.map { document($0) }, boundary: row.boundary.map { _ in "limit" })
    let report = small.engine.escalations().first { $0.subject == me }
    let open = report?.open.first { $0.path.id == "iam-012" }
    switch row.expected {
    case .certain: #expect(open?.isConditional == false)
    case .conditional: #expect(open?.isConditional == true)
    case .blocked: #expect(open == nil && report?.contained.isEmpty == false)
    case .silent: #expect(report == nil)
    }
  }
}
