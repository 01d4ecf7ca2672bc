internal import Checklist
internal import Model
internal import Platform

/// Decisions that do not apply to any current finding, by the reason.
extension ReportBuilder {
  var earlier: Chapter? {
    guard !report.gone.isEmpty else { return nil }
    return Chapter(
      anchor: "gone", title: "Earlier decisions that no longer apply",
      blocks: ReportBuilder.reasons.flatMap { reason -> [Block] in
        let list = report.gone.filter { $0.word == reason.word }
        guard !list.isEmpty else { return [] }
        return [
          .heading(
            Heading(level: 3, text: [.text(reason.title)], anchor: "gone-\(reason.word)")),
          .paragraph([.text(reason.explanation)]),
          .table(reason.word == "expired" ? expired(list) : table(list)),
        ]
      })
  }

  private static let reasons: [(word: String, title: String, explanation: String)] = [
    ("resolved", "Resolved", "These findings of the last review no longer exist."),
    ("gone", "No longer found", "These findings were decided in this review and no longer exist."),
    (
      "unseen", "State unknown",
      "The evidence that would show these findings of the last review is missing."
    ),
    (
      "conflict", "Conflicts",
      "Two people had decided differently, and the conflict was not resolved before this review."
    ),
    (
      "expired", "Expired",
      "These deviations were accepted until a day that has passed. Those that still exist are among the"
        + " findings of this review and need a new decision."
    ),
  ]

  /// Expired decisions, each with the numbers of the findings that still exist.
  private func expired(_ list: [ObsoleteDecision]) -> Table {
    var places: [DecisionTarget: (order: Int, number: String, anchor: String)] = [:]
    for group in allGroups {
      for (place, reported) in group.findings.enumerated() {
        places[.finding(reported.finding.id)] = (
          places.count, group.number(place), group.anchor(place)
        )
      }
    }
    for (place, item) in report.items.enumerated() {
      places[.item(item.result.id)] = (.max, "\(place + 1)", "i\(place + 1)")
    }
    let sorted = list.sorted {
      (places[$0.target]?.order ?? .max) < (places[$1.target]?.order ?? .max)
    }
    return Table(
      "", [.text("Earlier decision"), .name("Decided by"), .narrow("Until"), .text("Findings")],
      sorted.groups { [words($0), author($0), until($0)] }.map { same in
        let numbers = same.map { left in
          places[left.target].map { [Inline.link($0.number, to: $0.anchor)] }
            ?? [.name(summary(left)), .text(" (no longer found)")]
        }
        return Table.Row(
          words(same[0]), author(same[0]), until(same[0]), [Inline].joined(numbers, by: ", "))
      })
  }

  /// What the decision was on. If the earlier evidence is not known, the id of the finding has the item,
  /// the kind of the subject and the names.
  private func summary(_ left: ObsoleteDecision) -> String {
    if let summary = left.summary { return summary }
    let parts = left.target.description.split(separator: "/", maxSplits: 2).map(String.init)
    guard
      let item = report.items.first(where: { $0.result.id.rawValue == parts[0] })?.result.item
    else { return left.target.description }
    return ([item.title] + [parts.dropFirst().joined(separator: " ")]).filter { !$0.isEmpty }
      .joined(separator: ": ")
  }

  private func words(_ left: ObsoleteDecision) -> [Inline] {
    guard let decision = left.decision else { return [.text("Undecided")] }
    let title = Inline.strong(decision.disposition.title.capitalizedFirst)
    return decision.note.hasNoVisibleText
      ? [title] : [title, .text(": "), .name(decision.note)]
  }

  private func author(_ left: ObsoleteDecision) -> [Inline] {
    left.decision.map {
      [.name($0.by.person), .text(" on "), .whole($0.at.calendarDay.description)]
    } ?? [.text("–")]
  }

  private func until(_ left: ObsoleteDecision) -> [Inline] {
    let day = left.decision?.content.expires ?? left.decision?.content.due
    return day.map { [.whole($0.description)] } ?? [.text("–")]
  }

  private func table(_ list: [ObsoleteDecision]) -> Table {
    var last: [Inline] = []
    return Table(
      "", [.text("Finding"), .text("Earlier decision"), .name("Decided by"), .narrow("Until")],
      list.map { left in
        let words = words(left)
        defer { last = words }
        return Table.Row(
          [.name(summary(left))],
          words == last && left.decision != nil ? [.text("Same as above")] : words,
          author(left), until(left))
      })
  }
}
