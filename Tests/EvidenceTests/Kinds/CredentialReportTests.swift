import Testing

@testable import Model
@testable import Platform

@Suite struct CredentialReportTests {
  private static let root =
    "<root_account>,arn:aws:iam::123456789012:root,2018-08-12T17:20:55+00:00,not_supported,"
    + "2019-03-03T16:58:16+00:00,not_supported,not_supported,TRUE,false,N/A,N/A,N/A,N/A,"
    + "false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"
  private static let user =
    "\"o\"\"neil, a\",arn:aws:iam::123456789012:user/x,2026-01-01T00:00:00+00:00,true,"
    + "no_information,2026-01-01T00:00:00+00:00,N/A,false,true,2026-01-02T00:00:00+00:00,N/A,"
    + "N/A,N/A,false,2019-01-01T00:00:00+00:00,2020-01-01T00:00:00+00:00,us-east-1,s3,"
    + "true,2020-01-01T00:00:00+00:00,false,N/A"

  private func report(_ text: String) throws -> Evidence<CredentialReport> {
    try EvidenceFiles(["r.csv": text]).account().credentialReport
  }

  @Test("unknown values of a row differ from false and never")
  func cells() throws {
    let read = try report(
      [EvidenceFiles.reportHeader, Self.root, Self.user].joined(separator: "\n"))
    let report = try #require(read.value)
    #expect(read.isWhole)
    #expect(report.root?.passwordEnabled == nil)
    #expect(report.root?.mfaActive == true)
    #expect(report.root?.keys[0].exists == false)
    let user = try #require(report.users.first)
    #expect(user.name == "o\"neil, a")
    #expect(user.passwordUsed == .noInformation)
    #expect(user.keys[0].used == .notApplicable)
    #expect(user.keys[1].isActive == false)
    #expect(user.keys[1].exists)
    #expect(user.activeCertificates == 1)
    #expect(user.citation == Citation(file: "r.csv", place: "line 3", line: 3))
  }

  @Test("the JSON answer contains the report as base64, or decoded by some tools")
  func json() throws {
    let csv = [EvidenceFiles.reportHeader, Self.root].joined(separator: "\n")
    let decoded = JSONValue.object([
      JSONMember("Content", .string(csv)), JSONMember("GeneratedTime", "2026-11-20T07:41:00+00:00"),
    ]).prettyText
    let account = try EvidenceFiles(["report.json": decoded]).account()
    #expect(account.asOf.instant.description == "2026-11-20T07:41:00Z")
    #expect(account.credentialReport.value?.root?.citation.place == "/Content line 2")
  }

  @Test("columns are found by name, and a missing one makes the report partial")
  func columns() throws {
    let short = "user,arn,mfa_active\nann,arn:aws:iam::123456789012:user/ann,true"
    let account = try EvidenceFiles(["r.csv": short]).account()
    #expect(account.credentialReport.value?.users.first?.mfaActive == true)
    #expect(account.credentialReport.value?.users.first?.passwordEnabled == nil)
    #expect(account.credentialReport.isWhole == false)
    #expect(account.problems.first?.message.contains("has no column user_creation_time") == true)
    #expect(account.problems.first?.place == "line 1")
  }

  @Test("a row with too few fields is skipped and reported")
  func ragged() throws {
    let account = try EvidenceFiles(["r.csv": EvidenceFiles.reportHeader + "\nann,arn"]).account()
    #expect(account.credentialReport.value?.users.isEmpty == true)
    #expect(
      account.problems.map(\.message) == ["expected 22 fields, found 2; this row was skipped"])
  }

  @Test(
    "base64 is decoded strictly",
    arguments: [
      ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9v\nYmFy", "foobar"),
      ("Zg", "f"), ("Z", nil), ("Zm=v", nil), ("Zm9*", nil),
    ] as [(String, String?)]) func base64(text: String, expected: String?)
  {
    #expect(Base64.decode(text).map { String(decoding: $0, as: UTF8.self) } == expected)
  }
}
