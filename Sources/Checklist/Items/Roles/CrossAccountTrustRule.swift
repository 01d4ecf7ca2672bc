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
    /// The conditions that bound it, as `key = values`.
    let bounds: [String]
    /// Conditions that restrict it and do not bound it, such as MFA or an address.
    let otherConditions: [String]
  }

  static let action = "sts:AssumeRole"

  let trust: Trust
  /// The audited account.
  let home: String
  private(set) var openings: [Opening] = []

  init(_ trust: Trust, home: String?) {
    self.trust = trust
    self.home = home ?? trust.role.arn.account
    for statement in trust.allows(Self.action) { judge(statement) }
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
    let required = trust.requirements(of: statement, action: Self.action, principal: principal)
    var outsiders = [outsider(principal)]
    if outsiders == [.everyone], let accounts = Self.accounts(required) {
      outsiders = accounts.map { $0 == home ? nil : .account($0) }
    }
    let bounds = required.filter(Self.isBound)
    let boundKeys = Set(required.map(\.key))
    let others = statement.conditions.filter { !boundKeys.contains($0.key.lowercased()) }
    for outsider in outsiders.compactMap({ $0 }) {
      openings.append(
        Opening(
          outsider: outsider, principal: written, statement: statement,
          bounds: bounds.map { bound in
            "\(bound.key) = \(bound.values.map(\.text).joined(separator: ", "))"
          },
          otherConditions: others.map {
            "\($0.operatorName) \($0.key) \($0.values.joined(separator: ", "))"
          }))
    }
  }

  /// Nil for the account's own principals.
  private func outsider(_ principal: Principal) -> Outsider? {
    if principal.isEveryone || principal.account.map({ $0.contains("*") }) == true {
      return .everyone
    }
    guard let account = principal.account, account.isAccountID else {
      return .unknown(principal.value)
    }
    return account == home ? nil : .account(account)
  }

  /// The accounts to which conditions narrow everyone; nil where none does.
  private static func accounts(_ required: [Requirement]) -> [String]? {
    for requirement in required {
      let accounts: [String]
      switch requirement.key {
      case "aws:principalaccount", "aws:sourceaccount":
        accounts = requirement.values.filter(\.isLiteral).map(\.text)
      case "aws:principalarn":
        accounts = requirement.values.compactMap { value in
          let parts = value.prefix.split(separator: ":", omittingEmptySubsequences: false)
          return parts.count > 5 && String(parts[4]).isAccountID ? String(parts[4]) : nil
        }
      default: continue
      }
      if accounts.count == requirement.values.count { return Array(Set(accounts)).sorted() }
    }
    return nil
  }

  /// Whether a requirement keeps strangers out: an external id, or an organization that is spelled out.
  ///
  /// The external id is a password between two accounts, so that one with only a wildcard is none; an
  /// organization's paths may end in wildcards, its id may not.
  private static func isBound(_ requirement: Requirement) -> Bool {
    requirement.values.allSatisfy { value in
      switch requirement.key {
      case "sts:externalid": !value.prefix.isEmpty
      case "aws:principalorgid": value.isLiteral && value.text.hasPrefix("o-")
      case "aws:principalorgpaths":
        value.prefix.hasPrefix("o-") && value.prefix.contains("/")
      default: false
      }
    }
  }
}
