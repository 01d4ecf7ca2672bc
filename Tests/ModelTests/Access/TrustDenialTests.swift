import Testing

@testable import Model

/// A Deny in a trust policy counts as a Deny in an identity-based policy: without a condition it blocks
/// the path; if its condition is unknown, the path is reported together with it.
@Suite struct TrustDenialTests {
  enum Expected: Sendable { case open, conditional, possiblyDenied, none }

  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    /// The statements of the trust policy of role admin besides one that allows the account.
    let denials: [String]
    /// The condition of the trust policy of a second administrator role; nil if there is none.
    var second: String?
    /// The statements of user dev.
    var own = [allow("sts:AssumeRole")]
    let expected: Expected
    var testDescription: String { name }
  }

  private static let account = #"{"AWS":"arn:aws:iam::123456789012:root"}"#
  private static let dev = #"{"AWS":"arn:aws:iam::123456789012:user/dev"}"#
  private static let other = #"{"AWS":"arn:aws:iam::123456789012:user/other"}"#
  private static let everyone = #""*""#
  private static let noMFA = #"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#
  private static let elsewhere = #"{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#
  private static let inside = #"{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#
  private static let past = #"{"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}"#

  private static func statement(
    _ effect: String, _ principal: String, when: String = "{}"
  ) -> String {
    #"{"Effect":"\#(effect)","Principal":\#(principal),"Action":"sts:AssumeRole","#
      + #""Condition":\#(when)}"#
  }

  static let rows: [Row] = [
    Row(name: "none", denials: [], expected: .open),
    Row(
      name: "by name without MFA", denials: [statement("Deny", dev, when: noMFA)],
      expected: .possiblyDenied),
    Row(
      name: "of the account from elsewhere", denials: [statement("Deny", account, when: elsewhere)],
      expected: .possiblyDenied),
    Row(
      name: "of everyone without MFA", denials: [statement("Deny", everyone, when: noMFA)],
      expected: .possiblyDenied),
    Row(
      name: "of all others without MFA",
      denials: [
        #"{"Effect":"Deny","NotPrincipal":\#(other),"Action":"sts:*","Condition":\#(noMFA)}"#
      ], expected: .possiblyDenied),
    Row(name: "by name", denials: [statement("Deny", dev)], expected: .none),
    Row(
      name: "of another user without MFA", denials: [statement("Deny", other, when: noMFA)],
      expected: .open),
    Row(
      name: "in the past", denials: [statement("Deny", everyone, when: past)], expected: .open),
    Row(
      name: "without MFA, beside a role for an address",
      denials: [statement("Deny", everyone, when: noMFA)], second: inside, expected: .conditional),
    Row(
      name: "without MFA, beside an open role",
      denials: [statement("Deny", everyone, when: noMFA)], second: "{}", expected: .open),
    Row(
      name: "of its own, beside a role for an address", denials: [], second: inside,
      own: [
        allow("sts:AssumeRole"),
        deny("sts:AssumeRole", on: ["arn:aws:iam::123456789012:role/admin"], when: noMFA),
      ], expected: .conditional),
  ]

  @Test("a Deny in a trust policy blocks, possibly blocks, or leaves the path", arguments: rows)
  func denials(row: Row) {
    var small = SmallAccount()
    func trust(_ statements: [String]) -> PolicyDocument {
      document(statements.joined(separator: ","))
    }
    small.role(
      "admin", [document(allow("*"))],
      trust: trust([Self.statement("Allow", Self.account)] + row.denials))
    if let second = row.second {
      small.role(
        "second", [document(allow("*"))],
        trust: trust([Self.statement("Allow", Self.account, when: second)]))
    }
    small.user("other", [document(allow("s3:*"))])
    let dev = small.user("dev", [document(row.own.joined(separator: ","))])
    let way = small.engine.escalations().first { $0.subject == dev }?.open.first
    switch row.expected {
    case .open: #expect(way?.isConditional == false)
    case .conditional:
      #expect(way?.openConditions.map(\.key) == ["aws:SourceIp"])
      #expect(way?.possibleDenials.isEmpty == true)
    case .possiblyDenied:
      #expect(way?.possibleDenials.map(\.source.label) == ["trust policy of role admin"])
    case .none: #expect(way == nil)
    }
  }

  @Test("a Deny of everyone under an unknown condition possibly blocks a service")
  func service() {
    var small = SmallAccount()
    small.role(
      "admin", [document(allow("*"))],
      trust: document(
        Self.statement("Allow", #"{"Service":"lambda.amazonaws.com"}"#),
        Self.statement(
          "Deny", Self.everyone, when: #"{"StringNotEquals":{"aws:SourceVpc":"vpc-1"}}"#)))
    let dev = small.user(
      "dev", [document(allow("iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"))])
    let ways = small.engine.escalations().first { $0.subject == dev }?.open ?? []
    #expect(!ways.isEmpty && ways.allSatisfy { !$0.possibleDenials.isEmpty })
  }
}
