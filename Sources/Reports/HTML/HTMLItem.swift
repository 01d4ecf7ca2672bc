internal import Checklist
internal import Model
internal import Platform

/// An item of the page: its requirement, evidence and decision.
struct HTMLItem: Sendable {
  private let item: ReportedItem
  private let result: ItemResult
  private let number: Int

  init(_ item: ReportedItem, number: Int) {
    self.item = item
    self.result = item.result
    self.number = number
  }

  /// Writes the item, followed by its findings.
  func write(to sink: TextSink) {
    sink.put(head)
    sink.append(parts: item.findings.count) { place, sink in
      let finding = item.findings[place]
      write(finding.finding, finding, place + 1, to: sink)
    }
  }

  private var head: String {
    let guidance = result.item.guidance
    var html =
      "<h3 id=\"i\(number)\">\(number). \(HTMLText.line(result.item.title))</h3>\n"
      + "<p>\(HTMLText.code(result.id.rawValue)) · <strong>\(result.outcome.rawValue)</strong> · "
      + "\(result.findings.count.counted("finding"))</p>\n"
    html +=
      paragraph("", result.item.requirement) + paragraph("", guidance.why)
      + paragraph("What to look at: ", guidance.look)
    html += paragraph("Acceptable justification: ", guidance.justification)
    for missing in result.missing {
      html +=
        "<p>Missing evidence: \(missing.kind.title) (\(HTMLText.isolated(missing.reason))). "
        + "Collect it with \(HTMLText.code(missing.command))</p>\n"
    }
    if !result.notes.isEmpty {
      let notes = result.notes.map { "<li>\(HTMLText.isolated($0))</li>\n" }.joined()
      html += "<ul>\n\(notes)</ul>\n"
    }
    if result.findings.isEmpty || item.whole.decision != nil {
      html += HTMLItem.decision(item.whole)
    }
    return html
  }

  private func paragraph(_ name: String, _ text: String) -> String {
    text.isBlank ? "" : "<p>\(name)\(HTMLText.line(text))</p>\n"
  }

  private func write(
    _ finding: Finding, _ reported: ReportedFinding, _ index: Int, to sink: TextSink
  ) {
    let subject = finding.subject
    sink.put("<article aria-labelledby=\"f").put(number).put("-").put(index).put("\">\n")
    sink.put("<h4 id=\"f").put(number).put("-").put(index).put("\">")
    sink.put(number).put(".").put(index).put(" ").put(isolated: finding.summary).put("</h4>\n")
    sink.put("<dl>\n")
    sink.put(pair: "Severity") { $0.put(HTMLText.severity(finding.severity)) }
    sink.put(pair: "Subject") { $0.put(isolated: subject.text) }
    if let arn = subject.arn { sink.put(pair: "ARN") { $0.put(codeElement: arn.description) } }
    if let id = subject.uniqueID { sink.put(pair: "Unique ID") { $0.put(codeElement: id) } }
    for fact in finding.facts where !fact.repeatsSummary {
      sink.put("<dt>").put(isolated: fact.label).put("</dt><dd>").put(isolated: fact.shownValue)
      sink.put("</dd>\n")
    }
    if !finding.evidence.isEmpty {
      sink.put(pair: "Evidence") { sink in
        for (place, citation) in finding.evidence.enumerated() {
          if place > 0 { sink.put("<br>") }
          write(citation, to: sink)
        }
      }
    }
    sink.put(pair: "Advice") { sink in
      sink.put(isolated: finding.advice.text)
      if let command = finding.advice.command { sink.put("<br>").put(codeElement: command) }
    }
    if let novelty = reported.novelty {
      sink.put(pair: "Since the last review") { $0.put(novelty.rawValue) }
    }
    sink.put("</dl>\n")
    // A finding needs no decision of its own if its item was decided as a whole.
    if item.whole.isDecided, reported.own.decision == nil {
      sink.put("<div class=\"decision\"><p>Decided for the whole item.</p></div>\n")
    } else {
      HTMLItem.write(reported.own, to: sink)
    }
    sink.put("</article>\n")
  }

  private func write(_ citation: Citation, to sink: TextSink) {
    sink.put(codeElement: citation.file).put(" ").put(isolated: citation.shownPlace)
    guard let line = citation.line, !citation.isLine else { return }
    sink.put(citation.isRow ? " (file line " : " (line ").put(line).put(")")
  }

  /// The decision with author and all its fields.
  static func decision(_ verdict: Verdict) -> String {
    TextSink.text { write(verdict, to: $0) }
  }

  private static func write(_ verdict: Verdict, to sink: TextSink) {
    guard let decision = verdict.decision else {
      sink.put("<div class=\"decision\"><p><strong>Undecided</strong></p></div>\n")
      return
    }
    let title = verdict.title
    sink.put("<div class=\"decision\">\n<p><strong>").put(title.prefix(1).uppercased())
    sink.put(String(title.dropFirst())).put("</strong>, by ")
    sink.put(isolated: decision.by.description).put(" at ").put(decision.at.description)
    sink.put("</p>\n")
    if !decision.note.hasNoVisibleText {
      sink.put("<blockquote>").put(HTMLText.lines(decision.note)).put("</blockquote>\n")
    }
    let details = verdict.details
    if !details.isEmpty {
      sink.put("<dl>\n")
      for detail in details { sink.put(pair: detail.name) { $0.put(isolated: detail.value) } }
      sink.put("</dl>\n")
    }
    sink.put("</div>\n")
  }
}
