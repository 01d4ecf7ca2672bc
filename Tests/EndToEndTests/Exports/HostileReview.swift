import Evidence
import Model
import Platform
import Reports
import TestSupport

@testable import Checklist

/// A review in which every text that others can choose is an attack, and every state of a decision
/// occurs. Each attack has one item with one finding.
struct HostileReview {
  static let now = Instant(seconds: 1_795_488_112)  // 2026-11-24T02:41:52Z
  private static let today = CalendarDay(containing: now)
  private static let states = 12

  let report: ReviewReport

  init() throws {
    let findings = HostileText.attacks.indices.map(HostileReview.finding)
    let items = zip(HostileText.attacks, findings).enumerated().map { index, pair in
      HostileReview.item(index, pair.0, pair.1)
    }
    var session = try HostileReview.session(before: findings)
    try session.decide(
      HostileReview.content(.remediate, "gone"),
      on: [.finding(HostileReview.finding(of: "no item of ours", "gone"))],
      by: Reviewer(name: "gone", host: ""), at: HostileReview.now)
    for (index, finding) in findings.enumerated() {
      try HostileReview.decide(index, finding, items[index], in: &session)
    }
    let text = HostileText.attacks[11]
    report = ReviewReport(
      assessment: Assessment(
        account: HostileReview.account(), settings: Settings(), items: items,
        catalogueVersion: "2026-08-22"), session: session, now: HostileReview.now,
      cover: try Cover("Title: \(text)\nClient: =cmd|' /C calc'!A0\nAuditor: \(text)\n\n\(text)\n"),
      signatures: ReportSignature.Role.allCases.map {
        ReportSignature(
          signer: text, role: $0, fingerprint: "SHA256:\(text)", claimedAt: HostileReview.now,
          statement: SHA256Digest(of: text), matchesSession: $0 == .reviewer)
      })
  }

  private static func finding(_ index: Int) -> Finding {
    finding(of: "users.attack-\(index)", HostileText.attacks[index])
  }

  private static func finding(of item: String, _ text: String) -> Finding {
    Finding(
      id: FindingID("\(item)/user/\(text)"), item: ItemID(item),
      subject: Subject(kind: .user, name: text, arn: ARN("arn:aws:iam::1:user/\(text)")),
      severity: .high, summary: text,
      facts: [Fact("tag", text), Fact("tag", "two"), Fact(text, "")],
      evidence: [
        Citation(file: text, place: text, line: 3), Citation(file: text, place: text, line: 3),
        Citation(file: "elsewhere", place: "/a/0", line: nil),
      ], advice: Advice(text, command: text))
  }

  private static func item(_ index: Int, _ text: String, _ finding: Finding) -> ItemResult {
    let item = Item(
      "users.attack-\(index)", section: Section.allCases[index % 5], origin: .checklist,
      title: "Attack \(index)",
      reporting: Item.Reporting(effort: .change, priority: 10, consequence: ""),
      guidance: Item.Guidance(why: "Why \(index).", look: text, justification: text),
      evaluate: { _ in Judgement() })
    return ItemResult(
      item: item, outcome: .fail,
      missing: [MissingEvidence(.accountSummary, reason: text, command: text)],
      findings: [finding], notes: [text])
  }

  private static func account() -> Account {
    var account = Account(
      id: "123456789012",
      asOf: Account.AsOf(Instant(seconds: 1_795_168_800), origin: .manifest))
    account.alias = HostileText.long
    account.files = HostileText.attacks.map {
      EvidenceFile(
        path: $0, bytes: 1, digest: SHA256Digest(of: $0), status: .read(.credentialReport))
    }
    account.problems = HostileText.attacks.map { Problem(file: $0, place: $0, message: $0) }
    return account
  }

