internal import Checklist
internal import Model
internal import Platform

/// The executive summary, on one page.
extension ReportBuilder {
  var summary: Chapter {
    Chapter(
      anchor: "summary", title: "Executive summary", startsPage: true,
      blocks: statement + [.table(matrix)] + rerated + worst + [
        .columns([news + gaps + deadlines, [.chart(severityChart)]])
      ])
  }

  private var statement: [Block] { ownStatement ?? [.paragraph(draftStatement)] }

  /// The auditor's own overall statement, from the first source that has one; nil if there is none.
  private var ownStatement: [Block]? {
    let sources = [
      report.cover?.statement ?? [], MarkdownSubset.blocks(report.session.statement ?? ""),
    ]
    return sources.first { !$0.isEmpty }
  }

  private var draftStatement: [Inline] {
    let items = report.items
    let met = items.count { $0.findings.isEmpty && $0.result.outcome == .pass }
    let open = items.count { $0.findings.isEmpty && $0.result.outcome != .pass }
    var text =
      "The review covers \(items.count.counted("requirement")) for identity and access management"
      + " in AWS account "
    var words: [Inline] = [.text(text), .name(accountText), .text(". ")]
    text =
      met == 0
      ? "None of them is met without exceptions. "
      : "\(met.grouped) \(met == 1 ? "is" : "are") met without exceptions. "
    if open > 0 {
      text += "\(open.grouped) could not be decided from the evidence alone. "
    }
    let critical = findings.count { $0.severity == .critical }
    let high = findings.count { $0.severity == .high }
    text +=
      "There \(findings.count == 1 ? "is" : "are") \(findings.count.counted("finding"))"
      + (critical + high > 0
        ? ", \(critical.grouped) of critical and \(high.grouped) of high severity. " : ". ")
    let counts = DispositionCounts(findings)
    let decided = [
      (counts[.remediate], "will be fixed"), (counts[.justified], "accepted until a date"),
      (counts[.pass] + counts[.falsePositive] + counts[.notApplicable], "closed without action"),
      (counts[nil], "undecided"),
    ].filter { $0.0 > 0 }.map { count, words in
      let verb = words.hasPrefix("will") ? "" : count == 1 ? "is " : "are "
      return "\(count.grouped) \(verb)\(words)"
    }
    if !findings.isEmpty { text += "Decisions: \(englishList(decided))." }
    words.append(.text(text))
    return words
  }

  /// The findings by severity and decision.
  private var matrix: Table {
    let kinds = DispositionCounts.kinds
    func row(
      _ head: [Inline], _ meaning: [Inline], _ findings: [ReportedFinding], isTotal: Bool = false
    ) -> Table.Row {
      let counts = DispositionCounts(findings)
      let cells = kinds.map { kind -> [Inline] in
        [.text(counts[kind] == 0 ? "–" : counts[kind].grouped)]
      }
      return Table.Row(
        cells: [head] + cells + [[.text(findings.count.grouped)]] + [meaning], isTotal: isTotal)
    }
    let all = findings
    return Table(
      "Findings by severity and decision",
      [.narrow("Severity")] + kinds.map { .number($0.shortTitle) }
        + [.number("All"), .text("Meaning of the severity")],
      Severity.allCases.map { severity in
        row(
          [.severity(severity)], [.text(severity.definition)],
          all.filter { $0.severity == severity })
      } + [row([.text("All")], [.text("All findings")], all, isTotal: true)])
  }

  /// The severities before changes by a reviewer.
  private var rerated: [Block] {
    let changed = findings.count { $0.severityChange != nil }
    guard changed > 0 else { return [] }
    let counts = Severity.allCases.map { severity in
      "\(findings.count { $0.finding.automatedSeverity == severity }.grouped) \(severity.rawValue)"
    }
    return [
      .note([
        .text(
          "The reviewers changed the severity of \(changed.counted("finding"))."
            + " Automated severities: \(counts.joined(separator: ", ")).")
      ])
    ]
  }

