import Model
import Testing

@testable import Checklist

/// Damage to the sources about the root user, of which another one is whole.
@Suite struct RootReportTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let what: String
    /// Whether root.mfa and root.access-keys pass.
    var passes = false
    /// Whether root.daily-use passes.
    var isUnused = false
    let change: @Sendable (inout DamagedFolder) -> Void
    var testDescription: String { what }

    init(
      _ what: String, passes: Bool = false, isUnused: Bool = false,
      _ change: @escaping @Sendable (inout DamagedFolder) -> Void
    ) {
      (self.what, self.passes, self.isUnused, self.change) = (what, passes, isUnused, change)
    }
  }

  private static let report = "report.csv"
  private static let summary = "account-summary.json"
  private static let root = DamagedFolder.row("<root_account>", "root")
    .replacing("2026-11-19", with: "2025-11-19")

  private static func folder() -> DamagedFolder {
    var folder = DamagedFolder()
    folder.set(
      report,
      [DamagedFolder.header, root, DamagedFolder.row("ann", "user/ann")].joined(separator: "\n"))
    folder.set(
      summary, #"{"SummaryMap": {"AccountMFAEnabled": 1, "AccountAccessKeysPresent": 0}}"#)
    return folder
  }

  private static func edit(_ old: String, _ new: String) -> @Sendable (inout DamagedFolder) -> Void
  {
    { folder in
      folder.replace(report, root, root.replacing(old, with: new))
      folder.judge(asOf: "2026-11-20T00:00:00Z")
    }
  }

  static let rows: [Row] = [
    Row("nothing", passes: true, isUnused: true) { _ in },
    Row("listed and unchanged", passes: true, isUnused: true) { $0.list() },
    Row("never collected", passes: true) { $0.remove(report) },
    Row("never collected, and other files are listed", passes: true) {
      $0.remove(report)
      $0.list()
    },
    Row("the summary was never collected", passes: true, isUnused: true) { $0.remove(summary) },
    Row("denied, and the error was saved", passes: true) {
      $0.remove(report)
      $0.set(
        "credential-report.json",
        "\nAn error occurred (AccessDenied) when calling the GetCredentialReport operation: no\n")
    },
    Row("listed and missing") {
      $0.list()
      $0.remove(report)
    },
    Row("listed and changed") {
      $0.list()
      $0.replace(report, "true", "TRUE")
    },
    Row("listed and empty") {
      $0.list()
      $0.set(report, "")
    },
    Row("the listed summary is missing", isUnused: true) {
      $0.list()
      $0.remove(summary)
    },
    Row("the listed summary was changed", isUnused: true) {
      $0.list()
      $0.replace(summary, ": 1", ":  1")
    },
    Row("a number in the summary cannot be read", isUnused: true) {
      $0.replace(summary, ": 1", ": \"x\"")
      $0.replace(summary, ": 0", ": null")
    },
    Row("the summary has no numbers about root", isUnused: true) {
      $0.set(summary, #"{"SummaryMap": {"Users": 1}}"#)
    },
    Row("no row for root") { $0.replace(report, root + "\n", "") },
    Row("only the header") { $0.set(report, DamagedFolder.header) },
    Row("two rows for root") { $0.replace(report, root, root + "\n" + root) },
    Row("the root row is cut", edit(",false,false", "")),
    Row("the root row has another name", edit("<root_account>", "<Root_Account>")),
    Row("a column twice") { $0.replace(report, "cert_2_active", "mfa_active") },
    Row("no column cert_1_active") { $0.replace(report, "cert_1_active", "cert_9_active") },
    Row("semicolons") { $0.replace(report, ",", ";") },
    Row("MFA state tru", edit("N/A,true", "N/A,tru")),
    Row("MFA state with a space", edit("N/A,true", "N/A, true")),
    Row("an empty MFA state", edit("N/A,true", "N/A,")),
    Row("MFA state not_supported", edit("N/A,true", "N/A,not_supported")),
    Row("the state of a key", edit("true,false,N/A", "true,flase,N/A")),
    Row("the date of a key", edit("false,N/A,N/A,false", "false,NA,N/A,false")),
    Row("the last use of the password", edit("2025-11-19", "2025-11-99")),
    Row("a date in year 1025", edit("2025-11-19", "1025-11-19")),
    Row("the state of a user's certificate") {
      let ann = DamagedFolder.row("ann", "user/ann")
      $0.replace(report, ann, ann.dropLast(5) + "fals")
    },
    Row("another account's report") {
      $0.list()
      $0.replace(report, "123456789012", "210987654321")
    },
    // N/A means that there is no password.
    Row("a password without a last use", passes: true, edit("2025-11-19T00:00:00Z", "N/A")),
    Row(
      "a password that was never used", passes: true, isUnused: true,
      edit("2025-11-19T00:00:00Z", "no_information")),
  ]

  @Test("no item about root passes if a source that could say no is damaged", arguments: rows)
  func damage(row: Row) throws {
    var folder = Self.folder()
    row.change(&folder)
    let assessment = try folder.assessment()
    for (id, passes) in [
      ("root.mfa", row.passes), ("root.access-keys", row.passes), ("root.daily-use", row.isUnused),
    ] {
      let result = try #require(assessment.items.first { $0.id.rawValue == id })
      #expect((result.outcome == .pass) == passes, "\(id): \(result.outcome) \(result.missing)")
      #expect(passes || !result.missing.isEmpty || !result.findings.isEmpty)
    }
  }
}
