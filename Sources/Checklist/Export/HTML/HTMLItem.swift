internal import Model

/// One item of the page: what it demands, what the evidence shows, what was decided.
struct HTMLItem {
  private let result: ItemResult
  private let number: Int
  private let report: ReviewReport
  private let whole: ReviewState

  init(_ result: ItemResult, number: Int, _ report: ReviewReport) {
    self.result = result
    self.number = number
    self.report = report
    whole = report.state(of: result)
  }

  /// Writes the item and then each of its findings.
  func write(to sink: ExportFormat.Sink) {
    sink(head)
    for (index, finding) in result.findings.enumerated() { sink(html(finding, index + 1)) }
  }

  private var head: String {
    let guidance = result.item.guidance
    var html =
      "<h3 id=\"i\(number)\">\(number). \(HTMLText.line(result.item.title))</h3>\n"
      + "<p>\(HTMLText.code(result.id.rawValue)) · <strong>\(result.outcome.rawValue)</strong> · "
      + "\(result.findings.count.counted("finding"))</p>\n"
    html += paragraph("", guidance.why) + paragraph("What to look at: ", guidance.look)
    html += paragraph("A justification is sound where: ", guidance.justification)
    for missing in result.missing {
      html +=
        "<p>Evidence lacks: \(missing.kind.title) (\(HTMLText.isolated(missing.reason))). "
        + "Collect it with \(HTMLText.code(missing.command))</p>\n"
    }
    if !result.notes.isEmpty {
      let notes = result.notes.map { "<li>\(HTMLText.isolated($0))</li>\n" }.joined()
      html += "<ul>\n\(notes)</ul>\n"
    }
    if result.findings.isEmpty || whole.decision != nil { html += HTMLItem.decision(whole) }
    return html
  }

  private func paragraph(_ name: String, _ text: String) -> String {
    text.isBlank ? "" : "<p>\(name)\(HTMLText.line(text))</p>\n"
  }

  private func html(_ finding: Finding, _ index: Int) -> String {
    let own = report.state(of: finding)
    let subject = finding.subject
    var pairs = [
      ("Severity", HTMLText.severity(finding.severity)),
      (
        subject.kind.rawValue.prefix(1).uppercased() + subject.kind.rawValue.dropFirst(),
        HTMLText.isolated(subject.name)
      ),
    ]
    if let arn = subject.arn { pairs.append(("ARN", HTMLText.code(arn.description))) }
    if let id = subject.uniqueID { pairs.append(("Unique id", HTMLText.code(id))) }
    pairs += finding.facts.map { (HTMLText.isolated($0.name), HTMLText.isolated($0.value)) }
    if !finding.evidence.isEmpty {
      pairs.append(("Evidence", finding.evidence.map(place).joined(separator: "<br>")))
    }
    let command = finding.advice.command.map { "<br>" + HTMLText.code($0) } ?? ""
    pairs.append(("Advice", HTMLText.isolated(finding.advice.text) + command))
    if let novelty = report.novelty(of: finding) {
      pairs.append(("Since the review before", novelty.rawValue))
    }
    // Answered with its item, a finding needs no decision of its own.
    let decision =
      whole.isDecided && own.decision == nil
      ? "<div class=\"decision\"><p>Decided with the item as a whole.</p></div>\n"
      : HTMLItem.decision(own)
    let id = "f\(number)-\(index)"
    return "<article aria-labelledby=\"\(id)\">\n"
      + "<h4 id=\"\(id)\">\(number).\(index) \(HTMLText.isolated(finding.summary))</h4>\n"
      + HTMLText.pairs(pairs) + decision + "</article>\n"
  }

  private func place(_ citation: Citation) -> String {
    let line = citation.line.map { ", line \($0)" } ?? ""
    // A place in a CSV is a line already.
    let isLine = citation.place == "line \(citation.line ?? 0)"
    return HTMLText.code(citation.file) + " " + HTMLText.isolated(citation.place)
      + (isLine ? "" : line)
  }

  /// What was decided, by whom, with everything that was said.
  static func decision(_ state: ReviewState) -> String {
    guard let decision = state.decision else {
      return "<div class=\"decision\"><p><strong>Undecided</strong></p></div>\n"
    }
    let title = state.title.prefix(1).uppercased() + state.title.dropFirst()
    let note =
      decision.note.isBlank ? "" : "<blockquote>\(HTMLText.lines(decision.note))</blockquote>\n"
    return "<div class=\"decision\">\n<p><strong>\(title)</strong>, by "
      + "\(HTMLText.isolated(decision.by.description)) at \(decision.at)</p>\n\(note)"
      + HTMLText.pairs(state.details.map { ($0.name, HTMLText.isolated($0.value)) }) + "</div>\n"
  }
}
