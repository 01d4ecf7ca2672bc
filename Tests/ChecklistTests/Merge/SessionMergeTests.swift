import Model
import Platform
import Testing

@testable import Checklist

@Suite struct SessionMergeTests {
  private static let (ann, bob) = (RandomReview.people[0], RandomReview.people[1])

  /// Two branches of a random review.
  private func branches(_ seed: UInt64) -> (ReviewSession, ReviewSession, ReviewSession) {
    var random = RandomReview(seed: seed)
    let base = random.work(
      on: ReviewSession(), by: RandomReview.people[2], steps: random.next(6))
    let ours = random.work(on: base, by: Self.ann, steps: random.next(6))
    let theirs = random.work(on: base, by: Self.bob, steps: random.next(6))
    return (base, ours, theirs)
  }

  @Test("both orders give the same bytes and a complete history, which can be read again")
  func symmetry() throws {
    for seed in 0..<120 as Range<UInt64> {
      let (base, ours, theirs) = branches(seed)
      let merged = try SessionMerge(base: base, ours: ours, theirs: theirs).session
      let other = try SessionMerge(base: base, ours: theirs, theirs: ours).session
      #expect(merged.text == other.text, "seed \(seed)")
      #expect(merged.historyErrors.isEmpty, "seed \(seed)")
      #expect(try ReviewSession(Array(merged.text.utf8)) == merged, "seed \(seed)")
    }
  }

