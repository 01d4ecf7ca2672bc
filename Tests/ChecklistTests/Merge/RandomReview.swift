import Model
import Platform

@testable import Checklist

/// Random histories, the same in every run.
struct RandomReview {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  /// SplitMix64, see https://prng.di.unimi.it/splitmix64.c.
  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((word ^ (word >> 31)) % UInt64(bound))
  }

  static let findings = (0..<6).map { Sample.finding("users.mfa", "user\($0)") }
  /// The same findings in later evidence.
  static let later = (0..<6).map {
    Sample.finding("users.mfa", "user\($0)", facts: [Fact("passwordEnabled", "false")])
  }
  /// The findings and others, for one decision on all of them.
  static let many =
    (findings + (6..<12).map { Sample.finding("users.mfa", "user\($0)") }).map(Reviewable.finding)
  static let people = ["ann", "bob", "cid"].map { Reviewer(name: $0, host: "jump") }

  private mutating func content() -> DecisionContent? {
    var content: DecisionContent
    switch next(6) {
    case 0: return nil
    case 1: return DecisionContent(.pass, note: "checked")
    case 2, 3:
      content = Sample.justified
      content.expires = Sample.today.adding(days: 30 + next(3))
      content.note = "note \(next(3))"
      if next(4) == 0 { content.severity = SeverityOverride(.low, reason: "why \(next(2))") }
    default:
      content = Sample.remediate
      content.owner = "team \(next(3))"
      content.ticket = next(2) == 0 ? nil : "T-\(next(3))"
    }
    return content
  }

  /// Adds some steps of one person to `session`.
  mutating func work(on session: ReviewSession, by person: Reviewer, steps: Int) -> ReviewSession {
    var session = session
    for step in 0..<steps {
      let now = Sample.after(next(1000) + step)
      let count = next(5) == 0 ? 1 + next(4) : 1
      let targets = (0..<count).map { _ in
        let findings = next(6) == 0 ? RandomReview.later : RandomReview.findings
        return Reviewable.finding(findings[next(findings.count)])
      }
      switch next(9) {
      case 0: _ = try? session.undo(by: person, at: now)
      case 1: _ = try? session.redo(by: person, at: now)
      case 2:
        _ = try? session.approve(
          next(2) == 0 ? .approved : .rejected, "text \(next(2))", on: [targets[0]], by: person,
          at: now)
      case 3:
        let side = next(2)
        _ = try? session.resolve([targets[0].target], by: person, at: now) { _ in side }
      case 4 where next(4) == 0:
        var settings = session.settings
        settings.maxAgeDays = 30 * (1 + next(3))
        _ = try? session.change(settings: settings, by: person, at: now)
      case 4 where next(2) == 0:
        // More changes than fit in entries of their own.
        _ = try? session.decide(content(), on: RandomReview.many, by: person, at: now)
      case 5 where next(2) == 0:
        let level = Severity.allCases[next(4)]
        let findings = targets.compactMap { target -> Finding? in
          if case .finding(let finding) = target { finding } else { nil }
        }
        _ = try? session.set(
          severity: level, note: "why \(next(2))", on: findings, by: person, at: now)
      default: _ = try? session.decide(content(), on: targets, by: person, at: now)
      }
    }
    return session
  }
}
