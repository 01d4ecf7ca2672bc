import Model

/// The principals outside the account that a role's trust policy admits, and the conditions that
/// limit them.
struct CrossAccountTrustRule {
  /// A principal outside the account that an Allow admits.
  enum Outsider: Hashable {
    /// `*`, or `NotPrincipal`.
    case everyone
    /// Another account, or a principal in it.
    case account(String)
    /// An id (`AIDA…`, `AROA…`) that AWS shows in place of a deleted principal, or a text that is
    /// not a principal.
    case unknown(String)

    /// The part of the finding's id that distinguishes it from others of the role.
    var key: String {
      switch self {
      case .everyone: "everyone"
      case .account(let id), .unknown(let id): id
      }
    }
  }

  /// A principal that a statement admits.
  struct Opening {
    let outsider: Outsider
    let principal: String
    let statement: Statement
    /// The conditions that limit callers to an organization or to those who know an external id.
    let bounds: [TrustBound]
    /// Other conditions, such as MFA or a source address.
    let otherConditions: [String]
  }

  static let action = "sts:AssumeRole"

  let trust: Trust
  let owner: TrustOwner
  private(set) var openings: [Opening] = []
  /// The limits of the current statement, shared by all its principals to which no Deny applies.
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

  init(_ trust: Trust, in account: Account) {
    self.trust = trust
    owner = TrustOwner(account, trust)
    for statement in trust.allows(Self.action) {
      common = nil
      evaluate(statement)
    }
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
    guard !trust.deniesAltogether(Self.action, of: principal) else { return }
    let limits = limits(principal, statement)
    if limits.required.contains(where: \.isNeverMet) { return }
    var outsiders = [outsider(principal)]
    if outsiders == [.everyone], let accounts = owner.accounts(limits.required) {
      outsiders = accounts.map { $0 == owner.account ? nil : .account($0) }
    }
    for outsider in outsiders.compactMap({ $0 }) {
      openings.append(
        Opening(
          outsider: outsider, principal: written, statement: statement,
          bounds: limits.bounds, otherConditions: limits.otherConditions))
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
  private func outsider(_ principal: Principal) -> Outsider? {
    if principal.isEveryone || principal.account.map({ $0.contains("*") }) == true {
      return .everyone
    }
    guard let account = principal.account, account.isAccountID else {
      return .unknown(principal.value)
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
