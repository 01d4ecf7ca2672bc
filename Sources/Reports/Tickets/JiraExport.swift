internal import Checklist
internal import Model
internal import Platform

/// The remediations as CSV for the issue import of Jira: one issue a row.
///
/// The importer reads the fields from the header, which has no punctuation, and requires a summary of
/// at most 255 characters. A repeated column adds a value to the field. See
/// https://support.atlassian.com/jira-software-cloud/docs/prepare-a-csv-file-for-import.
enum JiraExport {
  static let columns = [
    "Summary", "Description", "Issue Type", "Priority", "Assignee", "Due Date", "Labels", "Labels",
    "Labels", "External ID",
  ]
  private static let summaryLimit = 255
  private static let descriptionLimit = 32_767

  static func write(_ report: ReviewReport, to sink: TextSink) {
    CSVText.row(to: sink) { $0.cells(columns) }
    if let warning = report.integrityWarning {
      CSVText.row(to: sink) {
        $0.cells([
          IntegrityWarning.headline, text(warning.errors.joined(separator: "\n")), "Task",
          priority(.critical), "", "", "iam-review", "broken", "", IntegrityWarning.id,
        ])
      }
    }
    for ticket in report.tickets {
      let description = ticket.parts.map { "\($0.name): \(text($0.text))" }
        .joined(separator: "\n\n")
      CSVText.row(to: sink) {
        $0.cells([
          ticket.title.limited(to: summaryLimit), description.limited(to: descriptionLimit), "Task",
          priority(ticket.severity), ticket.task.content.owner ?? "",
          ticket.task.content.due?.description ?? "", "iam-review", ticket.severity.rawValue,
          ticket.effort.rawValue, ticket.task.id,
        ])
      }
    }
  }

  /// The name of a priority of the default scheme.
  private static func priority(_ severity: Severity) -> String {
    switch severity {
    case .critical: "Highest"
    case .high: "High"
    case .medium: "Medium"
    case .low: "Low"
    }
  }

  /// Text without wiki markup: links, images and macros of names that others chose.
  private static func text(_ text: String) -> String {
    var result = ""
    for character in text {
      if "[]{}!|".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}

extension ExportFormat {
  /// For the CSV import of Jira: one issue per remediation.
  package static let jira = ExportFormat(
    "jira", fileName: "iam-review.jira.csv",
    summary: "for the CSV import of Jira: one issue per remediation"
  ) { report, sink in JiraExport.write(report, to: sink) }
}
