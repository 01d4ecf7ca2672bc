import Model

extension Item {
  /// Whoever is trusted in another account is trusted with all that account trusts.
  static let rolesCrossAccountTrust = Item(
    "roles.cross-account-trust", section: .roles, origin: .guide,
    title: "Trusts of other accounts are known and bound",
    guidance: Guidance(
      why: """
        A vendor that serves many customers can be tricked into using its access to yours, unless \
        an external id tells them apart. A trust of everyone is open to every AWS account.
        """,
      look: "Whose account it is, by contract, and what the role can do.",
      justification:
        "An account of the same owner outside the organization, with the account named.")
  ) { examination in
    var findings: [Finding] = []
    for role in examination.identities.roles where !role.isServiceLinked {
      for grant in TrustGrant.all(of: role, action: "sts:AssumeRole") {
        guard let outsiders = examination.outsiders(in: grant) else { continue }
        let isForEveryone = outsiders.contains("*")
        let bindings = ["sts:ExternalId", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"]
          .filter(grant.binds)
        let deleted = outsiders.filter(\.isUniqueID)
        guard bindings.isEmpty || !deleted.isEmpty else { continue }
        let subject = Subject(role)
        findings.append(
          Finding(
            id: FindingID(
              "roles.cross-account-trust", subject, "statement-\(grant.statement.index + 1)"),
            item: ItemID("roles.cross-account-trust"), subject: subject,
            severity: isForEveryone ? .critical : deleted.count == outsiders.count ? .low : .high,
            summary: isForEveryone
              ? "every AWS account may assume it"
              : deleted.count == outsiders.count
                ? "trusts a principal that was deleted (\(deleted.joined(separator: ", ")))"
                : "trusts \(outsiders.joined(separator: ", ")) without external id or organization",
            facts: [
              Fact("principals", outsiders.joined(separator: " ")),
              Fact("conditions", grant.statement.conditionsText),
            ],
            evidence: [grant.statement.citation],
            advice: Advice(
              "Demand sts:ExternalId or aws:PrincipalOrgID by StringEquals, or remove the trust.",
              command: awsCommand(
                "iam update-assume-role-policy",
                ["role-name": role.name, "policy-document": "file://trust.json"]))))
      }
    }
    return Judgement(findings: findings, missing: examination.lacking(.roles))
  }
}

extension Examination {
  /// The principals of other accounts that a trust lets in; nil where there are none.
  ///
  /// A `NotPrincipal` in an Allow lets everyone else in. Where everyone is named and a condition
  /// binds the principal's account, it is those accounts that are trusted.
  fileprivate func outsiders(in grant: TrustGrant) -> [String]? {
    guard let principals = grant.statement.principals else { return nil }
    var names = ["*"]
    if case .only(let list) = principals {
      names = list.filter { $0.kind == .aws || $0.kind == .everyone }
        .map { $0.isEveryone ? "*" : $0.value }
    }
    if names.contains("*"), let accounts = boundAccounts(in: grant) { names = accounts }
    names = names.filter { $0 == "*" || $0.isUniqueID || accountID(of: $0) != account.id }
    return names.isEmpty ? nil : names
  }

  /// The accounts to which conditions bind the principal; nil where one of them may be any.
  private func boundAccounts(in grant: TrustGrant) -> [String]? {
    for key in ["aws:PrincipalAccount", "aws:PrincipalArn"] {
      guard let bounds = grant.binding(of: key) else { continue }
      let accounts = bounds.map { accountID(of: $0.text) }
      if accounts.allSatisfy({ $0.count == 12 && $0.allSatisfy(\.isNumber) }) { return accounts }
    }
    return nil
  }

  private func accountID(of principal: String) -> String {
    principal.hasPrefix("arn:") ? ARN(principal).account : principal
  }
}

extension String {
  /// Whether AWS wrote a unique id in place of an ARN, because the principal is gone.
  fileprivate var isUniqueID: Bool {
    utf8.count >= 16 && ["AIDA", "AROA", "ASIA"].contains { hasPrefix($0) }
      && utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) }
  }
}
