import Model
import Platform

extension Item {
  /// Requires that principals can create or change users and roles only with a permissions boundary,
  /// and cannot remove that boundary. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate.
  package static let rolesPermissionBoundaries = Item(
    "roles.permission-boundaries", section: .roles, origin: .guide,
    title: "Permissions boundaries",
    requirement: "Users and roles can only be created with a permissions boundary.",
    reporting: Reporting(
      effort: .change, priority: 120,
      consequence: "Delegated administration can be used to create more powerful principals."),
    guidance: Guidance(
      why: """
        A principal that can create a role and attach policies to it can create an administrator \
        and use it. A permissions boundary that every new principal must have limits what can be \
        delegated.
        """,
      look: """
        The users and roles that it can create or change, and whether the condition on \
        iam:PermissionsBoundary applies to every action that could evade the boundary, including \
        its removal and edits to its policy.
        """,
      justification: """
        The central team's own tool, protected like an administrator, or a pipeline whose changes \
        two people approve.
        """)
  ) { examination in
    let findings = examination.engine.subjects.compactMap { subject -> Deviation? in
      let privilege = examination.privilege(of: subject.arn)
      guard subject.kind != .group, privilege.managesPrincipals, privilege.administrator == .no
      else { return nil }
      return examination.boundaryFinding(
        subject, examination.engine.boundaryDelegation(of: subject).gaps)
    }
    return Judgement(
      findings: findings, missing: examination.missing(.users, .groups, .roles, .policies),
      notes: [
        "Administrators can do all of this; the items on administrator access report them."
      ])
  }
}

extension Examination {
  /// The finding about a principal. Gaps that its own boundary blocks are not reported, because
  /// that is the purpose of the boundary.
  fileprivate func boundaryFinding(
    _ subject: AccessSubject, _ gaps: [BoundaryDelegation.Gap]
  ) -> Deviation? {
    let open = gaps.filter(\.limitedBy.isEmpty)
    let shown =
      open.isEmpty
      ? gaps.filter { gap in !gap.limitedBy.contains { $0.kind == .boundary } } : open
    guard !shown.isEmpty else { return nil }
    let kind = Subject.Kind(subject.kind)
    let isSure = open.contains { !$0.isConditional }
    let barriers = open.isEmpty ? shown.flatMap(\.limitedBy).uniqued : []
    let own = subject.identity.boundary.map(\.name)
    let ways = BoundaryDelegation.Way.allCases.compactMap { way -> String? in
      let actions = shown.filter { $0.way == way }.map(\.action)
      return actions.isEmpty ? nil : "\(way.text(actions)) (\(actions.joined(separator: ", ")))"
    }
    let isEvaded = open.contains { $0.way != .creates && $0.way != .changes }
    return Deviation(
      kind.rawValue, subject.name,
      subject: .identity(kind, subject.identity),
      severity: open.isEmpty ? .low : isSure && (own == nil || isEvaded) ? .high : .medium,
      summary: "\(subject.name) \(open.isEmpty ? "could" : "can") \(englishList(ways))"
        + (open.isEmpty || isSure ? "" : ", under conditions") + barriers.summary,
      facts: [
        Fact("ways", Set(shown.map(\.way.rawValue)).sorted().joined(separator: " ")),
        Fact("actions", shown.map(\.action).joined(separator: " ")),
        Fact("resources", many: shown.map(\.resource).uniqued),
        Fact(
          "statements", many: shown.flatMap(\.statements).map(\.label).uniqued, separator: " | "),
        Fact("ownBoundary", own ?? "none"), Fact("containedBy", barriers.factText),
      ],
      evidence: Array(
        shown.flatMap(\.statements).map(\.statement.citation).uniqued.prefix(Fact.maximumValues)),
      advice: Advice(
        "Allow these actions only if iam:PermissionsBoundary is the ARN of the required boundary. Deny its"
          + " removal and new versions of its policy."),
      detail: .boundaryEvasion)
  }
}

extension BoundaryDelegation.Way {
  /// The way for a sentence, about the kinds of principals that the actions apply to.
  fileprivate func text(_ actions: [String]) -> String {
    let kinds = [("User", "users"), ("Role", "roles")].filter { kind, _ in
      actions.contains { $0.contains(kind) }
    }.map(\.1).asChoice
    return switch self {
    case .creates: "create \(kinds) without a permissions boundary"
    case .changes: "add policies to \(kinds) without a permissions boundary"
    case .removes: "remove a permissions boundary"
    case .replaces: "replace a permissions boundary with another policy"
    case .edits: "edit the policy that is the boundary"
    }
  }
}
