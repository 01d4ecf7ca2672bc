import Model

/// Which tokens of OpenID Connect providers a role's trust lets in.
struct OIDCTrustRule {
  /// What is wrong with one statement for one provider.
  struct Gap {
    let statement: Statement
    let reasons: [String]
    let severity: Severity
    /// The accepted values of `sub` and of the audience; empty if they are not required.
    let subjects: [String]
    let audiences: [String]
    /// The provider in the evidence, where its list of client IDs matters.
    let registered: IdentityProvider?
  }

  static let action = "sts:AssumeRoleWithWebIdentity"

  let trust: Trust
  /// The OpenID Connect providers of the account, by their normalized issuer.
  private let registered: [String: IdentityProvider]
  /// The gaps by issuer, in the order of the trust; those of every provider under `*`.
  private(set) var gaps: [(issuer: String, gaps: [Gap])] = []
  private(set) var notes: [String] = []

  init(_ trust: Trust, registered: [String: IdentityProvider]) {
    self.trust = trust
    self.registered = registered
    for statement in trust.allows(Self.action)
    where !trust.excludes(.principal, from: statement) {
      judge(statement)
    }
  }

  private mutating func judge(_ statement: Statement) {
    switch statement.principals {
    case .only(let list):
      for principal in list {
        if principal.isEveryone || (principal.kind == .federated && principal.value == "*") {
          judgeEveryone(statement, principal)
        } else if let provider = OIDCProvider(principal) {
          judge(statement, principal, provider)
        }
      }
    case .allBut: judgeEveryone(statement, Principal(kind: .everyone, value: "*"))
    case nil: return
    }
  }

  private mutating func judge(
    _ statement: Statement, _ principal: Principal, _ provider: OIDCProvider
  ) {
    guard !trust.deniesAltogether(Self.action, of: principal) else { return }
    let required = trust.requirements(of: statement, action: Self.action, principal: principal)
    if let literal = required.first(where: \.isNeverMet) {
      notes.append(
        "\(trust.role.name), \(statement.label): the variable in \(literal.key) is compared literally in"
          + " a policy of this version, so nobody can assume the role")
      return
    }
    // A token of one issuer has no claims of another: such a condition never holds.
    if let foreign = required.first(where: {
      $0.claim.map { $0.issuer != provider.issuer } ?? false
    }) {
      notes.append(
        "\(trust.role.name), \(statement.label): requires \(foreign.key), which no token of"
          + " \(provider.name) has, so nobody can assume the role")
      return
    }
    add(provider, statement, required)
  }

  /// Everyone: of the providers that the conditions name, else of any.
  private mutating func judgeEveryone(_ statement: Statement, _ principal: Principal) {
    guard !trust.deniesAltogether(Self.action, of: principal) else { return }
    let required = trust.requirements(of: statement, action: Self.action, principal: principal)
    // Callers with a token of a provider have neither an organization nor an external id.
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
        "\(trust.role.name), \(statement.label): the * in \(literal.key) is compared literally, so no"
          + " token matches that value")
    }
    let registered = registered[provider.issuer]
    let audience = OIDCAudience(provider, required, registered: registered)
    var gaps: [(reason: String, severity: Severity)] = []
    // Where the audience names the tenant, the client IDs of the provider bind it as the trust would.
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
          "\(trust.role.name), \(statement.label): admits unauthenticated"
            + " identities of the identity pool")
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

  private mutating func append(_ gap: Gap, issuer: String) {
    if let index = gaps.firstIndex(where: { $0.issuer == issuer }) {
      gaps[index].gaps.append(gap)
    } else {
      gaps.append((issuer, [gap]))
    }
  }
}
