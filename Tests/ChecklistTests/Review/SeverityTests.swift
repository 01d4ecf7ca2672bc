import Model
import Platform
import Testing

@testable import Checklist

/// A severity set by a person is a record: it has history, undo, merge and carry-forward, and there
/// is one severity that counts.
@Suite struct SeverityTests {
  private static let alice = Sample.finding("users.mfa", "alice", uniqueID: "AIDA1")
  private static let bob = Sample.finding("users.mfa", "bob", severity: .low)

  private func read(_ session: ReviewSession) throws -> ReviewSession {
    try ReviewSession(Array(session.text.utf8))
  }

  private func session(
    _ severity: Severity = .low, on findings: [Finding] = [alice],
    from start: ReviewSession = ReviewSession(), by reviewer: Reviewer = Sample.bob,
    at now: Instant = Sample.now
  ) throws -> ReviewSession {
    var session = start
    try session.set(severity: severity, note: "no console", on: findings, by: reviewer, at: now)
    return session
  }

  private func severity(_ session: ReviewSession, of finding: Finding = alice) -> Severity {
    session.severity(of: finding, decision: nil).value
  }

  @Test("it counts instead of the automated one, and is stored, undone and redone")
  func history() throws {
    var session = try session()
    let effective = session.severity(of: Self.alice, decision: nil)
    #expect(effective.value == .low && effective.automated == .high)
    #expect(effective.text == "low (automated: high), set by bob on 2026-11-24: no console")
    #expect(Self.alice.automatedSeverity == .high)
    #expect(session.schemaVersion == 2)
    #expect(
      session.history.last?.sentence.hasSuffix(
        "write severity users.mfa/user/alice: automated -> low (no console)") == true)
    #expect(session.nextUndo?.summary == "severity low: users.mfa/user/alice")
    #expect(session.changes(of: .finding(Self.alice.id)).count == 1)
    let stored = try read(session)
    #expect(stored == session && stored.historyErrors.isEmpty)
    try session.undo(by: Sample.alice, at: Sample.now)
    #expect(severity(session) == .high)
    try session.redo(by: Sample.alice, at: Sample.now)
    #expect(severity(session) == .low)
    #expect(try read(session).historyErrors.isEmpty)
  }

  @Test("it changes what a signature covers")
  func signature() throws {
    #expect(try session().signedDigest != ReviewSession().signedDigest)
    #expect(try session(.low).signedDigest != session(.medium).signedDigest)
  }

  @Test("it needs a note, a change, and a finding in the scope")
  func refusals() throws {
    var session = ReviewSession()
    func refusal(_ severity: Severity, _ note: String, _ findings: [Finding]) -> DecisionRefusal? {
      do throws(DecisionRefusal) {
        try session.set(
          severity: severity, note: note, on: findings, by: Sample.bob, at: Sample.now)
        return nil
      } catch { return error }
    }
    #expect(refusal(.low, " ", [Self.alice]) == .severityNeedsNote)
    #expect(refusal(.low, "x", []) == .nothingToDo("change"))
    #expect(refusal(.high, "x", [Self.alice]) == .sameSeverity(.high, 1))
    #expect(session.history.isEmpty)
    #expect(refusal(.low, "x", [Self.alice, Self.bob, Self.alice]) == nil)
    #expect(session.history.count == 1, "bob is low already, and alice is named twice")
    #expect(refusal(.low, "x", [Self.alice]) == .sameSeverity(.low, 1))
    session = session.part(ReviewScope(title: "roles", items: [ItemID("roles.x")]))
    #expect(
      refusal(.medium, "x", [Self.alice])
        == .outOfScope(.finding(Self.alice.id), session.scope ?? ReviewScope(title: "", items: [])))
  }

  @Test("the automated severity ends it, and keeps the reason")
  func end() throws {
    let session = try session(.high, from: session())
    let effective = session.severity(of: Self.alice, decision: nil)
    #expect(effective.value == .high && effective.change == nil)
    #expect(effective.text == "high (as automated), set by bob on 2026-11-24: no console")
  }

  @Test("it does not count for other facts, nor for another principal with the same name")
  func facts() throws {
    let session = try session()
    let changed = Sample.finding("users.mfa", "alice", facts: [Fact("mfaActive", "unknown")])
    let other = Sample.finding("users.mfa", "alice", uniqueID: "AIDA2")
    for finding in [changed, other] {
      let effective = session.severity(of: finding, decision: nil)
      #expect(effective.value == .high && effective.override == nil)
      #expect(
        effective.text
          == "high; low no longer counts, because the facts changed since it was set by"
          + " bob on 2026-11-24: no console")
    }
  }

  @Test("an override of version 0.1 counts with its decision, and one set now takes precedence")
  func earlier() throws {
    var content = Sample.justified
    content.severity = SeverityOverride(.medium, reason: "rare")
    var session = ReviewSession()
    try session.decide(content, on: [.finding(Self.alice)], by: Sample.alice, at: Sample.now)
    let decision = session.decisions[.finding(Self.alice.id)]
    #expect(session.severity(of: Self.alice, decision: decision).value == .medium)
    #expect(session.severity(of: Self.alice, decision: nil).value == .high)
    let newer = try self.session(.low, from: session)
    #expect(newer.severity(of: Self.alice, decision: decision).value == .low)
    let ended = try self.session(.high, from: session)
    #expect(ended.severity(of: Self.alice, decision: decision).value == .high)
  }

  // MARK: Limits

  private func justified(_ days: Int, in session: ReviewSession) throws -> ReviewSession {
    var (session, content) = (session, Sample.justified)
    content.expires = Sample.today.adding(days: days)
    try session.decide(content, on: [.finding(Self.alice)], by: Sample.alice, at: Sample.now)
    return session
  }

  private func isDecided(_ session: ReviewSession) -> Bool {
    session.state(of: .finding(Self.alice), at: Sample.now).isDecided
  }

  @Test("it decides how long a finding can be accepted, before and after the decision")
  func limits() throws {
    #expect(try !isDecided(justified(300, in: ReviewSession())))
    #expect(try isDecided(justified(300, in: session(.low))))
    #expect(try isDecided(session(.low, from: justified(300, in: ReviewSession()))))
    #expect(try !isDecided(justified(60, in: session(.critical))))
    let raised = try session(.critical, from: justified(60, in: ReviewSession()))
    #expect(!isDecided(raised))
    guard case .unapproved(_, 30) = raised.state(of: .finding(Self.alice), at: Sample.now) else {
      Issue.record("not limited to 30 days")
      return
    }
    // Ending the override is no way around the limit.
    let low = try justified(300, in: session(.low))
    #expect(try !isDecided(session(.high, from: low)))
  }

  @Test("an approval from before does not cover a severity that was set later")
  func approvals() throws {
    var session = try justified(60, in: ReviewSession())
    let target = Reviewable.finding(Self.alice)
    try session.approve(.approved, "", on: [target], by: Sample.bob, at: Sample.now)
    session = try self.session(.critical, from: session, at: Sample.after(60))
    #expect(!isDecided(session))
    try session.approve(.approved, "", on: [target], by: Sample.bob, at: Sample.after(120))
    #expect(isDecided(session))
  }

  @Test("the limit of an item is that of its most severe finding")
  func item() throws {
    let item = Reviewable.item(Sample.result("users.mfa", .users, [Self.alice, Self.bob]))
    var content = Sample.justified
    content.expires = Sample.today.adding(days: 300)
    var session = ReviewSession()
    try session.decide(content, on: [item], by: Sample.alice, at: Sample.now)
    #expect(!session.state(of: item, at: Sample.now).isDecided)
    #expect(try self.session(from: session).state(of: item, at: Sample.now).isDecided)
  }

  // MARK: Merge and carry-forward

  @Test("two different ones are a conflict, in which the higher counts until one is set")
  func merge() throws {
    let ours = try session(.low, by: Sample.alice)
    let theirs = try session(.medium, at: Sample.after(60))
    let merged = try SessionMerge(base: ReviewSession(), ours: ours, theirs: theirs).session
    #expect(
      try SessionMerge(base: ReviewSession(), ours: theirs, theirs: ours).session.text
        == merged.text)
    #expect(merged.severityConflicts == [Self.alice.id])
    let effective = merged.severity(of: Self.alice, decision: nil)
    #expect(effective.value == .medium)
    #expect(
      effective.text == "medium, the higher of two in conflict: low, set by alice on 2026-11-24: "
        + "no console; medium, set by bob on 2026-11-24: no console")
    #expect(try read(merged).historyErrors.isEmpty)
    let resolved = try session(.low, from: merged)
    #expect(severity(resolved) == .low && resolved.severityConflicts.isEmpty)
  }

  @Test("in a conflict with an undone override, the higher of it and the automated one counts")
  func mergeUndone() throws {
    let base = try session(.low)
    var ours = base
    try ours.undo(by: Sample.alice, at: Sample.after(10))
    let theirs = try session(.medium, from: base, at: Sample.after(60))
    let merged = try SessionMerge(base: base, ours: ours, theirs: theirs).session
    #expect(severity(merged) == .high)
    #expect(merged.severity(of: Self.alice, decision: nil).text.contains("high, automated"))
    // The acceptance was within the limit of the severity low, which no longer counts.
    let accepted = try justified(300, in: base)
    var raised = base
    try raised.undo(by: Sample.alice, at: Sample.after(10))
    let both = try SessionMerge(
      base: base, ours: session(.medium, from: accepted, at: Sample.after(60)), theirs: raised
    ).session
    #expect(severity(both) == .high && !isDecided(both))
  }

  @Test("it is carried forward with its author, also in conflict, unless this review has one")
  func carry() throws {
    let before = Sample.assessment([Sample.result("users.mfa", .users, [Self.alice, Self.bob])])
    let old = try session(.critical, on: [Self.bob], from: session())
    func carried(
      _ side: ReviewSide, into session: ReviewSession = ReviewSession(),
      _ now: Assessment = before
    ) throws -> ReviewSession {
      let plan = CarryPlan(from: side, into: session, of: now, at: Sample.after(99))
      var session = session
      try session.carry(plan, by: Sample.alice, at: Sample.after(99))
      return session
    }
    // With and without the earlier evidence.
    for side in [ReviewSide(before, old), ReviewSide(old)] {
      var session = try carried(side)
      #expect(severity(session) == .low && severity(session, of: Self.bob) == .critical)
      let override = session.severity(of: Self.alice, decision: nil).override
      #expect(override?.by == Sample.bob && override?.at == Sample.now)
      #expect(session.nextUndo?.summary == "carried 0 decisions forward")
      let stored = try read(session)
      #expect(stored == session && stored.historyErrors.isEmpty)
      try session.undo(by: Sample.alice, at: Sample.after(100))
      #expect(severity(session) == .high)
      #expect(try severity(carried(side, into: self.session(.medium))) == .medium)
    }
    let changed = Sample.finding("users.mfa", "alice", facts: [Fact("mfaActive", "unknown")])
    let later = Sample.assessment([Sample.result("users.mfa", .users, [changed])])
    let stale = try carried(ReviewSide(before, old), later)
    #expect(stale.severity(of: changed, decision: nil).outdated?.severity == .low)
    #expect(severity(stale, of: Self.bob) == .low, "the finding no longer exists")
    let merged = try SessionMerge(
      base: ReviewSession(), ours: session(.low), theirs: session(.medium, at: Sample.after(60))
    ).session
    let conflict = try carried(ReviewSide(before, merged))
    #expect(severity(conflict) == .medium && conflict.severityConflicts == [Self.alice.id])
  }

  @Test("a comparison shows the effective severity of both sides")
  func comparison() throws {
    let assessment = Sample.assessment([Sample.result("users.mfa", .users, [Self.alice])])
    let comparison = ReviewComparison(
      from: ReviewSide(assessment, ReviewSession()), to: ReviewSide(assessment, try session()))
    let row = try #require(comparison.findings.first)
    #expect(row.old?.severity == .high && row.new?.severity == .low)
    #expect(row.new?.automatedSeverity == .high)
  }
}
