import Model
import Platform
import Testing

@testable import Checklist
@testable import Reports

/// Every format sorts, counts and rates by the effective severity, and shows the automated one.
@Suite struct EffectiveSeverityTests {
  /// `zoe` was rated high and set to low, `yan` is medium.
  private static let (zoe, yan) = (
    Sample.finding("users.mfa", "zoe"),
    Sample.finding("users.mfa", "yan", severity: .medium)
  )
  private static let reason = "no console in practice"

  private static func report(_ zoe: Finding, isSet: Bool) throws -> ReviewReport {
    let assessment = Sample.assessment([Sample.result("users.mfa", .users, [zoe, yan])])
    var session = ReviewSession()
    try session.decide(
      Sample.remediate, on: [.finding(zoe), .finding(yan)], by: Sample.alice, at: Sample.now)
    if isSet {
      try session.set(
        severity: .low, note: reason, on: [zoe], by: Sample.bob, at: Sample.now)
    }
    return ReviewReport(assessment: assessment, session: session, now: Sample.now)
  }

  /// What a format says about `zoe`, which is low by override.
  private func rating(_ format: ExportFormat) -> [String] {
    switch format {
    case .markdown: ["1 **medium**, 1 **low**", "set to **low** instead of high by bob on"]
    case .html: ["instead of high by bob", "changed the severity of 1 finding"]
    case .docx: []
    case .csv: [",low,bob@laptop,2026-11-24T02:41:52Z", ",low,\(Self.reason),"]
    case .todo: [",low,users.mfa/user/zoe,"]
    case .jira: [",Low,"]
    case .servicenow: [",5,3,3,"]
    case .github: ["severity: low"]
    case .json:
      [
        #""severity":"high","effectiveSeverity":"low","severityOverride":{"value":"low","note":"#
      ]
    case .oscalResults: [#""adjusted""#, #""effective-severity""#]
    case .oscalPlan: [#""adjusted""#, #""severity""#]
    case .cklb: [#""severity":"medium","reason":"zoe: no console in practice""#]
    case .ckl: ["<SEVERITY_OVERRIDE>medium</SEVERITY_OVERRIDE>"]
    case .sarif: [#""level":"note""#, #""effectiveSeverity":"low""#]
    case .ocsf: [#""severity_id":2"#, #""effective_severity":"low""#]
    default: ["a format needs a line here"]
    }
  }

  @Test("every format shows it", arguments: ExportFormat.own)
  func shows(format: ExportFormat) throws {
    guard format.isText else { return }
    let text = format.render(try Self.report(Self.zoe, isSet: true))
    let compact = text.replacing("\": ", with: "\":")
    let automated = format.render(try Self.report(Self.zoe, isSet: false))
    for words in rating(format) {
      #expect(text.contains(words) || compact.contains(words), "\(format): \(words)\n\(text)")
    }
    #expect(text != automated)
  }

  @Test("every format orders findings by it", arguments: ExportFormat.own)
  func order(format: ExportFormat) throws {
    guard format.isText else { return }
    for (isSet, first, second) in [(false, "zoe", "yan"), (true, "yan", "zoe")] {
      let text = format.render(try Self.report(Self.zoe, isSet: isSet))
      // The reason of an override in a STIG checklist comes before the findings.
      let prefix = [.markdown, .html].contains(format) ? "" : "user/"
      let places = [first, second].map { text.firstRange(of: prefix + $0)?.lowerBound }
      let (one, other) = (try #require(places[0]), try #require(places[1]))
      #expect(one < other, "\(format), set: \(isSet)")
    }
  }

  /// The texts that name the automated severity or the override, without which a document must be
  /// the same as that of a finding that is rated low.
  @Test(
    "documents for people count as if the finding were rated so", arguments: [ExportFormat.markdown]
  )
  func counts(format: ExportFormat) throws {
    let low = Sample.finding("users.mfa", "zoe", severity: .low)
    func lines(_ report: ReviewReport) -> [Substring] {
      format.render(report).split(separator: "\n").filter {
        $0.hasPrefix("| **") || $0.hasPrefix("| All") || $0.hasPrefix("There ")
      }
    }
    let expected = lines(try Self.report(low, isSet: false))
    #expect(expected.count > 4)
    #expect(lines(try Self.report(Self.zoe, isSet: true)) == expected)
  }

  @Test("check with a review counts and orders by it, and JSON has both", arguments: [true, false])
  func check(hasReview: Bool) throws {
    let report = try Self.report(Self.zoe, isSet: true)
    let review = hasReview ? CheckedReview(report.session, at: Sample.now) : nil
    let text = CheckReport.render(report.assessment, review, as: .text)
    #expect(
      text.contains("2 findings: 0 critical, 0 high, 1 medium, 1 low") == hasReview)
    #expect(
      text.contains("(automated: high; set by bob on 2026-11-24: \(Self.reason))") == hasReview)
    for format in [CheckReport.Format.json, .ndjson] {
      let json = CheckReport.render(report.assessment, review, as: format)
        .replacing("\": ", with: "\":")
      #expect(json.contains(#""severity":"high""#))
      #expect(json.contains(#""effectiveSeverity":"low""#) == hasReview)
      #expect(json.contains("severityOverride") == hasReview)
      let places = ["yan", "zoe"].map { json.firstRange(of: "user/\($0)")?.lowerBound }
      let (yan, zoe) = (try #require(places[0]), try #require(places[1]))
      #expect((yan < zoe) == hasReview)
    }
  }

  @Test("the comparison of two reviews has both severities")
  func comparison() throws {
    let report = try Self.report(Self.zoe, isSet: true)
    let comparison = ReviewComparison(
      from: ReviewSide(report.assessment), to: ReviewSide(report.assessment, report.session))
    let json = DiffReport.render(comparison, as: .json)
      .replacing("\n", with: "").replacing(" ", with: "")
    #expect(json.contains(#""severity":{"old":"high","new":"high"}"#))
    #expect(json.contains(#""effectiveSeverity":{"old":"high","new":"low"}"#))
    #expect(DiffReport.render(comparison, as: .text).contains("severity: high -> low"))
  }
}
