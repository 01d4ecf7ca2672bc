internal import Model

/// A review as CSV (RFC 4180): a row a finding, and a row for each item that has none or was
/// answered as a whole.
///
/// Cells that a spreadsheet would take for a formula begin with `'`, because names and tags in
/// the evidence are chosen by others.
public enum CSVExport {
  /// The columns, in order; new ones are appended.
  static let columns =
    [
      "section", "item", "origin", "title", "outcome", "missing",
    ] + [
      "finding", "severity", "subject kind", "subject name", "subject arn", "summary", "facts",
      "evidence", "advice",
    ] + [
      "state", "disposition", "note", "kind", "expires", "owner", "due", "ticket",
      "severity override", "override reason", "decided by", "decided at", "approval",
      "approval text", "approval by", "approval at",
    ]

  /// The export: the same report gives the same bytes.
  public static func render(_ report: ReviewReport) -> String {
    var rows = [columns]
    for result in report.assessment.items {
      let whole = report.state(of: result)
      if result.findings.isEmpty || whole.decision != nil {
        rows.append(head(result) + noFinding + cells(whole))
      }
      rows += result.findings.map {
        head(result) + cells($0) + cells(report.state(of: $0))
      }
    }
    return rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func head(_ result: ItemResult) -> [String] {
    [
      result.item.section.rawValue, result.id.rawValue, result.item.origin.rawValue,
      result.item.title, result.outcome.rawValue,
      result.missing.map { "\($0.kind.title): \($0.reason)" }.joined(separator: "; "),
    ]
  }

  private static func cells(_ finding: Finding) -> [String] {
    [
      finding.id.rawValue, finding.severity.rawValue, finding.subject.kind.rawValue,
      finding.subject.name, finding.subject.arn?.description ?? "", finding.summary,
      finding.facts.map { "\($0.name)=\($0.value)" }.joined(separator: "; "),
      finding.evidence.map { "\($0.file) \($0.place)" }.joined(separator: "; "),
      finding.advice.line,
    ]
  }

  private static let noFinding = [String](repeating: "", count: 9)

  private static func cells(_ state: ReviewState) -> [String] {
    let decision = state.decision
    let content = decision?.content
    let approval = decision?.approval
    return [
      state.word, content?.disposition.rawValue ?? "", content?.note ?? "",
      content?.justification?.rawValue ?? "", content?.expires?.description ?? "",
      content?.owner ?? "", content?.due?.description ?? "", content?.ticket ?? "",
      content?.severity?.severity.rawValue ?? "", content?.severity?.reason ?? "",
      decision?.by.description ?? "", decision?.at.description ?? "",
      approval?.verdict.rawValue ?? "", approval?.text ?? "", approval?.by.description ?? "",
      approval?.at.description ?? "",
    ]
  }

  /// One cell: visible, no formula, quoted where it must be.
  static func cell(_ text: String) -> String {
    var content = VisibleText.lines(text).joined(separator: "\n")
    // The sign counts in the text as it was too: a tab at its start is shown, not obeyed.
    let first = text.unicodeScalars.first
    if let first, "=+-@\t\r".unicodeScalars.contains(first) { content = "'" + content }
    let isPlain = content.utf8.allSatisfy { byte in
      byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\n")
    }
    return isPlain ? content : "\"" + content.replacing("\"", with: "\"\"") + "\""
  }
}
