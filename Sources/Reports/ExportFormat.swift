internal import Model
public import Platform

/// The export formats of a review; each has a file or folder beside this one.
public enum ExportFormat: String, CaseIterable, Sendable {
  case markdown, html, csv, todo, json
  case oscalResults = "oscal-ar"
  case oscalPlan = "oscal-poam"
  case cklb, ckl, sarif, ocsf

  /// The file name in an export of all formats.
  public var fileName: String {
    switch self {
    case .markdown: "iam-review.md"
    case .html: "iam-review.html"
    case .csv: "iam-review.csv"
    case .todo: "iam-review-todo.csv"
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
    case .markdown: MarkdownExport.write(report, to: sink)
    case .html: HTMLExport.write(report, to: sink)
    case .csv: CSVExport.write(report, to: sink)
    case .todo: TodoExport.write(report, to: sink)
    case .json: JSONExport.write(report, to: sink)
    case .oscalResults: OSCALResultsExport.write(report, to: sink)
    case .oscalPlan: OSCALPlanExport.write(report, to: sink)
    case .cklb: CKLBExport.write(report, to: sink)
    case .ckl: CKLExport.write(report, to: sink)
    case .sarif: SARIFExport.write(report, to: sink)
    case .ocsf: OCSFExport.write(report, to: sink)
    }
  }

  /// The whole document as one text.
  public func render(_ report: ReviewReport) -> String {
    TextSink.text { write(report, to: $0) }
  }
}
