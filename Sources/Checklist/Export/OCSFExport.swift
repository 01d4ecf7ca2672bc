internal import Model

/// A review as OCSF 1.8.0 compliance findings (class 2003), one event a line: one a finding, one
/// for each item without findings, and one that closes for each decision on what is gone.
///
/// See https://schema.ocsf.io/1.8.0/classes/compliance_finding. Times are in milliseconds; the
/// event's is the evidence's, so that the same session gives the same events.
enum OCSFExport {
  static let version = "1.8.0"

  static func write(_ report: ReviewReport, to sink: ExportFormat.Sink) {
    let events = OCSFEvents(report)
    for result in report.assessment.items {
      let whole = report.state(of: result)
      if result.findings.isEmpty { sink(events.event(result, whole).compactText + "\n") }
      for finding in result.findings {
        let verdict = report.verdict(on: finding, whole: whole)
        sink(events.event(finding, of: result, verdict).compactText + "\n")
      }
    }
    for left in report.gone { sink(events.closing(left).compactText + "\n") }
  }
}

/// Makes the events of one review.
private struct OCSFEvents {
  private let report: ReviewReport
  private let account: Account
  private let digests: EvidenceDigests
  private let cloud: JSONValue

  init(_ report: ReviewReport) {
    self.report = report
    account = report.assessment.account
    digests = EvidenceDigests(account)
    cloud = [
      "provider": "AWS",
      "account": .present([
        "uid": .string(account.id ?? "unknown"), "name": .text(account.alias),
        "type": "AWS Account", "type_id": 10,
      ]),
    ]
  }

  func event(_ finding: Finding, of result: ItemResult, _ verdict: Verdict) -> JSONValue {
    let severity = OCSFWord(verdict.severity(of: finding))
    let isFail = verdict.standing.map { [.justified, .remediate].contains($0) } ?? true
    return event(
      activity: OCSFWord(1, "Create"), key: finding.id.rawValue, severity: severity,
      status: OCSFWord(status: verdict.standing), message: finding.summary,
      title: result.item.title, result: result, decision: verdict.decision,
      compliance: verdict.standing == .notApplicable
        ? OCSFWord(99, "Not Applicable") : isFail ? OCSFWord(3, "Fail") : OCSFWord(1, "Pass"),
      parts: [
        ("resources", [resource(finding)]),
        (
          "remediation",
          .present(["desc": .string(finding.advice.text)])
        ),
        ("evidences", .filled(finding.evidence.map(evidence))),
        (
          "unmapped",
          .present([
            "finding_severity": .string(finding.severity.rawValue),
            "state": .string(verdict.state.word),
            "answered_by": verdict.standing == nil ? nil : verdict.isOfItem ? "item" : "finding",
            "decision": verdict.decision?.json,
            "command": .text(finding.advice.command),
            "novelty": .text(report.novelty(of: finding)?.rawValue),
            "states_at": .string(report.day.description),
          ])
        ),
      ])
  }

  func event(_ result: ItemResult, _ whole: ReviewState) -> JSONValue {
    let verdict = Verdict(state: whole, isOfItem: true)
    let compliance =
      switch (verdict.standing, result.outcome) {
      case (.notApplicable, _): OCSFWord(99, "Not Applicable")
      case (.pass, _), (.falsePositive, _), (nil, .pass): OCSFWord(1, "Pass")
      case (.justified, _), (.remediate, _), (nil, .fail): OCSFWord(3, "Fail")
      case (nil, .unavailable), (nil, .manual): OCSFWord(0, "Unknown")
      }
    return event(
      activity: OCSFWord(1, "Create"), key: result.id.rawValue,
      severity: OCSFWord(1, "Informational"), status: OCSFWord(status: verdict.standing),
      message: result.item.title, title: result.item.title, result: result,
      decision: verdict.decision, compliance: compliance,
      parts: [
        (
          "unmapped",
          .present([
            "state": .string(whole.word), "decision": whole.decision?.json,
            "notes": .filled(result.notes.map(JSONValue.string)),
            "states_at": .string(report.day.description),
          ])
        )
      ])
  }

  /// The end of a finding that was decided and is not found any more.
  func closing(_ left: LeftOver) -> JSONValue {
    let isResolved = left.word == "gone" || left.word == LeftBehind.Reason.resolved.rawValue
    return event(
      activity: OCSFWord(3, "Close"), key: left.target.description,
      severity: OCSFWord(0, "Unknown"),
      status: isResolved ? OCSFWord(4, "Resolved") : OCSFWord(0, "Unknown"),
      message: left.reason, title: left.summary ?? left.target.description, result: nil,
      decision: left.decision,
      compliance: isResolved ? OCSFWord(1, "Pass") : OCSFWord(0, "Unknown"),
      parts: [("unmapped", .present(["decision": left.decision?.json, "left": left.json]))])
  }

