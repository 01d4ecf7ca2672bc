internal import Checklist
internal import Model
internal import Platform

/// An item of the Markdown document, with its findings and decisions.
enum MarkdownItem {
  /// Writes the item, followed by its findings.
  static func write(_ item: ReportedItem, to sink: TextSink) {
    sink.put("\n")
    for line in head(item.result) { sink.put(line).put("\n") }
    if item.findings.isEmpty || item.whole.decision != nil {
      sink.put("\n")
      write(item.whole, indentation: "", to: sink)
    }
    sink.append(parts: item.findings.count) { place, sink in
      let finding = item.findings[place]
      sink.put("\n")
      write(finding.finding, finding, number: place + 1, of: item, to: sink)
    }
  }

  private static func head(_ result: ItemResult) -> [String] {
    let guidance = result.item.guidance
    var lines = [
      "### \(MarkdownText.inline(result.item.title))", "",
      "\(MarkdownText.code(result.id.rawValue)) · **\(result.outcome.rawValue)** · "
        + result.findings.count.counted("finding"), "",
      MarkdownText.inline(result.item.requirement),
    ]
    let advice = [
      ("", guidance.why), ("What to look at: ", guidance.look),
      ("Acceptable justification: ", guidance.justification),
    ]
    for (name, text) in advice where !text.isEmpty {
      lines += ["", name + MarkdownText.inline(text)]
    }
    for missing in result.missing {
      let reason = MarkdownText.inline(missing.reason)
      lines += ["", "Missing evidence: \(missing.kind.title) (\(reason))."]
      lines[lines.count - 1] += " Collect it with \(MarkdownText.code(missing.command))."
    }
    if !result.notes.isEmpty {
      lines += [""] + result.notes.map { "- Note: \(MarkdownText.inline($0))" }
    }
    return lines
  }

  private static func write(
    _ finding: Finding, _ reported: ReportedFinding, number: Int, of item: ReportedItem,
    to sink: TextSink
  ) {
    let subject = finding.subject
    // A finding needs no decision of its own if its item was decided as a whole.
    let decision = reported.own.decision
    let isOfItem = item.whole.isDecided && decision == nil
    sink.put("#### ").put(number).put(". ").put(inline: finding.summary).put("\n\n")
    sink.put("- Severity: ").put(finding.severity.rawValue)
    if let override = decision?.content.severity {
      sink.put(", set by the reviewer to ").put(override.severity.rawValue)
      sink.put(": ").put(inline: override.reason)
    }
    sink.put("\n- Subject: ").put(subject)
    if let arn = subject.arn { sink.put(" ").put(codeSpan: arn.description) }
    for (place, fact) in finding.facts.filter({ !$0.repeatsSummary }).enumerated() {
      sink.put(place == 0 ? "\n- Facts: " : ", ")
      sink.put(inline: fact.label).put(" ").put(codeSpan: fact.shownValue)
    }
    for (place, citation) in finding.evidence.enumerated() {
      sink.put(place == 0 ? "\n- Evidence: " : "; ")
      sink.put(codeSpan: citation.file).put(" ").put(inline: citation.shownPlace)
      if let line = citation.line, !citation.isLine {
        sink.put(citation.isRow ? " (file line " : " (line ").put(line).put(")")
      }
    }
    sink.put("\n- Advice: ").put(inline: finding.advice.text)
    if let command = finding.advice.command { sink.put(" Run: ").put(codeSpan: command) }
    sink.put("\n")
    if let novelty = reported.novelty {
      sink.put("- Since the last review: ").put(novelty.rawValue).put("\n")
    }
    if isOfItem {
      sink.put("- Decision: decided for the whole item\n")
    } else {
      write(reported.own, indentation: "", to: sink)
    }
  }

  /// Writes a decision as a list entry, with the note below it.
  static func write(_ verdict: Verdict, indentation: String, to sink: TextSink) {
    sink.put(indentation).put("- Decision: **")
    guard let decision = verdict.decision else {
      sink.put("undecided**\n")
      return
    }
    let content = decision.content
    sink.put(verdict.title).put("**, by ").put(inline: decision.by.description)
    sink.put(" at ").put(decision.at.description).put("\n")
    let inner = indentation + "  "
    let details: [(String, String?)] = [
      ("Kind", content.justification?.title),
      ("Expires", content.expires?.description),
      ("Owner", content.owner),
      ("Due", content.due?.description),
      ("Ticket", content.ticket),
    ]
    let given = details.lazy.compactMap { name, value in value.map { (name, $0) } }
    for (place, detail) in given.enumerated() {
      sink.put(place == 0 ? inner + "- " : " · ").put(detail.0).put(": ").put(inline: detail.1)
    }
    if !given.isEmpty { sink.put("\n") }
    if let carried = decision.carried {
      sink.put(inner).put("- Carried forward from ").put(carried.text).put("\n")
    }
    for side in decision.conflict?.sides ?? [] {
      sink.put(inner).put("- Conflicting decision: ")
      if let side { sink.put(inline: side.by.description).put(" at \(side.at): ") }
      sink.put(inline: side.text).put("\n")
    }
    for change in verdict.changes where !change.repeatsSummary {
      let (old, new) = change.values
      sink.put(inner).put("- Changed since the decision: ").put(inline: change.label).put(" was ")
      sink.put(codeSpan: old).put(", is now ").put(codeSpan: new).put("\n")
    }
    if let approval = decision.approval {
      sink.put(inner).put(approval.verdict == .approved ? "- Approved by " : "- Rejected by ")
      sink.put(inline: approval.by.description).put(" at ").put(approval.at.description)
      if !approval.text.isEmpty { sink.put(": ").put(inline: approval.text) }
      sink.put("\n")
    }
    guard !content.note.hasNoVisibleText else { return }
    sink.put("\n")
    for line in MarkdownText.quotation(content.note, indentation: inner) {
      sink.put(line).put("\n")
    }
  }
}

extension TextSink {
  /// Writes the kind and the name of a subject.
  @discardableResult
  fileprivate func put(_ subject: Subject) -> TextSink {
    subject.kind == .root
      ? put(subject.text) : put(subject.kind.rawValue).put(" ").put(codeSpan: subject.name)
  }
}
