import Model
import Testing

@testable import Checklist

@Suite struct RootMFATests {
  struct Row: Sendable {
    let summary: Evidence<[String: Int]>
    let report: Evidence<Bool?>
    var device = false
    let line: String
    /// The amount of missing evidence, and whether a disagreement is reported.
    var missing = 0
    var disagrees = false
  }

  private static let rows = [
    Row(summary: yes, report: TinyAccount.whole(true), line: "pass"),
    Row(summary: no, report: TinyAccount.whole(false), line: "fail: root critical"),
    Row(
      summary: yes, report: TinyAccount.whole(false), line: "fail: root critical", disagrees: true),
    Row(summary: no, report: TinyAccount.whole(true), line: "fail: root critical", disagrees: true),
    Row(
      summary: no, report: .missing("denied"), device: true, line: "fail: root critical",
      disagrees: true),
    // One whole source is enough; gaps of the others are reported in a note.
    Row(summary: yes, report: .missing("denied"), line: "pass"),
    Row(summary: .missing("denied"), report: TinyAccount.whole(true), line: "pass"),
    Row(summary: .missing("denied"), report: TinyAccount.whole(false), line: "fail: root critical"),
    // not_supported, a missing row, a summary without the number: missing values never pass.
    Row(
      summary: .missing("denied"), report: TinyAccount.whole(nil), line: "unavailable", missing: 2),
    Row(
      summary: TinyAccount.whole([:]), report: .missing("denied"), line: "unavailable", missing: 2),
    // Partial evidence can fail, but never pass.
    Row(
      summary: .missing("denied"), report: TinyAccount.partial(true), line: "unavailable",
      missing: 2),
    Row(
      summary: .missing("denied"), report: TinyAccount.partial(false), line: "fail: root critical",
      missing: 2),
    Row(summary: .missing("denied"), report: .missing("denied"), line: "unavailable", missing: 2),
    Row(summary: .missing("denied"), report: .missing("denied"), device: true, line: "pass"),
  ]

  private static let yes = TinyAccount.whole(["AccountMFAEnabled": 1])
  private static let no = TinyAccount.whole(["AccountMFAEnabled": 0])

  @Test("the worst answer of the sources counts", arguments: rows)
  func sources(_ row: Row) throws {
    var tiny = TinyAccount()
    tiny.account.summary = row.summary.map {
      AccountSummary(numbers: $0, citation: TinyAccount.nowhere)
    }
    tiny.account.credentialReport = row.report.map { mfa in
      CredentialReport(
        generated: nil, root: TinyAccount.row("<root_account>", password: nil, mfa: mfa), users: [])
    }
    let device = VirtualMFADevice(
      serialNumber: "arn:aws:iam::123456789012:mfa/root", userARN: TinyAccount.arn("root"),
      enabled: TinyAccount.asOf, citation: TinyAccount.nowhere)
    tiny.account.virtualMFADevices = TinyAccount.whole(row.device ? [device] : [])
    let judgement = tiny.judgement(.rootMFA)
    #expect(judgement.line == row.line)
    #expect(judgement.missing.count == row.missing)
    #expect(
      judgement.findings.contains { $0.facts.contains(Fact("sourcesDisagree", "true")) }
        == row.disagrees)
    #expect(
      judgement.findings.contains { $0.summary.hasPrefix("The root user may have no MFA: the ") }
        == row.disagrees)
  }

  @Test("the finding says whether the device is virtual, if known")
  func device() {
    var tiny = TinyAccount()
    tiny.account.summary = TinyAccount.whole(
      AccountSummary(numbers: ["AccountMFAEnabled": 1], citation: TinyAccount.nowhere))
    #expect(tiny.judgement(.rootMFA).notes.contains { $0.contains("does not show whether") })
    tiny.account.virtualMFADevices = TinyAccount.whole([])
    #expect(tiny.judgement(.rootMFA).notes.contains { $0.contains("hardware") })
    tiny.account.virtualMFADevices = TinyAccount.whole([
      VirtualMFADevice(
        serialNumber: "arn:aws:iam::123456789012:mfa/phone", userARN: TinyAccount.arn("user/root"),
        enabled: TinyAccount.asOf, citation: TinyAccount.nowhere)
    ])
    #expect(tiny.judgement(.rootMFA).notes.contains { $0.contains("hardware") })
  }

  @Test("a root user without credentials is reported as such")
  func removedCredentials() {
    var tiny = TinyAccount()
    tiny.account.credentialReport = TinyAccount.whole(
      CredentialReport(generated: nil, root: TinyAccount.row("<root_account>"), users: []))
    #expect(tiny.judgement(.rootMFA).line == "fail: root low")
    tiny.account.summary = TinyAccount.whole(
      AccountSummary(
        numbers: ["AccountMFAEnabled": 0, "AccountPasswordPresent": 1],
        citation: TinyAccount.nowhere))
    #expect(tiny.judgement(.rootMFA).line == "fail: root critical")
  }
}

extension Evidence {
  /// The same evidence of another value.
  func map<Other>(_ transform: (Value) -> Other) -> Evidence<Other> {
    switch self {
    case .collected(let value, let files): .collected(transform(value), files: files)
    case .partial(let value, let files, let reason):
      .partial(transform(value), files: files, reason: reason)
    case .absent(let absence): .absent(absence)
    case .missing(let reason): .missing(reason)
    }
  }
}