  @Test("merging a session with itself or an earlier version changes nothing")
  func idempotence() throws {
    for seed in 0..<60 as Range<UInt64> {
      let (base, ours, theirs) = branches(seed)
      for session in [base, ours] {
        #expect(
          try SessionMerge(base: base, ours: session, theirs: session).session.text == session.text)
      }
      #expect(try SessionMerge(base: base, ours: ours, theirs: base).session.text == ours.text)
      let merged = try SessionMerge(base: base, ours: ours, theirs: theirs).session
      #expect(
        try SessionMerge(base: ours, ours: merged, theirs: ours).session.text == merged.text,
        "seed \(seed)")
      #expect(
        try SessionMerge(base: base, ours: theirs, theirs: merged).session.text == merged.text,
        "seed \(seed)")
    }
  }

  @Test("no decision is lost: it is kept, replaced by its author, or a side of a conflict")
  func nothingVanishes() throws {
    for seed in 0..<120 as Range<UInt64> {
      let (base, ours, theirs) = branches(seed)
      let merged = try SessionMerge(base: base, ours: ours, theirs: theirs).session
      for (mine, other) in [(ours, theirs), (theirs, ours)] {
        for (target, decision) in mine.decisions where decision != base.decisions[target] {
          let now = merged.decisions[target]
          if let conflict = now?.conflict, decision.conflict == nil {
            #expect(
              conflict.sides.contains(decision)
                || other.decisions[target] == base.decisions[target],
              "seed \(seed)")
            continue
          }
          #expect(now?.disposition == decision.disposition, "seed \(seed) \(target)")
          // Changes of this person relative to the common base are kept.
          let start = base.decisions[target].flatMap {
            $0.disposition == decision.disposition ? $0.content : nil
          }
          if decision.content.note != start?.note ?? "" {
            #expect(now?.note == decision.note, "seed \(seed)")
          }
          if decision.content.owner != start?.owner {
            #expect(now?.content.owner == decision.content.owner, "seed \(seed)")
          }
        }
      }
      let lines = Set(merged.history.map(\.line))
      #expect(lines.isSuperset(of: (ours.history + theirs.history).map(\.line)), "seed \(seed)")
    }
  }

  @Test("a merged session can be edited and merged again")
  func again() throws {
    for seed in 0..<60 as Range<UInt64> {
      let (base, ours, theirs) = branches(seed)
      var random = RandomReview(seed: seed &+ 1000)
      let merged = try SessionMerge(base: base, ours: ours, theirs: theirs).session
      let later = random.work(on: merged, by: Self.ann, steps: 4)
      #expect(later.historyErrors.isEmpty, "seed \(seed)")
      #expect(try ReviewSession(Array(later.text.utf8)) == later, "seed \(seed)")
      let elsewhere = random.work(on: theirs, by: Self.bob, steps: 3)
      let both = try SessionMerge(base: theirs, ours: later, theirs: elsewhere).session
      #expect(
        try SessionMerge(base: theirs, ours: elsewhere, theirs: later).session.text == both.text,
        "seed \(seed)")
      #expect(both.historyErrors.isEmpty, "seed \(seed)")
    }
  }

  private func decided(
    _ session: ReviewSession, by person: Reviewer, after seconds: Int,
    _ change: (inout DecisionContent) -> Void
  ) throws -> ReviewSession {
    var session = session
    var content = Sample.justified
    change(&content)
    try session.decide(
      content, on: [.finding(Sample.users.findings[0])], by: person,
      at: Sample.after(seconds))
    return session
  }

  private static let target = DecisionTarget.finding(Sample.users.findings[0].id)

  @Test("different fields changed by two people are both kept")
  func parts() throws {
    let base = try decided(ReviewSession(), by: Self.ann, after: 0) { _ in }
    let ours = try decided(base, by: Self.ann, after: 10) { $0.note = "in the safe" }
    let theirs = try decided(base, by: Self.bob, after: 20) {
      $0.expires = Sample.today.adding(days: 30)
    }
    let merge = try SessionMerge(base: base, ours: ours, theirs: theirs)
    let decision = try #require(merge.session.decisions[Self.target])
    #expect(merge.conflicts == [])
    #expect(decision.note == "in the safe")
    #expect(decision.content.expires == Sample.today.adding(days: 30))
    #expect(decision.by == Self.bob)
    #expect(merge.session.history.count == 4)
    #expect(merge.session.history.last?.merged != nil)
  }

  @Test("the same field changed by both is a conflict until a person resolves it")
  func conflict() throws {
    let base = try decided(ReviewSession(), by: Self.ann, after: 0) { _ in }
    let ours = try decided(base, by: Self.ann, after: 10) { $0.note = "in the safe" }
    let theirs = try decided(base, by: Self.bob, after: 5) { $0.note = "on a shelf" }
    let merge = try SessionMerge(base: base, ours: ours, theirs: theirs)
    #expect(merge.conflicts == [Self.target])
    var session = merge.session
    let conflict = try #require(session.decisions[Self.target]?.conflict)
    #expect(conflict.fields == ["note"])
    #expect(conflict.sides.map { $0?.note } == ["in the safe", "on a shelf"])
    #expect(conflict.base?.note == Sample.justified.note)
    let finding = Reviewable.finding(Sample.users.findings[0])
    #expect(!session.state(of: finding, at: Sample.now).isDecided)
    #expect(
      Readiness(Sample.assessment, session, at: Sample.now).gaps.contains {
        $0.target == Self.target && $0.reason == .conflict
      })
    #expect(throws: DecisionRefusal.nothingToApprove(1)) {
      try session.approve(.approved, "", on: [finding], by: Self.bob, at: Sample.now)
    }
    try session.resolve([Self.target], by: Self.ann, at: Sample.now) { 1 - $0.side(of: Self.ann) }
    #expect(session.decisions[Self.target] == theirs.decisions[Self.target])
    #expect(session.history.last?.by == Self.ann)
    // Undo restores the conflict with both sides.
    try session.undo(by: Self.ann, at: Sample.now)
    #expect(session.decisions[Self.target]?.conflict == conflict)
    #expect(session.historyErrors == [])
  }

  @Test("fields of decisions on different facts conflict; equal ones take the later author")
  func otherFacts() throws {
    let base = try decided(ReviewSession(), by: Self.ann, after: 0) { _ in }
    let ours = try decided(base, by: Self.ann, after: 10) { $0.note = "in the safe" }
    let finding = Sample.users.findings[0]
    let changed = Reviewable.finding(
      Sample.finding("users.mfa", finding.subject.name, facts: [Fact("passwordEnabled", "false")]))
    #expect(changed.target == Self.target)
    var theirs = base
    var content = Sample.justified
    content.owner = "team"
    try theirs.decide(content, on: [changed], by: Self.bob, at: Sample.after(20))
    let mixed = try SessionMerge(base: base, ours: ours, theirs: theirs).session
    #expect(mixed.decisions[Self.target]?.conflict?.fields == ["facts"])
    theirs = base
    content = Sample.justified
    content.note = "in the safe"
    try theirs.decide(content, on: [changed], by: Self.bob, at: Sample.after(20))
    for merge in [
      try SessionMerge(base: base, ours: ours, theirs: theirs),
      try SessionMerge(base: base, ours: theirs, theirs: ours),
    ] { #expect(merge.session.decisions[Self.target] == theirs.decisions[Self.target]) }
  }

  @Test("merging a conflict again names the fields that differ")
  func conflictAgain() throws {
    let base = try decided(ReviewSession(), by: Self.ann, after: 0) { _ in }
    let ours = try decided(base, by: Self.ann, after: 10) { $0.note = "in the safe" }
    let theirs = try decided(base, by: Self.bob, after: 5) { $0.note = "on a shelf" }
    let merged = try SessionMerge(base: base, ours: ours, theirs: theirs).session
    let third = try decided(base, by: Self.bob, after: 30) { $0.ticket = "SEC-9" }
    let again = try SessionMerge(base: base, ours: merged, theirs: third).session
    #expect(again.decisions[Self.target]?.conflict?.fields == ["note"])
    #expect(again.historyErrors == [])
  }

  @Test("a decision that one cleared and the other changed is a conflict")
  func takenBack() throws {
    let base = try decided(ReviewSession(), by: Self.ann, after: 0) { _ in }
    var ours = base
    try ours.decide(
      nil, on: [.finding(Sample.users.findings[0])], by: Self.ann, at: Sample.now)
    let theirs = try decided(base, by: Self.bob, after: 5) { $0.note = "on a shelf" }
    let merge = try SessionMerge(base: base, ours: ours, theirs: theirs)
    #expect(merge.conflicts == [Self.target])
    #expect(
      merge.session.decisions[Self.target]?.conflict?.sides == [
        nil, theirs.decisions[Self.target],
      ])
    #expect(try SessionMerge(base: base, ours: ours, theirs: base).session.decisions.isEmpty)
  }

  @Test("reviews of different accounts and changed histories are refused")
  func refusals() throws {
    var other = Sample.account()
    other = Account(id: "999999999999", asOf: other.asOf)
    var (ours, theirs) = (ReviewSession(), ReviewSession())
    ours.attach(to: Sample.account())
    theirs.attach(to: other)
    #expect(throws: MergeRefusal.accounts("123456789012", "999999999999")) {
      try SessionMerge(base: ReviewSession(), ours: ours, theirs: theirs)
    }
    let good = try decided(ReviewSession(), by: Self.ann, after: 0) { _ in }
    let text = good.text.replacing("break-glass user", with: "break-glass userx")
    let changed = try ReviewSession(Array(text.utf8))
    #expect(throws: MergeRefusal.self) {
      try SessionMerge(base: ReviewSession(), ours: good, theirs: changed)
    }
    // If the two histories have nothing in common, the base decides.
    #expect(throws: MergeRefusal.self) {
      try SessionMerge(base: changed, ours: good, theirs: good)
    }
    #expect(throws: MergeRefusal.accounts("123456789012", "999999999999")) {
      try SessionMerge(base: theirs, ours: ours, theirs: ours)
    }
  }

  @Test("the stricter value of a setting that both changed is used")
  func settings() throws {
    func with(_ days: Int, _ services: [String]) throws -> ReviewSession {
      var session = ReviewSession()
      var settings = Settings()
      settings.maxAgeDays = days
      settings.sensitiveServices = services
      try session.change(settings: settings, by: Self.ann, at: Sample.now)
      return session
    }
    let merged = try SessionMerge(
      base: ReviewSession(), ours: try with(60, ["iam", "sqs"]),
      theirs: try with(30, ["iam", "kms"])
    ).session.settings
    #expect(merged.maxAgeDays == 30)
    #expect(merged.sensitiveServices == ["iam", "kms", "sqs"])
  }
}
