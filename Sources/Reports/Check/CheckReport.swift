internal import Model
public import Checklist
public import Platform

/// The output of `iam-review check`: findings without decisions.
public enum CheckReport {
  /// The schema version of the JSON. New members do not change it, all other changes do.
  public static let schemaVersion = 1

  /// The output formats.
  public enum Format: String, CaseIterable, Sendable {
    case text, json, ndjson
  }

  /// The report on `assessment`: the same assessment gives the same bytes, with a final newline.
  public static func render(
    _ assessment: Assessment, _ review: CheckedReview? = nil, as format: Format
  ) -> String {
    TextSink.text { write(assessment, review, as: format, to: $0) }
  }

  /// Writes the report to `sink` in parts: the text of thousands of findings is larger than the
  /// findings, and need not be in memory as a whole. With a review, the severities that people set
  /// count.
  public static func write(
    _ assessment: Assessment, _ review: CheckedReview? = nil, as format: Format,
    to sink: TextSink
  ) {
    switch format {
    case .text: writeText(assessment, review) { sink.put($0) }
    case .json: writeJSON(assessment, review, to: sink)
    case .ndjson: writeRecords(assessment, review, to: sink)
    }
  }

  private static func writeJSON(
    _ assessment: Assessment, _ review: CheckedReview?, to sink: TextSink
  ) {
    JSONWriter.document(to: sink) { document in
      document.member("schemaVersion", schemaVersion)
      document.member("account", overLines: ReportJSON.account(assessment.account))
      document.member("checklist", Checklist.version)
      document.member("catalogue", assessment.catalogueVersion)
      document.list("items") { list in
        for result in assessment.items {
          list.object { item in
            for member in ReportJSON.head(of: result) {
              item.member(overLines: member)
            }
            item.list("findings") { findings in
              for rated in RatedFinding.all(of: result, in: review) {
                findings.object { write(rated, to: &$0) }
              }
            }
          }
        }
      }
      document.member(
        "problems",
        overLines: .array(assessment.account.problems.map { .object(ReportJSON.problem($0)) }))
    }
  }

  private static func write(_ rated: RatedFinding, to object: inout JSONWriter) {
    ReportJSON.write(
      rated.finding, effectiveSeverity: rated.effectiveSeverity, rated.change, to: &object)
  }

  /// One record per line: the account, each item followed by its findings, the problems. The first
  /// member, `type`, names the kind of record.
  private static func writeRecords(
    _ assessment: Assessment, _ review: CheckedReview?, to sink: TextSink
  ) {
    func record(_ type: String, _ write: (inout JSONWriter) -> Void) {
      JSONWriter.line(to: sink) { line in
        line.member("type", type)
        write(&line)
      }
    }
    record("account") { line in
      line.member("schemaVersion", schemaVersion)
      line.member("account", ReportJSON.account(assessment.account))
      line.member("checklist", Checklist.version)
      line.member("catalogue", assessment.catalogueVersion)
    }
    for result in assessment.items {
      record("item") { line in
        for member in ReportJSON.head(of: result) { line.member(member) }
        line.member("findings", result.findings.count)
      }
      for rated in RatedFinding.all(of: result, in: review) {
        record("finding") { line in
          line.member("item", result.id.rawValue)
          write(rated, to: &line)
        }
      }
    }
    for problem in assessment.account.problems {
      record("problem") { line in
        for member in ReportJSON.problem(problem) { line.member(member) }
      }
    }
  }
}
