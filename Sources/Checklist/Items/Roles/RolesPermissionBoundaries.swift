import Model

extension Item {
  /// Who may make or change principals must be bound to make them within a boundary, and must not
  /// be able to take that boundary away. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate.
  static let rolesPermissionBoundaries = Item(
    "roles.permission-boundaries", section: .roles, origin: .guide,
    title: "Who makes users and roles makes them within a boundary",
    guidance: Guidance(
      why: """
        Whoever may make a role and give it policies may make an administrator and use it. A \
        permissions boundary that every new principal must bear keeps the delegation small.
        """,
      look: """
        Which principals it may make or change, and whether the condition on \
        `iam:PermissionsBoundary` stands on every action that could evade it, the removal of the \
        boundary and the editing of its text included.
        """,
      justification: """
        The central team's own tool, which is guarded as an administrator is, or a pipeline whose \
        changes two people approve.
        """)
  ) { examination in
    let findings = examination.engine.subjects.compactMap { subject -> Finding? in
      let privilege = examination.privilege(of: subject.arn)
      guard subject.kind != .group, privilege.managesPrincipals, privilege.administrator == .no
      else { return nil }
      return examination.boundaryFinding(
        subject, examination.engine.boundaryDelegation(of: subject).gaps)
    }
    return Judgement(
      findings: findings, missing: examination.lacking(.users, .groups, .roles, .policies),
      notes: ["Administrators, who may all of this, have items of their own."])
  }
}

extension Examination {
  /// One finding a principal. What its own boundary contains is what the boundary is for.
  fileprivate func boundaryFinding(
    _ subject: AccessSubject, _ gaps: [BoundaryDelegation.Gap]
  ) -> Finding? {
    let open = gaps.filter(\.containedBy.isEmpty)
    let shown =
      open.isEmpty
      ? gaps.filter { gap in !gap.containedBy.contains { $0.kind == .boundary } } : open
    guard !shown.isEmpty else { return nil }
    let kind = Subject.Kind(subject.kind)
    let isSure = open.contains { !$0.isConditional }
    let barriers = open.isEmpty ? shown.flatMap(\.containedBy).uniqued : []
    let own = subject.identity.boundary.map(\.name)
    let ways = BoundaryDelegation.Way.allCases.compactMap { way -> String? in
      let actions = shown.filter { $0.way == way }.map(\.action)
      return actions.isEmpty ? nil : "\(way.text) (\(actions.joined(separator: ", ")))"
    }
    let isEvaded = open.contains { $0.way != .creates && $0.way != .changes }
    return Finding(
      "roles.permission-boundaries", kind.rawValue, subject.name,
      subject: .identity(kind, subject.identity),
      severity: open.isEmpty ? .low : isSure && (own == nil || isEvaded) ? .high : .medium,
      summary: "may \(ways.joined(separator: ", "))"
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
        shown.flatMap(\.statements).map(\.statement.citation).uniqued.prefix(Fact.mostValues)),
      advice: Advice(
        "Allow these only where iam:PermissionsBoundary is the boundary that you choose; deny its"
          + " removal and new versions of its policy."))
  }
}

extension BoundaryDelegation.Way {
  fileprivate var text: String {
    switch self {
    case .creates: "make users or roles without a boundary"
    case .changes: "give policies to users or roles without a boundary"
    case .removes: "remove a boundary"
    case .replaces: "replace a boundary by one of its choice"
    case .edits: "change the boundary's text"
    }
  }
}