  private static func content(_ disposition: Disposition, _ text: String) -> DecisionContent {
    var content = DecisionContent(disposition, note: "note: " + text)
    content.justification = .compensatingControl
    content.expires = today.adding(days: 90)
    content.owner = "owner " + text
    content.due = today.adding(days: 14)
    content.ticket = text
    content.severity = SeverityOverride(.low, reason: "because " + text)
    return content
  }

  /// A session after an earlier review that had the first half of the findings, with conflicts and
  /// resolved findings.
  private static func session(before findings: [Finding]) throws -> ReviewSession {
    func decision(_ disposition: Disposition, _ text: String) -> Decision {
      Decision(
        content(disposition, text), facts: [], subjectID: nil,
        by: Reviewer(name: text, host: text), at: now)
    }
    let known = findings.prefix(findings.count / 2).map {
      ($0.id, Baseline.Basis($0.facts, subjectID: nil))
    }
    let left = Dictionary(
      uniqueKeysWithValues: zip(DroppedTarget.Reason.allCases, HostileText.attacks.suffix(4)).map {
        reason, text in
        (
          DecisionTarget.finding(FindingID("users.left/\(text)")),
          DroppedTarget(reason, decision: decision(.justified, text), summary: text, severity: .low)
        )
      })
    let baseline = Baseline(
      origin: CarriedFrom(asOf: now.adding(days: -90), history: nil),
      known: Dictionary(uniqueKeysWithValues: known), isWhole: true, left: left)
    let conflicts = findings.enumerated().filter { index, _ in index % states == 10 }.map {
      index, finding in
      let text = HostileText.attacks[index]
      let conflict = DecisionConflict(
        base: nil, sides: [decision(.pass, text), nil], fields: ["note"])
      return (
        DecisionTarget.finding(finding.id),
        Decision(
          content(.pass, text), facts: finding.facts, subjectID: nil,
          by: Reviewer(name: text, host: text), at: now, carried: baseline.origin,
          conflict: conflict)
      )
    }
    return ReviewSession(
      schemaVersion: 1, revision: 7, accountID: "123456789012", settings: Settings(),
      evidence: nil, baseline: baseline,
      scope: ReviewScope(
        title: HostileText.long, items: Set(findings.map(\.item) + [ItemID("no item of ours")])),
      decisions: Dictionary(uniqueKeysWithValues: conflicts), history: [], signOffs: [],
      unknown: ReviewSession.UnknownParts())
  }

  private static func decide(
    _ index: Int, _ finding: Finding, _ item: ItemResult, in session: inout ReviewSession
  ) throws {
    let text = HostileText.attacks[index]
    let ann = Reviewer(name: text, host: text)
    let earlier = now.adding(days: -10)
    func decide(_ content: DecisionContent, on target: Reviewable) throws {
      try session.decide(content, on: [target], by: ann, at: earlier)
    }
    if index % 3 == 0 {
      try session.set(
        severity: .medium, note: "rated " + text, on: [finding], by: ann, at: earlier)
    }
    switch index % states {
    case 0...4:
      try decide(content(Disposition.allCases[index % states], text), on: .finding(finding))
    case 5: try decide(content(.justified, text), on: .item(item))
    case 6:
      var late = content(.remediate, text)
      late.due = today.adding(days: -3)
      try decide(late, on: .finding(finding))
    case 7:
      var ended = content(.justified, text)
      ended.expires = today.adding(days: -3)
      try decide(ended, on: .finding(finding))
    case 8:
      let other = Finding(
        id: finding.id, item: finding.item, subject: finding.subject, severity: .low, summary: "",
        facts: [Fact("tag", "other " + text)], evidence: [], advice: Advice(""))
      try decide(content(.pass, text), on: .finding(other))
    case 9, 11:
      try decide(content(.falsePositive, text), on: .finding(finding))
      try session.approve(
        index % states == 9 ? .rejected : .approved, "text " + text, on: [.finding(finding)],
        by: Reviewer(name: "second", host: "desk"), at: now)
    default: break
    }
  }
}
