import Model
import Platform

extension Item {
  /// Requires that principals with high privileges use what they are granted.
  ///
  /// AWS records access attempts of at least the last 400 days, with a delay of some hours, and
  /// does not track every service and action. Services that it does not track are never reported
  /// as unused.
  package static let rolesAccessAdvisor = Item(
    "roles.access-advisor", section: .roles, origin: .checklist,
    title: "Permissions match use",
    requirement: "Roles and users with high privileges use the permissions that they have.",
    reporting: Reporting(
      effort: .change, priority: 200, groupPredicate: "with permissions that were not used",
      consequence: "Unused permissions help only an intruder."),
    guidance: Guidance(
      why: """
        Permissions that a role never uses help only an intruder. Last-accessed details are the \
        cheapest evidence that a permission can be removed.
        """,
      look: """
        The granted services that were not used, and when the others were last used. A job that \
        runs once a year does not show in a 90-day window.
        """,
      justification: """
        Rare tasks with a documented schedule, such as disaster recovery or year-end closing. Name \
        the task and the actions that it needs.
        """)
  ) { examination in
    var missing = examination.missing(.users, .groups, .roles, .policies)
    let powerful = examination.engine.subjects.filter {
      $0.kind != .group && examination.privilege(of: $0.arn).isHigh
    }
    guard !powerful.isEmpty else { return Judgement(missing: missing) }
    let account = examination.account
    let hasLogs = account.activity.value.map { $0.coverage.events > 0 } ?? false
    if hasLogs {
      missing += examination.missing(.activity, account.activity)
    } else {
      missing += examination.missing(.lastAccessed, account.lastAccessed)
    }
    guard hasLogs || account.lastAccessed.value != nil else { return Judgement(missing: missing) }
    let known = account.lastAccessed.value ?? [:]
    var findings: [Deviation] = []
    var usersWithout: [String] = []
    var blind: [String] = []
    for subject in powerful {
      let answer = known[subject.arn.description]
      guard answer != nil || hasLogs else {
        if subject.kind == .role {
          findings.append(examination.findingWithoutData(on: subject))
        } else {
          usersWithout.append(subject.name)
        }
        continue
      }
      let access = examination.engine.effectiveAccess(of: subject)
      let evidence = SubjectUse(
        of: subject, access, in: account, within: examination.settings.maxAgeDays)
      guard let use = evidence.use else { continue }
      if answer == nil, !use.isKnownForAllServices { blind.append(subject.name) }
      if answer?.isTruncated == true {
        missing.append(
          MissingEvidence(
            .lastAccessed,
            reason: "the last-accessed details of \(subject.name) are truncated (one page has 100"
              + " services)"))
      }
      if let finding = examination.finding(on: subject, access, use, evidence) {
        findings.append(finding)
      }
    }
    let withDetails = powerful.count { known[$0.arn.description] != nil }
    if withDetails < powerful.count { missing += examination.outdatedLogs }
    if !blind.isEmpty {
      missing.append(
        MissingEvidence(
          .lastAccessed,
          reason: "logs cannot show the use of all services that \(listed(blind)) can use"))
    }
    let notes =
      usersWithout.isEmpty
      ? []
      : [
        "Users with high privileges but no last-accessed details in the evidence:"
          + " \(listed(usersWithout))."
      ]
    return Judgement(
      findings: findings, missing: missing,
      notes: notes + (withDetails > 0 ? examination.partialLogsNote : []))
  }
}

extension Examination {
  /// Says that the logs end before the period in which permissions must be used.
  fileprivate var outdatedLogs: [MissingEvidence] {
    guard let to = account.activity.value?.coverage.to, to < cutoff else { return [] }
    return [
      MissingEvidence(
        .activity,
        reason: "the logs end on \(CalendarDay(containing: to)), before the last \(ageLimit)")
    ]
  }

  /// Says that logs do not add unused actions to last-accessed details.
  fileprivate var partialLogsNote: [String] {
    guard let coverage = account.activity.value?.coverage, let period = coverage.period(),
      !coverage.covers(from: cutoff, to: asOf)
    else { return [] }
    return [
      "\(period.capitalizedFirst) do not cover the last \(ageLimit). Where there are last-accessed"
        + " details, only these show what was not used."
    ]
  }

  private func finding(
    on subject: AccessSubject, severity: Severity, summary: String, facts: [Fact],
    evidence: [Citation], advice: Advice, detail: FindingDetail? = nil
  ) -> Deviation {
    let kind = Subject.Kind(subject.kind)
    return Deviation(
      kind.rawValue, subject.name,
      subject: .identity(kind, subject.identity), severity: severity, summary: summary,
      facts: facts, evidence: evidence, advice: advice, detail: detail)
  }

  fileprivate func findingWithoutData(on subject: AccessSubject) -> Deviation {
    finding(
      on: subject, severity: .low,
      summary: "\(subject.name) has high privileges, but its last-accessed details are missing",
      facts: [Fact("lastAccessed", "no data")], evidence: [subject.identity.citation],
      advice: Advice(
        "Collect the last-accessed details of the role, then scope down its permissions.",
        command: awsCommand(
          "iam generate-service-last-accessed-details",
          ["granularity": "ACTION_LEVEL", "arn": subject.arn.description])))
  }

