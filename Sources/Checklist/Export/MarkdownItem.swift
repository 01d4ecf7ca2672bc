internal import Model

/// One item of the Markdown document, with its findings and what was decided of them.
enum MarkdownItem {
  /// Says the item and then each of its findings.
  static func write(_ result: ItemResult, _ report: ReviewReport, _ say: ([String]) -> Void) {
    let whole = report.state(of: result)
    say(head(result, whole))
    for (index, finding) in result.findings.enumerated() {
      say(self.finding(finding, number: index + 1, report, whole: whole))
    }
  }

  private static func head(_ result: ItemResult, _ whole: ReviewState) -> [String] {
    let guidance = result.item.guidance
    var lines = [
      "### \(MarkdownText.inline(result.item.title))", "",
      "\(MarkdownText.code(result.id.rawValue)) · **\(result.outcome.rawValue)** · "
        + result.findings.count.counted("finding"),
    ]
    let advice = [
      ("", guidance.why), ("What to look at: ", guidance.look),
      ("A justification is sound where: ", guidance.justification),
    ]
    for (name, text) in advice where !text.isEmpty {
      lines += ["", name + MarkdownText.inline(text)]
    }
    for missing in result.missing {
      let reason = MarkdownText.inline(missing.reason)
      lines += ["", "Evidence lacks: \(missing.kind.title) (\(reason))."]
      lines[lines.count - 1] += " Collect it with \(MarkdownText.code(missing.command))."
    }
    if !result.notes.isEmpty {
      lines += [""] + result.notes.map { "- Note: \(MarkdownText.inline($0))" }
    }
    if result.findings.isEmpty || whole.decision != nil {
      lines += [""] + decision(whole, indentation: "")
    }
    return lines
  }

  private static func finding(
    _ finding: Finding, number: Int, _ report: ReviewReport, whole: ReviewState
  ) -> [String] {
    let own = report.state(of: finding)
    // Answered with its item, a finding needs no decision of its own.
    let state = whole.isDecided && own.decision == nil ? nil : own
    let subject = finding.subject
    let arn = subject.arn.map { " " + MarkdownText.code($0.description) } ?? ""
    var severity = finding.severity.rawValue
    if let override = state?.decision?.content.severity {
      severity +=
        ", by the reviewer \(override.severity.rawValue): \(MarkdownText.inline(override.reason))"
    }
    var lines = [
      "#### \(number). \(MarkdownText.inline(finding.summary))", "",
      "- Severity: \(severity)",
      "- Subject: \(subject.kind.rawValue) \(MarkdownText.code(subject.name))\(arn)",
    ]
    if !finding.facts.isEmpty {
      let facts = finding.facts.map {
        "\(MarkdownText.inline($0.name)) \(MarkdownText.code($0.value))"
      }
      lines.append("- Facts: " + facts.joined(separator: ", "))
    }
    if !finding.evidence.isEmpty {
      let places = finding.evidence.map { citation in
        let line = citation.line.map { ", line \($0)" } ?? ""
        // A place in a CSV is a line already.
        let place = citation.place == "line \(citation.line ?? 0)" ? "" : line
        return "\(MarkdownText.code(citation.file)) \(MarkdownText.inline(citation.place))\(place)"
      }
      lines.append("- Evidence: " + places.joined(separator: "; "))
    }
    let command = finding.advice.command.map { " " + MarkdownText.code($0) } ?? ""
    lines.append("- Advice: \(MarkdownText.inline(finding.advice.text))\(command)")
    if let novelty = report.novelty(of: finding) {
      lines.append("- Since the review before: \(novelty.rawValue)")
    }
    guard let state else { return lines + ["- Decision: with the item as a whole"] }
    return lines + decision(state, indentation: "")
  }

  /// What was decided, as a list entry with the note below it.
  static func decision(_ state: ReviewState, indentation: String) -> [String] {
    guard let decision = state.decision else { return ["\(indentation)- Decision: **undecided**"] }
    let content = decision.content
    let author = MarkdownText.inline(decision.by.description)
    var lines = [
      "\(indentation)- Decision: **\(state.title)**, by \(author) at \(decision.at)"
    ]
    let inner = indentation + "  "
    let details: [(String, String?)] = [
      ("Kind", content.justification?.title),
      ("Expires", content.expires?.description),
      ("Owner", content.owner.map(MarkdownText.inline)),
      ("Due", content.due?.description),
      ("Ticket", content.ticket.map(MarkdownText.inline)),
    ]
    let given = details.compactMap { name, value in value.map { "\(name): \($0)" } }
    if !given.isEmpty { lines.append("\(inner)- " + given.joined(separator: " · ")) }
    if let carried = decision.carried { lines.append("\(inner)- Carried from \(carried.words)") }
    for side in decision.conflict?.sides ?? [] {
      let author = side.map { "\(MarkdownText.inline($0.by.description)) at \($0.at): " } ?? ""
      lines.append("\(inner)- One side: \(author)\(MarkdownText.inline(side.words))")
    }
    if case .stale(_, let changes) = state {
      lines += changes.map { change in
        let old = change.old.map(MarkdownText.code) ?? "nothing"
        let new = change.new.map(MarkdownText.code) ?? "nothing"
        return "\(inner)- Changed since: \(MarkdownText.inline(change.name)) was \(old), is \(new)"
      }
    }
    if let approval = decision.approval {
      let text = approval.text.isEmpty ? "" : ": \(MarkdownText.inline(approval.text))"
      lines.append(
        "\(inner)- \(approval.verdict == .approved ? "Approved" : "Rejected") by "
          + "\(MarkdownText.inline(approval.by.description)) at \(approval.at)\(text)")
    }
    if !content.note.isBlank {
      lines += ["\(inner)"] + MarkdownText.quotation(content.note, indentation: inner)
    }
    return lines.map { $0.isBlank ? "" : $0 }
  }
}
