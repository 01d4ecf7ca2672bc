internal import Checklist
internal import Model
internal import Platform

/// An item as a rule of the DISA STIG Viewer: one status, with findings as details and decisions as
/// comments.
///
/// A rule has one status for all its findings. It is open while a finding is accepted, being fixed,
/// or undecided. A justified finding stays open; a false positive is "not a finding".
struct STIGRule {
  let result: ItemResult
  let status: ItemStatus
  /// `high`, `medium` or `low`: the most severe finding; `medium` if there is none.
  let severity: String
  /// The most severe override of the reviewers, if different, and its reason.
  let override: (severity: String, reason: String)?
  /// The findings.
  let details: String
  /// The decisions, with author, time and dates.
  let comments: String
  /// The advice.
  let fix: String

  init(_ item: ReportedItem) {
    result = item.result
    status = item.status
    severity = STIGRule.category(item.findings.lazy.map(\.finding.automatedSeverity).min())
    let judged = STIGRule.category(item.findings.lazy.map(\.severity).min())
    override = judged == severity ? nil : (judged, STIGRule.limited(STIGRule.reasons(item)))
    let about = STIGRule.about(result)
    details = STIGRule.limited(about.count + item.findings.count) { index in
      index < about.count
        ? about[index] : STIGRule.words(item.findings[index - about.count])
    }
    let whole = item.whole.decision == nil ? 0 : 1
    let own = item.findings.filter { !$0.verdict.isOfItem }
    comments = STIGRule.limited(whole + own.count) { index in
      index < whole
        ? "Decision on the whole item: " + STIGRule.words(item.whole)
        : STIGRule.decision(own[index - whole])
    }
    fix = STIGRule.limited(item.findings.map(\.finding.advice.text).uniqued)
  }

  /// The three categories of STIG Viewer; critical is in the first.
  private static func category(_ severity: Severity?) -> String {
    switch severity {
    case .critical, .high: "high"
    case .medium, nil: "medium"
    case .low: "low"
    }
  }

  /// The content of the item, without findings.
  private static func about(_ result: ItemResult) -> [String] {
    ["Automated result: \(result.outcome.rawValue)."]
      + result.missing.map {
        "Missing evidence: \($0.kind.title): \($0.reason). Collect: \($0.command)"
      }
      + result.notes.map { "Note: \($0)" }
  }

  private static func words(_ reported: ReportedFinding) -> String {
    let finding = reported.finding
    let places = finding.evidence.map { "\($0.file) \($0.place)" }.joined(separator: "; ")
    let arn = finding.subject.arn.map { " \($0)" } ?? ""
    let facts = finding.facts.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
    let change = reported.severityChange.map {
      "\n  severity: automated \(finding.automatedSeverity.rawValue), \($0.change.text)"
    }
    return "[\(reported.severity.rawValue)] \(finding.subject.kind.rawValue) "
      + "\(finding.subject.name)\(arn): \(finding.predicate)\n  id: \(finding.id)\n"
      + "  facts: \(facts)\n  evidence: \(places)" + (change ?? "")
  }

  private static func decision(_ reported: ReportedFinding) -> String {
    let novelty = reported.novelty.map { " (\($0.rawValue))" } ?? ""
    return "\(reported.finding.id)\(novelty): \(words(reported.verdict))"
  }

  /// The reasons for severity overrides.
  private static func reasons(_ item: ReportedItem) -> [String] {
    item.findings.compactMap { reported in
      reported.severityChange.map { "\(reported.finding.subject.name): \($0.change.note)" }
    }
  }

  /// A decision in full, with the line breaks of its note.
  private static func words(_ verdict: Verdict) -> String {
    guard let decision = verdict.decision else { return verdict.title }
    var words = "\(verdict.title), by \(decision.by) at \(decision.at)"
    for detail in verdict.details { words += "; \(detail.name): \(detail.value)" }
    return decision.note.hasNoVisibleText ? words : words + "\n  " + decision.note
  }

  /// Text limited to 32,767 characters, the maximum of stig-manager and STIG Viewer; the length of
  /// the rest is stated.
  private static func limited(_ parts: [String]) -> String {
    limited(parts.count) { parts[$0] }
  }

  /// The same for `count` parts, which are created only while there is room.
  private static func limited(_ count: Int, _ part: (Int) -> String) -> String {
    let limit = 32_600
    var text = ""
    var room = limit
    for index in 0..<count {
      let lines = VisibleText.paragraphs(part(index))
      let line = (index == 0 ? "" : "\n") + lines
      guard line.utf16.count <= room else {
        let end = line.utf16.index(line.startIndex, offsetBy: room)
        let rest = count - index - 1
        return text + line[..<end]
          + "…\ntruncated here: \(rest.counted("more entry", plural: "more entries")) "
          + "\(rest == 1 ? "does" : "do") not fit into this format."
      }
      room -= line.utf16.count
      text += line
    }
    return text
  }
}

/// The content that both STIG formats have for the whole review.
struct STIGChecklist {
  static let name = "IAM review checklist"
  static let id = "iam-review"

  let title: String
  let host: String
  let uuid: NameUUID
  let release: String
  let remarks: String

  init(_ report: ReviewReport) {
    let account = report.assessment.account
    let number = account.id ?? "unknown"
    title = report.cover?.title ?? "IAM review of account \(number)"
    host = String(
      VisibleText.line(number + (account.alias.map { " (\($0))" } ?? "")).prefix(255))
    uuid = NameUUID("stig", STIGChecklist.id, report.assessment.catalogueVersion)
    release = "Release: \(Product.version) Catalogue Date: \(report.assessment.catalogueVersion)"
    remarks = STIGChecklist.remarks(report)
  }

  private static func remarks(_ report: ReviewReport) -> String {
    let account = report.assessment.account
    var lines = report.integrityWarning?.lines ?? []
    lines.append(
      "Evidence as of \(account.asOf.instant.toTheMinute) (\(account.asOf.origin.text)); decisions as of "
        + "\(report.day).")
    if let before = report.before { lines.append("Follows \(before).") }
    if let scope = report.session.scope { lines.append("Part of a review: \(scope.title).") }
    if let hash = report.session.history.last?.hash {
      let entries = report.session.history.count.counted("entry", plural: "entries")
      lines.append("History: \(entries), the last with SHA-256 \(hash).")
    }
    lines += (report.cover?.details ?? []).map { "\($0.name): \($0.value)" }
    lines += report.cover?.paragraphs ?? []
    lines += report.signatures.map {
      "Signed by \($0.signer) as \($0.role.rawValue), key \($0.fingerprint), claimed time "
        + "\($0.claimedAt), statement SHA-256 \($0.statement): \($0.verdict)."
    }
    lines += report.gone.map(\.line)
    lines += account.problems.map { problem in
      let place = problem.place.map { ", \($0)" } ?? ""
      return "Problem with the evidence: \(problem.file)\(place): \(problem.message)"
    }
    lines += account.files.compactMap { file in
      file.digest.map { "Evidence file \(file.path): SHA-256 \($0)" }
    }
    return lines.map(VisibleText.paragraphs).joined(separator: "\n")
  }
}
