internal import Checklist
internal import Model
internal import Platform

/// A row of the remediation plan: findings with the same cause, owner and due date, or an item as a
/// whole.
struct PlanRow: Sendable {
  let due: CalendarDay?
  let owner: String?
  let ticket: String?
  let severity: Severity?
  let itemNumber: Int
  /// The usual effort to fix a finding of the item.
  let effort: Item.Effort
  /// The numbers and the fact.
  let summary: [Inline]
  /// The number of findings, or 1 for an item as a whole.
  let count: Int
  let daysLate: Int?
}

extension PlanRow {
  /// The remediations, the earliest due date first.
  static func all(of report: ReviewReport, _ groups: [[FindingGroup]]) -> [PlanRow] {
    var rows: [PlanRow] = []
    for (place, item) in report.items.enumerated() {
      if item.whole.disposition == .remediate, let decision = item.whole.decision {
        rows.append(
          PlanRow(
            decision, item.whole, item, place, severity: nil,
            [
              .link("\(place + 1)", to: "i\(place + 1)"), .text(" "), .name(item.result.item.title),
            ], count: 1))
      }
      for part in groups[place].flatMap({ $0.parts(decided: .remediate, by: key) }) {
        guard let decision = part.verdict.decision else { continue }
        rows.append(
          PlanRow(
            decision, part.verdict, item, place, severity: part.severity, part.summary,
            count: part.places.count))
      }
    }
    return rows.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      return (one.due?.daysSince1970 ?? Int.max, one.severity?.rank ?? 0, left.offset)
        < (other.due?.daysSince1970 ?? Int.max, other.severity?.rank ?? 0, right.offset)
    }.map(\.element)
  }

  private static func key(_ verdict: Verdict) -> [String] {
    let content = verdict.decision?.content
    return [content?.due?.description ?? "", content?.owner ?? "", content?.ticket ?? ""]
  }

  private init(
    _ decision: Decision, _ verdict: Verdict, _ item: ReportedItem, _ place: Int,
    severity: Severity?, _ summary: [Inline], count: Int
  ) {
    due = decision.content.due
    owner = decision.content.owner
    ticket = decision.content.ticket
    self.severity = severity
    itemNumber = place + 1
    effort = item.result.item.reporting.effort
    self.summary = summary
    self.count = count
    daysLate = verdict.daysLate
  }
}

/// The remediation plan and the accepted risks.
extension ReportBuilder {
  var plan: Chapter {
    Chapter(
      anchor: "plan", title: "Remediation plan",
      blocks: planBlocks + undecidedBlocks)
  }

  private var planBlocks: [Block] {
    let rows = planRows
    guard !rows.isEmpty else { return [.paragraph([.text(report.nothingPlanned)])] }
    let hasTickets = rows.contains { $0.ticket != nil }
    return [
      .paragraph([
        .text(
          "Effort: "
            + Item.Effort.allCases.map { "\($0.rawValue) is \($0.explanation)" }
            .joined(separator: "; ") + ".")
      ]),
      .table(owners(rows)),
      .table(
        Table(
          "Remediations, earliest due date first",
          [
            .narrow("Due"), .name("Owner"), .narrow("Severity"), .narrow("Effort"),
            .text("Findings to fix"),
          ] + (hasTickets ? [.name("Ticket")] : []),
          rows.map { row in
            Table.Row(
              cells: [
                due(row), [.name(row.owner ?? "–")],
                row.severity.map { [.severity($0)] } ?? [.text("–")],
                [.text(row.effort.rawValue)], row.summary,
              ] + (hasTickets ? [[.name(row.ticket ?? "–")]] : []))
          })),
    ]
  }

  private func due(_ row: PlanRow) -> [Inline] {
    Inline.day(row.due)
      + (row.daysLate.map {
        [.lineBreak, .strong("\($0.counted("day")) overdue")]
      } ?? [])
  }

