internal import Model

/// The results of a SARIF run: one a finding, and one for each item that has none.
struct SARIFResults {
  private let report: ReviewReport
  /// The place of each file in the run's artifacts.
  private let places: [String: Int]

  init(_ report: ReviewReport, _ places: [String: Int]) {
    self.report = report
    self.places = places
  }

  func write(_ result: ItemResult, rule: Int, to list: inout JSONPieces) {
    let whole = report.state(of: result)
    if result.findings.isEmpty { list.element(answer(result, rule: rule, whole)) }
    for finding in result.findings {
      list.element(json(finding, rule: rule, report.verdict(on: finding, whole: whole)))
    }
  }

  private func json(_ finding: Finding, rule: Int, _ verdict: Verdict) -> JSONValue {
    .present([
      "ruleId": .string(finding.item.rawValue), "ruleIndex": .integer(rule),
      "kind": "fail", "level": .string(SARIFExport.level(verdict.severity(of: finding))),
      "message": SARIFExport.message(
        "\(finding.subject.kind.rawValue) \(finding.subject.name): \(finding.summary)"),
      "locations": .array(locations(finding)),
      "relatedLocations": .filled(
        Array(finding.evidence.compactMap(location).uniqued.dropFirst())),
      "guid": .string(
        NameUUID("sarif", report.assessment.account.id ?? "unknown", finding.id.rawValue)
          .description),
      "partialFingerprints": ["findingId/v1": .string(finding.id.rawValue)],
      "baselineState": report.novelty(of: finding).map { novelty in
        switch novelty {
        case .new: "new"
        case .changed: "updated"
        case .unchanged: "unchanged"
        }
      },
      "suppressions": suppressions(verdict),
      "properties": .present([
        "findingId": .string(finding.id.rawValue),
        "severity": .string(finding.severity.rawValue),
        "facts": .array(
          finding.facts.map { ["name": .string($0.name), "value": .string($0.value)] }),
        "evidence": .array(finding.evidence.map(ReportJSON.citation)),
        "advice": .string(finding.advice.line),
        "state": .string(verdict.state.word),
        "answeredBy": verdict.standing == nil ? nil : verdict.isOfItem ? "item" : "finding",
        "decision": verdict.decision?.json,
        "novelty": .text(report.novelty(of: finding)?.rawValue),
      ]),
    ])
  }

  /// An item without findings; what a person says of it comes before what the evidence says.
  private func answer(_ result: ItemResult, rule: Int, _ whole: ReviewState) -> JSONValue {
    let verdict = Verdict(state: whole, isOfItem: true)
    let kind =
      switch (verdict.standing, result.outcome) {
      case (.notApplicable, _): "notApplicable"
      case (.pass, _), (.falsePositive, _), (nil, .pass): "pass"
      case (.justified, _), (.remediate, _), (nil, .manual), (nil, .fail): "review"
      case (nil, .unavailable): "open"
      }
    let lacks = result.missing.map { "\($0.kind.title): \($0.reason) (\($0.command))" }
    return .present([
      "ruleId": .string(result.id.rawValue), "ruleIndex": .integer(rule),
      "kind": .string(kind), "level": "none",
      "message": SARIFExport.message(
        lacks.isEmpty
          ? "Nothing was found." : "Evidence lacks: " + lacks.joined(separator: "; ")),
      "properties": .present([
        "outcome": .string(result.outcome.rawValue), "state": .string(whole.word),
        "notes": .filled(result.notes.map(JSONValue.string)), "decision": whole.decision?.json,
      ]),
    ])
  }

  /// One suppression where a decision lets the finding stay or says that it is none; a rejected
  /// one is told as rejected, and does not suppress.
  private func suppressions(_ verdict: Verdict) -> JSONValue? {
    guard let decision = verdict.decision, decision.disposition != .remediate else { return nil }
    let status: String
    if verdict.standing != nil {
      status = "accepted"
    } else if case .rejected = verdict.state {
      status = "rejected"
    } else {
      return nil
    }
    let note = decision.note.isBlank ? "" : ": \(decision.note)"
    return [
      [
        "kind": "external", "status": .string(status),
        "justification": .string(
          "\(verdict.state.title) by \(decision.by) at \(decision.at)\(note)"),
      ]
    ]
  }

  private func locations(_ finding: Finding) -> [JSONValue] {
    let subject = finding.subject
    let logical = JSONValue.present([
      "name": .string(subject.name),
      "fullyQualifiedName": .text(subject.arn?.description), "kind": .string(subject.kind.rawValue),
    ])
    let physical = finding.evidence.first.flatMap(location)?["physicalLocation"]
    return [.present(["physicalLocation": physical, "logicalLocations": [logical]])]
  }

  private func location(_ citation: Citation) -> JSONValue? {
    .present([
      "physicalLocation": .present([
        "artifactLocation": .present([
          "uri": .string(OSCALText.uri(ofPath: citation.file)), "uriBaseId": "EVIDENCE",
          "index": places[citation.file].map(JSONValue.integer),
        ]),
        "region": citation.line.flatMap { $0 > 0 ? ["startLine": .integer($0)] : nil },
      ])
    ])
  }
}
