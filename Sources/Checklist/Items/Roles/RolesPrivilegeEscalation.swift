import Model

extension Item {
  /// What several policies allow together counts, on the resources that they name; see
  /// `AccessEngine.escalations`. Administrators have an item of their own.
  static let rolesPrivilegeEscalation = Item(
    "roles.privilege-escalation", section: .roles, origin: .guide,
    title: "Nobody can give themselves more power than they were given",
    guidance: Guidance(
      why: """
        Whoever can change their own policies, or act through a stronger role, has that power \
        already: it only takes one more call, and reviews of the policies do not show it.
        """,
      look: """
        Each step with the statement behind it, and whether the work needs that action on that \
        resource. A path that a boundary or a service control policy stops is open again on the \
        day that it is changed.
        """,
      justification: """
        The duty is to administer access, the principal is guarded as an administrator is, and \
        its use raises an alarm.
        """)
  ) { examination in
    var findings: [Finding] = []
    var empty: [String] = []
    let members = Set(examination.identities.users.flatMap(\.groups).map { $0.lowercased() })
    for report in examination.survey.escalations {
      guard let subject = examination.engine.subject(report.subject), !subject.isServiceLinked
      else { continue }
      if subject.kind == .group {
        // What a group may do its members do, and they are told.
        if !report.open.isEmpty, !members.contains(subject.name.lowercased()) {
          empty.append(subject.name)
        }
        continue
      }
      findings += examination.escalationFindings(report, subject)
    }
    var notes: [String] = []
    if !empty.isEmpty {
      notes.append(
        "Groups without members whose policies would let a member gain power: \(listed(empty)).")
    }
    notes += examination.engine.unjudged.map { "Not judged: \($0)." }
    return Judgement(
      findings: findings, missing: examination.lacking(.users, .groups, .roles, .policies),
      notes: notes)
  }
}

extension Examination {
  /// At most two findings a principal: for what is open, and for what something stops.
  fileprivate func escalationFindings(
    _ report: EscalationReport, _ subject: AccessSubject
  ) -> [Finding] {
    let open = report.open.filter(\.possibleDenials.isEmpty)
    let stopped = report.contained + report.open.filter { !$0.possibleDenials.isEmpty }
    var findings: [Finding] = []
    if !open.isEmpty {
      let isSure = report.isCertain
      let gain = report.chain.isEmpty ? open[0].gainText : "can become administrator"
      let way = open.first { $0.path.id == report.chain.first?.escalation.path.id } ?? open[0]
      let isOnlyData = open.allSatisfy { $0.gain == .data }
      findings.append(
        escalationFinding(
          subject, open, part: nil, severity: isSure ? .high : isOnlyData ? .low : .medium,
          summary: "\(gain) by \(way.shortText)\(others(open))", chain: report.chain))
    }
    // An administrator whom a boundary contains is told as that, once.
    if !stopped.isEmpty, report.administrator == .no {
      let barriers = stopped.flatMap(\.barriers).uniqued
      findings.append(
        escalationFinding(
          subject, stopped, part: "contained", severity: .low,
          summary: "could gain power by \(stopped[0].shortText)\(others(stopped));"
            + " contained by \(listed(barriers))", chain: []))
    }
    return findings
  }

  private func others(_ ways: [Escalation]) -> String {
    switch ways.count {
    case 1: ""
    case 2: "; and one other way"
    default: "; and \(ways.count - 1) other ways"
    }
  }

  private func escalationFinding(
    _ subject: AccessSubject, _ ways: [Escalation], part: String?, severity: Severity,
    summary: String, chain: [EscalationReport.Hop]
  ) -> Finding {
    let kind = Subject.Kind(subject.kind)
    let barriers = ways.flatMap(\.barriers).uniqued
    let conditions = ways.flatMap(\.openConditions).map { "\($0.operatorName) \($0.key)" }.uniqued
    return Finding(
      "roles.privilege-escalation",
      parts: [kind.rawValue, subject.name] + (part.map { [$0] } ?? []),
      subject: .identity(kind, subject.identity), severity: severity, summary: summary,
      facts: [
        Fact("paths", ways.map(\.path.id).joined(separator: " ")),
        Fact("steps", ways.map(\.stepsText).joined(separator: " | ")),
        Fact("targets", many: ways.compactMap(\.target?.description).uniqued),
        Fact("chain", chain.map(\.text).joined(separator: " | ")),
        Fact("conditions", many: conditions, separator: ", "),
        Fact("containedBy", many: barriers.isEmpty ? ["nothing"] : barriers, separator: ", "),
      ],
      evidence: Array(
        (ways + chain.map(\.escalation)).flatMap(\.citations).uniqued.prefix(Fact.mostValues)),
      advice: Advice(
        part == nil
          ? "Take one permission of each path away, or limit it to resources that are no stronger."
          : "Take the permissions away all the same: what contains them may be changed."))
  }
}
