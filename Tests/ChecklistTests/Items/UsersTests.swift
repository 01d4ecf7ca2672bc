import Model
import Testing

@testable import Checklist

@Suite struct UsersTests {

  struct Row: Sendable {
    let row: CredentialRow
    let line: String
    var missing = 0

    init(_ row: CredentialRow, _ line: String, missing: Int = 0) {
      self.row = row
      self.line = line
      self.missing = missing
    }
  }

  private static func account(_ rows: [CredentialRow]) -> TinyAccount {
    var tiny = TinyAccount()
    tiny.account.credentialReport = TinyAccount.whole(
      CredentialReport(generated: nil, root: nil, users: rows))
    return tiny
  }

  private static let live = [
    TinyAccount.key(1, true, rotated: TinyAccount.ago(9)), TinyAccount.key(2, false),
  ]
  private static let resting = [
    TinyAccount.key(1, false, rotated: TinyAccount.ago(9)), TinyAccount.key(2, false),
  ]
  private static let vague = [
    TinyAccount.key(1, nil, rotated: TinyAccount.ago(9)), TinyAccount.key(2, false),
  ]

  private static let mfaRows = [
    Row(TinyAccount.row("a", password: true), "fail: user/a high"),
    Row(TinyAccount.row("a", password: true, mfa: true), "pass"),
    Row(TinyAccount.row("a", keys: live), "fail: user/a low"),
    Row(TinyAccount.row("a", mfa: true, keys: live), "pass"),
    Row(TinyAccount.row("a", password: true, keys: live), "fail: user/a high"),
    // Inactive keys have dates, but cannot be used.
    Row(TinyAccount.row("a", keys: resting), "pass"),
    Row(TinyAccount.row("a"), "pass"),
    Row(TinyAccount.row("a", mfa: nil), "pass"),
    Row(TinyAccount.row("a", password: true, mfa: nil), "unavailable", missing: 1),
    Row(TinyAccount.row("a", password: nil), "unavailable", missing: 1),
    Row(TinyAccount.row("a", password: nil, keys: live), "fail: user/a low", missing: 1),
    Row(TinyAccount.row("a", keys: vague), "unavailable", missing: 1),
    Row(TinyAccount.row("a", keys: []), "unavailable", missing: 1),
  ]

  @Test("users.mfa", arguments: mfaRows)
  func mfa(_ row: Row) {
    let judgement = Self.account([row.row]).judgement(.usersMFA)
    #expect(judgement.line == row.line)
    #expect(judgement.missing.count == row.missing)
  }

  @Test("a virtual device that is not in the report is mentioned, and the worse source counts")
  func mfaDisagreement() throws {
    var tiny = Self.account([TinyAccount.row("a", password: true)])
    tiny.account.virtualMFADevices = TinyAccount.whole([
      VirtualMFADevice(
        serialNumber: "arn:aws:iam::123456789012:mfa/a", userARN: TinyAccount.arn("user/a"),
        enabled: TinyAccount.asOf, citation: TinyAccount.nowhere)
    ])
    let finding = try #require(tiny.judgement(.usersMFA).findings.first)
    #expect(finding.facts.contains(Fact("virtualDevice", "arn:aws:iam::123456789012:mfa/a")))
  }

  private static func key(
    _ isActive: Bool?, rotated: CredentialRow.Moment, used: CredentialRow.Moment
  ) -> CredentialRow {
    TinyAccount.row(
      "a",
      keys: [TinyAccount.key(1, isActive, rotated: rotated, used: used), TinyAccount.key(2, false)])
  }

  private static let rotationRows = [
    Row(key(true, rotated: TinyAccount.ago(90), used: TinyAccount.ago(1)), "pass"),
    Row(
      key(true, rotated: TinyAccount.ago(90, seconds: 1), used: TinyAccount.ago(1)),
      "fail: user/a/key-1 medium"),
    Row(
      key(true, rotated: TinyAccount.ago(365), used: TinyAccount.ago(1)),
      "fail: user/a/key-1 medium"),
    Row(
      key(true, rotated: TinyAccount.ago(365, seconds: 1), used: TinyAccount.ago(1)),
      "fail: user/a/key-1 high"),
    Row(key(false, rotated: TinyAccount.ago(900), used: TinyAccount.ago(800)), "pass"),
    // A key that was never used counts as unused only once it is older than the age limit.
    Row(key(true, rotated: TinyAccount.ago(9), used: .notApplicable), "pass"),
    Row(key(true, rotated: TinyAccount.ago(9), used: .noInformation), "pass"),
    Row(key(true, rotated: TinyAccount.ago(91), used: .noInformation), "fail: user/a/key-1 medium"),
    Row(
      key(true, rotated: TinyAccount.ago(9), used: TinyAccount.ago(91)), "fail: user/a/key-1 medium"
    ),
    Row(
      key(nil, rotated: TinyAccount.ago(900), used: TinyAccount.ago(800)), "unavailable", missing: 1
    ),
    Row(key(nil, rotated: .notStated, used: .notStated), "unavailable", missing: 1),
    Row(key(true, rotated: .notStated, used: TinyAccount.ago(1)), "unavailable", missing: 1),
    Row(key(true, rotated: TinyAccount.ago(9), used: .notStated), "unavailable", missing: 1),
    Row(
      key(true, rotated: TinyAccount.ago(99), used: .notStated), "fail: user/a/key-1 medium",
      missing: 1),
    Row(TinyAccount.row("a", keys: []), "unavailable", missing: 1),
    Row(TinyAccount.row("a"), "pass"),
  ]

