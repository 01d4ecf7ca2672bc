internal import Model

/// What is to be mended, as CSV for a ticket system: a row a task, the first due first.
///
/// Ticket systems ask which column is which when they import; the first five are what each of them
/// has a field for.
enum TodoExport {
  static let columns = [
    "summary", "description", "owner", "due", "severity", "id", "account", "item", "subject kind",
    "subject name", "subject arn", "command", "note", "ticket", "state", "days late", "decided by",
    "decided at", "evidence",
  ]

  static func write(_ report: ReviewReport, to sink: ExportFormat.Sink) {
    sink(CSVText.row(columns))
    let account = report.assessment.account.id ?? ""
    for task in report.remediations {
      let subject = task.finding?.subject
      let advice = task.finding?.advice
      sink(
        CSVText.row([
          task.summary, advice?.text ?? task.result.item.guidance.look, task.content.owner ?? "",
          task.content.due?.description ?? "", task.severity?.rawValue ?? "", task.id, account,
          task.result.id.rawValue, subject?.kind.rawValue ?? "", subject?.name ?? "",
          subject?.arn?.description ?? "", advice?.command ?? "", task.content.note,
          task.content.ticket ?? "", task.verdict.state.word, task.daysLate.map(String.init) ?? "",
          task.decision.by.description, task.decision.at.description,
          (task.finding?.evidence ?? []).map { "\($0.file) \($0.place)" }.joined(separator: "; "),
        ]))
    }
  }
}
