import Model
import Platform
import Testing

@testable import Checklist

@Suite("Requirements of a pass, and limits of a justification")
struct AcceptanceTests {
  private static func finding(_ severity: Severity) -> Reviewable {
    .finding(
      Finding(
        id: FindingID("users.mfa/user/alice"), item: ItemID("users.mfa"),
        subject: Subject(kind: .user, name: "alice", arn: nil), severity: severity,
        summary: "alice has no MFA",
        facts: [], evidence: [], advice: Advice("enable MFA")))
  }

  private static func justified(_ days: Int, _ override: Severity? = nil) -> DecisionContent {
    var content = Sample.justified
    content.expires = Sample.today.adding(days: days)
    content.severity = override.map { SeverityOverride($0, reason: "no access key") }
    return content
  }

  @Test(
    "a pass needs a note, except on an item that passed",
    arguments: [
      (Reviewable.item(Sample.result("root.mfa", .root)), false),
      (.item(Sample.result("root.mfa", .root, outcome: .unavailable)), true),
      (.item(Sample.result("root.mfa", .root, outcome: .manual)), true),
      (.item(Sample.result("root.mfa", .root, outcome: .fail)), true),
      (finding(.critical), true), (finding(.low), true),
    ])
  func passes(target: Reviewable, needsNote: Bool) throws {
    for (note, isEnough) in [("", !needsNote), (" \n", !needsNote), ("seen in the console", true)] {
      var session = ReviewSession()
      let content = DecisionContent(.pass, note: note)
      if isEnough {
        try session.decide(content, on: [target], by: Sample.alice, at: Sample.now)
        #expect(session.decisions[target.target]?.lacksNote(on: target) == false)
      } else {
        #expect(throws: DecisionRefusal.missingParts(.pass, [.note])) {
          try session.decide(content, on: [target], by: Sample.alice, at: Sample.now)
        }
      }
    }
  }

  @Test("one target that needs a note is enough to require it for all")
  func mixed() {
    var session = ReviewSession()
    let targets: [Reviewable] = [.item(Sample.root), .item(Sample.advisor)]
    #expect(throws: DecisionRefusal.missingParts(.pass, [.note])) {
      try session.decide(DecisionContent(.pass), on: targets, by: Sample.alice, at: Sample.now)
    }
    #expect(session.decisions.isEmpty)
  }

  @Test(
    "a justification beyond the limit of its severity counts after an approval",
    arguments: [
      (Severity.critical, 30, nil, nil), (.critical, 31, nil, 30), (.high, 90, nil, nil),
      (.high, 91, nil, 90), (.medium, 181, nil, 180), (.low, 365, nil, nil), (.low, 366, nil, 365),
      // The severity of the decision counts, not the automated one.
      (.critical, 31, .low, nil), (.low, 31, .critical, 30),
    ] as [(Severity, Int, Severity?, Int?)])
  func limits(severity: Severity, days: Int, override: Severity?, limit: Int?) throws {
    let target = Self.finding(severity)
    var session = ReviewSession()
    try session.decide(
      Self.justified(days, override), on: [target], by: Sample.alice, at: Sample.now)
    let decision = try #require(session.decisions[target.target])
    #expect(decision.exceededLimit == limit)
    let state = session.state(of: target, at: Sample.now)
    #expect(state.isDecided == (limit == nil))
    guard let limit else { return }
    #expect(state == .unapproved(decision, limit: limit))
    #expect(state.title == "justified for more than \(limit) days, not approved")
    #expect(throws: DecisionRefusal.ownDecisions(1)) {
      try session.approve(.approved, "", on: [target], by: Sample.alice, at: Sample.now)
    }
    var read = try ReviewSession(Array(session.text.utf8))
    #expect(read.decisions == session.decisions)
    try read.approve(.approved, "agreed", on: [target], by: Sample.bob, at: Sample.now)
    #expect(read.state(of: target, at: Sample.now).isDecided)
    try session.approve(.rejected, "too long", on: [target], by: Sample.bob, at: Sample.now)
    #expect(!session.state(of: target, at: Sample.now).isDecided)
  }

  @Test("the limits of a session apply, and those of the checklist are not written")
  func settings() throws {
    var session = ReviewSession()
    #expect(!session.text.contains("acceptanceLimits"))
    var settings = Settings()
    settings.acceptanceLimits[.low] = 10
    try session.change(settings: settings, by: Sample.alice, at: Sample.now)
    try session.decide(
      Self.justified(11), on: [Self.finding(.low)], by: Sample.alice, at: Sample.now)
    let read = try ReviewSession(Array(session.text.utf8))
    #expect(read.settings == settings)
    #expect(read.decisions.values.map(\.exceededLimit) == [10])
  }

  @Test("a decision of version 0.1 without note or beyond the limit stays valid")
  func earlier() throws {
    let target = Self.finding(.critical)
    var session = ReviewSession()
    try session.decide(
      DecisionContent(.pass, note: "x"), on: [target], by: Sample.alice, at: Sample.now)
    let text = session.text.replacing("\"note\": \"x\"", with: "\"note\": \"\"")
    let read = try ReviewSession(Array(text.utf8))
    #expect(read.state(of: target, at: Sample.now).isDecided)
    #expect(read.decisions[target.target]?.lacksNote(on: target) == true)
    try session.decide(Self.justified(20), on: [target], by: Sample.alice, at: Sample.now)
    let day = Sample.today.adding(days: 20).description
    let long = session.text.replacing(day, with: Sample.today.adding(days: 900).description)
    let old = try ReviewSession(Array(long.utf8))
    #expect(old.state(of: target, at: Sample.now).isDecided)
    #expect(old.limitSetAfterDecision(on: target) == 30)
    #expect(session.limitSetAfterDecision(on: target) == nil)
  }
}
