import Model
import Platform

@testable import Checklist
@testable import TUI

extension Fixture {
  static func item(_ id: String, _ section: Section, _ title: String) -> Item {
    Item(
      id, section: section, origin: .checklist, title: title,
      reporting: Item.Reporting(effort: .change, priority: 10, consequence: ""),
      guidance: Item.Guidance(
        why: "A password alone is one phishing mail away from the account.",
        look: "Who signs in, and with what.",
        justification: "Another control stops the sign-in, and it was seen to work.")
    ) { _ in Judgement() }
  }

  static func finding(
    _ item: String, _ kind: Subject.Kind, _ name: String, _ severity: Severity, _ summary: String,
    arn: ARN? = nil, facts: [Fact] = [Fact("passwordEnabled", "true")],
    evidence: [Citation] = [], command: String? = nil, detail: FindingDetail? = nil
  ) -> Finding {
    Finding(
      id: FindingID("\(item)/\(kind.rawValue)/\(name)"), item: ItemID(item),
      subject: Subject(kind: kind, name: name, arn: arn, uniqueID: nil), severity: severity,
      summary: summary, facts: facts, evidence: evidence,
      advice: Advice("Have the user enrol a device.", command: command), detail: detail)
  }

  static var items: [ItemResult] {
    [
      ItemResult(
        item: item("root.mfa", .root, "The root user has MFA"), outcome: .fail, missing: [],
        findings: [
          finding(
            "root.mfa", .root, "root", .critical, "the root user has no MFA device",
            facts: [Fact("AccountMFAEnabled", "0")],
            evidence: [at("/SummaryMap/AccountMFAEnabled", in: "summary.json", line: 12)])
        ], notes: []),
      ItemResult(
        item: item("root.access-keys", .root, "The root user has no access keys"),
        outcome: .pass, missing: [], findings: [], notes: ["Both key slots were checked."]),
      ItemResult(
        item: item("users.mfa", .users, "Users with a console password have MFA"),
        outcome: .fail, missing: [],
        findings: [
          finding(
            "users.mfa", .user, "alice", .high, "console password and no MFA device",
            arn: arn("user/alice"), facts: [Fact("mfaActive", "false"), Fact("keys", "1")],
            evidence: [at("line 3", in: "credentials.csv", line: 3)],
            command: "aws iam list-mfa-devices --user-name alice"),
          finding(
            "users.mfa", .user, "bob", .low, "active access key and no MFA device",
            arn: arn("user/bob"), evidence: [at("line 4", in: "credentials.csv", line: 4)]),
        ], notes: []),
      ItemResult(
        item: item("users.unused", .users, "No credential rests unused"),
        outcome: .unavailable,
        missing: [MissingEvidence(.credentialReport, reason: "access denied")],
        findings: [], notes: []),
      ItemResult(
        item: item("roles.sensitive-wildcards", .roles, "No role has full access to a service"),
        outcome: .fail, missing: [],
        findings: [
          finding(
            "roles.sensitive-wildcards", .role, "Deploy", .medium, "allows all of s3 on *",
            arn: arn("role/Deploy"),
            evidence: [
              at(
                "/RoleDetailList/0/RolePolicyList/0/PolicyDocument/Statement/1", line: 41)
            ])
        ], notes: []),
      ItemResult(
        item: item("organization.region-scp", .organization, "An SCP limits the regions"),
        outcome: .manual, missing: [], findings: [], notes: []),
    ]
  }

  static var assessment: Assessment {
    Assessment(
      account: account, settings: Settings(), items: items, catalogueVersion: "2026-08-22")
  }

  static let model = ConsoleModel(assessment)
}

/// A console for tests, with a store that keeps what is saved.
final class TestConsole {
  private(set) var state: ConsoleState
  private(set) var effects: [ConsoleEffect] = []

  init(
    _ size: Size = Size(columns: 80, rows: 24), model: ConsoleModel = Fixture.model,
    session: ReviewSession = ReviewSession()
  ) {
    state = ConsoleState(
      model: model, session: session, reviewer: Fixture.reviewer, now: Fixture.now, size: size)
  }

  @discardableResult
  func send(_ event: ConsoleEvent) -> [ConsoleEffect] {
    let new = update(&state, event)
    effects += new
    return new
  }

  /// Presses keys one after another.
  func press(_ keys: Key...) { for key in keys { send(.key(key)) } }

  /// Types a text, character by character.
  func type(_ text: String) { for character in text { send(.key(.character(character))) } }

  var frame: Frame { ConsoleView.frame(state) }
  var picture: String { frame.picture }
  var lines: [String] { frame.lines() }
  /// A part of the screen, without trailing spaces.
  func part(rows: Range<Int>, columns: Range<Int>) -> String {
    lines[rows].map { line in
      let part = String(Array(line)[columns])
      return String(part.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
  /// The last line of the screen.
  var lastLine: String {
    picture.split(separator: "\n", omittingEmptySubsequences: false).last.map(String.init) ?? ""
  }
}
