import Testing

@testable import Model

/// Several Allows in one trust policy are alternatives: one that names the principal needs no policy
/// of the principal, one that names the account does. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html.
@Suite struct TrustGrantsTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    /// The principals, conditions and effects of the trust policy of role `admin`.
    let trust: [String]
    /// The statement of user me.
    var own = allow("sqs:ListQueues")
    var control: String?
    let expected: Expected
    var testDescription: String { name }
  }

  enum Expected: Sendable { case certain, conditional, blocked, silent }

  private static let account = #"{"AWS":"arn:aws:iam::123456789012:root"}"#
  private static let me = #"{"AWS":"arn:aws:iam::123456789012:user/me"}"#
  private static let mfa = #"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#
  private static let address = #"{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#
  private static let past = #"{"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}"#
  private static let may = allow("sts:AssumeRole")

  private static func trusting(
    _ principal: String, when: String = "{}", effect: String = "Allow"
  ) -> String {
    #"{"Effect":"\#(effect)","Principal":\#(principal),"Action":"sts:AssumeRole","#
      + #""Condition":\#(when)}"#
  }

  static let rows: [Row] = [
    Row(
      name: "the account, and the user with MFA",
      trust: [trusting(account), trusting(me, when: mfa)], expected: .conditional),
    Row(
      name: "the user with MFA, and the account by its id",
      trust: [trusting(me, when: mfa), trusting(#"{"AWS":"123456789012"}"#)],
      expected: .conditional),
    Row(
      name: "the account, and the user by its id from an address",
      trust: [trusting(account), trusting(#"{"AWS":"AIDAME"}"#, when: address)],
      expected: .conditional),
    Row(
      name: "the account, and everyone in a list with MFA",
      trust: [trusting(account), trusting(#"{"AWS":["AIDAX","*"]}"#, when: mfa)],
      expected: .conditional),
    Row(
      name: "the user with MFA, if the user's own policy allows it in any case",
      trust: [trusting(account), trusting(me, when: mfa)], own: may, expected: .certain),
    Row(
      name: "the account with MFA, and the user in any case",
      trust: [trusting(account, when: mfa), trusting(me)], expected: .certain),
    Row(
      name: "the account with MFA and the user in any case, with an own policy",
      trust: [trusting(account, when: mfa), trusting(me)], own: may, expected: .certain),
    Row(
      name: "the user in any case, and an own policy from an address",
      trust: [trusting(account), trusting(me)], own: allow("sts:AssumeRole", when: address),
      expected: .certain),
    Row(
      name: "both with MFA", trust: [trusting(account, when: mfa), trusting(me, when: mfa)],
      expected: .conditional),
    Row(
      name: "the account, and the user in the past",
      trust: [trusting(account), trusting(me, when: past)], expected: .silent),
    Row(
      name: "the account, and another user with MFA",
      trust: [
        trusting(account), trusting(#"{"AWS":"arn:aws:iam::123456789012:user/x"}"#, when: mfa),
      ],
      expected: .silent),
    Row(
      name: "a Deny of the user",
      trust: [
        trusting(account), trusting(me, when: mfa), trusting(me, effect: "Deny"),
      ], expected: .silent),
    Row(
      name: "a Deny of its own", trust: [trusting(account), trusting(me, when: mfa)],
      own: deny("sts:AssumeRole"), expected: .silent),
    Row(
      name: "an SCP", trust: [trusting(account), trusting(me, when: mfa)],
      control: allow("*") + "," + deny("sts:AssumeRole"), expected: .blocked),
  ]

  @Test("each Allow of a trust policy is a way of its own", arguments: rows)
  func grants(row: Row) {
    var small = SmallAccount()
    small.uniqueIDs["me"] = "AIDAME"
    small.role("admin", [document(allow("*"))], trust: document(row.trust.joined(separator: ",")))
    if let control = row.control { small.levels = [[document(control)]] }
    let me = small.user("me", [document(row.own)])
    let report = small.engine.escalations().first { $0.subject == me }
    let open = report?.open.first
    switch row.expected {
    case .certain: #expect(open?.isConditional == false)
    case .conditional:
      #expect(open?.isConditional == true)
      #expect(open?.openConditions.isEmpty == false)
    case .blocked: #expect(open == nil && report?.contained.isEmpty == false)
    case .silent: #expect(report == nil)
    }
  }

  @Test("a session that the trust policy names under a condition is an alternative to the account")
  func session() {
    var small = SmallAccount()
    let named = #"{"AWS":"arn:aws:sts::123456789012:assumed-role/dev/deploy"}"#
    small.role(
      "admin", [document(allow("*"))],
      trust: document(Self.trusting(Self.account), Self.trusting(named, when: Self.address)))
    let dev = small.role("dev", trusts: Self.account)
    let found = small.engine.escalations().first { $0.subject == dev }?.open.first
    #expect(found?.session?.name == "deploy")
    #expect(found?.openConditions.map(\.key) == ["aws:SourceIp"])
  }
}