  private var severityChart: Chart {
    let all = findings
    let bars = Severity.allCases.map { severity in
      let list = all.filter { $0.severity == severity }
      let counts = DispositionCounts(list)
      return Chart.Bar(
        label: severity.title, parts: counts.parts, note: list.count.grouped)
    }
    return Chart(
      id: "severity", title: "Findings by severity",
      description: bars.map { bar in
        let parts = bar.parts.map { "\($0.count) \(DispositionCounts.meaning(of: $0.sign))" }
        return "\(bar.label): \(bar.note)"
          + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
      }.joined(separator: "; "),
      bars: bars, legend: DispositionCounts.legend)
  }

  /// The most important open risks, at most one for each item.
  var topRisks: [FindingGroup] {
    var items: Set<Int> = []
    let ranked = allGroups.filter {
      !$0.findings(in: [nil, .remediate, .justified]).isEmpty
    }.map { group in
      (
        group: group, severity: group.openSeverity.rank,
        priority: group.item.result.item.reporting.priority
      )
    }.sorted {
      ($0.severity, $0.priority, $0.group.itemNumber, $0.group.first)
        < ($1.severity, $1.priority, $1.group.itemNumber, $1.group.first)
    }
    var risks: [FindingGroup] = []
    for entry in ranked where risks.count < 5 {
      if items.insert(entry.group.itemNumber).inserted { risks.append(entry.group) }
    }
    return risks
  }

  private var worst: [Block] {
    let risks = topRisks
    guard !risks.isEmpty else {
      return [heading("Most important risks"), .paragraph([.text("There are no open findings.")])]
    }
    return [
      heading("Most important risks"),
      .list(
        risks.map { group in
          let consequence = group.item.result.item.reporting.consequence
          return [
            .fact(group.heading), .text(" ("), .severity(group.openSeverity), .text(", "),
            .reference(group), .text("). "),
            .text(consequence.isEmpty ? "" : consequence + " "),
          ] + group.outlook
        }, isNumbered: true),
    ]
  }

  private var news: [Block] {
    guard let before = report.before else { return [] }
    let all = findings
    func count(_ novelty: Novelty) -> Int { all.count { $0.novelty == novelty } }
    func dropped(_ words: Set<String>) -> Int { report.gone.count { words.contains($0.word) } }
    let carried = all.count { $0.own.decision?.carried != nil }
    let expired = dropped(["expired"])
    let worse = allGroups.compactMap { group in
      group.part { $0.novelty == .new || $0.novelty == .changed }
    }.bySeverity
    let shown = worse.listed(ReportBuilder.shownNews)
    let more = worse.dropFirst(ReportBuilder.shownNews).reduce(0) { $0 + $1.places.count }
    return [
      heading("Since the last review"),
      .paragraph([
        .text(
          "Compared with \(before): \(count(.new).counted("new finding")),"
            + " \(count(.changed).grouped) changed, \(count(.unchanged).grouped) unchanged, "),
        report.gone.isEmpty
          ? .text("none resolved")
          : .link("\(dropped(["resolved", "gone"]).grouped) resolved", to: "gone"),
        .text(
          ". \(carried.counted("decision")) \(carried == 1 ? "was" : "were") carried forward"
            + (expired > 0
              ? "; \(expired.counted("acceptance")) had expired and \(expired == 1 ? "needs" : "need") a new decision."
              : ".")),
      ]),
    ]
      + (shown.isEmpty
        ? []
        : [
          .list(
            shown
              + (more > 0
                ? [
                  [.text(more.counted("more new or changed finding"))]
                ]
                : []),
            isNumbered: false)
        ])
  }

  /// The number of new and changed findings in the summary.
  private static let shownNews = 3

  private var gaps: [Block] {
    let limits = limitations
    guard !limits.isEmpty else {
      let remarks = report.items.reduce(0) { $0 + $1.result.notes.count }
      let more: [Inline] =
        remarks == 0
        ? []
        : [
          .text(" \(remarks.counted("remark")) on single resources: see "),
          .link("Limitations", to: "limits"), .text("."),
        ]
      return [
        heading("Not assessed"),
        .paragraph([.text("All evidence for the requirements was available.")] + more),
      ]
    }
    let shown = limits.prefix(3).map { [Inline.name($0)] }
    let more = limits.count - shown.count
    return [
      heading("Not assessed"),
      .list(
        shown
          + (more > 0
            ? [[.text("\(more.counted("more limit")) in "), .link("Limitations", to: "limits")]]
            : []),
        isNumbered: false),
    ]
  }

