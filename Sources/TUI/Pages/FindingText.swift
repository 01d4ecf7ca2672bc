import Checklist
import Model
import Platform
import Reports

/// The detail of a finding: summary, evidence, advice and decision.
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
    addSubject(finding, number, to: &text)
    DecisionText(context).add(.finding(finding), to: &text)
    if context.statuses.items[model.itemOfFinding[number]].isDecided {
      let whole = context.session.state(of: .item(result), at: context.now)
      text.pair("whole item", whole.title, role: DecisionStatus(whole, of: .item(result)).role)
    }
    text.blank()
    text.mark(.evidence)
    addEvidence(of: finding, to: &text)
    let narrower = finding.detail?.narrowerPolicy
    let policies = narrower.map { [$0.fact] + $0.factsOfParts } ?? []
    addFacts(of: finding, without: policies, to: &text)
    text.heading("Advice")
    text.paragraph(finding.advice.text, indent: 2)
    if let command = finding.advice.command {
      text.paragraph("$ " + command, role: .key, indent: 2)
    }
    for fact in policies {
      guard let listing = PolicyListing(fact.value) else { continue }
      if fact == narrower?.fact {
        PolicyChange(of: finding, to: listing, in: context.model)?.add(to: &text)
      }
      text.heading(fact.label)
      for line in listing.lines { text.add(line.indented(by: 2), hanging: 8) }
    }
    ItemText(context).addGuidance(of: result, to: &text)
    DecisionText(context).addHistory(of: .finding(finding.id), to: &text)
    return text.body
  }

  /// Adds the positions in the evidence, with the statement or the escalation path step by step, so
  /// that the reviewer can decide without opening another page.
  private func addEvidence(of finding: Finding, to text: inout TextBuilder) {
    var isEscalation = false
    if case .escalation(let escalation) = finding.detail {
      isEscalation = true
      if let page = context.model.inventory.page(of: finding.subject) {
        text.heading("Escalation path")
        EscalationText(context, page)?.addPath(
          of: escalation.isBlocked ? .blocked : .open, to: &text)
      }
    }
    text.heading("Evidence")
    for citation in finding.evidence {
      text.entry(
        citation.file, aside: citation.where,
        link: context.model.page(ofStatement: citation).map(Link.page))
      addRow(citation, to: &text)
      // The steps of an escalation path already show the statements.
      if !isEscalation { addStatement(citation, to: &text) }
    }
    if finding.evidence.isEmpty { text.paragraph("no evidence is cited", role: .muted, indent: 2) }
  }

  /// Adds the cited row of the credential report, limited to columns with values.
  private func addRow(_ citation: Citation, to text: inout TextBuilder) {
    guard let row = context.model.inventory.credentials(at: citation) else { return }
    text.paragraph(row.columns.joined(separator: "  "), indent: 4)
  }

  /// Adds the cited statement, as far as there is room on the screen.
  private func addStatement(_ citation: Citation, to text: inout TextBuilder) {
    guard let subject = context.model.page(ofStatement: citation),
      let lines = context.model.inventory.statementLines(citation, on: subject)
    else { return }
    for line in lines.prefix(FindingText.maximumLines) {
      let isOffending = DocumentText.isWide(line.text)
      let spans = isOffending ? line.spans.map { TextLine.Span($0.text, .guilty) } : line.spans
      let margin = TextLine.Span(
        SafeText(isOffending ? "  > " : "    "), isOffending ? .guilty : .text)
      text.add(TextLine([margin] + spans), hanging: 8)
    }
    if lines.count > FindingText.maximumLines {
      text.paragraph(
        "\(lines.count - FindingText.maximumLines) more lines; Enter above opens the document",
        role: .muted, indent: 4)
    }
  }

  private static let maximumLines = 16

  /// Adds the facts, with ages as bars. Facts that are shown elsewhere, such as steps and policies,
  /// are omitted.
  private func addFacts(
    of finding: Finding, without policies: [Fact], to text: inout TextBuilder
  ) {
    text.heading("Facts")
    let steps =
      if case .escalation = finding.detail { EscalationDetail.stepsFact } else { nil as String? }
    var facts = finding.facts.filter {
      !policies.contains($0) && !$0.repeatsSummary && $0.name != steps
    }
    .map { (name: $0.label, value: $0.shownValue + bar(for: $0)) }
    // If the subject has a page, the ARN is on that page. Here it would push the evidence off the
    // screen.
    if let arn = finding.subject.arn, arn.description != finding.subject.name,
      context.model.inventory.page(of: finding.subject) == nil
    {
      facts.append((name: "ARN", value: arn.description))
    }
    text.pairs(facts)
  }

  /// The age of a fact that is a time, as a bar.
  private func bar(for fact: Fact) -> String {
    guard let moment = fact.moment else { return "" }
    let days = context.model.account.asOf.instant.days(since: moment)
    return days >= 0 ? "  " + AgeBar.text(days: days) : ""
  }

  private func addSubject(_ finding: Finding, _ number: Int, to text: inout TextBuilder) {
    let subject = finding.subject
    let severity = context.statuses.severity(ofFinding: number, in: context.model)
    text.pair(
      "severity", context.statuses.severities[number]?.text ?? severity.rawValue,
      role: StyleRole(severity))
    let page = context.model.inventory.page(of: subject)
    text.pair(
      "subject", subject.text, role: page == nil ? .text : .link,
      link: page.map(Link.page))
  }
}

extension CredentialRow {
  /// The columns of the report with values, as `name value`.
  fileprivate var columns: [String] {
    func text(_ name: String, _ value: Bool?) -> String? { value.map { "\(name)=\($0)" } }
    func text(_ name: String, _ moment: Moment) -> String? {
      switch moment {
      case .at(let instant): "\(name)=\(CalendarDay(containing: instant))"
      case .noInformation: "\(name)=no_information"
      case .notApplicable, .notStated: nil
      }
    }
    let password = [
      text("password_enabled", passwordEnabled), text("password_last_used", passwordUsed),
      text("mfa_active", mfaActive),
    ]
    let keys = keys.filter(\.exists).flatMap { key in
      [
        text("access_key_\(key.slot)_active", key.isActive),
        text("access_key_\(key.slot)_last_rotated", key.rotated),
        text("access_key_\(key.slot)_last_used", key.used),
      ]
    }
    return (["user=\(name)"] + password + keys).compactMap(\.self)
  }
}

extension Citation {
  /// The position in the file, with the line number if the position has none.
  var `where`: String {
    guard let line, place != "line \(line)" else { return place }
    return place.isEmpty
      ? "line \(line)" : "\(shownPlace) (\(isRow ? "file line" : "line") \(line))"
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
