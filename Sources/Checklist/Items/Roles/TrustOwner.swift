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
  /// Whether the trust policy's version has policy variables.
  private let hasVariables: Bool

  init(_ account: Account, _ trust: Trust) {
    self.account = account.id ?? trust.role.arn.account
    // Damaged or contradictory evidence can be about another organization.
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
      guard values.allSatisfy({ $0.isLiteral && $0.text.hasPrefix("o-") }) else { return nil }
      return TrustBound(.organization(reach(of: values.map(\.text))), text)
    case "aws:principalorgpaths", "aws:sourceorgpaths":
      // Paths can end in wildcards, but must begin with a complete organization id.
      guard values.allSatisfy({ $0.prefix.hasPrefix("o-") && $0.prefix.contains("/") }) else {
        return nil
      }
      let ids = values.map { String($0.prefix.prefix { $0 != "/" }) }
      return TrustBound(.organization(reach(of: ids)), text)
    default: return nil
    }
  }

  /// The accounts to which one of the requirements limits callers; nil if none does.
  func accounts(_ required: [Requirement]) -> [String]? {
    for requirement in required {
      let (key, values) = resolved(requirement)
      let accounts: [String]
      switch key {
      case "aws:principalaccount", "aws:sourceaccount":
        accounts = values.filter(\.isLiteral).map(\.text)
      case "aws:principalarn":
        accounts = values.compactMap { value in
          let parts = value.prefix.split(separator: ":", omittingEmptySubsequences: false)
          return parts.count > 5 && String(parts[4]).isAccountID ? String(parts[4]) : nil
        }
      default: continue
      }
      if accounts.count == values.count { return Set(accounts).sorted() }
    }
    return nil
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

/// How a condition of a trust policy limits callers of other accounts.
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
    let folded = text.utf8.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
    guard let place = folded.firstRange(of: Array(variable.utf8)) else { return self }
    let bytes = Array(text.utf8)
    let whole = bytes[..<place.lowerBound] + Array(replacement.utf8) + bytes[place.upperBound...]
    return Requirement.Value(String(decoding: whole, as: UTF8.self), isPattern: true)
  }
}