  fileprivate func finding(
    on subject: AccessSubject, _ access: EffectiveAccess, _ use: GrantedUse, _ evidence: SubjectUse
  ) -> Deviation? {
    let period = UsePeriod(evidence)
    let tracked = use.services.filter { $0.use != .notTracked && $0.use != .unknown }
    let unused = tracked.filter { !$0.isUsed }
    let unusedActions = tracked.filter(\.isUsed).flatMap { service in
      service.unusedActions.map { "\(service.name):\($0)" }
    }
    guard !unused.isEmpty || !unusedActions.isEmpty else { return nil }
    let never = unused.filter { $0.use == .never }
    let isTruncated = evidence.answer?.isTruncated == true
    let summary =
      "\(subject.name) has not used "
      + unusedText(unused, of: tracked, never, unusedActions.count, period)
      + (isTruncated ? "; its last-accessed details are truncated" : "")
    let narrower = engine.narrowerPolicy(
      for: subject, access, use, observed: evidence.observed)
    let suggested = narrower.map {
      SuggestedPolicy(document: $0.text, parts: $0.divided.map(\.compactText))
    }
    let used = tracked.filter(\.isUsed)
    func names(_ services: [GrantedUse.Service]) -> String {
      services.map(\.name).joined(separator: " ")
    }
    return finding(
      on: subject, severity: .medium, summary: summary,
      facts: [
        Fact("unusedServices", names(unused)), Fact("neverUsed", names(never)),
        Fact("usedServices", names(used)),
        // While a service is in use, its date changes daily and would make the decision stale with
        // every collection.
        Fact("lastUsed", unused.compactMap(\.lastUsedText).joined(separator: " ")),
        Fact("unusedActions", unusedActions.joined(separator: " ")),
        Fact("notTracked", String(use.services.count { $0.use == .notTracked })),
        Fact("truncated", String(isTruncated)),
        Fact("maxAgeDays", String(settings.maxAgeDays)),
        suggested?.fact ?? Fact(SuggestedPolicy.factName, ""),
      ] + (suggested?.factsOfParts ?? []),
      evidence: [evidence.answer?.citation, period.citation(in: account)].compactMap(\.self)
        + [subject.identity.citation],
      advice: narrowingAdvice(subject, narrower, use, period, isTruncated: isTruncated),
      detail: .unusedAccess(
        UnusedAccess(
          usedServices: used.map(\.name), unusedServices: unused.map(\.name),
          narrower: suggested)))
  }

  private func unusedText(
    _ unused: [GrantedUse.Service], of tracked: [GrantedUse.Service],
    _ never: [GrantedUse.Service], _ actions: Int, _ period: UsePeriod
  ) -> String {
    let actionsText = actions.counted("granted action")
    guard !unused.isEmpty else {
      return "\(actionsText) in \(period.text), in services that it does use"
    }
    let count = unused.count == tracked.count ? "any" : "\(unused.count)"
    let verb = never.count == 1 ? "has" : "have"
    return "\(count) of its \(tracked.count.counted("granted service")) in \(period.text)"
      + (never.isEmpty || !period.knowsNever ? "" : " (\(never.count) \(verb) never been used)")
      + (actions == 0 ? "" : ", nor \(actionsText) in services that it does use")
  }

  private func narrowingAdvice(
    _ subject: AccessSubject, _ narrower: NarrowerPolicy?, _ use: GrantedUse,
    _ period: UsePeriod, isTruncated: Bool
  ) -> Advice {
    guard let narrower else {
      return isTruncated
        ? Advice(
          "Collect all pages of its last-accessed details: services on other pages can be in use."
        )
        : use.services.contains(where: \.isUsed)
          ? Advice(
            "Scope down its permissions manually: no generated policy is certain to allow everything"
              + " that it uses.")
          : Advice(
            "Ask the owner whether the \(subject.kind.rawValue) can be deleted: it used no service in"
              + " \(period.text).")
    }
    let size = PolicySplit.characters(in: narrower.text).grouped
    let parts =
      narrower.parts.isEmpty
      ? " It has \(size) characters, more than the quota of a managed policy, and cannot be divided"
        + " automatically."
      : narrower.divided.isEmpty
        ? ""
        : " It has \(size) characters, more than the quota of a managed policy: create each of its"
          + " \(narrower.divided.count) parts as a managed policy, and attach all of them."
    let kept =
      narrower.untrackedServices.isEmpty
      ? ""
      : " It keeps access to \(englishList(narrower.untrackedServices)), \(period.untracked)."
    let kind = Subject.Kind(subject.kind)
    let text =
      "Add the narrower policy of this finding, then remove its other policies. It"
      + " allows everything that was used in \(period.text).\(kept)\(parts)"
      + period.effect(of: narrower, use)
    // Roles of IAM Identity Center can only be changed through their permission set.
    guard !Subject.identity(kind, subject.identity).isFromIdentityCenter else {
      return Advice(text + " Change its permission set in IAM Identity Center.")
    }
    if narrower.parts.count != 1 {
      return Advice(
        text,
        command: awsCommand("iam create-policy", ["policy-name": "\(subject.name)-narrower-1"])
          .map { $0 + " --policy-document file://narrower-1.json" })
    }
    return Advice(
      text,
      command: awsCommand(
        "iam put-\(kind.rawValue)-policy",
        [
          "\(kind.rawValue)-name": subject.name, "policy-name": "\(subject.name)-narrower",
        ]
      ).map { $0 + " --policy-document file://narrower.json" })
  }
}

extension NarrowerPolicy {
  /// The parts if there are several.
  fileprivate var divided: [JSONValue] { parts.count > 1 ? parts : [] }
}

extension GrantedUse {
  /// Whether the evidence would show any use of every service that the principal can use.
  fileprivate var isKnownForAllServices: Bool {
    services.allSatisfy { $0.use != .notTracked || $0.grantedActions == 0 }
  }
}

extension GrantedUse.Service {
  /// The service and the date of its last use before the period; nil if there is none.
  fileprivate var lastUsedText: String? {
    switch use {
    case .usedBefore(let time): "\(name)=\(CalendarDay(containing: time))"
    case .used, .never, .notInLogs, .notTracked, .unknown: nil
    }
  }
}
