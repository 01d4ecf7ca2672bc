import Model
import Platform
import Testing

@testable import Checklist
@testable import Reports

@Suite struct ExportTests {
  private static func report() throws -> ReviewReport {
    var session = ReviewSession()
    var content = Sample.justified
    content.severity = SeverityOverride(.medium, reason: "no console in practice")
    content.note = "break-glass user\nkept in the safe"
    try session.decide(
      content, on: [.finding(Sample.users.findings[0])], by: Sample.alice, at: Sample.now)
    try session.decide(
      DecisionContent(.pass), on: [.item(Sample.root)], by: Sample.bob, at: Sample.now)
    let gone = Sample.finding("users.mfa", "dave")
    try session.decide(Sample.remediate, on: [.finding(gone)], by: Sample.bob, at: Sample.now)
    return ReviewReport(assessment: Sample.assessment, session: session, now: Sample.now)
  }

  @Test("check prints this text")
  func checkText() {
    #expect(
      CheckReport.render(Sample.assessment, as: .text) == """
        Account 123456789012 (client-prod), as of 2026-11-20 10:00 UTC (from the manifest), checklist \(Checklist.version), action catalogue 2026-08-22

        Root account
          pass         root.mfa              Title of root.mfa

        IAM users
          FAIL         users.mfa             Title of users.mfa
            high      user alice  has a password and no MFA device  [credential-report.csv line 4]
            low       user bob    has a password and no MFA device  [credential-report.csv line 4]

        Roles
          unavailable  roles.access-advisor  Title of roles.access-advisor
            missing   credential report: access denied
            collect   aws iam generate-credential-report && aws iam get-credential-report

        Problems with the evidence
          roles.json, line 3 column 9: expected ',' or '}'

        3 items: 1 pass, 1 fail, 1 unavailable, 0 manual
        2 findings: 0 critical, 1 high, 0 medium, 1 low

        """)
  }

  @Test("check prints the JSON members in the order of the schema")
  func checkJSON() throws {
    let assessment = Sample.assessment([
      Sample.result("users.mfa", .users, [Sample.finding("users.mfa", "alice")]), Sample.advisor,
    ])
    let text = CheckReport.render(assessment, as: .json)
    #expect(
      JSONValue(try JSONDocument(Array(text.utf8)).root).compactText
        == #"{"schemaVersion":1,"account":{"id":"123456789012","alias":"client-prod","#
        + #""asOf":"2026-11-20T10:00:00Z"},"checklist":"\#(Checklist.version)","catalogue":"2026-08-22","items":["#
        + #"{"id":"users.mfa","section":"users","origin":"checklist","title":"Title of users.mfa","#
        + #""outcome":"fail","missing":[],"absent":[],"findings":["#
        + #"{"id":"users.mfa/user/alice","severity":"high","#
        + #""summary":"alice has a password and no MFA device","#
        + #""subject":{"kind":"user","name":"alice","arn":"arn:aws:iam::123456789012:user/alice"},"#
        + #""facts":{"passwordEnabled":"true","mfaActive":"false"},"#
        + #""evidence":[{"file":"credential-report.csv","at":"line 4","line":4}],"#
        + #""advice":"Give the user an MFA device. Run: aws iam enable-mfa-device --user-name alice"}]},"#
        + #"{"id":"roles.access-advisor","section":"roles","origin":"checklist","#
        + #""title":"Title of roles.access-advisor","outcome":"unavailable","#
        + #""missing":[{"evidence":"credential report","reason":"access denied","#
        + #""command":"aws iam generate-credential-report && aws iam get-credential-report"}],"#
        + #""absent":[],"findings":[]}],"#
        + #""problems":[{"file":"roles.json","at":"line 3 column 9","message":"expected ',' or '}'"}]}"#
    )
  }

  @Test("each line of the ndjson of check is a separate record with its type")
  func checkRecords() throws {
    let lines = CheckReport.render(Sample.assessment, as: .ndjson).split(separator: "\n")
    let records = try lines.map { try JSONDocument(Array($0.utf8)).root }
    #expect(
      records.map { $0["type"]?.string } == [
        "account", "item", "item", "finding", "finding", "item", "problem",
      ])
    #expect(records[3]["item"]?.string == "users.mfa")
    #expect(records[2]["findings"]?.integer == 2)
    #expect(records[0]["schemaVersion"]?.integer == 1)
  }

  @Test("the JSON export adds states and decisions to the members of check")
  func json() throws {
    let root = try JSONDocument(Array(ExportFormat.json.render(ExportTests.report()).utf8)).root
    let items = root["items"]?.elements ?? []
    #expect(items.map { $0["state"]?.string } == ["decided", "undecided", "undecided"])
    #expect(items.map { $0["isDecided"]?.boolean } == [true, false, false])
    let findings = items[1]["findings"]?.elements ?? []
    #expect(findings.map { $0["state"]?.string } == ["decided", "undecided"])
    #expect(findings[0]["decision"]?["by"]?["name"]?.string == "alice")
    #expect(findings[0]["decision"]?["severity"]?["reason"]?.string == "no console in practice")
    #expect(findings[1].members.contains { $0.name == "decision" && $0.value.isNull })
    #expect(root["gone"]?.elements.first?["target"]?["finding"]?.string == "users.mfa/user/dave")
    #expect(root["evidence"]?.elements.first?["sha256"]?.string?.hasPrefix("ba7816bf") == true)
    #expect(root["progress"]?["decided"]?.integer == 2)
  }

  @Test("CSV has one row per finding, per item without findings, and per resolved finding")
  func csv() throws {
    let rows = try CSVReader.rows(ExportFormat.csv.render(ExportTests.report()))
    let header = rows[0]
    func column(_ name: String) throws -> [String] {
      let index = try #require(header.firstIndex(of: name))
      return rows.dropFirst().map { $0[index] }
    }
    #expect(
      try column("item")
        == ["root.mfa", "users.mfa", "users.mfa", "roles.access-advisor", "users.mfa"])
    #expect(
      try column("finding")
        == ["", "users.mfa/user/alice", "users.mfa/user/bob", "", "users.mfa/user/dave"])
    #expect(try column("outcome") == ["pass", "fail", "fail", "unavailable", "gone"])
    #expect(try column("state") == ["decided", "decided", "undecided", "undecided", "decided"])
    #expect(
      try column("note") == ["", "break-glass user\nkept in the safe", "", "", "will get a key"])
    #expect(try column("decided by") == ["bob@laptop", "alice@jump1", "", "", "bob@laptop"])
    #expect(try column("answered by") == ["item", "finding", "", "", ""])
    #expect(try column("severity") == ["", "high", "low", "", ""])
    #expect(try column("severity override") == ["", "medium", "", "", ""])
    #expect(try column("effective severity") == ["", "medium", "low", "", ""])
    #expect(try column("override by") == ["", "alice@jump1", "", "", ""])
    #expect(try column("evidence sha256")[1].hasPrefix("ba7816bf"))
    #expect(try column("missing")[3] == "credential report: access denied")
  }

  @Test("the Markdown document shows author, day and reason of decisions, and missing evidence")
  func markdown() throws {
    let document = try ExportFormat.markdown.render(ExportTests.report())
    let expected = [
      "# IAM review of account 123456789012",
      "> **DRAFT**: 1 undecided; 1 without evidence or a manual decision; not signed.",
      "| Account | 123456789012 (client-prod) |",
      "## Executive summary",
      "| Severity | Undecided | Remediate | Justified | Passed | Not applicable | False positive | All | Meaning of the severity |",
      "| All | 1 | – | 1 | – | – | – | 2 | All findings |",
      "### Most important risks",
      "## Scope, method and limitations",
      "- Missing evidence: credential report, access denied. Affected: Title of roles.access-advisor.",
      "| 1 | Title of root.mfa | pass | none | passed |",
      "| 2 | Title of users.mfa | fail | 1 **medium**, 1 **low** | 1 of 2 |",
      "## Findings: IAM users",
      "### 2. Title of users.mfa",
      "Why users.mfa matters.",
      "#### 2.1–2.2: 2 users have a password and no MFA device",
      "Severity of 2.1 set to **medium** instead of high by alice on 2026-11-24:"
        + " no console in practice",
      "| 2.1 | user alice | **medium** | **Justified**; accepted risk; valid until 2027-02-22."
        + " Decided by alice on 2026-11-24. *break-glass user kept in the safe* |",
      "| 2.2 | user bob | **low** | **Undecided**. |",
      "**Evidence:** `credential-report.csv` (line 4)",
      "**Recommendation:** Give the user an MFA device.",
      "aws iam enable-mfa-device --user-name alice",
      "**Missing evidence**: credential report (access denied). Collect it with "
        + "`aws iam generate-credential-report && aws iam get-credential-report`.",
      "## Accepted risks",
      "## Earlier decisions that no longer apply",
      "### No longer found",
      "| Title of users.mfa: user dave | **Remediate**: will get a key | bob on 2026-11-24 | 2026-12-08 |",
      "## Appendix",
      "| `credential-report.csv` | credential report | 3 | "
        + "`ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad` |",
      "| `notes.txt` | ignored | 9 | not read |",
      "- `roles.json`, line 3 column 9: expected ',' or '}'",
      "| bob\\@laptop | 2 | 2026-11-24 02:41 UTC | 2026-11-24 02:41 UTC |",
    ]
    var lines = document.split(separator: "\n")[...]
    for line in expected {
      let place = lines.firstIndex { $0 == line }
      #expect(place != nil, "\(line) is missing, or not after the line before")
      if let place { lines = lines[(place + 1)...] }
    }
  }

  @Test("a stale decision shows what changed; a decision on the item covers its findings")
  func states() throws {
    var session = ReviewSession()
    try session.decide(
      DecisionContent(.pass, note: "checked"),
      on: [.finding(Sample.finding("users.mfa", "alice", facts: [Fact("mfaActive", "true")]))],
      by: Sample.alice, at: Sample.now)
    var report = ReviewReport(
      assessment: Sample.assessment, session: session, now: Sample.now)
    var document = ExportFormat.markdown.render(report)
    #expect(
      document.contains(
        "**Passed, but the facts changed since**: *checked*. Decided by alice on"))
    #expect(document.contains("Changed since the decision: MFA active was true, is now false."))
    try session.decide(
      DecisionContent(.notApplicable, note: "no users"), on: [.item(Sample.users)],
      by: Sample.alice, at: Sample.now)
    report = ReviewReport(assessment: Sample.assessment, session: session, now: Sample.now)
    document = ExportFormat.markdown.render(report)
    #expect(document.contains("**Not applicable**: *no users*. Decided by alice on"))
    #expect(document.contains("Decided for the whole requirement."))
    #expect(try CSVReader.rows(ExportFormat.csv.render(report)).count == 6)
  }
}
