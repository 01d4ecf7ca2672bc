import Model
import Platform
import TestSupport
import Testing

@testable import Checklist
@testable import Reports

/// Exports that ticket systems import, according to their documentation.
@Suite struct TicketTests {
  private static func report(_ name: String = "alice", note: String = "a note") throws
    -> ReviewReport
  {
    let finding = Sample.finding("users.mfa", name)
    let result = Sample.result("users.mfa", .users, [finding])
    var content = Sample.remediate
    content.note = note
    var session = ReviewSession()
    try session.decide(content, on: [.finding(finding)], by: Sample.alice, at: Sample.now)
    return ReviewReport(
      assessment: Sample.assessment([result]), session: session, now: Sample.now)
  }

  private static func row(_ format: ExportFormat, _ report: ReviewReport) throws -> [String: String]
  {
    let rows = try CSVReader.rows(format.render(report))
    #expect(rows.count == 2)
    return Dictionary(zip(rows[0], rows[1]), uniquingKeysWith: { $0 + " " + $1 })
  }

  @Test("Jira: a header without punctuation, one issue a row, and the names of priorities")
  func jira() throws {
    let row = try Self.row(.jira, Self.report())
    #expect(row.keys.allSatisfy { $0.allSatisfy { $0.isLetter || $0 == " " } })
    #expect(row["Summary"] == "alice has a password and no MFA device")
    #expect(row["Priority"] == "High")
    #expect(row["Assignee"] == "platform team")
    #expect(row["Due Date"] == Sample.today.adding(days: 14).description)
    #expect(row["Labels"] == "iam-review high quick")
    let text = try #require(row["Description"])
    for part in [
      "Recommendation: Give the user an MFA device.",
      "Command: aws iam enable-mfa-device --user-name alice", "Note: a note",
      "Report: finding 1.1, Title of users.mfa", "Decision: by alice on 2026-11-24",
    ] { #expect(text.contains(part), "\(part)") }
  }

  @Test(
    "Jira: names have no effect as wiki markup",
    arguments: [
      ("!http://evil.example/x.png!", "\\!http://evil.example/x.png\\!"),
      ("[x|http://evil.example]", "\\[x\\|http://evil.example\\]"),
      ("{html}x{html}", "\\{html\\}x\\{html\\}"), ("plain", "plain"),
    ])
  func wiki(_ name: String, _ shown: String) throws {
    let row = try Self.row(.jira, Self.report(name))
    #expect(row["Description"]?.contains("Finding: \(shown) has a password") == true)
  }

  @Test("ServiceNow: names of fields, a stable id, and a short description of one line")
  func serviceNow() throws {
    let row = try Self.row(.servicenow, Self.report())
    #expect(row.keys.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "_" } })
    #expect(row["correlation_id"] == "users.mfa/user/alice")
    #expect(row["priority"] == "2")
    #expect(row["due_date"] == "\(Sample.today.adding(days: 14)) 00:00:00")
    #expect(row["work_notes"] == "a note")
    let long = try Self.row(.servicenow, Self.report(HostileText.long))
    #expect(long["short_description"]?.count == 160)
  }

  @Test("GitHub: one body of a request on each line", arguments: HostileText.attacks)
  func gitHub(_ name: String) throws {
    let text = try ExportFormat.github.render(Self.report(name, note: "note: " + name))
    let lines = text.split(separator: "\n")
    #expect(lines.count == 1)
    let body = try JSONDocument(Array(lines[0].utf8)).root
    #expect(body.members.map(\.name) == ["title", "body", "labels"])
    let title = try #require(body["title"]?.string)
    #expect(title.count <= 256 && !title.contains("\n"))
    let markdown = try #require(body["body"]?.string)
    // A command and a reference are code.
    for line in markdown.split(separator: "\n") where !line.hasSuffix("`") {
      #expect(!line.replacing(/\\./, with: "").contains("]("))
    }
    #expect(
      body["labels"]?.elements.map(\.string) == ["iam-review", "severity: high", "effort: quick"])
  }

  @Test("the to-do list has its new columns at the end")
  func todo() throws {
    let row = try Self.row(.todo, Self.report())
    #expect(TodoExport.columns.suffix(3) == ["effort", "report number", "consequence"])
    #expect(row["effort"] == "quick" && row["report number"] == "1.1")
    #expect(row["consequence"] == Item.usersMFA.reporting.consequence)
  }
}
