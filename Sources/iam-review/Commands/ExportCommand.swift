import Checklist
import Model

extension Command {
  private static let output = Option(
    "--output", short: "-o", value: "FILE", "Write to FILE, not to standard output.")

  private static let documentFormat = Option(
    "--format", value: "NAME", "markdown, csv or json.")

  /// `export`: the checklist with its decisions as a document.
  static let export = Command(
    name: "export",
    usage: "iam-review export [EVIDENCE] --format markdown|csv|json [-o FILE] [options]",
    summary: "Write the checklist with its decisions as a document.",
    details: """
      The decisions are those of the session: review.json in the evidence folder, or --session.
      docs/formats.md says what each format holds.
      """,
    options: [
      documentFormat, output, .session,
    ] + Option.judging
  ) { arguments in
    try arguments.atMost(1)
    guard arguments.has(documentFormat) else { throw UsageError.valueLacks("--format") }
    let format = try arguments.value(documentFormat, expected: "markdown, csv or json") {
      ExportFormat(rawValue: $0)
    }
    guard let format else { return .usage }
    let review = try OpenedReview.open(arguments)
    let report = ReviewReport(
      assessment: review.assessment, session: review.session, now: Surroundings.now)
    let text = format.render(report)
    guard let path = arguments[output] else {
      return Messages.printResult(text) ? .success : .failure
    }
    return try write(text, to: path)
  }

  /// Replaces the file at `path` as a whole, or leaves it as it is.
  private static func write(_ text: String, to path: String) throws -> ExitStatus {
    let (folder, name) = try FileSystem.live.resolvingLinks(path)
    switch try Directory.open(folder).replace(name, with: Array(text.utf8)) {
    case .done: return .success
    case .perhapsNotDurable(_, let error):
      Messages.complain("\(path) is written, but may not outlive a power cut: \(error.cause)")
      return .success
    case .changedMeanwhile:
      Messages.complain("\(path) changed while it was being written; it was left as it is")
      return .failure
    }
  }
}

/// The formats of `export`.
enum ExportFormat: String, CaseIterable {
  case markdown, csv, json

  func render(_ report: ReviewReport) -> String {
    switch self {
    case .markdown: MarkdownExport.render(report)
    case .csv: CSVExport.render(report)
    case .json: JSONExport.render(report)
    }
  }
}