  @Test("users.key-rotation", arguments: rotationRows)
  func rotation(_ row: Row) {
    let judgement = Self.account([row.row]).judgement(.usersKeyRotation)
    #expect(judgement.line == row.line)
    #expect(judgement.missing.count == row.missing)
  }

  @Test("age and disuse are one finding, and each key has its own")
  func rotationReasons() {
    let old = TinyAccount.key(1, true, rotated: TinyAccount.ago(200), used: TinyAccount.ago(150))
    let unused = TinyAccount.key(2, true, rotated: TinyAccount.ago(200), used: TinyAccount.ago(1))
    let judgement = Self.account([TinyAccount.row("a", keys: [old, unused])]).judgement(
      .usersKeyRotation)
    #expect(Set(judgement.findings.map(\.parts)).count == 2)
    #expect(
      judgement.findings.map { $0.facts.first { $0.name == "reasons" }?.value } == [
        "aged, unused", "aged",
      ])
  }

  private static let unusedRows = [
    Row(TinyAccount.row("a", password: true, passwordUsed: TinyAccount.ago(90)), "pass"),
    Row(
      TinyAccount.row("a", password: true, passwordUsed: TinyAccount.ago(90, seconds: 1)),
      "fail: user/a medium"),
    Row(TinyAccount.row("a", password: true, passwordUsed: .noInformation), "fail: user/a medium"),
    Row(
      TinyAccount.row(
        "a", password: true, passwordUsed: .noInformation, created: TinyAccount.ago(90)), "pass"),
    Row(
      TinyAccount.row("a", password: true, passwordUsed: .noInformation, created: .notStated),
      "unavailable",
      missing: 1),
    // The latest use of password and keys counts, including deactivated keys.
    Row(
      TinyAccount.row(
        "a", password: true, passwordUsed: TinyAccount.ago(300),
        keys: [TinyAccount.key(1, false, used: TinyAccount.ago(5)), TinyAccount.key(2, false)]),
      "pass"),
    Row(
      TinyAccount.row(
        "a",
        keys: [TinyAccount.key(1, true, used: TinyAccount.ago(300)), TinyAccount.key(2, false)]),
      "fail: user/a medium"),
    Row(
      TinyAccount.row(
        "a",
        keys: [TinyAccount.key(1, false, used: TinyAccount.ago(300)), TinyAccount.key(2, false)]),
      "fail: user/a low"),
    Row(TinyAccount.row("a"), "pass"),
    Row(TinyAccount.row("a", certificates: 1), "fail: user/a medium"),
    Row(TinyAccount.row("a", password: true, passwordUsed: .notStated), "unavailable", missing: 1),
    Row(
      TinyAccount.row(
        "a", password: true, passwordUsed: .notStated,
        keys: [TinyAccount.key(1, true, used: TinyAccount.ago(5)), TinyAccount.key(2, false)]),
      "pass"),
  ]

  @Test("users.unused", arguments: unusedRows)
  func unused(_ row: Row) {
    let judgement = Self.account([row.row]).judgement(.usersUnused)
    #expect(judgement.line == row.line)
    #expect(judgement.missing.count == row.missing)
  }

  @Test("a user without credentials is listed in a note")
  func withoutCredentials() {
    #expect(
      Self.account([TinyAccount.row("ghost")]).judgement(.usersUnused).notes.contains {
        $0.contains("ghost")
      })
  }

  @Test("the age limit is a setting")
  func threshold() {
    var settings = Settings()
    settings.maxAgeDays = 30
    let tiny = Self.account([Self.key(true, rotated: TinyAccount.ago(31), used: TinyAccount.ago(1))]
    )
    #expect(
      tiny.judgement(.usersKeyRotation, settings: settings).line == "fail: user/a/key-1 medium")
    #expect(tiny.judgement(.usersKeyRotation).line == "pass")
  }

  @Test(
    "a missing or partial report, or one without a known user, never passes",
    arguments: [Item.usersMFA, .usersKeyRotation, .usersUnused].map(\.id))
  func missing(_ id: ItemID) throws {
    let item = try #require(Checklist.items.first { $0.id == id })
    var tiny = TinyAccount()
    #expect(tiny.judgement(item).line == "unavailable")
    let report = CredentialReport(
      generated: nil, root: nil, users: [TinyAccount.row("a", mfa: true)])
    tiny.account.credentialReport = TinyAccount.partial(report)
    #expect(tiny.judgement(item).line == "unavailable")
    tiny.account.credentialReport = TinyAccount.whole(report)
    #expect(tiny.judgement(item).line == "pass")
    tiny.account.identities = TinyAccount.whole(
      Identities(users: [
        User(identity: TinyAccount.identity("user", "a"), groups: []),
        User(identity: TinyAccount.identity("user", "newcomer"), groups: []),
      ]))
    #expect(tiny.judgement(item).line == "unavailable")
    #expect(tiny.judgement(item).missing.first?.reason == "no row for newcomer")
  }

  @Test("the subject has the unique id, which a later user with the same name does not get")
  func subject() throws {
    var tiny = Self.account([TinyAccount.row("a", password: true)])
    tiny.account.identities = TinyAccount.whole(
      Identities(users: [User(identity: TinyAccount.identity("user", "a"), groups: [])]))
    let finding = try #require(tiny.judgement(.usersMFA).findings.first)
    #expect(finding.subject.uniqueID == "IDa")
    #expect(finding.advice.command == "aws iam delete-login-profile --user-name=a")
  }
}