  private func event(
    activity: OCSFWord, key: String, severity: OCSFWord, status: OCSFWord, message: String,
    title: String, result: ItemResult?, decision: Decision?, compliance: OCSFWord,
    parts: [(String, JSONValue?)]
  ) -> JSONValue {
    let time = account.asOf.instant
    var event: [(String, JSONValue?)] = [
      ("activity_id", activity.number), ("activity_name", activity.word),
      ("category_uid", 2), ("category_name", "Findings"), ("class_uid", 2003),
      ("class_name", "Compliance Finding"),
      ("type_uid", .integer(200_300 + activity.id)),
      ("type_name", .string("Compliance Finding: \(activity.name)")),
      ("time", milliseconds(time)), ("message", .string(message)),
      ("severity_id", severity.number), ("severity", severity.word),
      ("status_id", status.number), ("status", status.word),
      ("comment", .text(decision?.note.isBlank == false ? decision?.note : nil)),
      (
        "metadata",
        [
          "version": .string(OCSFExport.version), "profiles": ["cloud"],
          "uid": .string(NameUUID("ocsf", account.id ?? "unknown", key).description),
          "product": [
            "name": .string(Product.name), "vendor_name": .string(Product.name),
            "version": .string(Product.version),
          ],
        ]
      ),
      ("cloud", cloud),
      (
        "finding_info",
        .present([
          "uid": .string(key), "title": .string(title), "desc": .string(message),
          "created_time": milliseconds(time),
          "modified_time": decision.map { milliseconds($0.at) },
          "analytic": result.map {
            [
              "type_id": 1, "type": "Rule", "uid": .string($0.id.rawValue),
              "name": .string($0.item.title),
            ]
          },
        ])
      ),
      (
        "compliance",
        .present([
          "control": .string(result?.id.rawValue ?? String(key.prefix { $0 != "/" })),
          "standards": ["iam-review checklist"],
          "desc": .text(result?.item.guidance.why),
          "requirements": result.map { [.string($0.item.title)] },
          "status_id": compliance.number, "status": compliance.word,
          "status_details": .filled(
            (result?.missing ?? []).map { missing in
              .string("lacks \(missing.kind.title): \(missing.reason) (\(missing.command))")
            }),
        ])
      ),
    ]
    event += parts
    return .object(event.compactMap { name, value in value.map { JSONMember(name, $0) } })
  }

  private func resource(_ finding: Finding) -> JSONValue {
    let subject = finding.subject
    let region = subject.arn.map(\.region) ?? ""
    return .present([
      "uid": .string(subject.arn?.description ?? subject.uniqueID ?? subject.name),
      "name": .string(subject.name), "type": .string(subject.kind.rawValue),
      "region": region.isEmpty ? nil : .string(region),
      "uid_alt": .text(subject.uniqueID),
      "data": .object(ReportJSON.facts(finding.facts)),
    ])
  }

  private func evidence(_ citation: Citation) -> JSONValue {
    [
      "data": .present([
        "file": .string(citation.file), "at": .string(citation.place),
        "line": citation.line.map(JSONValue.integer),
        "sha256": .text(digests[citation.file]?.description),
      ])
    ]
  }

  private func milliseconds(_ instant: Instant) -> JSONValue {
    .integer(Int(instant.seconds) * 1000)
  }
}

/// A number of OCSF with the word that belongs to it.
private struct OCSFWord {
  let id: Int
  let name: String

  init(_ id: Int, _ name: String) {
    self.id = id
    self.name = name
  }

  init(_ severity: Severity) {
    switch severity {
    case .critical: self.init(5, "Critical")
    case .high: self.init(4, "High")
    case .medium: self.init(3, "Medium")
    case .low: self.init(2, "Low")
    }
  }

  init(status standing: Disposition?) {
    switch standing {
    case nil: self.init(1, "New")
    case .remediate: self.init(2, "In Progress")
    case .justified, .falsePositive, .notApplicable: self.init(3, "Suppressed")
    case .pass: self.init(4, "Resolved")
    }
  }

  var number: JSONValue { .integer(id) }
  var word: JSONValue { .string(name) }
}
