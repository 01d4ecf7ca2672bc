internal import Checklist
internal import Model
internal import Platform

/// A review as OCSF 1.8.0 compliance findings (class 2003), one event per line: one per finding,
/// one per item without findings, and a closing event per decision on a finding that no longer
/// exists.
///
/// See https://schema.ocsf.io/1.8.0/classes/compliance_finding. Times are in milliseconds. The time
/// of an event is that of the evidence, so that the same session gives the same events.
enum OCSFExport {
  static let version = "1.8.0"

  static func write(_ report: ReviewReport, to sink: TextSink) {
    let events = OCSFEvents(report)
    if let warning = report.integrityWarning {
      JSONWriter.line(to: sink) { events.write(warning, to: &$0) }
    }
    for item in report.items {
      if item.findings.isEmpty {
        JSONWriter.line(to: sink) { events.write(item, to: &$0) }
      }
      sink.append(parts: item.findings.count) { place, sink in
        let finding = item.findings[place]
        JSONWriter.line(to: sink) {
          events.write(finding.finding, finding, of: item.result, to: &$0)
        }
      }
    }
    for left in report.gone { JSONWriter.line(to: sink) { events.writeClosing(left, to: &$0) } }
  }
}

/// Writes the events of one review.
private struct OCSFEvents: Sendable {
  private let account: Account
  private let uid: String
  private let digests: EvidenceDigests
  private let day: String

  init(_ report: ReviewReport) {
    account = report.assessment.account
    uid = account.id ?? "unknown"
    digests = EvidenceDigests(account)
    day = report.day.description
  }

  func write(
    _ finding: Finding, _ reported: ReportedFinding, of result: ItemResult,
    to event: inout JSONWriter
  ) {
    let verdict = reported.verdict
    let decision = verdict.decision
    let isFail = verdict.disposition.map { [.justified, .remediate].contains($0) } ?? true
    let head = Head(
      activity: OCSFWord(1, "Create"), key: finding.id.rawValue,
      severity: OCSFWord(reported.severity), status: OCSFWord(status: verdict.disposition),
      message: finding.summary, title: result.item.title,
      compliance: verdict.disposition == .notApplicable
        ? OCSFWord(99, "Not Applicable") : isFail ? OCSFWord(3, "Fail") : OCSFWord(1, "Pass"))
    write(head, result, decision, to: &event)
    event.list("resources") { list in list.object { write(finding.subject, finding, to: &$0) } }
    event.object("remediation") { $0.member("desc", finding.advice.text) }
    if !finding.evidence.isEmpty {
      event.list("evidences") { list in
        for citation in finding.evidence { list.object { write(citation, to: &$0) } }
      }
    }
    event.object("unmapped") { unmapped in
      unmapped.member("finding_severity", finding.automatedSeverity.rawValue)
      unmapped.member("effective_severity", reported.severity.rawValue)
      if let change = reported.severityChange?.change {
        unmapped.object("severity_override") { ReportJSON.write(change, to: &$0) }
      }
      unmapped.member("state", verdict.word)
      unmapped.member("answered_by", verdict.answered)
      if let decision {
        unmapped.object("decision") { ReportJSON.write(decision, to: &$0) }
      }
      unmapped.member("command", finding.advice.command)
      unmapped.member("novelty", reported.novelty?.rawValue)
      unmapped.member("states_at", day)
    }
  }

  func write(_ item: ReportedItem, to event: inout JSONWriter) {
    let (result, whole) = (item.result, item.whole)
    let compliance =
      switch (whole.disposition, result.outcome) {
      case (.notApplicable, _): OCSFWord(99, "Not Applicable")
      case (.pass, _), (.falsePositive, _), (nil, .pass): OCSFWord(1, "Pass")
      case (.justified, _), (.remediate, _), (nil, .fail): OCSFWord(3, "Fail")
      case (nil, .unavailable), (nil, .manual): OCSFWord(0, "Unknown")
      }
    let head = Head(
      activity: OCSFWord(1, "Create"), key: result.id.rawValue,
      severity: OCSFWord(1, "Informational"), status: OCSFWord(status: whole.disposition),
      message: result.item.title, title: result.item.title, compliance: compliance)
    write(head, result, whole.decision, to: &event)
    event.member(
      "unmapped",
      .present([
        "state": .string(whole.word), "decision": whole.decision?.json,
        "notes": .filled(result.notes.map(JSONValue.string)), "states_at": .string(day),
      ]))
  }

  /// Writes the warning that the session is not intact.
  func write(_ warning: IntegrityWarning, to event: inout JSONWriter) {
    let head = Head(
      activity: OCSFWord(1, "Create"), key: IntegrityWarning.id,
      severity: OCSFWord(.critical), status: OCSFWord(status: nil),
      message: IntegrityWarning.headline, title: IntegrityWarning.title,
      compliance: OCSFWord(3, "Fail"))
    write(head, nil, nil, to: &event)
    event.member(
      "unmapped",
      .present([
        "integrity_faults": .array(warning.errors.map(JSONValue.string)),
        "states_at": .string(day),
      ]))
  }

