import Model

extension Item {
  /// Roles must not let other accounts in without a condition.
  static let rolesCrossAccountTrust = Item(
    "roles.cross-account-trust", section: .roles, origin: .guide,
    title: "Roles trust other accounts only under a condition",
    guidance: Guidance(
      why: """
        A trusted account decides alone which of its people and programs use the role. Without an \
        external id, a supplier with many customers can be talked into using it for another; \
        without an organization condition, an account that was sold or closed stays trusted.
        """,
      look: """
        Know each account by name, contract and owner. A trust of a whole account (root) reaches \
        further than one of a single role there. An id such as AIDA… or AROA… stands for a principal \
        that was deleted.
        """,
      justification: """
        Sound for an account of the same owner, named in the inventory, where the tool on the other \
        side cannot send an external id.
        """)
  ) { examination in
    var judgement = Judgement()
    var bounded: [String] = []
    for trust in judgement.trusts(in: examination.account) {
      let rule = CrossAccountTrustRule(trust, home: examination.account.id)
      var groups:
        [(outsider: CrossAccountTrustRule.Outsider, openings: [CrossAccountTrustRule.Opening])] = []
      for opening in rule.openings {
        if case .account(let id) = opening.outsider, !opening.bounds.isEmpty {
          bounded.append(
            "\(trust.role.name) trusts \(id) by \(opening.bounds.joined(separator: "; "))")
        } else if let index = groups.firstIndex(where: { $0.outsider == opening.outsider }) {
          groups[index].openings.append(opening)
        } else {
          groups.append((opening.outsider, [opening]))
        }
      }
      for group in groups {
        judgement.findings.append(
          crossAccountFinding(
            trust.role, group.outsider, group.openings,
            examination.account.organization.value))
      }
    }
    judgement.notes += bounded
    return judgement
  }
}

private func crossAccountFinding(
  _ role: Role, _ outsider: CrossAccountTrustRule.Outsider,
  _ openings: [CrossAccountTrustRule.Opening], _ organization: Organization?
) -> Finding {
  let isBounded = openings.allSatisfy { !$0.bounds.isEmpty }
  let bounds = Set(openings.flatMap(\.bounds)).sorted().joined(separator: "; ")
  let severity: Severity
  let summary: String
  switch outsider {
  case .everyone:
    let isByOrganization = openings.allSatisfy { opening in
      opening.bounds.contains { $0.hasPrefix("aws:principalorg") }
    }
    severity = isByOrganization ? .low : isBounded ? .high : .critical
    summary =
      "\(role.name) trusts everyone" + (isBounded ? ", bounded by \(bounds)" : " in any account")
  case .account(let id):
    let isManagement = organization?.managementAccount == id
    severity = isManagement ? .medium : .high
    summary =
      "\(role.name) trusts \(isManagement ? "the management account" : "account") \(id)"
      + " without external id or organization condition"
  case .unknown(let id):
    severity = .low
    let isDeleted = id.hasPrefix("AIDA") || id.hasPrefix("AROA")
    summary =
      isDeleted
      ? "\(role.name) trusts \(id), a principal that was deleted"
      : "\(role.name) trusts \(id), which names no account"
  }
  let others = Set(openings.flatMap(\.otherConditions)).sorted().joined(separator: "; ")
  return Finding(
    "roles.cross-account-trust", "role", role.name, outsider.key,
    subject: .identity(.role, role.identity), severity: severity,
    summary: others.isEmpty ? summary : "\(summary) (only under \(others))",
    facts: [
      Fact("trusts", outsider.key),
      Fact("principals", Set(openings.map(\.principal)).sorted().joined(separator: ", ")),
      Fact("statements", openings.map(\.statement.label).joined(separator: ", ")),
      Fact("boundedBy", bounds.isEmpty ? "nothing" : bounds),
      Fact("otherConditions", others.isEmpty ? "none" : others),
    ],
    evidence: openings.map(\.statement.citation),
    advice: Advice(
      """
      Name the very role that needs it, and require sts:ExternalId (another owner) or \
      aws:PrincipalOrgID (the same organization) with StringEquals; take out what is not known.
      """,
      command: trustUpdateCommand(role)))
}
