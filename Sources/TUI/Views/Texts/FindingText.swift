import Checklist
import Model

/// The detail of a finding: what was found, where it stands, what to do, what was decided.
struct FindingText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func body(of number: Int) -> TextBody {
    let model = context.model
    guard model.findings.indices.contains(number) else { return TextBody() }
    let finding = model.findings[number]
    let result = model.items[model.itemOfFinding[number]]
    var text = TextBuilder(columns: context.columns)
    text.paragraph(finding.summary, role: .heading)
    addSubject(finding, to: &text)
    DecisionText(context).add(.finding(finding), to: &text)
    if context.standings.items[model.itemOfFinding[number]].isDecided {
      let whole = context.session.state(of: .item(result), at: context.now)
      text.pair("item as whole", whole.title, role: Standing(whole).role)
    }
    text.heading("Facts")
    var facts = finding.facts.map { (name: $0.name, value: $0.value) }
    // A subject with a page has its ARN there; here it would push the evidence off the screen.
    if let arn = finding.subject.arn, arn.description != finding.subject.name,
      model.inventory.page(of: finding.subject) == nil
    {
      facts.append((name: "arn", value: arn.description))
    }
    let policies = facts.compactMap { fact in policy(fact.value).map { (fact.name, $0) } }
    facts.removeAll { fact in policies.contains { $0.0 == fact.name } }
    text.pairs(facts)
    text.blank()
    text.mark(.evidence)
    text.heading("Evidence")
    for citation in finding.evidence {
      text.entry(
        citation.file, aside: citation.where,
        link: model.page(ofStatement: citation).map(Link.page))
    }
    if finding.evidence.isEmpty { text.paragraph("none is cited", role: .muted, indent: 2) }
    text.heading("Advice")
    text.paragraph(finding.advice.text, indent: 2)
    if let command = finding.advice.command {
      text.paragraph("$ " + command, role: .key, indent: 2)
    }
    for (name, listing) in policies {
      text.heading(name)
      for line in listing.lines { text.add(line.indented(by: 2), hanging: 8) }
    }
    ItemText(context).addGuidance(of: result, to: &text)
    DecisionText(context).addHistory(of: .finding(finding.id), to: &text)
    return text.body
  }

  /// The lines of a fact that is a policy; they follow the advice, which speaks of them.
  private func policy(_ value: String) -> PolicyListing? {
    value.hasPrefix("{") && value.contains("\"Statement\"") ? PolicyListing(value) : nil
  }

  private func addSubject(_ finding: Finding, to text: inout TextBuilder) {
    let subject = finding.subject
    text.pair(
      "severity", finding.severity.rawValue, role: StyleRole(finding.severity))
    let page = context.model.inventory.page(of: subject)
    text.pair(
      subject.kind.rawValue, subject.name, role: page == nil ? .text : .link,
      link: page.map(Link.page))
  }
}

extension Citation {
  /// The place in the file, with its line where the place does not name it.
  var `where`: String {
    guard let line, place != "line \(line)" else { return place }
    return place.isEmpty ? "line \(line)" : "\(place) (line \(line))"
  }
}

extension StyleRole {
  init(_ severity: Severity) {
    self =
      switch severity {
      case .critical: .critical
      case .high: .high
      case .medium: .medium
      case .low: .low
      }
  }

  init(_ outcome: Outcome) {
    self =
      switch outcome {
      case .pass: .good
      case .fail: .high
      case .unavailable: .medium
      case .manual: .undecided
      }
  }
}
