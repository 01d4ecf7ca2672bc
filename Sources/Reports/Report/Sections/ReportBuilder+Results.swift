internal import Checklist
internal import Model
internal import Platform

/// The findings, one chapter for each section of the checklist.
extension ReportBuilder {
  var results: [Chapter] {
    return Section.allCases.compactMap { section in
      let places = report.items.indices.filter {
        report.items[$0].result.item.section == section
      }
      guard !places.isEmpty else { return nil }
      return Chapter(
        anchor: "s-\(section.rawValue)", title: "Findings: \(section.title)",
        blocks: places.flatMap(item))
    }
  }

  private func item(_ place: Int) -> [Block] {
    let item = report.items[place]
    let result = item.result
    let own = groups[place]
    var blocks: [Block] = [
      .heading(
        Heading(
          level: 3, text: [.text("\(place + 1). "), .name(result.item.title)],
          anchor: "i\(place + 1)")),
      .paragraph([.strong(result.item.requirement), .text(" "), .text(outcome(item))]),
    ]
    if !result.item.guidance.why.isBlank {
      blocks.append(.paragraph([.text(result.item.guidance.why)]))
    }
    for missing in result.missing {
      blocks.append(
        .paragraph([
          .strong("Missing evidence"), .text(": \(missing.kind.title) ("), .name(missing.reason),
          .text("). Collect it with "), .code(missing.command), .text("."),
        ]))
    }
    let notes = result.notes.filter { !$0.isBlank }
    if !notes.isEmpty {
      blocks.append(.list(notes.map { [.name($0)] }, isNumbered: false))
    }
    if item.findings.isEmpty || item.whole.decision != nil {
      blocks.append(decision(item.whole, on: []))
    }
    guard !own.isEmpty else { return blocks }
    // A decision that all findings share is written once.
    let findings = own.flatMap(\.findings)
    let isShared = own.count > 1 && Set(findings.map { $0.shown(whole: item.whole).key }).count == 1
    if isShared, item.whole.decision == nil, let verdict = findings.first?.own {
      blocks.append(
        decision(verdict, on: own.flatMap { group in group.findings.indices.map(group.number) }))
    }
    let builder = FindingBuilder(self, isDecidedAbove: isShared)
    return blocks + [.generated(count: own.count) { [builder.block(own[$0])] }]
  }

  private func outcome(_ item: ReportedItem) -> String {
    switch item.result.outcome {
    case .pass: "The evidence shows no deviation."
    case .fail: "\(item.findings.count.counted("finding"))."
    case .unavailable: "Evidence is missing, so that a person must decide."
    case .manual: "A person must decide."
    }
  }
}
