public import Platform

/// The export formats of a review; each has a file or folder beside this one.
public enum ExportFormat: String, CaseIterable, Sendable {
  case markdown, html, docx, csv, todo, jira, servicenow, github, json
  case oscalResults = "oscal-ar"
  case oscalPlan = "oscal-poam"
  case cklb, ckl, sarif, ocsf

  /// The file name in an export of all formats.
  public var fileName: String {
    switch self {
    case .markdown: "iam-review.md"
    case .html: "iam-review.html"
    case .docx: "iam-review.docx"
    case .csv: "iam-review.csv"
    case .todo: "iam-review-todo.csv"
    case .jira: "iam-review.jira.csv"
    case .servicenow: "iam-review.servicenow.csv"
    case .github: "iam-review.github.jsonl"
    case .json: "iam-review.json"
    case .oscalResults: "iam-review.oscal-ar.json"
    case .oscalPlan: "iam-review.oscal-poam.json"
    case .cklb: "iam-review.cklb"
    case .ckl: "iam-review.ckl"
    case .sarif: "iam-review.sarif"
    case .ocsf: "iam-review.ocsf.jsonl"
    }
  }

  /// Writes the document for `report` to `sink` in parts, so that thousands of findings need not be
  /// in memory as a whole. The same report gives the same bytes.
  public func write(_ report: ReviewReport, to sink: TextSink) {
    switch self {
    case .markdown: MarkdownRenderer.write(report.document, to: sink)
    case .html: HTMLRenderer.write(report.document, to: sink)
    case .docx: DOCXExport.write(report.document, to: sink)
    case .csv: CSVExport.write(report, to: sink)
    case .todo: TodoExport.write(report, to: sink)
    case .jira: JiraExport.write(report, to: sink)
    case .servicenow: ServiceNowExport.write(report, to: sink)
    case .github: GitHubIssuesExport.write(report, to: sink)
    case .json: JSONExport.write(report, to: sink)
    case .oscalResults: OSCALResultsExport.write(report, to: sink)
    case .oscalPlan: OSCALPlanExport.write(report, to: sink)
    case .cklb: CKLBExport.write(report, to: sink)
    case .ckl: CKLExport.write(report, to: sink)
    case .sarif: SARIFExport.write(report, to: sink)
    case .ocsf: OCSFExport.write(report, to: sink)
    }
  }

  /// Whether the document is text in UTF-8.
  public var isText: Bool { self != .docx }

  /// The whole document as one text; only for formats that are text.
  public func render(_ report: ReviewReport) -> String {
    TextSink.text { write(report, to: $0) }
  }
}
