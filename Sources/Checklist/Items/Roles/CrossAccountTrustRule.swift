import Model

/// The principals outside the account that a role's trust policy admits, and the conditions that
/// limit them.
struct CrossAccountTrustRule {
  /// A principal outside the account that an Allow admits.
  enum ExternalPrincipal: Hashable {
    /// `*`, or `NotPrincipal`.
    case everyone
    /// Another account, or a principal in it.
    case account(String)
    /// The principal of an unknown account that has this unique ID.
    case principal(String)
    /// AWS services that act on behalf of resources in this account or organization.
    case services(String)
    /// A unique ID (`AIDA…`, `AROA…`), which AWS shows instead of a deleted principal, or a text that
    /// is not a valid principal.
    case unknown(String)

    /// The part of the finding's id that distinguishes it from others of the role.
    var key: String {
      switch self {
      case .everyone: "everyone"
      case .account(let id), .principal(let id), .unknown(let id): id
      case .services(let source): "services of \(source)"
      }
    }

    /// The account, or the one for which services act; nil for others.
    var account: String? {
      switch self {
      case .account(let id), .services(let id): id
      case .everyone, .principal, .unknown: nil
      }
    }
  }

  /// A principal that a statement admits.
  struct Opening {
    let externalPrincipal: ExternalPrincipal
    let principal: String
    let statement: Statement
    /// The conditions that limit callers to an organization, or to callers that know an external ID.
    let bounds: [TrustBound]
    /// Other conditions, such as MFA or a source address.
    let otherConditions: [String]
  }

  static let action = Trust.roleAction

  let trust: Trust
  let owner: TrustOwner
  private(set) var openings: [Opening] = []
  private(set) var notes: [String] = []
  /// The limits from the conditions of the current statement if no Deny applies: they are the same
  /// for all of its principals.
  private var common: Limits?

  /// The limits on the callers of a principal.
  private struct Limits {
    let required: [Requirement]
    let bounds: [TrustBound]
    let otherConditions: [String]

    init(_ required: [Requirement], _ statement: Statement, _ owner: TrustOwner) {
      self.required = required
      bounds = required.compactMap(owner.bound)
      let keys = Set(required.map(\.key))
      otherConditions = statement.conditions.filter { !keys.contains($0.key.lowercased()) }
        .map { "\($0.operatorName) \($0.key) \($0.values.joined(separator: ", "))" }
    }
  }

  /// `ids` are those of the account's principals.
  init(_ trust: Trust, in account: Account, ids: UniqueIDs) {
    self.trust = trust
    owner = TrustOwner(account, trust, ids: ids)
    for statement in trust.allows(Self.action) {
      common = nil
      evaluate(statement)
    }
    for statement in trust.statements where statement.effect == .deny {
      guard case .allBut = statement.principals else { continue }
      note(
        statement, "NotPrincipal is not supported in trust policies, so it protects nothing")
    }
  }

  private mutating func note(_ statement: Statement, _ text: String) {
    notes.append("\(trust.role.name), \(statement.label): \(text)")
  }

  private mutating func evaluate(_ statement: Statement) {
    switch statement.principals {
    case .only(let list):
      for principal in list where principal.kind == .aws || principal.kind == .everyone {
        evaluate(principal, written: principal.value, in: statement)
      }
    case .allBut(let list):
      let written = "all but " + list.map(\.value).joined(separator: ", ")
      evaluate(Principal(kind: .everyone, value: "*"), written: written, in: statement)
    case nil: return
    }
  }

  private mutating func evaluate(
    _ principal: Principal, written: String, in statement: Statement
  ) {
    if principal.isEveryone { evaluateServices(written, in: statement) }
    guard !trust.deniesAltogether(Self.action, of: principal),
      !trust.excludes(.principal, from: statement)
    else { return }
    let limits = limits(principal, statement)
    if limits.required.contains(where: \.isNeverMet) { return }
    for externalPrincipal in externalPrincipals(principal, limits.required) {
      openings.append(
        Opening(
          externalPrincipal: externalPrincipal, principal: written, statement: statement,
          bounds: limits.bounds, otherConditions: limits.otherConditions))
    }
  }

  /// The outsiders among `principal` that meet the requirements.
  private func externalPrincipals(_ principal: Principal, _ required: [Requirement])
    -> [ExternalPrincipal]
  {
    guard let externalPrincipal = externalPrincipal(principal) else { return [] }
    guard let callers = owner.callers(required) else { return [externalPrincipal] }
    switch externalPrincipal {
    case .everyone:
      return callers.accounts.subtracting([owner.account]).sorted().map { .account($0) }
        + callers.ids.sorted().map { .principal($0) }
    case .account(let id):
      return callers.accounts.contains(id) || !callers.ids.isEmpty ? [externalPrincipal] : []
    case .principal, .services, .unknown: return [externalPrincipal]
    }
  }

  /// Everyone includes AWS services, which can act on behalf of resources in other accounts. Only
  /// conditions on the source that admit other accounts are evaluated here; a statement for every
  /// source is as wide as one that names a service.
  private mutating func evaluateServices(_ written: String, in statement: Statement) {
    let everyone = Principal(kind: .everyone, value: "*")
    guard
      trust.excludes(.principal, from: statement)
        || trust.deniesAltogether(Self.action, of: everyone),
      !trust.excludes(.service, from: statement),
      !trust.deniesAltogether(Self.action, of: everyone, to: .service)
    else { return }
    let required = trust.requirements(
      of: statement, action: Self.action, principal: everyone, caller: .service)
    if required.contains(where: \.isNeverMet) { return }
    note(statement, "allows only AWS services, and no principals of accounts")
    for source in owner.sources(required) ?? [] {
      openings.append(
        Opening(
          externalPrincipal: .services(source), principal: written, statement: statement,
          bounds: [],
          otherConditions: []))
    }
  }

  private mutating func limits(_ principal: Principal, _ statement: Statement) -> Limits {
    let isCommon = trust.denies(Self.action, of: principal).isEmpty
    if isCommon, let common { return common }
    let limits = Limits(
      trust.requirements(of: statement, action: Self.action, principal: principal), statement,
      owner)
    if isCommon { common = limits }
    return limits
  }

  /// The principal as an outsider; nil if it belongs to the account itself.
  private func externalPrincipal(_ principal: Principal) -> ExternalPrincipal? {
    if principal.isEveryone || principal.account.map({ $0.contains("*") }) == true {
      return .everyone
    }
    guard let account = principal.account, account.isAccountID else {
      return owner.ids.contains(principal.value) ? nil : .unknown(principal.value)
    }
    return account == owner.account ? nil : .account(account)
  }
}

extension CrossAccountTrustRule.Opening {
  /// The organization to which the conditions limit callers; nil if they do not. All conditions
  /// must hold, so the narrowest one counts.
  var organization: TrustBound.Organization? {
    let organizations = bounds.compactMap { bound -> TrustBound.Organization? in
      if case .organization(let organization) = bound.kind { organization } else { nil }
    }
    if organizations.contains(.own) { return .own }
    return organizations.first { if case .unknown = $0 { true } else { false } }
      ?? organizations.first
  }

  /// Whether callers must send an external id.
  var requiresExternalID: Bool { bounds.contains { $0.kind == .externalID } }

  /// Whether a condition makes it acceptable to trust a named account: an external id if it has
  /// another owner, the organization if it has the same owner.
  var isSoundForAccount: Bool {
    if requiresExternalID { return true }
    switch organization {
    case .own, .unknown: return true
    case .foreign, nil: return false
    }
  }
}
