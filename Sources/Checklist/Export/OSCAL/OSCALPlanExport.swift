internal import Model

/// A review as OSCAL plan of action and milestones 1.2.1: every risk that is not closed. What is
/// to be remediated has its milestone, what is justified its deviation and deadline, and what
/// nobody has decided is open.
///
/// See https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/plan-of-action-and-milestones/json-outline/.
enum OSCALPlanExport {
  static func write(_ report: ReviewReport, to sink: @escaping ExportFormat.Sink) {
    let review = OSCALReview(report)
    let risks = review.risks.lazy.filter { !$0.isClosed }
    let findings = risks.compactMap(\.finding)
    JSONPieces.document(to: sink) { file in
      file.object("plan-of-action-and-milestones") { document in
        let state = "\(report.session.revision) \(report.day)"
        document.member("uuid", .string(review.id("plan-of-action", state).description))
        document.member("metadata", review.metadata("plan of action and milestones"))
        document.member("system-id", ["id": .string(OSCALText.string(review.account))])
        document.object("local-definitions") { definitions in
          review.writeInventory(to: &definitions, of: findings)
          definitions.member("assessment-assets", review.assessmentAssets)
        }
        document.list("observations", of: findings, orNothing: true) { review.json($0) }
        document.list("risks", of: risks, orNothing: true) { review.json($0) }
        document.list("poam-items") { list in
          var isEmpty = true
          for risk in risks {
            isEmpty = false
            list.element(item(risk, review))
          }
          // The list may not be empty.
          if isEmpty {
            list.element([
              "uuid": .string(review.id("poam-item", "none").description),
              "title": "Nothing is open",
              "description": "Every finding of the review is closed; there is nothing to do.",
            ])
          }
        }
        review.writeBackMatter(to: &document)
      }
    }
  }

  private static func item(_ risk: OSCALReview.Risk, _ review: OSCALReview) -> JSONValue {
    .present([
      "uuid": .string(review.id("poam-item", risk.key).description),
      "title": OSCALText.line(
        risk.finding.map { "\($0.subject.name): \($0.summary)" } ?? risk.result.item.title),
      "description": OSCALText.line(risk.finding?.advice.line ?? risk.result.item.guidance.look),
      "props": .array(
        OSCALText.properties([
          "item": risk.result.id.rawValue, "status": risk.status,
          "severity": risk.finding.map { risk.verdict.severity(of: $0).rawValue },
        ])),
      "related-observations": risk.finding.map {
        [["observation-uuid": .string(review.observation($0).description)]]
      },
      "related-risks": [["risk-uuid": .string(review.risk(risk.key).description)]],
    ])
  }
}
