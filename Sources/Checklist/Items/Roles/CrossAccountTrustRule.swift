import Model

/// Which principals beyond the account a role's trust lets in, and whether a condition bounds them.
struct CrossAccountTrustRule {
  /// Whom an Allow lets in.
  enum Outsider: Hashable {
    /// `*`, or all but some.
    case everyone
    /// Another account, or a principal of it.
    case account(String)
    /// The principal of an unknown account that has this unique ID.
    case principal(String)
    /// AWS services that act for resources of this account or organization.
    case services(String)
    /// An id (`AIDA…`, `AROA…`) that AWS shows where the principal is deleted, or a text that is no
    /// principal.
    case unknown(String)

    /// What tells the finding from its neighbours.
    var key: String {
      switch self {
      case .everyone: "everyone"
      case .account(let id), .principal(let id), .unknown(let id): id
      case .services(let source): "services of \(source)"
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
  private(set) var notes: [String] = []
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

  /// `ids` are those of the account's principals.
  init(_ trust: Trust, in account: Account, ids: UniqueIDs) {
    self.trust = trust
    owner = TrustOwner(account, trust, ids: ids)
    for statement in trust.allows(Self.action) {
      common = nil
      judge(statement)
    }
    for statement in trust.statements where statement.effect == .deny {
      guard case .allBut = statement.principals else { continue }
      note(
        statement, "NotPrincipal is not supported in trust policies, so that it protects nothing")
    }
  }

  private mutating func note(_ statement: Statement, _ text: String) {
    notes.append("\(trust.role.name), \(statement.label): \(text)")
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
    if principal.isEveryone { judgeServices(written, in: statement) }
    guard !trust.deniesAltogether(Self.action, of: principal),
      !trust.excludes(.principal, from: statement)
    else { return }
    let limits = limits(principal, statement)
    if limits.required.contains(where: \.isNeverMet) { return }
    for outsider in outsiders(principal, limits.required) {
      openings.append(
        Opening(
          outsider: outsider, principal: written, statement: statement,
          bounds: limits.bounds, otherConditions: limits.otherConditions))
    }
  }

  /// The outsiders among `principal` that meet the requirements.
  private func outsiders(_ principal: Principal, _ required: [Requirement]) -> [Outsider] {
    guard let outsider = outsider(principal) else { return [] }
    guard let callers = owner.callers(required) else { return [outsider] }
    switch outsider {
    case .everyone:
      return callers.accounts.subtracting([owner.account]).sorted().map { .account($0) }
        + callers.ids.sorted().map { .principal($0) }
    case .account(let id):
      return callers.accounts.contains(id) || !callers.ids.isEmpty ? [outsider] : []
    case .principal, .services, .unknown: return [outsider]
    }
  }

  /// Everyone includes AWS services, which can act for resources of others. Only conditions on the
  /// source that admit others are judged here; a statement for every source is as wide as one that
  /// names a service.
  private mutating func judgeServices(_ written: String, in statement: Statement) {
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
    note(statement, "admits AWS services only, and no principal of an account")
    for source in owner.sources(required) ?? [] {
      openings.append(
        Opening(
          outsider: .services(source), principal: written, statement: statement, bounds: [],
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

  /// Nil for the account's own principals.
  private func outsider(_ principal: Principal) -> Outsider? {
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
