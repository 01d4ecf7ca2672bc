internal import Model

/// A review as OSCAL assessment results 1.2.1: an item is an objective with a finding, a finding
/// of ours an observation and a risk, an evidence file a resource with its digest.
///
/// See https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/assessment-results/json-outline/.
enum OSCALResultsExport {
  static func write(_ report: ReviewReport, to sink: @escaping ExportFormat.Sink) {
    let review = OSCALReview(report)
    JSONPieces.document(to: sink) { file in
      file.object("assessment-results") { document in
        let state = "\(report.session.revision) \(report.day)"
        document.member("uuid", .string(review.id("assessment-results", state).description))
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

  private static func write(_ review: OSCALReview, to result: inout JSONPieces) {
    let report = review.report
    let start = report.assessment.account.asOf.instant
    result.member("uuid", .string(review.id("result", "\(start)").description))
    result.member("title", OSCALText.line("IAM review of account \(review.account)"))
    result.member(
      "description",
      OSCALText.line(
        "What the evidence of \(start) shows, and what was decided of it until \(report.day)"))
    result.member("start", OSCALText.moment(start))
    if report.lastModified > start {
      result.member("end", OSCALText.moment(report.lastModified))
    }
    result.member("props", .filled(problems(report) + gone(report)))
    let findings = report.assessment.items.lazy.flatMap(\.findings)
    result.object("local-definitions") { definitions in
      review.writeInventory(to: &definitions, of: findings)
      definitions.member("assessment-assets", review.assessmentAssets)
    }
    result.member("reviewed-controls", reviewedControls(report))
    result.list(
      "attestations", of: report.signatures, orNothing: true, review.attestation)
    result.list("observations", of: findings, orNothing: true) { review.json($0) }
    result.list("risks", of: review.risks, orNothing: true) { review.json($0) }
    result.list("findings") { list in
      for item in report.assessment.items { list.object { write(item, review, to: &$0) } }
    }
  }

  private static func objective(_ result: ItemResult) -> JSONValue {
    let guidance = result.item.guidance
    let texts = [guidance.why, guidance.look, guidance.justification].filter { !$0.isEmpty }
    return [
      "control-id": .string(result.id.rawValue),
      "description": OSCALText.line(result.item.title),
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

  /// The item as a finding of OSCAL's, with all that belongs to it.
  private static func write(
    _ result: ItemResult, _ review: OSCALReview, to object: inout JSONPieces
  ) {
    let whole = review.report.state(of: result)
    let note = whole.decision?.note ?? ""
    object.member("uuid", .string(review.id("finding", result.id.rawValue).description))
    object.member("title", OSCALText.line(result.item.title))
    object.member("description", OSCALText.line(result.item.guidance.why))
    object.member("props", .array(properties(result, whole)))
    object.member(
      "target",
      [
        "type": "objective-id", "target-id": .string(result.id.rawValue),
        "status": status(result, review.report),
      ])
    object.list("related-observations", of: result.findings, orNothing: true) {
      ["observation-uuid": .string(review.observation($0).description)]
    }
    object.list("related-risks", of: review.risks(of: result), orNothing: true) {
      ["risk-uuid": .string(review.risk($0.key).description)]
    }
    object.member("remarks", note.isBlank ? nil : OSCALText.lines(note))
  }

  private static func properties(_ result: ItemResult, _ whole: ReviewState) -> [JSONValue] {
    let content = whole.decision?.content
    return OSCALText.properties([
      "item": result.id.rawValue, "section": result.item.section.rawValue,
      "origin": result.item.origin.rawValue, "outcome": result.outcome.rawValue,
      "state": whole.word, "disposition": content?.disposition.rawValue,
      "decided-by": whole.decision?.by.description,
      "decided-at": whole.decision?.at.description, "owner": content?.owner,
      "due": content?.due?.description, "expires": content?.expires?.description,
      "ticket": content?.ticket, "carried-from": whole.decision?.carried?.words,
    ])
      + result.missing.map {
        OSCALText.property("missing", "\($0.kind.title): \($0.reason) (\($0.command))")
      } + result.notes.map { OSCALText.property("note", $0) }
  }

  /// OSCAL knows satisfied and not satisfied; the reason and the remark tell the rest.
  private static func status(_ result: ItemResult, _ report: ReviewReport) -> JSONValue {
    let (state, reason, remark) =
      switch report.standing(of: result) {
      case .satisfied: ("satisfied", "pass", nil as String?)
      case .notApplicable: ("satisfied", "other", "not applicable")
      case .open: ("not-satisfied", "fail", nil)
      case .notReviewed where result.outcome == .pass:
        ("satisfied", "pass", "by the evidence; nobody has confirmed it")
      case .notReviewed: ("not-satisfied", "other", "not reviewed")
      }
    return .present([
      "state": .string(state), "reason": .string(reason), "remarks": .text(remark),
    ])
  }

  private static func problems(_ report: ReviewReport) -> [JSONValue] {
    report.assessment.account.problems.map { problem in
      let place = [problem.file, problem.place].compactMap { $0 }.joined(separator: ", ")
      return OSCALText.property("evidence-problem", "\(place): \(problem.message)")
    }
  }

  /// Decisions on what is not found any more.
  private static func gone(_ report: ReviewReport) -> [JSONValue] {
    report.gone.map { OSCALText.property("gone", $0.line) }
  }
}
