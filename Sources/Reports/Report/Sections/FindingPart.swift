internal import Checklist
internal import Platform

/// Findings of a group with the same decision, for a row of a table.
struct FindingPart {
  let group: FindingGroup
  /// The places of the findings in the group.
  let places: [Int]
  /// The verdict on the first of them.
  let verdict: Verdict

  /// The highest severity of the findings.
  var severity: Severity? { places.map { group.findings[$0].severity }.min() }

  /// The numbers of the findings as links, and the fact.
  var summary: [Inline] { reference + [.text(" "), .name(fact)] }

  /// The number of the first finding as a link.
  var first: Inline { .link(group.number(places[0]), to: group.anchor(places[0])) }

  private var isWhole: Bool { places.count == group.findings.count }

  private var reference: [Inline] {
    if isWhole { return [.reference(group)] }
    let links = places.prefix(4).map { [Inline.link(group.number($0), to: group.anchor($0))] }
    let more = places.count - links.count
    return [Inline].joined(links, by: ", ") + (more > 0 ? [.text(" and \(more) more")] : [])
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
    }.groups { key(findings[$0].verdict) }.map {
      FindingPart(group: self, places: $0, verdict: findings[$0[0]].verdict)
    }
  }
}