  /// The number of findings to fix by owner.
  private func owners(_ rows: [PlanRow]) -> Table {
    let names = rows.map { $0.owner ?? "–" }.uniqued
    return Table(
      "Findings to fix by owner",
      [
        .text("Owner"), .number("Findings"), .number("Overdue"), .narrow("First due"),
        .narrow("Last due"),
      ],
      names.map { name in
        let own = rows.filter { ($0.owner ?? "–") == name }
        let late = own.filter { $0.daysLate != nil }.reduce(0) { $0 + $1.count }
        return Table.Row(
          [.name(name)], [.text(own.reduce(0) { $0 + $1.count }.grouped)],
          [.text(late.grouped)], Inline.day(own.compactMap(\.due).min()),
          Inline.day(own.compactMap(\.due).max()))
      })
  }

  private var undecidedBlocks: [Block] {
    let open = allGroups.compactMap { $0.part { $0.verdict.disposition == nil } }.bySeverity
    let count = open.reduce(0) { $0 + $1.places.count }
    guard count > 0 else { return [] }
    let more = open.dropFirst(ReportBuilder.shownUndecided).reduce(0) { $0 + $1.places.count }
    return [
      .heading(
        Heading(level: 3, text: [.text("Findings without a decision")], anchor: "undecided")),
      .paragraph([
        .text("\(count.counted("finding")) still \(count == 1 ? "needs" : "need") a decision.")
      ]),
      .list(
        open.listed(ReportBuilder.shownUndecided)
          + (more > 0 ? [[.text(more.counted("more finding"))]] : []),
        isNumbered: false),
    ]
  }

  private static let shownUndecided = 30

  var acceptedRisks: Chapter {
    Chapter(anchor: "accepted", title: "Accepted risks", blocks: acceptedBlocks)
  }

  private var acceptedBlocks: [Block] {
    var entries: [(verdict: Verdict, severity: Severity?, summary: [Inline], number: Inline)] = []
    for group in allGroups {
      let parts = group.parts(decided: .justified) { verdict in
        [
          verdict.decision?.note ?? "", verdict.decision?.by.name ?? "",
          verdict.decision?.content.expires?.description ?? "", verdict.title,
        ]
      }
      entries += parts.map { ($0.verdict, $0.severity, $0.summary, $0.first) }
    }
    for (place, item) in report.items.enumerated() where item.whole.disposition == .justified {
      let number = Inline.link("\(place + 1)", to: "i\(place + 1)")
      entries.append(
        (item.whole, nil, [number, .text(" "), .name(item.result.item.title)], number))
    }
    guard !entries.isEmpty else { return [.paragraph([.text("No risks are accepted.")])] }
    // A reason that many findings share is written once.
    var first: [[Inline]: Inline] = [:]
    let rows = entries.map { entry -> Table.Row in
      let reason = reason(entry.verdict)
      let known = first[reason]
      if known == nil { first[reason] = entry.number }
      return accepted(
        entry.verdict, entry.severity, entry.summary,
        reason: known.map { [.text("Same as "), $0] } ?? reason)
    }
    return [
      .table(
        Table(
          "Accepted deviations, in the order of the checklist",
          [
            .text("Finding"), .narrow("Severity"), .text("Reason"), .name("Accepted by"),
            .narrow("Valid until"),
          ], rows))
    ]
  }

  private func reason(_ verdict: Verdict) -> [Inline] {
    guard let decision = verdict.decision else { return [] }
    let reason =
      decision.content.justification.map { [Inline.text($0.title.capitalizedFirst)] } ?? []
    if decision.note.hasNoVisibleText { return reason }
    return reason + [.text(reason.isEmpty ? "" : ": "), .name(decision.note)]
  }

  private func accepted(
    _ verdict: Verdict, _ severity: Severity?, _ summary: [Inline], reason: [Inline]
  ) -> Table.Row {
    guard let decision = verdict.decision else { return Table.Row(summary) }
    var people: [Inline] = [.name(decision.by.person)]
    if let approval = decision.approval, approval.verdict == .approved {
      people += [.text(", approved by "), .name(approval.by.person)]
    }
    let isSoon = verdict.word == "expiring"
    return Table.Row(
      summary, severity.map { [.severity($0)] } ?? [.text("–")], reason, people,
      Inline.day(decision.content.expires)
        + (isSoon
          ? [.lineBreak, .strong(verdict.title.split(separator: ", ").last.map(String.init) ?? "")]
          : []))
  }
}