  /// The number of owners in the summary.
  private static let shownOwners = 3

  /// Who fixes what by when, and what is accepted until when.
  private var deadlines: [Block] {
    let tasks = planRows
    var parts: [[Inline]] = []
    let late = tasks.filter { $0.daysLate != nil }.reduce(0) { $0 + $1.count }
    if late > 0 {
      parts.append([.strong("Overdue"), .text(": \(late.counted("finding")) to fix")])
    }
    let owners = tasks.groups { $0.owner ?? "" }
    for own in owners.prefix(ReportBuilder.shownOwners) {
      let days = own.compactMap(\.due)
      let count = own.reduce(0) { $0 + $1.count }
      parts.append(
        [
          own[0].owner.map { .name($0) } ?? .text("No owner"),
          .text(": \(count.counted("finding")) to fix"),
        ]
          + (days.min().map { [.text(", due "), .whole($0.description)] } ?? [])
          + (days.max().flatMap {
            $0 == days.min() ? nil : [.text(" to "), .whole($0.description)]
          }
            ?? []))
    }
    if owners.count > ReportBuilder.shownOwners {
      let more = owners.count - ReportBuilder.shownOwners
      parts.append([.text("\(more.counted("more owner")) in the "), .link("plan", to: "plan")])
    }
    let accepted = findings.filter { $0.verdict.disposition == .justified }
    let expiries = accepted.compactMap { $0.verdict.decision?.content.expires }
    if !accepted.isEmpty {
      let people = accepted.compactMap { $0.verdict.decision?.by.person }.uniqued
      parts.append(
        [
          .text("\(accepted.count.counted("finding")) accepted by "),
          .name(
            people.count > ReportBuilder.shownOwners
              ? people.count.counted("person", plural: "people") : englishList(people)),
        ]
          + (expiries.min().map { [.text(" until "), .whole($0.description)] } ?? [])
          + (expiries.max().flatMap {
            $0 == expiries.min() ? nil : [.text(" to "), .whole($0.description)]
          } ?? []) + [.text(": see "), .link("Accepted risks", to: "accepted")])
    }
    if counts[nil] > 0 {
      parts.append([.text("Without a decision: \(counts[nil].counted("finding"))")])
    }
    guard !parts.isEmpty else { return [] }
    return [heading("Owners and deadlines"), .list(parts, isNumbered: false)]
  }

  private var counts: DispositionCounts { DispositionCounts(findings) }

  private func heading(_ text: String) -> Block { .heading(Heading(level: 3, text: [.text(text)])) }
}

extension FindingGroup {
  /// The highest severity of the findings that are still open.
  var openSeverity: Severity {
    findings(in: [nil, .remediate, .justified]).map(\.severity).min() ?? severity
  }

  /// What happens next, as a sentence.
  fileprivate var outlook: [Inline] {
    let open = findings(in: [nil, .remediate, .justified])
    let undecided = open.count { $0.verdict.disposition == nil }
    let fixed = open.filter { $0.verdict.disposition == .remediate }
    let accepted = open.filter { $0.verdict.disposition == .justified }
    var parts: [[Inline]] = []
    if !fixed.isEmpty {
      let owners = fixed.compactMap { $0.verdict.decision?.content.owner }.uniqued
      let due = fixed.compactMap { $0.verdict.decision?.content.due }.max()
      parts.append(
        [.text("to be fixed")]
          + (owners.isEmpty ? [] : [.text(" by "), .name(englishList(owners))])
          + (due.map { [.text(", due "), .whole($0.description)] } ?? []))
    }
    if !accepted.isEmpty {
      let expires = accepted.compactMap { $0.verdict.decision?.content.expires }.min()
      parts.append(
        [.text("accepted")]
          + (expires.map { [.text(" until "), .whole($0.description)] } ?? []))
    }
    if undecided > 0 {
      parts.append([
        .strong(
          undecided == findings.count ? "not decided" : "\(undecided.grouped) not decided")
      ])
    }
    return [.text("Next: ")] + [Inline].joined(parts, by: "; ") + [.text(".")]
  }
}
