import Model

extension Item {
  /// Requires that roles trust other accounts only under a condition that limits the callers.
  package static let rolesCrossAccountTrust = Item(
    "roles.cross-account-trust", section: .roles, origin: .guide,
    title: "Cross-account trust",
    requirement: "Roles trust other accounts only under a condition.",
    reporting: Reporting(
      effort: .quick, priority: 10,
      consequence: "People outside the organization can obtain credentials of the account."),
    guidance: Guidance(
      why: """
        The trusted account alone decides which of its users and workloads can use the role. \
        Without an external ID, a supplier with many customers can be tricked into using the role \
        for another customer. Without an organization condition, an account that was sold or \
        closed stays trusted.
        """,
      look: """
        The name, contract and owner of each account. Trusting a whole account (root) reaches \
        further than trusting a single role. An ID such as AIDA… or AROA… belongs to a deleted \
        principal.
        """,
      justification: """
        The account has the same owner and is in the inventory, and its tool cannot send an \
        external ID.
        """)
  ) { examination in
    var judgement = Judgement()
    let ids = UniqueIDs(examination.account)
    for trust in judgement.trusts(in: examination.account) {
      let rule = CrossAccountTrustRule(trust, in: examination.account, ids: ids)
      judgement.notes += rule.notes
      var groups:
        [(
          externalPrincipal: CrossAccountTrustRule.ExternalPrincipal,
          openings: [CrossAccountTrustRule.Opening]
        )] = []
      var places: [CrossAccountTrustRule.ExternalPrincipal: Int] = [:]
      for opening in rule.openings {
        if case .account(let id) = opening.externalPrincipal, opening.isSoundForAccount {
          let bounds = opening.bounds.map(\.text).joined(separator: "; ")
          var note = "\(trust.role.name) trusts account \(id), limited by \(bounds)"
          if case .unknown = opening.organization, !opening.requiresExternalID {
            note += "; the account's own organization is not in the evidence"
          }
          judgement.notes.append(note)
        } else if let index = places[opening.externalPrincipal] {
          groups[index].openings.append(opening)
        } else {
          places[opening.externalPrincipal] = groups.count
          groups.append((opening.externalPrincipal, [opening]))
        }
      }
      judgement.findings += groups.map { externalPrincipal, openings in
        crossAccountFinding(
          trust.role, externalPrincipal, openings, rule.owner,
          arrivals(at: trust.role, of: externalPrincipal, examination))
      }
    }
    return judgement
  }
}

private func crossAccountFinding(
  _ role: Role, _ externalPrincipal: CrossAccountTrustRule.ExternalPrincipal,
  _ openings: [CrossAccountTrustRule.Opening], _ owner: TrustOwner,
  _ arrivals: (sentence: String, fact: Fact, evidence: [Citation])?
) -> Deviation {
  let bounds = Set(openings.flatMap(\.bounds).map(\.text)).sorted().joined(separator: "; ")
  let severity: Severity
  let fact: String
  switch externalPrincipal {
  case .everyone:
    // One of the statements is enough to assume the role, so the widest one counts.
    let judged = openings.map { everyoneJudgement($0, owner) }
    (severity, fact) = judged.min { $0.severity < $1.severity } ?? (.critical, "")
  case .account(let id):
    let isManagement = owner.managementAccount == id
    severity = isManagement ? .medium : .high
    let foreign = openings.lazy.compactMap(\.organization).first
    let account = isManagement ? "the management account \(id)" : "account \(id)"
    if case .foreign(let ids) = foreign, openings.allSatisfy({ $0.organization != nil }) {
      fact =
        "\(account) in another organization (\(listed(ids))) can assume the role without an external ID"
    } else {
      fact = "\(account) can assume the role without an external ID or organization condition"
    }
  case .principal(let id):
    severity = .high
    fact =
      "the principal with the unique ID \(id), which is not in the evidence, can assume the role"
      + " from any account"
  case .services(let source):
    severity = .low
    fact = "AWS services that act on behalf of resources in \(source) can assume the role"
  case .unknown(let id):
    severity = .low
    let isDeleted = id.hasPrefix("AIDA") || id.hasPrefix("AROA")
    fact =
      isDeleted
      ? "the trust policy names a deleted principal (\(id))"
      : "the trust policy names \(id), which is not an account ID"
  }
  let summary = "\(role.name): \(fact)"
  let others = Set(openings.flatMap(\.otherConditions)).sorted().joined(separator: "; ")
  return Deviation(
    "role", role.name, externalPrincipal.key,
    subject: .identity(.role, role.identity), severity: severity,
    summary: others.isEmpty ? summary : "\(summary) (under the condition \(others))",
    facts: [
      Fact("trusts", externalPrincipal.key),
      Fact("principals", Set(openings.map(\.principal)).sorted().joined(separator: ", ")),
      Fact("statements", openings.map(\.statement.label).joined(separator: ", ")),
      Fact("boundedBy", bounds.isEmpty ? "nothing" : bounds),
      Fact("otherConditions", others.isEmpty ? "none" : others),
    ] + (arrivals.map { [$0.fact] } ?? []),
    evidence: openings.map(\.statement.citation) + (arrivals?.evidence ?? []),
    advice: advice(on: externalPrincipal, role, after: arrivals?.sentence ?? ""),
    detail: .crossAccountTrust(account: externalPrincipal.account, isLimited: !bounds.isEmpty))
}

/// Which of the accounts that are trusted assumed the role, according to logs; nil if they cannot
/// show it.
private func arrivals(
  at role: Role, of principal: CrossAccountTrustRule.ExternalPrincipal,
  _ examination: borrowing Examination
) -> (sentence: String, fact: Fact, evidence: [Citation])? {
  let trusted: String?
  switch principal {
  case .everyone: trusted = nil
  case .account(let id): trusted = id
  case .principal, .services, .unknown: return nil
  }
  guard let logged = examination.logged,
    let found = logged.arrivals(
      at: role.identity.arn, of: trusted, home: examination.account.id)
  else { return nil }
  return (found.sentence, found.fact, logged.citation.map { [$0] } ?? [])
}

private func advice(
  on principal: CrossAccountTrustRule.ExternalPrincipal, _ role: Role, after sentence: String
) -> Advice {
  if case .unknown(let id) = principal {
    return Advice(
      "Remove \(id) from the trust policy, or replace it with the principal that needs access.",
      command: trustUpdateCommand(role))
  }
  return Advice(
    sentence + """
      Name the role that needs access, and require sts:ExternalId (another owner) or \
      aws:PrincipalOrgID (the same organization) with StringEquals. Remove principals that nobody \
      recognizes.
      """,
    command: trustUpdateCommand(role))
}

/// The callers that can assume the role through an opening for everyone, and its severity.
private func everyoneJudgement(
  _ opening: CrossAccountTrustRule.Opening, _ owner: TrustOwner
) -> (severity: Severity, fact: String) {
  switch opening.organization {
  case .own:
    return (.low, "every account in the same organization can assume the role")
  case .unknown(let ids):
    return (
      .low,
      "every account in the organization \(listed(ids)) can assume the role; the evidence does not"
        + " show whether this is the organization of the account"
    )
  case .foreign(let ids):
    let own =
      if case .member(let id) = owner.membership { "in \(id)" } else {
        "in no organization"
      }
    return (
      .high,
      "every account in another organization (\(listed(ids))) can assume the role (this account"
        + " is \(own))"
    )
  case nil:
    return opening.requiresExternalID
      ? (.high, "any AWS account that knows the external ID can assume the role")
      : (.critical, "any AWS account can assume the role")
  }
}
