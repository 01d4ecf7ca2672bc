import Model

/// Which tokens of OpenID Connect providers a role's trust lets in.
struct OIDCTrustRule {
  /// What is wrong with one statement for one provider.
  struct Gap {
    let statement: Statement
    let reasons: [String]
    let severity: Severity
    /// The values of `sub` and `aud` that are enough, none where they are not required.
    let subjects: [String]
    let audiences: [String]
  }

  static let action = "sts:AssumeRoleWithWebIdentity"

  let trust: Trust
  /// The gaps by issuer, in the order of the trust; everyone's under `*`.
  private(set) var gaps: [(issuer: String, gaps: [Gap])] = []
  private(set) var notes: [String] = []

  init(_ trust: Trust) {
    self.trust = trust
    for statement in trust.allows(Self.action) { judge(statement) }
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
    // A token of one issuer has no claims of another: such a condition never holds.
    if let foreign = required.first(where: {
      $0.claimIssuer.map { $0 != provider.issuer.lowercased() } ?? false
    }) {
      notes.append(
        "\(trust.role.name), \(statement.label): requires \(foreign.key), which no token of"
          + " \(provider.issuer) has, and so admits none")
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
    if let issuer = required.lazy.compactMap(\.claimIssuer).first {
      add(OIDCProvider(issuer: issuer), statement, required)
    } else {
      append(
        Gap(
          statement: statement, reasons: ["any identity provider of the account may vouch"],
          severity: .critical, subjects: [], audiences: []), issuer: "*")
    }
  }

  private mutating func add(
    _ provider: OIDCProvider, _ statement: Statement, _ required: [Requirement]
  ) {
    let subject = ClaimBound(provider.key("sub"), in: required, bounds: provider.bounds)
    let audience = ClaimBound(provider.key(provider.audienceClaim), in: required) {
      !$0.prefix.isEmpty
    }
    let amr = ClaimBound(provider.key("amr"), in: required) { !$0.prefix.isEmpty }
    var reasons: [String] = []
    var severity = Severity.low
    if provider.needsSubject, let gap = subject.gap("sub") {
      reasons.append(gap)
      let isNarrowed = required.contains { requirement in
        requirement.claimIssuer != nil && requirement.key != provider.key("sub")
          && requirement.key != provider.key("aud")
          && requirement.values.allSatisfy(\.isLiteral)
      }
      severity = provider.isPrivate || isNarrowed ? .high : .critical
    } else if let owner = wholeOwner(provider, required) {
      reasons.append("any repository of \(owner) will do")
      severity = .medium
    }
    if let gap = audience.gap(provider.audienceClaim) {
      reasons.append(gap)
      severity = min(severity, provider.needsSubject ? .medium : .critical)
    }
    if provider.form == .cognito {
      if let gap = amr.gap("amr") {
        reasons.append(gap)
        severity = min(severity, .high)
      } else if amr.values.contains("unauthenticated") {
        notes.append("\(trust.role.name), \(statement.label): admits guests of the identity pool")
      }
    }
    guard !reasons.isEmpty else { return }
    append(
      Gap(
        statement: statement, reasons: reasons, severity: severity, subjects: subject.values,
        audiences: audience.values), issuer: provider.issuer)
  }

  /// The owner all of whose repositories are let in; nil where a requirement names repositories.
  private func wholeOwner(_ provider: OIDCProvider, _ required: [Requirement]) -> String? {
    let bounding = required.filter {
      $0.key == provider.key("sub") && $0.values.allSatisfy(provider.bounds)
    }
    let owners = bounding.map { $0.values.lazy.compactMap(provider.ownerWithoutRepository).first }
    return owners.contains { $0 == nil } ? nil : owners.first ?? nil
  }

  private mutating func append(_ gap: Gap, issuer: String) {
    if let index = gaps.firstIndex(where: { $0.issuer == issuer }) {
      gaps[index].gaps.append(gap)
    } else {
      gaps.append((issuer, [gap]))
    }
  }
}

/// How far the requirements on one claim bound it: one of them must, by every value that it admits.
private struct ClaimBound {
  /// The values that are enough, as written.
  let values: [String]
  private let loose: [String]
  private let isBound: Bool

  init(
    _ key: String, in required: [Requirement], bounds: (Requirement.Value) -> Bool
  ) {
    let own = required.filter { $0.key == key }
    values = own.flatMap(\.values).map(\.text)
    loose = own.flatMap(\.values).filter { !bounds($0) }.map(\.text)
    isBound = own.contains { $0.values.allSatisfy(bounds) }
  }

  /// What is wrong; nil where the claim is bound.
  func gap(_ claim: String) -> String? {
    if isBound { return nil }
    return values.isEmpty ? "\(claim) is not required" : "\(claim) may be \(listed(loose))"
  }
}

extension Requirement {
  /// The issuer whose claim the key is, in lower case; nil for keys of AWS itself.
  fileprivate var claimIssuer: String? {
    guard let colon = key.lastIndex(of: ":") else { return nil }
    let issuer = key[..<colon]
    return issuer.contains(".") ? String(issuer) : nil
  }
}
