import Model
internal import Platform
import Reports
import Testing

@testable import Checklist

/// Facts as people see them; JSON and the session keep the names and the values.
@Suite struct FactWordsTests {
  @Test(
    "each fact has a label and a value in words",
    arguments: [
      ("key1Active", "true", "Access key 1: active", "true"),
      ("key2Rotated", "2026-11-08", "Access key 2: last rotated", "2026-11-08"),
      ("key1LastUsed", "", "Access key 1: last used", "none"),
      ("conditions", "", "Conditions", "none"),
      ("statements", "3", "Number of statements", "3"),
      ("statements", "statement 3", "Statements", "statement 3"),
      ("statements", "unknown", "Statements", "unknown"),
      ("reach", "wholeServices", "Allows", "all actions of at least one service"),
      ("reach", "listedActions", "Allows", "specific actions"),
      ("reach", "unknown", "Allows", "unknown"),
      ("ways", "changes creates", "Ways around the boundary", "adds policies, creates principals"),
      ("principals", "all but 111122223333", "Principals", "all principals except 111122223333"),
      (
        "missing", "credential report, service last accessed details", "Missing",
        "credential report, last-accessed details"
      ),
      ("paths", "iam-001 sts-001", "Paths", "iam-001 sts-001"),
      ("AccountMFAEnabled", "0", "Account MFA enabled", "0"),
      ("defaultVersionID", "v2", "Default version ID", "v2"), ("trustARN", "x", "Trust ARN", "x"),
    ])
  func words(_ name: String, _ value: String, _ label: String, _ shown: String) {
    let fact = Fact(name, value)
    #expect(fact.label == label)
    #expect(fact.shownValue == shown)
  }

  @Test(
    "a change has the label of the fact, a text for a missing value, and dates without their time",
    arguments: [
      ("lastUsed", nil, "2026-11-20T06:40:00Z", "Last used: not recorded -> 2026-11-20"),
      (
        "passwordLastUsed", "2026-11-08T07:14:26Z", "2027-02-08T10:00:00Z",
        "Password last used: 2026-11-08 -> 2027-02-08"
      ),
      // Only the time differs.
      (
        "lastUsed", "2026-11-08T07:14:26Z", "2026-11-08T10:00:00Z",
        "Last used: 2026-11-08T07:14:26Z -> 2026-11-08T10:00:00Z"
      ),
      (
        "otherConditions", "none", "Bool aws:SecureTransport true",
        "Other conditions: none -> Bool aws:SecureTransport true"
      ),
      ("reach", "listedActions", nil, "Allows: specific actions -> not recorded"),
      ("mfaActive", "false", "unknown", "MFA active: false -> unknown"),
    ] as [(String, String?, String?, String)])
  func changes(_ name: String, _ old: String?, _ new: String?, _ words: String) {
    #expect(FactChange(name: name, old: old, new: new).text == words)
  }

  @Test("reasons are not shown, because the summary contains them")
  func reasons() {
    #expect(FactChange(name: "reasons", old: "aged", new: "aged, unused").repeatsSummary)
    #expect(!FactChange(name: "region", old: "a", new: "b").repeatsSummary)
  }

  @Test(
    "a row of the credential report is cited by its line in the CSV and the line of the file",
    arguments: [
      ("/Content line 7", 2, "/Content, CSV line 7", true),
      ("line 4", 4, "line 4", false), ("/UserDetailList/3", 40, "/UserDetailList/3", false),
    ])
  func citation(_ place: String, _ line: Int, _ shown: String, _ isRow: Bool) {
    let citation = Citation(file: "credential-report.json", place: place, line: line)
    #expect(citation.shownPlace == shown)
    #expect(citation.isRow == isRow)
  }
}
