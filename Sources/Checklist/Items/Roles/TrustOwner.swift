import Model

/// The account and organization of a role, with which callers in its trust policy are compared.
struct TrustOwner {
  /// The organization of the account, as far as the evidence shows it.
  enum Membership: Equatable {
    case unknown
    /// The account is in no organization.
    case none
    case member(String)
  }

  let account: String
  let membership: Membership
  let managementAccount: String?
  /// The unique IDs of the account's users and roles.
  let ids: UniqueIDs
  /// Whether the trust policy's version has policy variables.
  private let hasVariables: Bool

  init(_ account: Account, _ trust: Trust, ids: UniqueIDs) {
    self.account = account.id ?? trust.role.arn.account
    self.ids = ids
    // Damaged or contradictory evidence may be about another organization.
    let organization = account.organization.isWhole ? account.organization.value : nil
    if case .absent = account.organization {
      membership = .none
    } else {
      membership = organization.map { .member($0.id) } ?? .unknown
    }
    managementAccount = organization?.managementAccount
    hasVariables = trust.hasVariables
  }

  /// The id of the owner's organization; a text that equals no id if there is none, or if it is
  /// unknown.
  private var organization: String {
    if case .member(let id) = membership { id } else { "o-(own)" }
  }

  /// How `requirement` limits callers of other accounts; nil if it does not.
  func bound(of requirement: Requirement) -> TrustBound? {
    let (key, values) = resolved(requirement)
    let text = "\(requirement.key) = \(requirement.values.map(\.text).joined(separator: ", "))"
    switch key {
    // An external id that begins with a wildcard does not count.
    case "sts:externalid":
      return values.allSatisfy { !$0.prefix.isEmpty } ? TrustBound(.externalID, text) : nil
    case "aws:principalorgid", "aws:sourceorgid":
      let ids = values.map { requirement.folded($0.text) }
      guard values.allSatisfy(\.isLiteral), ids.allSatisfy({ $0.hasPrefix("o-") }) else {
        return nil
      }
      return TrustBound(.organization(reach(of: ids)), text)
    case "aws:principalorgpaths", "aws:sourceorgpaths":
      // Paths may end in wildcards, but begin with a whole organization id.
      let beginnings = values.map { requirement.folded($0.prefix) }
      guard beginnings.allSatisfy({ $0.hasPrefix("o-") && $0.contains("/") }) else { return nil }
      let ids = beginnings.map { String($0.prefix { $0 != "/" }) }
      return TrustBound(.organization(reach(of: ids)), text)
    default: return nil
    }
  }

  /// The callers to which the requirements narrow those of every account; nil if none does.
  func callers(_ required: [Requirement]) -> TrustCallers? {
    let narrowed = required.compactMap { requirement -> TrustCallers? in
      let (key, values) = resolved(requirement)
      let accounts = PrincipalAccounts(requirement.comparison, variables: hasVariables)
      switch key {
      case "aws:principalaccount":
        return TrustCallers(values) { accounts.fitting($0.text).map { TrustCallers($0) } }
      case "aws:principalarn":
        return TrustCallers(values) { accounts.ofARN(fitting: $0.text).map { TrustCallers($0) } }
      case "aws:userid":
        return TrustCallers(values) { caller(withUserID: $0, requirement) }
      default: return nil
      }
    }
    guard let first = narrowed.first else { return nil }
    return narrowed.dropFirst().reduce(first) { $0.intersection($1, own: account) }
  }

  /// The other accounts or organizations, as text, on behalf of whose resources AWS services can act
  /// if they meet the requirements; nil for any, empty for only the account itself or its
  /// organization.
  func sources(_ required: [Requirement]) -> [String]? {
    var sources: [String]?
    for requirement in required {
      let (key, values) = resolved(requirement)
      let accounts = PrincipalAccounts(requirement.comparison, variables: hasVariables)
      var found: [String]?
      switch key {
      case "aws:sourceaccount", "aws:sourcearn":
        let callers = TrustCallers(values) { value in
          // Only ArnLike and ArnEquals compare the account by itself.
          let isByPart = [.arnLike, .arnEquals].contains(requirement.comparison)
          let arn = (isByPart ? value.text : value.prefix)
            .split(separator: ":", omittingEmptySubsequences: false)
          guard key == "aws:sourceaccount" else {
            let account = arn.count > 5 ? String(arn[4]) : ""
            return account.isAccountID ? TrustCallers([account]) : nil
          }
          return accounts.fitting(value.text).map { TrustCallers($0) }
        }
        found = callers.map { $0.accounts.subtracting([account]).sorted().map { "account \($0)" } }
      case "aws:sourceorgid", "aws:sourceorgpaths":
        guard case .organization(let reach) = bound(of: requirement)?.kind else { continue }
        switch reach {
        case .own: found = []
        case .unknown(let ids), .foreign(let ids): found = ids.map { "organization \($0)" }
        }
      default: continue
      }
      // All of them must be met, so the narrowest one counts.
      if let found, found.count < sources?.count ?? .max { sources = found }
    }
    return sources
  }

