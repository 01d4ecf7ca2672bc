import Model

extension Item {
  /// Each inline policy is a finding; those of service-linked roles are AWS's own.
  static let policiesInline = Item(
    "policies.inline", section: .policies, origin: .checklist,
    title: "Policies are managed, not written into their bearers",
    guidance: Guidance(
      why: """
        An inline policy has no versions and no name that could be searched for, and is easily \
        overlooked when access is reviewed.
        """,
      look: "What it allows, and whether a managed policy says the same already.",
      justification: """
        A policy that must live and die with its one bearer, such as one that a permission set or \
        a stack writes, and that is kept in code.
        """)
  ) { examination in
    let identities = examination.identities
    let owners: [(Subject, Identity)] =
      identities.users.map { (Subject($0), $0.identity) }
      + identities.groups.map { (Subject($0), $0.identity) }
      + identities.roles.filter { !$0.isServiceLinked }.map { (Subject($0), $0.identity) }
    let findings = owners.flatMap { subject, identity in
      identity.inlinePolicies.map { policy -> Finding in
        let statements = policy.document?.statements ?? []
        let isWide = statements.contains { $0.effect == .allow && $0.isOnEverything }
        return Finding(
          id: FindingID("policies.inline", subject, policy.name), item: ItemID("policies.inline"),
          subject: subject, severity: isWide ? .medium : .low,
          summary: "has the inline policy \(policy.name)"
            + (isWide ? ", which allows actions on every resource" : ""),
          facts: [
            Fact("policy", policy.name), Fact("statements", String(statements.count)),
            Fact(
              "digest",
              policy.document.map { SHA256Digest(of: $0.text).description } ?? "no document"),
          ],
          evidence: [policy.citation],
          advice: Advice(
            "Make it a managed policy, attach that, and delete the inline one.",
            command: awsCommand(
              "iam delete-\(subject.kind.rawValue)-policy",
              ["\(subject.kind.rawValue)-name": subject.name, "policy-name": policy.name])))
      }
    }
    return Judgement(
      findings: findings, missing: examination.lacking(.users, .groups, .roles))
  }
}
