internal import Checklist
internal import Model
internal import Platform

/// Scope, method and limitations.
extension ReportBuilder {
  var scope: Chapter {
    Chapter(
      anchor: "scope", title: "Scope, method and limitations", startsPage: true,
      blocks: [
        heading("Scope", "scope-1"), .paragraph(scopeText), .facts(scopeFacts),
        heading("Method", "method"), .paragraph(methodText),
        .list(decisionMeanings, isNumbered: false),
        heading("Limitations", "limits"),
      ] + limits + [
        heading("Results by requirement", "items"), .table(itemTable),
      ] + charts)
  }

  private func heading(_ text: String, _ anchor: String) -> Block {
    .heading(Heading(level: 3, text: [.text(text)], anchor: anchor))
  }

  private var scopeText: [Inline] {
    let sections = Section.allCases.filter { section in
      report.items.contains { $0.result.item.section == section }
    }.map(\.title)
    return [
      .text("The review covers the identity and access management of AWS account "),
      .name(accountText),
      .text(
        ": \(report.items.count.counted("requirement")) in the sections \(englishList(sections))."
          + " It is based on \(account.files.count.counted("file")) of evidence, which show the"
          + " account as of "),
      .whole(account.asOf.instant.toTheMinute), .text(" (\(account.asOf.origin.text))."),
    ]
  }

  private var scopeFacts: [(name: String, value: [Inline])] {
    let settings = report.assessment.settings
    var facts: [(name: String, value: [Inline])] = [
      (
        "Age limit",
        [.text("\(settings.maxAgeDays.counted("day")) for access keys and unused credentials")]
      ),
      ("Sensitive services", [.text(servicesText(settings.sensitiveServices))]),
    ]
    if let identities = account.identities.value {
      facts.append(
        (
          "Size",
          [
            .text(
              "\(identities.users.count.counted("user")), \(identities.groups.count.counted("group")),"
                + " \(identities.roles.count.counted("role")),"
                + " \(identities.policies.count.counted("managed policy", plural: "managed policies"))"
            )
          ]
        ))
    }
    if let path = account.controlPolicies.value?.path, !path.isEmpty {
      let steps = path.map { step in
        "\(step.kind) \(step.target)"
          + (step.policies.isEmpty ? "" : " (\(step.policies.map(\.name).joined(separator: ", ")))")
      }
      facts.append(
        ("Service control policies", [.name(steps.joined(separator: " in "))]))
    }
    return facts
  }

  private var methodText: [Inline] {
    [
      .text(
        "\(Product.name) evaluated the evidence against each requirement, the way AWS evaluates"
          + " policies. It did not change the account. Reviewers then decided each finding:")
    ]
  }

  private var decisionMeanings: [[Inline]] {
    [
      [.strong("Remediate"), .text(": an owner will fix the deviation by a due date.")],
      [.strong("Justified"), .text(": the deviation is accepted until a date, with a reason.")],
      [.strong("Passed"), .text(": the reviewer found the configuration compliant.")],
      [.strong("Not applicable"), .text(": the requirement does not apply.")],
      [.strong("False positive"), .text(": the deviation does not exist.")],
    ]
  }

  /// What could not be assessed, in sentences.
  var limitations: [String] {
    var order: [EvidenceKind] = []
    var reasons: [EvidenceKind: (reason: String, titles: [String])] = [:]
    for item in report.items {
      for missing in item.result.missing {
        if reasons[missing.kind] == nil {
          order.append(missing.kind)
          // The whole answer of AWS is in the section of the requirement.
          let reason = missing.reason.firstRange(of: ": aws ").map {
            missing.reason[..<$0.lowerBound]
          }
          reasons[missing.kind] = (reason.map(String.init) ?? missing.reason, [])
        }
        reasons[missing.kind]?.titles.append(item.result.item.title)
      }
    }
    var limits = order.compactMap { kind in
      reasons[kind].map {
        "Missing evidence: \(kind.title), \($0.reason). Affected: \(englishList($0.titles.uniqued))."
      }
    }
    let problems = account.problems.count
    if problems > 0 {
      limits.append(
        "\(problems.counted("problem")) with evidence files; see the evidence register.")
    }
    if let scope = session.scope {
      limits.append("This is a part of a review: \(scope.title). Other parts are not included.")
    }
    return limits
  }

