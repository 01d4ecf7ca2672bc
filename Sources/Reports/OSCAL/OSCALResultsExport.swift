internal import Checklist
internal import Model
internal import Platform

/// A review as OSCAL 1.2.1 assessment results: an item is an objective with an OSCAL finding, a
/// finding is an observation with a risk, and an evidence file is a resource with its digest.
///
/// See https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/assessment-results/json-outline/.
enum OSCALResultsExport {
  static func write(_ report: ReviewReport, to sink: TextSink) {
    let review = OSCALReview(report)
    JSONWriter.document(to: sink) { file in
      file.object("assessment-results") { document in
        let state = "\(report.session.revision) \(report.day)"
        document.member("uuid", review.id("assessment-results", state))
        document.member("metadata", review.metadata("assessment results"))
        document.member("import-ap", ["href": OSCALText.reference(review.plan)])
        document.object("local-definitions") { definitions in
          definitions.list(
            "objectives-and-methods", of: report.assessment.items, objective)
        }
        document.list("results") { $0.object { write(review, to: &$0) } }
        review.writeBackMatter(to: &document)
      }
    }
  }

  private static func write(_ review: OSCALReview, to result: inout JSONWriter) {
    let report = review.report
    let start = report.assessment.account.asOf.instant
    result.member("uuid", review.id("result", "\(start)"))
    result.member("title", line: "IAM review of account \(review.account)")
    result.member(
      "description",
      line: "The findings in the evidence of \(start), and the decisions up to \(report.day)")
    result.member("start", moment: start)
    if report.lastModified > start { result.member("end", moment: report.lastModified) }
    result.member("props", .filled(problems(report) + gone(report)))
    let findings = report.items.flatMap(\.findings)
    result.object("local-definitions") { definitions in
      review.writeInventory(to: &definitions, of: findings)
      definitions.member("assessment-assets", review.assessmentAssets)
    }
    result.member("reviewed-controls", reviewedControls(report))
    result.list(
      "attestations", of: report.signatures, omittingEmpty: true, review.attestation)
    result.list("observations", ofMany: findings, omittingEmpty: true) { review.write($0, to: &$1) }
    result.list("risks", ofMany: review.risks, omittingEmpty: true) { review.write($0, to: &$1) }
    result.list("findings") { list in
      for item in report.items { list.object { write(item, review, to: &$0) } }
    }
  }

  private static func objective(_ result: ItemResult) -> JSONValue {
    let guidance = result.item.guidance
    let texts = [guidance.why, guidance.look, guidance.justification].filter { !$0.isEmpty }
    return [
      "control-id": .string(result.id.rawValue),
      "description": OSCALText.line(result.item.requirement),
      "parts": [
        [
          "id": .string(result.id.rawValue), "name": "assessment-objective",
          "title": OSCALText.line(result.item.title),
          "prose": OSCALText.lines(texts.joined(separator: "\n")),
        ]
      ],
    ]
  }

  private static func reviewedControls(_ report: ReviewReport) -> JSONValue {
    [
      "control-selections": [["include-all": [:]]],
      "control-objective-selections": [
        [
          "include-objectives": .array(
            report.assessment.items.map { ["objective-id": .string($0.id.rawValue)] })
        ]
      ],
    ]
  }

  /// Writes the item as an OSCAL finding, with everything that belongs to it.
  private static func write(
    _ item: ReportedItem, _ review: OSCALReview, to object: inout JSONWriter
  ) {
    let result = item.result
    let note = item.whole.decision?.note ?? ""
    object.member("uuid", review.id("finding", result.id.rawValue))
    object.member("title", line: result.item.title)
    object.member("description", line: result.item.guidance.why)
    object.listLine("props") { write(item, to: &$0) }
    object.line("target") { target in
      target.member("type", "objective-id")
      target.member("target-id", result.id.rawValue)
      target.object("status") { write(item.status, by: result.outcome, to: &$0) }
    }
    object.list("related-observations", ofMany: item.findings, omittingEmpty: true) {
      reported, line in
      line.member("observation-uuid", review.observation(reported))
    }
    object.list("related-risks", ofMany: review.risks(of: item), omittingEmpty: true) {
      risk, line in
      line.member("risk-uuid", review.risk(risk.key))
    }
    if !note.hasNoVisibleText { object.member("remarks", lines: note) }
  }

  /// Writes the properties of an item.
  private static func write(_ item: ReportedItem, to props: inout JSONWriter) {
    let (result, decision) = (item.result, item.whole.decision)
    let content = decision?.content
    props.property("item", result.id.rawValue)
    props.property("section", result.item.section.rawValue)
    props.property("origin", result.item.origin.rawValue)
    props.property("outcome", result.outcome.rawValue)
    props.property("state", item.whole.word)
    props.property("disposition", content?.disposition.rawValue)
    props.property("decided-by", decision?.by.description)
    props.property("decided-at", decision?.at.description)
    props.property("owner", content?.owner)
    props.property("due", content?.due?.description)
    props.property("expires", content?.expires?.description)
    props.property("ticket", content?.ticket)
    props.property("carried-from", decision?.carried?.text)
    for gap in result.missing {
      props.property("missing", "\(gap.kind.title): \(gap.reason) (\(gap.command))")
    }
    for note in result.notes { props.property("note", note) }
  }

  /// OSCAL only has satisfied and not satisfied; reason and remark add the details.
  private static func write(
    _ itemStatus: ItemStatus, by outcome: Outcome, to status: inout JSONWriter
  ) {
    let (state, reason, remark) =
      switch itemStatus {
      case .satisfied: ("satisfied", "pass", nil as String?)
      case .notApplicable: ("satisfied", "other", "not applicable")
      case .open: ("not-satisfied", "fail", nil)
      case .notReviewed where outcome == .pass:
        ("satisfied", "pass", "automated result, not confirmed by a person")
      case .notReviewed: ("not-satisfied", "other", "not reviewed")
      }
    status.member("state", state)
    status.member("reason", reason)
    status.member("remarks", remark)
  }

  private static func problems(_ report: ReviewReport) -> [JSONValue] {
    report.assessment.account.problems.map { problem in
      let place = [problem.file, problem.place].compactMap { $0 }.joined(separator: ", ")
      return OSCALText.property("evidence-problem", "\(place): \(problem.message)")
    }
  }

  /// The decisions on findings that no longer exist.
  private static func gone(_ report: ReviewReport) -> [JSONValue] {
    report.gone.map { OSCALText.property("gone", $0.line) }
  }
}

extension ExportFormat {
  /// For GRC tools: OSCAL 1.2.1 assessment results.
  package static let oscalResults = ExportFormat(
    "oscal-ar", fileName: "iam-review.oscal-ar.json",
    summary: "for GRC tools: OSCAL 1.2.1 assessment results"
  ) { report, sink in OSCALResultsExport.write(report, to: sink) }
}
