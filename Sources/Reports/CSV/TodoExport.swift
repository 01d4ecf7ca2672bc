internal import Checklist
internal import Model
internal import Platform

/// The remediations as CSV for a ticket system, one row each, the earliest due date first.
///
/// On import, ticket systems ask which field each column belongs to; all have fields for the first
/// five columns.
enum TodoExport {
  static let columns = [
    "summary", "description", "owner", "due", "severity", "id", "account", "item", "subject kind",
    "subject name", "subject arn", "command", "note", "ticket", "state", "days late", "decided by",
    "decided at", "evidence", "effort", "report number", "consequence",
  ]

  static func write(_ report: ReviewReport, to sink: TextSink) {
    CSVText.row(to: sink) { $0.cells(columns) }
    let account = report.assessment.account.id ?? ""
    if let warning = report.integrityWarning {
      CSVText.row(
        [
          "summary": IntegrityWarning.headline,
          "description": warning.errors.joined(separator: "\n"),
          "severity": Severity.critical.rawValue, "id": IntegrityWarning.id, "account": account,
          "item": IntegrityWarning.id, "command": "iam-review verify", "state": "broken",
        ], of: columns, to: sink)
    }
    let numbers = FindingNumbers(report)
    for task in report.remediations {
      CSVText.row(to: sink) { row in
        row.cells(task.cells(account: account))
        let texts = task.result.item.reporting
        row.cells([texts.effort.rawValue, numbers[task], texts.consequence])
      }
    }
  }
}

extension Remediation {
  fileprivate func cells(account: String) -> [String] {
    let subject = finding?.subject
    let places = (finding?.evidence ?? []).map { "\($0.file) \($0.place)" }
    return [
      summary, finding?.advice.text ?? result.item.guidance.look, content.owner ?? "",
      content.due?.description ?? "", severity?.rawValue ?? "", id, account, result.id.rawValue,
      subject?.kind.rawValue ?? "", subject?.name ?? "", subject?.arn?.description ?? "",
      finding?.advice.command ?? "", content.note, content.ticket ?? "", verdict.word,
      daysLate.map(String.init) ?? "", decision.by.description, decision.at.description,
      places.joined(separator: "; "),
    ]
  }
}

extension ExportFormat {
  /// For spreadsheets and ticket systems: one row per remediation.
  package static let todo = ExportFormat(
    "todo", fileName: "iam-review-todo.csv",
    summary: "for spreadsheets and ticket systems: one row per remediation"
  ) { report, sink in TodoExport.write(report, to: sink) }
}