  /// Writes the closing event of a decided finding that no longer exists.
  func writeClosing(_ left: ObsoleteDecision, to event: inout JSONWriter) {
    let isResolved = left.word == "gone" || left.word == DroppedTarget.Reason.resolved.rawValue
    let head = Head(
      activity: OCSFWord(3, "Close"), key: left.target.description,
      severity: OCSFWord(0, "Unknown"),
      status: isResolved ? OCSFWord(4, "Resolved") : OCSFWord(0, "Unknown"),
      message: left.reason, title: left.summary ?? left.target.description,
      compliance: isResolved ? OCSFWord(1, "Pass") : OCSFWord(0, "Unknown"))
    write(head, nil, left.decision, to: &event)
    event.member("unmapped", .present(["decision": left.decision?.json, "left": left.json]))
  }

  /// The attributes in which the kinds of events differ.
  private struct Head {
    let activity: OCSFWord
    let key: String
    let severity: OCSFWord
    let status: OCSFWord
    let message: String
    let title: String
    let compliance: OCSFWord
  }

  /// Writes the attributes that all events have.
  private func write(
    _ head: Head, _ result: ItemResult?, _ decision: Decision?, to event: inout JSONWriter
  ) {
    let time = milliseconds(account.asOf.instant)
    event.member("activity_id", head.activity.id)
    event.member("activity_name", head.activity.name)
    event.member("category_uid", 2)
    event.member("category_name", "Findings")
    event.member("class_uid", 2003)
    event.member("class_name", "Compliance Finding")
    event.member("type_uid", 200_300 + head.activity.id)
    event.member("type_name", "Compliance Finding: \(head.activity.name)")
    event.member("time", time)
    event.member("message", head.message)
    event.member("severity_id", head.severity.id)
    event.member("severity", head.severity.name)
    event.member("status_id", head.status.id)
    event.member("status", head.status.name)
    if let note = decision?.note, !note.hasNoVisibleText { event.member("comment", note) }
    event.object("metadata") { metadata in
      metadata.member("version", OCSFExport.version)
      metadata.list("profiles") { $0.element("cloud") }
      metadata.member("uid", NameUUID("ocsf", uid, head.key))
      metadata.object("product") { product in
        product.member("name", Product.name)
        product.member("vendor_name", Product.name)
        product.member("version", Product.version)
      }
    }
    event.object("cloud") { cloud in
      cloud.member("provider", "AWS")
      cloud.object("account") { account in
        account.member("uid", uid)
        account.member("name", self.account.alias)
        account.member("type", "AWS Account")
        account.member("type_id", 10)
      }
    }
    event.object("finding_info") { info in
      info.member("uid", head.key)
      info.member("title", head.title)
      info.member("desc", head.message)
      info.member("created_time", time)
      info.member("modified_time", decision.map { milliseconds($0.at) })
      guard let result else { return }
      info.object("analytic") { analytic in
        analytic.member("type_id", 1)
        analytic.member("type", "Rule")
        analytic.member("uid", result.id.rawValue)
        analytic.member("name", result.item.title)
      }
    }
    event.object("compliance") { write(head, result, to: &$0) }
  }

  private func write(_ head: Head, _ result: ItemResult?, to compliance: inout JSONWriter) {
    compliance.member("control", result?.id.rawValue ?? String(head.key.prefix { $0 != "/" }))
    compliance.list("standards") { $0.element("iam-review checklist") }
    compliance.member("desc", result?.item.guidance.why)
    if let result { compliance.list("requirements") { $0.element(result.item.title) } }
    compliance.member("status_id", head.compliance.id)
    compliance.member("status", head.compliance.name)
    guard let result, !result.missing.isEmpty || !result.absent.isEmpty else { return }
    compliance.list("status_details") { list in
      for gap in result.missing {
        list.element("missing evidence: \(gap.kind.title): \(gap.reason) (\(gap.command))")
      }
      for absent in result.absent { list.element(absent.text) }
    }
  }

  private func write(_ subject: Subject, _ finding: Finding, to resource: inout JSONWriter) {
    let region = subject.arn.map(\.region) ?? ""
    resource.member("uid", subject.arn?.description ?? subject.uniqueID ?? subject.name)
    resource.member("name", subject.name)
    resource.member("type", subject.kind.rawValue)
    if !region.isEmpty { resource.member("region", region) }
    resource.member("uid_alt", subject.uniqueID)
    resource.object("data") { ReportJSON.write(finding.facts, to: &$0) }
  }

  private func write(_ citation: Citation, to evidence: inout JSONWriter) {
    evidence.object("data") { data in
      data.member("file", citation.file)
      data.member("at", citation.place)
      data.member("line", citation.line)
      data.member("sha256", digests[citation.file]?.description)
    }
  }

  private func milliseconds(_ instant: Instant) -> Int { Int(instant.seconds) * 1000 }
}

/// An OCSF number and its caption.
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

  init(status disposition: Disposition?) {
    switch disposition {
    case nil: self.init(1, "New")
    case .remediate: self.init(2, "In Progress")
    case .justified, .falsePositive, .notApplicable: self.init(3, "Suppressed")
    case .pass: self.init(4, "Resolved")
    }
  }
}

extension ExportFormat {
  /// For SIEMs: OCSF 1.8.0 compliance findings (class 2003), one event per line.
  package static let ocsf = ExportFormat(
    "ocsf", fileName: "iam-review.ocsf.jsonl",
    summary: "for SIEMs: OCSF 1.8.0 compliance findings (class 2003), one event per line"
  ) { report, sink in OCSFExport.write(report, to: sink) }
}
