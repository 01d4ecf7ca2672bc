import Model
import Platform
import Reports
import Testing

@testable import Checklist

@Suite struct RootKeysAndUseTests {
  private static func account(
    summary: Int?, keys: [CredentialRow.Key]?, passwordUsed: CredentialRow.Moment = .noInformation
  ) -> TinyAccount {
    var tiny = TinyAccount()
    if let summary {
      tiny.account.summary = TinyAccount.whole(
        AccountSummary(
          numbers: ["AccountAccessKeysPresent": summary], citation: TinyAccount.nowhere))
    }
    if let keys {
      tiny.account.credentialReport = TinyAccount.whole(
        CredentialReport(
          generated: nil,
          root: TinyAccount.row("<root_account>", passwordUsed: passwordUsed, keys: keys),
          users: []))
    }
    return tiny
  }

  private static let active = [
    TinyAccount.key(1, true, rotated: TinyAccount.ago(9)), TinyAccount.key(2, false),
  ]
  private static let inactive = [
    TinyAccount.key(1, false, rotated: TinyAccount.ago(9)), TinyAccount.key(2, false),
  ]
  private static let notStated = [TinyAccount.key(1, nil, rotated: .notStated)]

  @Test(
    "any root access key is a finding, active or not",
    arguments: [
      (0, TinyAccount.noKeys, "pass", 0), (1, active, "fail: root critical", 0),
      (1, inactive, "fail: root high", 0), (0, inactive, "fail: root high", 0),
      (1, TinyAccount.noKeys, "fail: root critical", 0), (0, nil, "pass", 0),
      (1, nil, "fail: root critical", 0), (nil, TinyAccount.noKeys, "pass", 0),
      (nil, notStated, "unavailable", 2), (nil, [], "unavailable", 2), (nil, nil, "unavailable", 2),
      (nil, active, "fail: root critical", 0),
    ] as [(Int?, [CredentialRow.Key]?, String, Int)])
  func keys(_ summary: Int?, _ keys: [CredentialRow.Key]?, _ line: String, _ missing: Int) {
    let judgement = Self.account(summary: summary, keys: keys).judgement(.rootAccessKeys)
    #expect(judgement.line == line)
    #expect(judgement.missing.count == missing)
  }

  @Test("contradicting sources are reported")
  func disagreement() throws {
    let judgement = Self.account(summary: 0, keys: Self.inactive).judgement(.rootAccessKeys)
    let finding = try #require(judgement.findings.first)
    #expect(finding.facts.contains(Fact("sourcesDisagree", "true")))
    #expect(
      finding.summary.hasPrefix("The root user may have an inactive access key")
        && finding.summary.hasSuffix("but the account summary shows none"))
  }

  @Test(
    "use within the age limit is a finding; exactly 90 days is within, one second more is not",
    arguments: [
      (TinyAccount.ago(5), CredentialRow.Moment.notApplicable, "fail: root medium"),
      (TinyAccount.ago(90), .notApplicable, "fail: root medium"),
      (TinyAccount.ago(90, seconds: 1), .notApplicable, "pass"),
      (.noInformation, .notApplicable, "pass"), (.notStated, .notApplicable, "unavailable"),
      (.noInformation, TinyAccount.ago(1), "fail: root high"),
      (.noInformation, .notStated, "unavailable"),
      (.notStated, TinyAccount.ago(1), "fail: root high"),
    ])
  func dailyUse(password: CredentialRow.Moment, key: CredentialRow.Moment, line: String) {
    let keys = [TinyAccount.key(1, true, used: key), TinyAccount.key(2, false)]
    let tiny = Self.account(summary: nil, keys: keys, passwordUsed: password)
    #expect(tiny.judgement(.rootDailyUse).line == line)
  }

  @Test("without the report or its root row, the use is unknown")
  func dailyUseMissing() {
    var tiny = TinyAccount()
    #expect(tiny.judgement(.rootDailyUse).line == "unavailable")
    tiny.account.credentialReport = TinyAccount.whole(
      CredentialReport(generated: nil, root: nil, users: []))
    #expect(tiny.judgement(.rootDailyUse).line == "unavailable")
  }

  /// The age of the report when the evidence was collected, and the outcome.
  struct Age: Sendable {
    let days: Int
    var seconds: Int64 = 0
    var used = CredentialRow.Moment.noInformation
    let line: String
  }

  @Test(
    "a report long before the date of the evidence does not show the last days",
    arguments: [
      Age(days: 0, line: "pass"), Age(days: 0, seconds: 4 * 3600, line: "pass"),
      Age(days: 1, line: "pass"), Age(days: 1, seconds: 1, line: "unavailable"),
      Age(days: 89, line: "unavailable"), Age(days: 365, line: "unavailable"),
      Age(days: 3650, line: "unavailable"),
      Age(days: 2, used: TinyAccount.ago(3), line: "fail: root medium"),
      Age(days: 365, used: TinyAccount.ago(366), line: "unavailable"),
    ])
  func staleReport(age: Age) {
    var tiny = Self.account(summary: nil, keys: TinyAccount.noKeys, passwordUsed: age.used)
    let generated = Instant(seconds: TinyAccount.asOf.adding(days: -age.days).seconds - age.seconds)
    var report = tiny.account.credentialReport.value
    report?.generated = generated
    tiny.account.credentialReport = report.map(TinyAccount.whole) ?? .missing("")
    let judgement = tiny.judgement(.rootDailyUse)
    #expect(judgement.line == age.line)
    let isOld = age.days * 86_400 + Int(age.seconds) > 86_400
    #expect(judgement.missing.contains { $0.reason.contains("does not show whether") } == isOld)
  }
}
