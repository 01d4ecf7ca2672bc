internal import Checklist
internal import Model
internal import Platform

/// The results of a SARIF run: one per finding, and one per item without findings.
struct SARIFResults: Sendable {
  private let account: String
  /// The index of each file among the artifacts of the run.
  private let places: [String: Int]

  init(_ report: ReviewReport, _ places: [String: Int]) {
    account = report.assessment.account.id ?? "unknown"
    self.places = places
  }

  func write(_ item: ReportedItem, rule: Int, to list: inout JSONWriter) {
    if item.findings.isEmpty { list.element(answer(item, rule: rule)) }
    list.lines(ofMany: item.findings) { write($0.finding, $0, rule: rule, to: &$1) }
  }

  private func write(
    _ finding: Finding, _ reported: ReportedFinding, rule: Int, to result: inout JSONWriter
  ) {
    let verdict = reported.verdict
    let decision = verdict.decision
    result.member("ruleId", finding.item.rawValue)
    result.member("ruleIndex", rule)
    result.member("kind", "fail")
    result.member("level", SARIFExport.level(reported.severity))
    result.object("message") { message in
      message.member(
        "text",
        SARIFExport.escaped(
          "\(finding.subject.text): \(finding.predicate)"))
    }
    writeLocations(of: finding, to: &result)
    result.member("guid", NameUUID("sarif", account, finding.id.rawValue))
    result.object("partialFingerprints") { $0.member("findingId/v1", finding.id.rawValue) }
    result.member("baselineState", reported.novelty.map(word))
    if let decision { writeSuppression(verdict, decision, to: &result) }
    result.object("properties") { properties in
      properties.member("findingId", finding.id.rawValue)
      properties.member("severity", finding.automatedSeverity.rawValue)
      properties.member("effectiveSeverity", reported.severity.rawValue)
      if let change = reported.severityChange?.change {
        properties.object("severityOverride") { ReportJSON.write(change, to: &$0) }
      }
      properties.list("facts") { list in
        for fact in finding.facts {
          list.object { object in
            object.member("name", fact.name)
            object.member("value", fact.value)
          }
        }
      }
      properties.list("evidence") { list in
        for citation in finding.evidence { list.object { ReportJSON.write(citation, to: &$0) } }
      }
      properties.member("advice", finding.advice.line)
      properties.member("state", verdict.word)
      properties.member("answeredBy", verdict.answered)
      if let decision {
        properties.object("decision") { ReportJSON.write(decision, to: &$0) }
      }
      properties.member("novelty", reported.novelty?.rawValue)
    }
  }

  private func word(_ novelty: Novelty) -> String {
    switch novelty {
    case .new: "new"
    case .changed: "updated"
    case .unchanged: "unchanged"
    }
  }

  /// Writes an item without findings; a decision takes precedence over the automated result.
  private func answer(_ item: ReportedItem, rule: Int) -> JSONValue {
    let (result, whole) = (item.result, item.whole)
    let kind =
      switch (whole.disposition, result.outcome) {
      case (.notApplicable, _): "notApplicable"
      case (.pass, _), (.falsePositive, _), (nil, .pass): "pass"
      case (.justified, _), (.remediate, _), (nil, .manual), (nil, .fail): "review"
      case (nil, .unavailable): "open"
      }
    let gaps = result.missing.map { "\($0.kind.title): \($0.reason) (\($0.command))" }
    return .present([
      "ruleId": .string(result.id.rawValue), "ruleIndex": .integer(rule),
      "kind": .string(kind), "level": "none",
      "message": SARIFExport.message(
        gaps.isEmpty
          ? "No findings." : "Missing evidence: " + gaps.joined(separator: "; ")),
      "properties": .present([
        "outcome": .string(result.outcome.rawValue), "state": .string(whole.word),
        "notes": .filled(result.notes.map(JSONValue.string)), "decision": whole.decision?.json,
      ]),
    ])
  }

  /// Writes a suppression if a decision accepts the finding or declares it a false positive; a
  /// rejected decision is marked as rejected, and does not suppress.
  private func writeSuppression(
    _ verdict: Verdict, _ decision: Decision, to result: inout JSONWriter
  ) {
    guard decision.disposition != .remediate else { return }
    let status: String
    if verdict.isDecided {
      status = "accepted"
    } else if verdict.isRejected {
      status = "rejected"
    } else {
      return
    }
    let note = decision.note.hasNoVisibleText ? "" : ": \(decision.note)"
    result.list("suppressions") { list in
      list.object { suppression in
        suppression.member("kind", "external")
        suppression.member("status", status)
        suppression.member(
          "justification", "\(verdict.title) by \(decision.by) at \(decision.at)\(note)")
      }
    }
  }

  /// Writes the first position in the evidence with the subject, and the other positions, each
  /// once.
  private func writeLocations(of finding: Finding, to result: inout JSONWriter) {
    let subject = finding.subject
    let all = finding.evidence.map(Place.init)
    let places = all.count > 1 ? all.uniqued : all
    result.list("locations") { list in
      list.object { location in
        if let place = places.first { write(place, to: &location) }
        location.list("logicalLocations") { list in
          list.object { logical in
            logical.member("name", subject.name)
            logical.member("fullyQualifiedName", subject.arn?.description)
            logical.member("kind", subject.kind.rawValue)
          }
        }
      }
    }
    guard places.count > 1 else { return }
    result.list("relatedLocations") { list in
      for place in places.dropFirst() { list.object { write(place, to: &$0) } }
    }
  }

  /// The content of a location for a citation.
  private struct Place: Hashable {
    let file: String
    let line: Int?

    init(_ citation: Citation) {
      file = citation.file
      line = citation.line.flatMap { $0 > 0 ? $0 : nil }
    }
  }

  private func write(_ place: Place, to location: inout JSONWriter) {
    location.object("physicalLocation") { physical in
      physical.object("artifactLocation") { artifact in
        artifact.member("uri", OSCALText.uri(ofPath: place.file))
        artifact.member("uriBaseId", "EVIDENCE")
        artifact.member("index", places[place.file])
      }
      if let line = place.line { physical.object("region") { $0.member("startLine", line) } }
    }
  }
}
