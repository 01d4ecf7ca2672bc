internal import Checklist
internal import Platform

/// Some findings of a group, such as those with the same decision, for a row of a table or a list.
struct FindingPart {
  let group: FindingGroup
  /// The places of the findings in the group, at least one.
  let places: [Int]
  /// The verdict on the first of them.
  var verdict: Verdict { group.findings[places[0]].verdict }

  /// The highest severity of the findings.
  var severity: Severity { places.map { group.findings[$0].severity }.min() ?? group.severity }

  /// The numbers of the findings as links, and the fact.
  var summary: [Inline] { reference + [.text(places.count > 1 ? ": " : " "), .name(fact)] }

  /// The number of the first finding as a link.
  var first: Inline { .link(group.number(places[0]), to: group.anchor(places[0])) }

  /// The number of ranges of numbers that are shown.
  private static let shownRuns = 4

  private var isWhole: Bool { places.count == group.findings.count }

  private var reference: [Inline] {
    let runs = self.runs
    let links = runs.prefix(FindingPart.shownRuns).map { run -> [Inline] in
      let (first, last) = (group.number(run.lowerBound), group.number(run.upperBound))
      let numbers = first == last ? first : "\(first)–\(last)"
      return [.link(numbers, to: group.anchor(run.lowerBound))]
    }
    let more = runs.dropFirst(FindingPart.shownRuns).reduce(0) { $0 + $1.count }
    return [Inline].joined(links, by: ", ") + (more > 0 ? [.text(" and \(more.grouped) more")] : [])
  }

  /// The places as ranges.
  private var runs: [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for place in places {
      if let last = runs.last, place == last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...place
      } else {
        runs.append(place...place)
      }
    }
    return runs
  }

  private var fact: String {
    if isWhole { return group.heading }
    if places.count == 1 { return group.findings[places[0]].finding.summary }
    return FindingGroup.title(of: places.map { group.findings[$0] }, group.item)
  }
}

extension FindingGroup {
  /// The findings whose own decision is `disposition`, by the texts of `key`.
  func parts(
    decided disposition: Disposition, by key: (Verdict) -> [String]
  ) -> [FindingPart] {
    findings.indices.filter { place in
      let verdict = findings[place].verdict
      return verdict.disposition == disposition && !verdict.isOfItem && verdict.decision != nil
    }.groups { key(findings[$0].verdict) }.map { FindingPart(group: self, places: $0) }
  }

  /// The findings that match; nil if none does.
  func part(where matches: (ReportedFinding) -> Bool) -> FindingPart? {
    let places = findings.indices.filter { matches(findings[$0]) }
    return places.isEmpty ? nil : FindingPart(group: self, places: places)
  }
}

extension [FindingPart] {
  /// The most severe first, then in the order of the checklist.
  var bySeverity: [FindingPart] {
    sorted {
      ($0.severity, $0.group.itemNumber, $0.group.first)
        < ($1.severity, $1.group.itemNumber, $1.group.first)
    }
  }

  /// The first of them with their severity, as items of a list.
  func listed(_ count: Int) -> [[Inline]] {
    prefix(count).map { [.severity($0.severity), .text(" ")] + $0.summary }
  }
}
