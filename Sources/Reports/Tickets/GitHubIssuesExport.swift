internal import Checklist
internal import Platform

/// The remediations as bodies of requests that create GitHub issues, one on each line.
///
///     while read -r body; do gh api repos/OWNER/REPO/issues --input - <<<"$body"; done < FILE
///
/// `title` is plain text of at most 256 characters, `body` is Markdown of at most 65,536. See
/// https://docs.github.com/en/rest/issues/issues#create-an-issue.
enum GitHubIssuesExport {
  private static let titleLimit = 256
  private static let bodyLimit = 65_536

  static func write(_ report: ReviewReport, to sink: TextSink) {
    if let warning = report.integrityWarning {
      write(
        IntegrityWarning.headline,
        warning.errors.map { "- " + MarkdownText.inline($0) }.joined(separator: "\n"),
        [Product.name, "severity: critical"], to: sink)
    }
    for ticket in report.tickets {
      var labels = [
        Product.name, "severity: \(ticket.severity.rawValue)", "effort: \(ticket.effort.rawValue)",
      ]
      if ticket.task.daysLate != nil { labels.append("overdue") }
      write(ticket.title, body(ticket), labels, to: sink)
    }
  }

  private static func write(
    _ title: String, _ body: String, _ labels: [String], to sink: TextSink
  ) {
    JSONWriter.line(to: sink) { line in
      line.member("title", title.limited(to: titleLimit))
      line.member("body", body.limited(to: bodyLimit))
      line.list("labels") { list in for label in labels { list.element(label) } }
    }
  }

  private static func body(_ ticket: Ticket) -> String {
    var lines = ticket.parts.map { part in
      "**\(part.name)**: "
        + (part.name == "Command" || part.name == "Reference"
          ? MarkdownText.code(part.text) : MarkdownText.inline(part.text))
    }
    if let owner = ticket.task.content.owner {
      lines.append("**Owner**: " + MarkdownText.inline(owner))
    }
    if let due = ticket.task.content.due { lines.append("**Due**: \(due)") }
    return lines.joined(separator: "\n\n")
  }
}

extension ExportFormat {
  /// For the REST API of GitHub: the body of one request per line.
  package static let github = ExportFormat(
    "github", fileName: "iam-review.github.jsonl",
    summary: "for the REST API of GitHub: the body of one request per line"
  ) { report, sink in GitHubIssuesExport.write(report, to: sink) }
}