  /// The principal that has a user ID that fits `value`; nil if there can be several.
  ///
  /// The ID of a user is `AIDA…`, that of a role's session `AROA…:name`, that of a root user its
  /// account, and that of a federated user `123456789012:name`. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable.
  private func caller(
    withUserID value: Requirement.Value, _ requirement: Requirement
  ) -> TrustCallers? {
    // No ID and no name of a session has a wildcard in it.
    if value.isLiteral, value.text.contains(where: { $0 == "*" || $0 == "?" }) {
      return TrustCallers([])
    }
    let written = value.prefix.prefix { $0 != ":" }
    let id = requirement.folded(String(written)).uppercased()
    // If the ID can be longer than the fixed part, it is known only if the fixed part is an ID itself.
    let isWhole = value.isLiteral || written.utf8.count < value.prefix.utf8.count
    guard isWhole || ids.contains(id) && id.utf8.count >= 16 || id.isAccountID else { return nil }
    if id.isAccountID { return TrustCallers([id]) }
    let isSpelled = requirement.comparison == .stringEqualsIgnoreCase || id == written
    guard isSpelled else { return TrustCallers([]) }
    return ids.contains(id) ? TrustCallers([account]) : TrustCallers([], ids: [id])
  }

  /// Compares organization ids with the owner's. Under an operator without patterns, `*` and `?`
  /// are plain characters, which no organization id contains, so such an id admits nobody.
  private func reach(of ids: [String]) -> TrustBound.Organization {
    let others = ids.filter { id in
      id != organization && !id.contains { $0 == "*" || $0 == "?" }
    }.uniqued
    if others.isEmpty { return .own }
    return membership == .unknown ? .unknown(others) : .foreign(others)
  }

  /// The requirement with the role's own account and organization in place of policy variables.
  ///
  /// A condition that `aws:ResourceOrgID` equals the caller's organization has the same meaning as
  /// the reverse. `aws:ResourceOrgPaths` has several values, and AWS does not support multivalued
  /// keys as variables; such a condition admits nobody outside the organization. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
  private func resolved(_ requirement: Requirement) -> (key: String, [Requirement.Value]) {
    guard hasVariables else { return (requirement.key, requirement.values) }
    let written = requirement.values.map { $0.text.lowercased() }
    let mirrored = [
      "aws:resourceorgid": "aws:PrincipalOrgID", "aws:resourceaccount": "aws:PrincipalAccount",
    ]
    if let variable = mirrored[requirement.key],
      written.allSatisfy({ $0 == "${\(variable.lowercased())}" })
    {
      let own = requirement.key == "aws:resourceaccount" ? account : organization
      return (variable.lowercased(), [Requirement.Value(own, isPattern: false)])
    }
    let own = [
      ("${aws:resourceaccount}", account), ("${aws:resourceorgid}", organization),
      ("${aws:resourceorgpaths}", organization + "/"),
    ]
    return (
      requirement.key,
      requirement.values.map { value in
        own.reduce(value) { $0.replacing(variable: $1.0, with: $1.1) }
      }
    )
  }
}

extension Requirement {
  /// `text` in lower case, if the comparison ignores case.
  fileprivate func folded(_ text: String) -> String {
    comparison == .stringEqualsIgnoreCase ? text.lowercased() : text
  }
}

/// How a condition of a trust policy bounds the callers of other accounts.
struct TrustBound: Hashable {
  /// The organization of the callers.
  enum Organization: Hashable {
    case own
    /// These ids; the evidence does not show whether one of them is the account's own.
    case unknown([String])
    /// These ids, which are not the account's own.
    case foreign([String])
  }

  enum Kind: Hashable {
    case externalID
    case organization(Organization)
  }

  let kind: Kind
  /// The condition as `key = values`.
  let text: String

  init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

extension Requirement.Value {
  /// The value with `replacement` in place of a policy variable, whose name is case-insensitive.
  fileprivate func replacing(variable: String, with replacement: String) -> Requirement.Value {
    guard let text = text.replacing(variable: variable, with: replacement) else { return self }
    return Requirement.Value(text, isPattern: isPattern)
  }
}
