import Foundation
import Platform
import Testing

@testable import Checklist
@testable import Model
@testable import Reports

/// The document of a review: what is counted, what is missing, and what is shown.
@Suite struct ReportDocumentTests {
  private static func report(
    _ decide: (inout ReviewSession) throws -> Void = { _ in }, cover: Cover? = nil
  ) throws -> ReviewReport {
    var session = ReviewSession()
    try decide(&session)
    return ReviewReport(
      assessment: Sample.assessment, session: session, now: Sample.now, cover: cover)
  }

  private static func decideAll(_ session: inout ReviewSession) throws {
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [.item(Sample.root), .item(Sample.advisor)],
      by: Sample.bob,
      at: Sample.now)
    try session.decide(
      Sample.remediate, on: Sample.users.findings.map { .finding($0) }, by: Sample.alice,
      at: Sample.now)
  }

  @Test("a report is a draft until everything is decided; each page says what is missing")
  func draft() throws {
    let open = try Self.report().document
    #expect(
      open.running.draft
        == "DRAFT: 3 undecided; 1 without evidence or a manual decision; not signed")
    let page = try ExportFormat.html.render(Self.report())
    #expect(page.contains("@top-right { content: \"DRAFT\\3a  3 undecided"))
    let done = try Self.report(Self.decideAll)
    #expect(done.document.running.draft == nil)
    #expect(!ExportFormat.html.render(done).contains("DRAFT"))
    #expect(ExportFormat.markdown.render(done).contains("This review is not signed."))
  }

  @Test("the matrix counts each finding once, by severity and decision")
  func matrix() throws {
    let text = try ExportFormat.markdown.render(
      Self.report {
        try $0.decide(
          Sample.remediate, on: [.finding(Sample.users.findings[0])], by: Sample.alice,
          at: Sample.now)
      })
    #expect(text.contains("| **high** | – | 1 | – | – | – | – | 1 | Likely"))
    #expect(text.contains("| **low** | 1 | – | – | – | – | – | 1 | Little"))
    #expect(text.contains("| All | 1 | 1 | – | – | – | – | 2 | All findings |"))
  }

  @Test("the cover has the auditor's words, and the statement replaces the draft")
  func words() throws {
    let cover = try Cover(
      """
      Title: Audit
      Client: A
      Classification: Strictly "private"
      Accent: #112233

      Welcome.

      # Statement

      In **good** shape.

      # Conclusion

      The end.
      """)
    let report = try Self.report(cover: cover)
    let text = ExportFormat.markdown.render(report)
    for part in ["Welcome.", "In **good** shape.", "## Conclusion\n\nThe end."] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("met without exceptions"))
    let page = ExportFormat.html.render(report)
    #expect(page.contains("--accent: #112233"))
    #expect(page.contains("@bottom-left { content: \"Strictly \\22 private\\22 \""))
  }

  @Test("the plan has a row for findings with the same cause, owner and due date")
  func plan() throws {
    let text = try ExportFormat.markdown.render(Self.report(Self.decideAll))
    let due = Sample.today.adding(days: 14)
    #expect(
      text.contains(
        "| \(due) | platform team | **high** | quick | 2.1–2.2: 2 users have a password and no MFA"
          + " device |"))
    #expect(text.contains("| platform team | 2 | 0 | \(due) | \(due) |"))
  }

  @Test(
    "facts have words for people, and identifiers of the program are left out",
    arguments: [
      ("mfaActive", "true", nil), ("virtualDevice", "d", "Virtual MFA device: d"),
      ("sourcesDisagree", "true", "Sources disagree: yes"), ("uniqueId", "AIDA", nil),
      ("boundedBy", "nothing", nil),
      ("lastUsed", "", nil), ("documentSha256", "ab", nil),
      ("affectedActions", "8984", "Affected actions: 8,984"), ("analyzers", "a (b, c)", nil),
      ("trusts", "206513894470", nil), ("identityCenter", "false", nil),
      ("ownBoundary", "206513894470", "Own permissions boundary: 206513894470"),
    ] as [(String, String, String?)])
  func facts(_ name: String, _ value: String, _ shown: String?) {
    let fact = Fact(name, value)
    #expect((fact.isForReaders ? "\(fact.label): \(fact.readerValue)" : nil) == shown)
  }

  @Test("a fact that is a time is shown as its day, and a text that looks like one is not")
  func times() {
    let day = CalendarDay(containing: Sample.now).description
    #expect(Fact("lastUsed", Sample.now, otherwise: "never").readerValue == day)
    #expect(Fact("lastUsed", nil, otherwise: "never").readerValue == "never")
    let text = Sample.now.description
    #expect(Fact("groups", text).readerValue == text)
    #expect(Fact("lastUsed", text) == Fact("lastUsed", Sample.now, otherwise: ""))
  }

  @Test("escalation paths have neither ids nor statements, and a suggested policy is no detail")
  func escalationFacts() {
    func arn(_ name: String) -> ARN { ARN("arn:aws:iam::1:role/\(name)") }
    let statement = Statement(
      index: 0, sid: nil, effect: .allow, principals: nil, actions: .only(["*"]),
      resources: .only(["*"]), conditions: [], citation: Citation(file: "f", place: "", line: 1))
    let create = Escalation.example(
      "iam-create-role-x", [("iam:CreateRole", "arn:aws:iam::1:role/new")], by: statement)
    let assume = Escalation.example(
      "sts-001", [("sts:AssumeRole", arn("b").description)], by: statement, target: arn("b"))
    func shown(_ detail: FindingDetail, _ facts: [Fact]) -> [String] {
      Finding(
        id: FindingID("x/y"), item: ItemID("x"),
        subject: Subject(kind: .role, name: "a", arn: nil), severity: .high, summary: "s",
        facts: facts, evidence: [], advice: Advice("t"), detail: detail
      ).readerFacts.map { "\($0.label): \($0.value)" }
    }
    func escalation(_ paths: [Escalation]) -> FindingDetail {
      let hop = EscalationReport.Hop(from: arn("a"), escalation: assume)
      return .escalation(EscalationDetail(paths: paths, chain: [hop], isBlocked: false))
    }
    let facts = [Fact("steps", "x"), Fact("chain", "a assumes b (sts-001)"), Fact("paths", "p")]
    #expect(
      shown(escalation([create, assume]), facts) == [
        "Steps: iam:CreateRole on role/new; or sts:AssumeRole on role/b",
        "Escalation chain: a assumes b",
      ])
    #expect(shown(escalation([create]), facts) == ["Escalation chain: a assumes b"])
    let policy = SuggestedPolicy(document: "{}", parts: ["{1}", "{2}"])
    let unused = UnusedAccess(usedServices: [], unusedServices: [], narrower: policy)
    #expect(
      shown(
        .unusedAccess(unused), [Fact("lastUsed", "s3=1"), policy.fact] + policy.factsOfParts) == [
          "Last used: s3=1"
        ])
    #expect(
      policy.factsOfParts.map(\.label) == ["Narrower policy, part 1", "Narrower policy, part 2"])
  }

  @Test("the cover lists who signed, and findings without a decision are listed by severity")
  func lists() throws {
    let open = try ExportFormat.markdown.render(Self.report())
    // The cover of a draft already says it; the appendix repeats it.
    #expect(open.ranges(of: "This review is not signed.").count == 1)
    let list = try #require(open.range(of: "### Findings without a decision"))
    #expect(
      open[list.upperBound...].hasPrefix(
        """


        2 findings still need a decision.

        - **high** 2.1–2.2: 2 users have a password and no MFA device
        """))
    let signed = ReviewReport(
      assessment: Sample.assessment, session: ReviewSession(), now: Sample.now,
      signatures: [
        ReportSignature(
          signer: "ann", role: .reviewer, fingerprint: "SHA256:x", claimedAt: Sample.now,
          statement: SHA256Digest(of: "s"), matchesSession: true)
      ])
    #expect(
      ExportFormat.markdown.render(signed).contains("| Signed by | ann on \(Sample.today) |"))
  }

  @Test("a statement is shown with the parts that are the reason for the finding")
  func statement() {
    let place = Citation(file: "f", place: "/0", line: 1)
    func lines(_ statement: Statement) -> [String] {
      StatementText.lines(statement).map { line in
        line.parts.map { $0.isHighlighted ? "«\($0.text)»" : $0.text }.joined()
      }
    }
    #expect(
      lines(
        Statement(
          index: 0, sid: nil, effect: .allow, principals: nil, actions: .only(["*"]),
          resources: .only(["arn:aws:s3:::b"]), conditions: [], citation: place)) == [
          #"{ "Effect": "Allow", «"Action": "*"», "Resource": "arn:aws:s3:::b" }"#
        ])
    #expect(
      lines(
        Statement(
          index: 0, sid: "S", effect: .deny, principals: nil, actions: .allBut(["a:b"]),
          resources: .only(["*"]),
          conditions: [Condition(operatorName: "Bool", key: "k", values: ["x", "y\"z"])],
          citation: place)) == [
          "{", "  \"Sid\": \"S\",", "  \"Effect\": \"Deny\",", "  \"NotAction\": \"a:b\",",
          "  \"Resource\": \"*\",",
          #"  "Condition": { "Bool": { "k": ["x", "y\"z"] } }"#, "}",
        ])
  }
}
