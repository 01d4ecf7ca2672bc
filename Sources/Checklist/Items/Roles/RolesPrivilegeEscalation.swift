import Model
import Platform

extension Item {
  /// Evaluates all policies of a principal together, on the resources that they name; see
  /// `AccessEngine.escalations`. Other items report administrators.
  package static let rolesPrivilegeEscalation = Item(
    "roles.privilege-escalation", section: .roles, origin: .guide,
    title: "No privilege escalation",
    requirement: "No user or role can escalate its own privileges.",
    reporting: Reporting(
      effort: .change, priority: 90,
      consequence: "A principal with few permissions can turn them into full control."),
    guidance: Guidance(
      why: """
        A principal that can change its own policies, or use a role with higher privileges, \
        effectively has those privileges already: it only takes one more call, and a review of its \
        policies does not show it.
        """,
      look: """
        Each step and the statement that allows it, and whether the work needs that action on that \
        resource. A path that a permissions boundary or a service control policy blocks is open \
        again as soon as that policy changes.
        """,
      justification: """
        The principal's task is to administer access, it is protected like an administrator, and \
        its use raises an alarm.
        """)
  ) { examination in
    var findings: [Deviation] = []
    var empty: [String] = []
    var open: [Escalation] = []
    let members = Set(examination.identities.users.flatMap(\.groups).map { $0.lowercased() })
    for report in examination.survey.escalations {
      guard let subject = examination.engine.subject(report.subject), !subject.isServiceLinked
      else { continue }
      if subject.kind == .group {
        // The members of a group have its permissions, and are reported themselves.
        if !report.open.isEmpty, !members.contains(subject.name.lowercased()) {
          empty.append(subject.name)
        }
        continue
      }
      open += report.open
      findings += examination.escalationFindings(report, subject)
    }
    var notes: [String] = []
    if !empty.isEmpty {
      notes.append(
        "Groups without members, whose policies would let a member escalate: \(listed(empty)).")
    }
    var missing = examination.missing(.users, .groups, .roles, .policies)
    missing += examination.missingResources(of: open)
    notes += examination.engine.missingPolicies.map {
      "Escalation paths were not fully evaluated: \($0)."
    }
    return Judgement(
      findings: findings, missing: missing, notes: notes)
  }
}

/// The actions of escalation paths that use the role of an instance.
private let actsOnInstances: Set = [
  "ec2:ModifyInstanceAttribute", "ec2-instance-connect:SendSSHPublicKey", "ssm:StartSession",
  "ssm:SendCommand", "ssm:CreateAssociation",
]

extension Examination {
  /// The lists of functions and instances, as far as they are incomplete and an open path needs a
  /// resource that can be missing from them: its severity is then only a lower limit.
  fileprivate func missingResources(of paths: [Escalation]) -> [MissingEvidence] {
    let unseen = paths.filter { $0.path.category == .existingPassRole && $0.resource == nil }
    var missing: [MissingEvidence] = []
    if unseen.contains(where: { $0.path.services == ["lambda.amazonaws.com"] }) {
      missing += self.missing(.functions, account.functions)
    }
    if unseen.contains(where: { $0.path.permissions.contains(where: actsOnInstances.contains) }) {
      missing += self.missing(.instances, account.instances)
    }
    return missing
  }

  /// At most two findings per principal: one for open paths, and one for blocked paths.
  fileprivate func escalationFindings(
    _ report: EscalationReport, _ subject: AccessSubject
  ) -> [Deviation] {
    let open = report.unobstructed
    let stopped = report.obstructed
    var findings: [Deviation] = []
    if !open.isEmpty {
      let isSure = report.isCertain
      let gain = report.chain.isEmpty ? open[0].gainText : Escalation.Gain.administrator.text
      let way = open.first { $0.path.id == report.chain.first?.escalation.path.id } ?? open[0]
      let isOnlyData = open.allSatisfy { $0.gain == .data }
      findings.append(
        escalationFinding(
          subject, open, part: nil, severity: isSure ? .high : isOnlyData ? .low : .medium,
          summary:
            "\(subject.name) \(gain) via \(way.shortText)\(later(report.chain))\(others(open))",
          chain: report.chain))
    }
    // An administrator that a boundary limits is reported once, by the items on administrator
    // access.
    if !stopped.isEmpty, report.administrator == .no {
      let barriers = stopped.flatMap(\.barrierWords).uniqued
      let paths =
        stopped.count == 1 ? "the escalation path" : "\(stopped.count) escalation paths, such as"
      let verb = barriers.areOnePolicy ? "blocks" : "block"
      findings.append(
        escalationFinding(
          subject, stopped, part: "contained", severity: .low,
          summary:
            "\(subject.name): \(englishList(barriers)) \(verb) \(paths) \(stopped[0].shortText)",
          chain: []))
    }
    return findings
  }

  /// The hops of the chain after the first.
  private func later(_ chain: [EscalationReport.Hop]) -> String {
    guard let second = chain.dropFirst().first else { return "" }
    let more = chain.count - 2
    return ", then \(second.escalation.shortText)"
      + (more > 0 ? " and \(more.counted("more hop"))" : "")
  }

  private func others(_ ways: [Escalation]) -> String {
    switch ways.count {
    case 1: ""
    case 2: "; 1 more path"
    default: "; \(ways.count - 1) more paths"
    }
  }

  private func escalationFinding(
    _ subject: AccessSubject, _ ways: [Escalation], part: String?, severity: Severity,
    summary: String, chain: [EscalationReport.Hop]
  ) -> Deviation {
    let kind = Subject.Kind(subject.kind)
    let barriers = ways.flatMap(\.barriers).uniqued
    let conditions = ways.flatMap(\.openConditions).map { "\($0.operatorName) \($0.key)" }.uniqued
    return Deviation(
      parts: [kind.rawValue, subject.name] + (part.map { [$0] } ?? []),
      subject: .identity(kind, subject.identity), severity: severity, summary: summary,
      facts: [
        Fact("paths", ways.map(\.path.id).joined(separator: " ")),
        Fact(EscalationDetail.stepsFact, ways.map(\.stepsText).joined(separator: " | ")),
        Fact("targets", many: ways.compactMap(\.target?.description).uniqued),
        Fact(EscalationDetail.chainFact, chain.map(\.text).joined(separator: " | ")),
        Fact("conditions", many: conditions, separator: ", "),
        Fact("containedBy", many: barriers.isEmpty ? ["nothing"] : barriers, separator: ", "),
      ],
      evidence: Array(
        (ways + chain.map(\.escalation)).flatMap(\.citations).uniqued.prefix(Fact.maximumValues)),
      advice: Advice(
        part == nil
          ? "Break each path: remove one of its permissions, or limit that permission to resources that"
            + " give no higher privileges."
          : "Remove the permissions anyway: the policies that block the path can change."),
      detail: .escalation(
        EscalationDetail(paths: ways, chain: chain, isBlocked: part != nil)))
  }
}
