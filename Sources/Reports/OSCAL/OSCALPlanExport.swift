internal import Checklist
internal import Model
internal import Platform

/// A review as an OSCAL 1.2.1 plan of action and milestones, with every risk that is not closed:
/// remediations with a milestone, justifications as deviations with a deadline, and undecided
/// findings as open risks.
///
/// See https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/plan-of-action-and-milestones/json-outline/.
enum OSCALPlanExport {
  static func write(_ report: ReviewReport, to sink: TextSink) {
    let review = OSCALReview(report)
    let risks = review.risks.filter { !$0.isClosed }
    let findings = risks.compactMap(\.reported)
    JSONWriter.document(to: sink) { file in
      file.object("plan-of-action-and-milestones") { document in
        let state = "\(report.session.revision) \(report.day)"
        document.member("uuid", review.id("plan-of-action", state))
        document.member("metadata", review.metadata("plan of action and milestones"))
        document.member("system-id", ["id": .string(OSCALText.string(review.account))])
        document.object("local-definitions") { definitions in
          review.writeInventory(to: &definitions, of: findings)
          definitions.member("assessment-assets", review.assessmentAssets)
        }
        document.list("observations", ofMany: findings, omittingEmpty: true) {
          review.write($0, to: &$1)
        }
        document.list("risks", ofMany: risks, omittingEmpty: true) { review.write($0, to: &$1) }
        document.list("poam-items") { list in
          list.lines(ofMany: risks) { write($0, review, to: &$1) }
          // The list must not be empty.
          if risks.isEmpty {
            list.element([
              "uuid": .string(review.id("poam-item", "none").description),
              "title": "No open risks",
              "description": "All findings of the review are closed.",
            ])
          }
        }
        review.writeBackMatter(to: &document)
      }
    }
  }

  private static func write(
    _ risk: OSCALReview.Risk, _ review: OSCALReview, to item: inout JSONWriter
  ) {
    let result = risk.item.result
    item.member("uuid", review.id("poam-item", risk.key))
    item.member("title", line: risk.title)
    item.member(
      "description", line: risk.reported?.finding.advice.line ?? result.item.guidance.look)
    item.list("props") { props in
      props.property("item", result.id.rawValue)
      props.property("status", risk.status)
      props.property("severity", risk.reported?.severity.rawValue)
    }
    if let reported = risk.reported {
      item.list("related-observations") { list in
        list.object { $0.member("observation-uuid", review.observation(reported)) }
      }
    }
    item.list("related-risks") { list in
      list.object { $0.member("risk-uuid", review.risk(risk.key)) }
    }
  }
}

extension ExportFormat {
  /// For GRC tools: OSCAL 1.2.1 plan of action and milestones.
  package static let oscalPlan = ExportFormat(
    "oscal-poam", fileName: "iam-review.oscal-poam.json",
    summary: "for GRC tools: OSCAL 1.2.1 plan of action and milestones"
  ) { report, sink in OSCALPlanExport.write(report, to: sink) }
}
