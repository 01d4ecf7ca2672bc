import Model

/// The tokens of OpenID Connect providers that a role's trust policy accepts.
struct OIDCTrustRule {
  /// The problems of one statement with one provider.
  struct Gap {
    let statement: Statement
    let reasons: [String]
    let severity: Severity
    /// The accepted values of `sub` and of the audience; empty if they are not required.
    let subjects: [String]
    let audiences: [String]
    /// The provider in the evidence, if its list of client IDs matters.
    let registered: IdentityProvider?
  }

  static let action = "sts:AssumeRoleWithWebIdentity"

  let trust: Trust
  /// The OpenID Connect providers of the account, by their normalized issuer.
  private let registered: [String: IdentityProvider]
  /// The gaps by issuer, in the order of the trust policy; `*` means every provider.
  private(set) var gaps: [(issuer: String, gaps: [Gap])] = []
  private(set) var notes: [String] = []

  init(_ trust: Trust, registered: [String: IdentityProvider]) {
    self.trust = trust
    self.registered = registered
    for statement in trust.allows(Self.action)
    where !trust.excludes(.principal, from: statement) {
      evaluate(statement)
    }
  }

  private mutating func evaluate(_ statement: Statement) {
    switch statement.principals {
    case .only(let list):
      for principal in list {
        if principal.isEveryone || (principal.kind == .federated && principal.value == "*") {
          evaluateEveryone(statement, principal)
        } else if let provider = OIDCProvider(principal) {
          evaluate(statement, principal, provider)
        }
      }
    case .allBut: evaluateEveryone(statement, Principal(kind: .everyone, value: "*"))
    case nil: return
    }
  }

  private mutating func evaluate(
    _ statement: Statement, _ principal: Principal, _ provider: OIDCProvider
  ) {
    guard !trust.deniesAltogether(Self.action, of: principal) else { return }
    let required = trust.requirements(of: statement, action: Self.action, principal: principal)
    if let literal = required.first(where: \.isNeverMet) {
      notes.append(
        "\(place(of: statement)): the variable in \(literal.key) is compared literally in a policy"
          + " of this version, so nobody can assume the role")
      return
    }
    // A token has only claims of its own issuer, so a condition on another issuer is never met.
    if let foreign = required.first(where: {
      $0.claim.map { $0.issuer != provider.issuer } ?? false
    }) {
      notes.append(
        "\(place(of: statement)): requires \(foreign.key), which no token of \(provider.name) contains,"
          + " so nobody can assume the role")
      return
    }
    add(provider, statement, required)
  }

  /// Evaluates a statement for everyone: limited to the issuer that a condition names, if any.
  private mutating func evaluateEveryone(_ statement: Statement, _ principal: Principal) {
    guard !trust.deniesAltogether(Self.action, of: principal) else { return }
    let required = trust.requirements(of: statement, action: Self.action, principal: principal)
    // Callers with a token have neither an organization nor an external id.
    let isForAccounts = required.contains {
      $0.key.hasPrefix("aws:principal") || $0.key == "sts:externalid"
    }
    if isForAccounts { return }
    if let issuer = required.lazy.compactMap(\.claim?.issuer).first {
      add(OIDCProvider(name: issuer, isBuiltIn: false), statement, required)
    } else {
      append(
        Gap(
          statement: statement,
          reasons: ["tokens of any identity provider in the account are accepted"],
          severity: .critical, subjects: [], audiences: [], registered: nil), issuer: "*")
    }
  }

  private mutating func add(
    _ provider: OIDCProvider, _ statement: Statement, _ required: [Requirement]
  ) {
    let known = provider.known
    let literal = required.first { requirement in
      requirement.claim?.issuer == provider.issuer
        && requirement.values.contains { $0.isLiteral && $0.text.contains("*") }
    }
    if let literal {
      notes.append(
        "\(place(of: statement)): the * in \(literal.key) is compared literally, so no token"
          + " matches that value")
    }
    let registered = registered[provider.issuer]
    let audience = OIDCAudience(provider, required, registered: registered)
    var gaps: [(reason: String, severity: Severity)] = []
    // If the audience identifies the tenant, the provider's client IDs limit the tenant as well as
    // a condition in the trust policy does.
    let tenancyGap = audience.listNamesTenant ? nil : OIDCTenancy(provider, required).gap
    if let tenancyGap { gaps.append(tenancyGap) }
    if let gap = audience.gap, tenancyGap == nil || !known.audienceNamesTenant { gaps.append(gap) }
    if known.hasGuests {
      let amr = provider.requirements(on: "amr", in: required)
      if !amr.contains(where: { $0.values.allSatisfy { !$0.prefix.isEmpty } }) {
        gaps.append(
          (
            "amr is not required, so unauthenticated identities of the identity"
              + " pool are admitted", .high
          ))
      } else if amr.flatMap(\.values).contains(where: { $0.text == "unauthenticated" }) {
        notes.append(
          "\(place(of: statement)): allows unauthenticated identities of the identity pool")
      }
    }
    guard let severity = gaps.map(\.severity).min() else { return }
    func values(_ claims: [String]) -> [String] {
      claims.flatMap { provider.requirements(on: $0, in: required) }.flatMap(\.values).map(\.text)
    }
    append(
      Gap(
        statement: statement, reasons: gaps.map(\.reason), severity: severity,
        subjects: values(["sub"]), audiences: values(known.audienceClaims),
        registered: audience.gap == nil ? nil : registered), issuer: provider.name)
  }

  /// The role and the statement, for notes.
  private func place(of statement: Statement) -> String {
    "Trust policy of \(trust.role.name), \(statement.label)"
  }

  private mutating func append(_ gap: Gap, issuer: String) {
    if let index = gaps.firstIndex(where: { $0.issuer == issuer }) {
      gaps[index].gaps.append(gap)
    } else {
      gaps.append((issuer, [gap]))
    }
  }
}
