internal import Checklist
internal import Platform

/// The remediations as CSV for an import set of ServiceNow: one record a row.
///
/// The import creates a staging table with a column for each name in the header, and a transform map
/// assigns them to the fields of a table such as Task. `correlation_id` is stable, so that it can be
/// the coalesce field: a second import then updates the records. See
/// https://www.servicenow.com/docs/csh?topicname=c_ImportSetsKeyConcepts.html.
enum ServiceNowExport {
  static let columns = [
    "correlation_id", "correlation_display", "short_description", "description", "priority",
    "impact", "urgency", "assigned_to", "due_date", "work_notes", "category", "effort",
  ]
  private static let summaryLimit = 160
  private static let descriptionLimit = 4_000

  static func write(_ report: ReviewReport, to sink: TextSink) {
    CSVText.row(to: sink) { $0.cells(columns) }
    if let warning = report.integrityWarning {
      CSVText.row(to: sink) {
        $0.cells([
          IntegrityWarning.id, Product.name, IntegrityWarning.headline,
          warning.errors.joined(separator: "\n"), "1", "1", "1", "", "", "", "IAM", "",
        ])
      }
    }
    for ticket in report.tickets {
      let description = ticket.parts.map { "\($0.name): \($0.text)" }.joined(separator: "\n")
      let (priority, impact, urgency) = rank(ticket.severity)
      CSVText.row(to: sink) {
        $0.cells([
          ticket.task.id, Product.name, ticket.title.limited(to: summaryLimit),
          description.limited(to: descriptionLimit), priority, impact, urgency,
          ticket.task.content.owner ?? "", ticket.task.content.due.map { "\($0) 00:00:00" } ?? "",
          ticket.task.content.note, "IAM", ticket.effort.rawValue,
        ])
      }
    }
  }

  /// Priority, impact and urgency: 1 is the highest, and the default priority of impact and urgency.
  private static func rank(_ severity: Severity) -> (String, String, String) {
    switch severity {
    case .critical: ("1", "1", "1")
    case .high: ("2", "1", "2")
    case .medium: ("3", "2", "2")
    case .low: ("5", "3", "3")
    }
  }
}

extension ExportFormat {
  /// For an import set of ServiceNow: one record per remediation.
  package static let servicenow = ExportFormat(
    "servicenow", fileName: "iam-review.servicenow.csv",
    summary: "for an import set of ServiceNow: one record per remediation"
  ) { report, sink in ServiceNowExport.write(report, to: sink) }
}
