import Model
import Platform
import Testing

@testable import Checklist
@testable import Reports

@Suite struct RemediationTests {
  @Test("remediations are ordered by due date, then severity, including those of whole items")
  func order() throws {
    var session = ReviewSession()
    func decide(_ target: Reviewable, in days: Int, _ disposition: Disposition = .remediate) throws
    {
      var content = Sample.remediate
      content.disposition = disposition
      content.due = Sample.today.adding(days: days)
      content.justification = .other
      content.expires = content.due
      try session.decide(content, on: [target], by: Sample.alice, at: Sample.now)
    }
    let findings = [("a", Severity.low), ("b", .high), ("c", .low), ("d", .high), ("e", .high)].map
    {
      Sample.finding("users.mfa", $0, severity: $1)
    }
    let users = Sample.result("users.mfa", .users, findings)
    try decide(.finding(findings[0]), in: 3)
    try decide(.finding(findings[1]), in: 3)
    try decide(.finding(findings[2]), in: -2)
    try decide(.finding(findings[3]), in: 3, .justified)
    try decide(.item(Sample.advisor), in: 1)
    let report = ReviewReport(
      assessment: Sample.assessment([users, Sample.advisor]), session: session, now: Sample.now)
    #expect(
      report.remediations.map(\.id) == [
        "users.mfa/user/c", "roles.access-advisor", "users.mfa/user/b", "users.mfa/user/a",
      ])
    #expect(report.remediations.map(\.daysLate) == [2, nil, nil, nil])
  }

  @Test("an empty list of remediations does not say that an undecided review is done")
  func nothing() throws {
    var session = ReviewSession()
    func text(_ format: ExportFormat) -> String {
      let report = ReviewReport(
        assessment: Sample.assessment([Sample.root]), session: session, now: Sample.now)
      return format.render(report)
    }
    for format in [ExportFormat.markdown, .html] {
      #expect(text(format).contains("No remediations are planned yet."))
    }
    try session.decide(
      DecisionContent(.pass, note: ""), on: [.item(Sample.root)], by: Sample.alice,
      at: Sample.now)
    for format in [ExportFormat.markdown, .html] {
      #expect(text(format).contains("No remediations are planned."))
    }
  }

  @Test("the to-do list is a CSV for ticket systems")
  func csv() throws {
    var session = ReviewSession()
    try session.decide(
      Sample.remediate, on: [.finding(Sample.users.findings[0])], by: Sample.alice,
      at: Sample.now)
    let report = ReviewReport(
      assessment: Sample.assessment, session: session, now: Sample.now)
    let rows = try CSVReader.rows(ExportFormat.todo.render(report))
    #expect(rows.count == 2)
    #expect(
      rows[1].prefix(6) == [
        "alice: has a password and no MFA device", "Give the user an MFA device.",
        "platform team", Sample.today.adding(days: 14).description, "high", "users.mfa/user/alice",
      ])
  }
}
