import Model
import Platform

@testable import Checklist

/// A small assessment with every outcome, and people who review it.
enum Sample {
  static let alice = Reviewer(name: "alice", host: "jump1")
  static let bob = Reviewer(name: "bob", host: "laptop")
  static let now = Instant(seconds: 1_795_488_112)  // 2026-11-24T02:41:52Z
  static func after(_ seconds: Int) -> Instant {
    Instant(seconds: now.seconds + Int64(seconds))
  }
  static let today = CalendarDay(containing: now)

  /// An item; what reports say about it is that of the item of the checklist with this id.
  static func item(_ id: String, _ section: Section, title: String? = nil) -> Item {
    Item(
      id, section: section, origin: .checklist, title: title ?? "Title of \(id)",
      reporting: Checklist.items.first { $0.id == ItemID(id) }?.reporting
        ?? Item.Reporting(effort: .change, priority: 1_000, consequence: ""),
      guidance: Item.Guidance(why: "Why \(id) matters.", look: "", justification: ""),
      evaluate: { _ in Judgement() })
  }

  static func finding(
    _ item: String, _ name: String, severity: Severity = .high,
    facts: [Fact] = [Fact("passwordEnabled", "true"), Fact("mfaActive", "false")],
    uniqueID: String? = nil, summary: String? = nil
  ) -> Finding {
    Finding(
      id: FindingID("\(item)/user/\(name)"), item: ItemID(item),
      subject: Subject(
        kind: .user, name: name, arn: ARN("arn:aws:iam::123456789012:user/\(name)"),
        uniqueID: uniqueID),
      severity: severity, summary: summary ?? "\(name) has a password and no MFA device",
      facts: facts,
      evidence: [Citation(file: "credential-report.csv", place: "line 4", line: 4)],
      advice: Advice(
        "Give the user an MFA device.",
        command: "aws iam enable-mfa-device --user-name \(name)"))
  }

  static func result(
    _ id: String, _ section: Section, _ findings: [Finding] = [], outcome: Outcome? = nil,
    missing: [MissingEvidence] = [], title: String? = nil
  ) -> ItemResult {
    ItemResult(
      item: item(id, section, title: title),
      outcome: outcome ?? (findings.isEmpty ? .pass : .fail), missing: missing,
      findings: findings, notes: [])
  }

  static func account() -> Account {
    var account = Account(
      id: "123456789012",
      asOf: Account.AsOf(Instant(seconds: 1_795_168_800), origin: .manifest))
    account.alias = "client-prod"
    account.files = [
      EvidenceFile(
        path: "credential-report.csv", bytes: 3, digest: SHA256Digest(of: "abc"),
        status: .read(.credentialReport)),
      EvidenceFile(path: "notes.txt", bytes: 9, digest: nil, status: .ignored),
    ]
    account.problems = [
      Problem(file: "roles.json", place: "line 3 column 9", message: "expected ',' or '}'")
    ]
    return account
  }

  static func assessment(_ items: [ItemResult], account: Account = account()) -> Assessment {
    Assessment(
      account: account, settings: Settings(), items: items, catalogueVersion: "2026-08-22")
  }

  static let users = result(
    "users.mfa", .users,
    [finding("users.mfa", "alice"), finding("users.mfa", "bob", severity: .low)])
  static let root = result("root.mfa", .root)
  static let advisor = result(
    "roles.access-advisor", .roles, outcome: .unavailable,
    missing: [MissingEvidence(.credentialReport, reason: "access denied")])
  static let assessment = assessment([root, users, advisor])

  static var justified: DecisionContent {
    var content = DecisionContent(.justified, note: "break-glass user")
    content.justification = .acceptedRisk
    content.expires = today.adding(days: 90)
    return content
  }

  static var remediate: DecisionContent {
    var content = DecisionContent(.remediate, note: "will get a key")
    content.owner = "platform team"
    content.due = today.adding(days: 14)
    return content
  }
}
