internal import Checklist
internal import Platform

extension FindingBuilder {
  /// The severities that people set, with the reasons; findings with the same one share a note.
  func severities(_ group: FindingGroup) -> [Block] {
    let changed = group.findings.indices.filter { group.findings[$0].severityChange != nil }
    return changed.groups { place in
      let reported = group.findings[place]
      return [
        reported.finding.automatedSeverity.rawValue, reported.severity.rawValue,
        reported.severityChange?.change.text ?? "",
      ]
    }.compactMap { places -> Block? in
      let first = group.findings[places[0]]
      guard let change = first.severityChange?.change else { return nil }
      let numbers = places.prefix(12).map { group.number($0) }.joined(separator: ", ")
      let more = places.count > 12 ? " and \(places.count - 12) more" : ""
      let which = places.count == group.findings.count ? "" : " of \(numbers)\(more)"
      return .note([
        .text("Severity\(which) set to "), .severity(change.severity),
        .text(" instead of \(first.finding.automatedSeverity.rawValue) by "),
        .name(change.by.person),
        .text(" on "), .whole(change.at.calendarDay.description), .text(": "),
        .name(change.note),
      ])
    }
  }
}