  private var limits: [Block] {
    var blocks: [Block] = []
    let limits = limitations
    if limits.isEmpty {
      blocks.append(.paragraph([.text("All evidence for the requirements was available.")]))
    } else {
      blocks.append(.list(limits.map { [.name($0)] }, isNumbered: false))
    }
    let remarks = report.items.indices.filter { !report.items[$0].result.notes.isEmpty }
    if !remarks.isEmpty {
      blocks.append(
        .paragraph(
          [
            .text(
              "Some resources were not evaluated, or only in part: see the remarks on"
                + " \(remarks.count == 1 ? "requirement" : "requirements") ")
          ]
            + [Inline].joined(
              remarks.map { [.link("\($0 + 1)", to: "i\($0 + 1)")] }, by: ", ") + [.text(".")]))
    }
    blocks.append(
      .paragraph([
        .text(
          "The report describes the account at one point in time. The evidence does not show the"
            + " content of data, the values of requests, or resource-based policies other than those"
            + " listed in the evidence register.")
      ]))
    return blocks
  }

  /// All items in the order of the checklist.
  private var itemTable: Table {
    Table(
      "All requirements in the order of the checklist",
      [
        .narrow("No."), .text("Requirement"), .narrow("Result"), .text("Findings"),
        .narrow("Decided"),
      ],
      report.items.enumerated().map { index, item in
        Table.Row(
          [.text("\(index + 1)")],
          [.link(item.result.item.title, to: "i\(index + 1)")],
          [.text(item.result.outcome.rawValue)],
          severities(item), [.text(decided(item))])
      })
  }

  private func severities(_ item: ReportedItem) -> [Inline] {
    guard !item.findings.isEmpty else { return [.text("none")] }
    return [Inline].joined(
      Severity.allCases.compactMap { severity in
        let count = item.findings.count { $0.severity == severity }
        return count == 0 ? nil : [.text("\(count.grouped) "), .severity(severity)]
      }, by: ", ")
  }

  private func decided(_ item: ReportedItem) -> String {
    if item.findings.isEmpty || item.whole.isDecided { return item.whole.title }
    let progress = item.progress
    return "\(progress.decided) of \(progress.total)"
  }

  private var charts: [Block] {
    [keyAges, use].compactMap { $0 }.isEmpty
      ? [] : [.columns([keyAges, use].compactMap { $0.map { [.chart($0)] } })]
  }

  private var keyAges: Chart? {
    guard let ages = KeyAges(report), ages.total > 0 else { return nil }
    return Chart(
      id: "keys", title: "Active access keys by age",
      description: ages.classes.map { "\($0.title): \($0.count)" }.joined(separator: "; "),
      bars: ages.classes.map {
        Chart.Bar(
          label: $0.title,
          parts: $0.count == 0
            ? []
            : [Chart.Part(count: $0.count, style: $0.isOld ? "unused" : "used", sign: "")],
          note: $0.count.grouped)
      }, legend: "Keys older than \(report.assessment.settings.maxAgeDays) days are findings.")
  }

  private static let shownRoles = 8

  private var use: Chart? {
    let all = RoleUse.all(report)
    guard !all.isEmpty else { return nil }
    let shown = all.prefix(ReportBuilder.shownRoles)
    let left = all.count - shown.count
    return Chart(
      id: "use", title: "Services granted and used",
      description: shown.map { "\($0.name): \($0.used) of \($0.granted) used" }
        .joined(separator: "; "),
      bars: shown.map { role in
        Chart.Bar(
          label: role.name, isName: true,
          parts: [
            Chart.Part(count: role.used, style: "used", sign: ""),
            Chart.Part(count: role.granted - role.used, style: "unused", sign: ""),
          ].filter { $0.count > 0 }, note: "\(role.used) of \(role.granted)")
      },
      legend: "The first part of each bar shows services in use."
        + (left > 0 ? " \(left.counted("more principal")) in the findings." : ""))
  }
}
