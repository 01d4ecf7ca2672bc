import Model
import Testing

@testable import Checklist

/// A statement that trusts one issuer, and the result of the item.
struct OIDCTrustCase: CustomTestStringConvertible, Sendable {
  static let github = "token.actions.githubusercontent.com"
  static let eks = "oidc.eks.eu-west-1.amazonaws.com/id/AB"
  static let uuid = "018f0c1e-7a2b-4d3c-9e4f-5a6b7c8d9e0f"

  let issuer: String
  let conditions: String
  let verdict: String

  /// `conditions` in JSON, in which `$` before a claim stands for the issuer and a colon. The
  /// audience is also required, unless `audience` is false.
  init(_ issuer: String, _ conditions: String, _ verdict: String, audience: Bool = true) {
    self.issuer = issuer
    let required = audience ? [#""ForAnyValue:StringEquals":{"$aud":"sts.amazonaws.com"}"#] : []
    self.conditions = (required + (conditions.isEmpty ? [] : [conditions]))
      .joined(separator: ",").replacing(#""$"#, with: #""\#(issuer):"#)
    self.verdict = verdict
  }

  /// One value of `sub` under `StringLike`.
  static func subject(_ issuer: String, _ value: String, _ verdict: String) -> Self {
    Self(issuer, #""StringLike":{"$sub":"\#(value)"}"#, verdict)
  }

  /// The same, without a condition on the audience.
  static func unlimited(_ issuer: String, _ value: String) -> Self {
    Self(issuer, #""StringLike":{"$sub":"\#(value)"}"#, "", audience: false)
  }

  var testDescription: String { "\(issuer) \(conditions) \(verdict)" }

  /// The role's trust policy.
  func trust() throws -> Trust {
    let principal =
      ["accounts.google.com", "graph.facebook.com", "www.amazon.com"].contains(issuer)
        || issuer.hasPrefix("cognito-identity")
      ? issuer : "arn:aws:iam::123456789012:oidc-provider/\(issuer)"
    let document = try TinyAccount.document(
      """
      {"Effect":"Allow","Principal":{"Federated":"\(principal)"},\
      "Action":"sts:AssumeRoleWithWebIdentity","Condition":{\(conditions)}}
      """)
    return try #require(Trust(TinyAccount.role("deploy", trust: document)))
  }

  /// The provider in the evidence.
  func provider(_ clientIDs: [String]) -> IdentityProvider {
    IdentityProvider(
      kind: .oidc, arn: TinyAccount.arn("oidc-provider/\(issuer)"), url: issuer,
      clientIDs: clientIDs, citation: Citation(file: "provider.json", place: "", line: 1))
  }

  /// `pass`, or the severity of the finding.
  func judged(_ clientIDs: [String]? = nil) throws -> String {
    let registered = clientIDs.map { [OIDCProvider.normalized(issuer): provider($0)] } ?? [:]
    let gaps = OIDCTrustRule(try trust(), registered: registered).gaps.flatMap(\.gaps)
    return gaps.map(\.severity).min().map { "\($0)" } ?? "pass"
  }

  /// The item's findings.
  func findings(_ clientIDs: [String]? = nil) throws -> [Deviation] {
    var tiny = TinyAccount()
    tiny.account.credentialReport = TinyAccount.whole(
      CredentialReport(generated: nil, root: nil, users: []))
    tiny.account.identities = TinyAccount.whole(Identities(roles: [try trust().role]))
    if let clientIDs { tiny.account.identityProviders = TinyAccount.whole([provider(clientIDs)]) }
    return tiny.judgement(.rolesCIOIDC).findings
  }
}
