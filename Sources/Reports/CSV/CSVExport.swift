internal import Checklist
internal import Model
internal import Platform

/// A review as CSV (RFC 4180): one row per finding, one per item that has no findings or was
/// decided as a whole, and at the end one per decision on a finding that no longer exists.
///
/// Cells that a spreadsheet would treat as a formula begin with `'`, because an attacker can choose
/// names and tags in the evidence.
enum CSVExport {
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
    ] + ["answered by", "novelty", "changed facts", "evidence sha256", "carried from", "conflict"]
    + [
      "effective severity", "override by", "override at",
    ]

  static func write(_ report: ReviewReport, to sink: TextSink) {
    let digests = EvidenceDigests(report.assessment.account)
    CSVText.row(to: sink) { $0.cells(columns) }
    writeIntegrity(of: report, to: sink)
    for item in report.items {
      // Computed once for all findings of the item.
      let head = CSVText.cells(head(item.result))
      if item.findings.isEmpty || item.whole.decision != nil {
        CSVText.row(to: sink) { row in
          row.raw(head)
          row.cells(noFinding)
          write(item.whole, to: &row)
          row.cells([item.whole.isDecided ? "item" : "", "", changes(item.whole), ""])
          writeOrigin(of: item.whole, to: &row)
          row.cells(["", "", ""])
        }
      }
      sink.append(parts: item.findings.count) { place, sink in
        let reported = item.findings[place]
        CSVText.row(to: sink) { row in
          row.raw(head)
          write(reported.finding, to: &row)
          write(reported.own, reported.severityChange?.change, to: &row)
          row.cell(reported.verdict.answered)
          row.cell(reported.novelty?.rawValue)
          row.cell(changes(reported.own))
          row.cell(digests.list(reported.finding.evidence))
          writeOrigin(of: reported.own, to: &row)
          row.cell(reported.severity.rawValue)
          row.cell(reported.severityChange?.change.by.description)
          row.cell(reported.severityChange?.change.at.description)
        }
      }
    }
    for left in report.gone {
      let finding = left.target.isFinding ? left.target.description : ""
      CSVText.row(to: sink) { row in
        row.cells(["", left.target.item.rawValue, "", "", "gone", left.reason])
        row.cells([finding, "", "", "", "", left.summary ?? "", "", "", ""])
        write(left.verdict, to: &row)
        row.cells(["", left.word, "", "", left.decision?.carried?.text ?? "", ""])
        row.cells(["", "", ""])
      }
    }
  }

  /// Writes a row for each integrity fault of the session, because RFC 4180 has no comments.
  private static func writeIntegrity(of report: ReviewReport, to sink: TextSink) {
    for error in report.integrityWarning?.errors ?? [] {
      CSVText.row(
        [
          "item": IntegrityWarning.id, "title": IntegrityWarning.headline, "outcome": "broken",
          "severity": Severity.critical.rawValue, "summary": error,
        ], of: columns, to: sink)
    }
  }

  private static func head(_ result: ItemResult) -> [String] {
    [
      result.item.section.rawValue, result.id.rawValue, result.item.origin.rawValue,
      result.item.title, result.outcome.rawValue,
      (result.missing.map { "\($0.kind.title): \($0.reason)" } + result.absent.map(\.text))
        .joined(separator: "; "),
    ]
  }

  private static func write(_ finding: Finding, to row: inout CSVRow) {
    row.cell(finding.id.rawValue)
    row.cell(finding.automatedSeverity.rawValue)
    row.cell(finding.subject.kind.rawValue)
    row.cell(finding.subject.name)
    row.cell(finding.subject.arn?.description)
    row.cell(finding.summary)
    row.cell(list: finding.facts) { text, fact in
      text += fact.name
      text += "="
      text += fact.value
    }
    row.cell(list: finding.evidence) { text, citation in
      text += citation.file
      text += " "
      text += citation.place
    }
    row.cell(finding.advice.line)
  }

  private static let noFinding = [String](repeating: "", count: 9)

  private static func write(
    _ verdict: Verdict, _ change: SetSeverity? = nil, to row: inout CSVRow
  ) {
    row.cell(verdict.word)
    // Reads single fields, because copying the whole decision would be slow.
    row.cell(verdict.decision?.content.disposition.rawValue)
    row.cell(verdict.decision?.content.note)
    row.cell(verdict.decision?.content.justification?.rawValue)
    row.cell(verdict.decision?.content.expires?.description)
    row.cell(verdict.decision?.content.owner)
    row.cell(verdict.decision?.content.due?.description)
    row.cell(verdict.decision?.content.ticket)
    row.cell(change?.severity.rawValue)
    row.cell(change?.note)
    row.cell(verdict.decision?.by.description)
    row.cell(verdict.decision?.at.description)
    row.cell(verdict.decision?.approval?.verdict.rawValue)
    row.cell(verdict.decision?.approval?.text)
    row.cell(verdict.decision?.approval?.by.description)
    row.cell(verdict.decision?.approval?.at.description)
  }

  private static func changes(_ verdict: Verdict) -> String {
    verdict.changes.filter { !$0.repeatsSummary }.map(\.sentence).joined(separator: "; ")
  }

  /// Writes the origin of a decision, and both sides of a conflict.
  private static func writeOrigin(of verdict: Verdict, to row: inout CSVRow) {
    row.cell(verdict.decision?.carried?.text)
    row.cell(list: verdict.decision?.conflict?.sides ?? []) { text, side in
      text += (side.map { "\($0.by): " } ?? "") + side.text
    }
  }
}

/// The digests of the evidence files, by path.
struct EvidenceDigests: Sendable {
  private let digests: [String: SHA256Digest]

  init(_ account: Account) {
    digests = Dictionary(
      account.files.compactMap { file in file.digest.map { (file.path, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  subscript(file: String) -> SHA256Digest? { digests[file] }

  /// The digests of the files in `citations`, each once, in order.
  func list(_ citations: [Citation]) -> String {
    if citations.count == 1 { return self[citations[0].file]?.description ?? "" }
    return citations.compactMap { self[$0.file]?.description }.uniqued.joined(separator: "; ")
  }
}

extension ExportFormat {
  /// For spreadsheets: one row per finding.
  package static let csv = ExportFormat(
    "csv", fileName: "iam-review.csv",
    summary: "for spreadsheets: one row per finding"
  ) { report, sink in CSVExport.write(report, to: sink) }
}
