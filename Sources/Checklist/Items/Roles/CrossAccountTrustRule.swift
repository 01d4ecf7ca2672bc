import Model

/// Which principals beyond the account a role's trust lets in, and whether a condition bounds them.
struct CrossAccountTrustRule {
  /// Whom an Allow lets in.
  enum Outsider: Hashable {
    /// `*`, or all but some.
    case everyone
    /// Another account, or a principal of it.
    case account(String)
    /// An id (`AIDA…`, `AROA…`) that AWS shows where the principal is deleted, or a text that is no
    /// principal.
    case unknown(String)

    /// What tells the finding from its neighbours.
    var key: String {
      switch self {
      case .everyone: "everyone"
      case .account(let id), .unknown(let id): id
      }
    }
  }

  /// One principal that one statement lets in.
  struct Opening {
    let outsider: Outsider
    let principal: String
    let statement: Statement
    /// The conditions that bound it.
    let bounds: [TrustBound]
    /// Conditions that restrict it and do not bound it, such as MFA or an address.
    let otherConditions: [String]
  }

  static let action = "sts:AssumeRole"

  let trust: Trust
  let owner: TrustOwner
  private(set) var openings: [Opening] = []
  /// What the conditions of the statement at hand say where no Deny is beside it: the same for each
  /// of its principals.
  private var common: Limits?

  /// What limits a principal's callers.
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
      judge(statement)
    }
  }

  private mutating func judge(_ statement: Statement) {
    switch statement.principals {
    case .only(let list):
      for principal in list where principal.kind == .aws || principal.kind == .everyone {
        judge(principal, written: principal.value, in: statement)
      }
    case .allBut(let list):
      let written = "all but " + list.map(\.value).joined(separator: ", ")
      judge(Principal(kind: .everyone, value: "*"), written: written, in: statement)
    case nil: return
    }
  }

  private mutating func judge(
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

  /// Nil for the account's own principals.
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
  /// To which organization the conditions bound callers; nil if none does. All conditions hold
  /// together, so that the narrowest counts.
  var organization: TrustBound.Organization? {
    let organizations = bounds.compactMap { bound -> TrustBound.Organization? in
      if case .organization(let organization) = bound.kind { organization } else { nil }
    }
    if organizations.contains(.own) { return .own }
    return organizations.first { if case .unknown = $0 { true } else { false } }
      ?? organizations.first
  }

  /// Whether callers must know an external id.
  var requiresExternalID: Bool { bounds.contains { $0.kind == .externalID } }

  /// Whether a condition makes it sound to trust a named account: an external id for another
  /// owner, the organization for the same one.
  var isSoundForAccount: Bool {
    if requiresExternalID { return true }
    switch organization {
    case .own, .unknown: return true
    case .foreign, nil: return false
    }
  }
}
