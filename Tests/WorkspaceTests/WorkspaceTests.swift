import Checklist
import Evidence
import Foundation
import Model
import Platform
import TestSupport
import Testing

@testable import Workspace

/// A workspace is opened, changed and opened again, without a process or a terminal.
@Suite struct WorkspaceTests {
  private let bench: WorkspaceBench
  init() throws { bench = try WorkspaceBench() }

  @Test("decisions that were saved are there when the review is opened again")
  func savesDecisions() throws {
    let decided: ReviewSession
    do {
      let review = try bench.open().first
      #expect(review.session.decisions.isEmpty)
      decided = try bench.deciding(1, in: review)
      #expect(review.store.save(decided, at: bench.now) == .saved)
      #expect(bench.exists("review.json") || bench.exists("review.json.journal"))
      review.store.finish(decided, at: bench.now)
    }
    #expect(!bench.exists("review.json.journal"))
    let again = try bench.open().first
    #expect(again.session.decisions == decided.decisions)
    #expect(again.lockedBy == nil)
    #expect(bench.warned.isEmpty)
  }

  @Test("drafts are restored")
  func restoresDrafts() throws {
    let draft = Draft(.remediate, on: [.item(ItemID("root.mfa"))], fields: ["note": "half a"])
    do {
      let failure = try bench.open().first.store.keep([draft])
      #expect(failure == nil)
    }
    #expect(try bench.open().first.drafts == [draft])
  }

  @Test(
    "while one person has a review open, another reads it, and takes it over when the first leaves")
  func takesOver() throws {
    var first: OpenReview? = try bench.open().first
    let second = try bench.open(as: "bob").first
    #expect(second.lockedBy?.hasPrefix("ann@jump1, process 1") == true)
    #expect(second.notice?.hasPrefix("read-only: ann@jump1") == true)
    guard case .failure(.held(let holder)) = second.store.takeOver(at: bench.now) else {
      Issue.record("two people have the review open")
      return
    }
    #expect(holder.hasPrefix("ann@jump1"))
    let decided = try bench.deciding(2, in: try #require(first))
    _ = first?.store.save(decided, at: bench.now)
    first = nil
    let left = try #require(second.store.awaitWriter())
    #expect(left.holder.hasPrefix("ann@jump1"))
    #expect(left.session?.decisions == decided.decisions)
    let taken = try second.store.takeOver(at: bench.now).get()
    #expect(taken.session.decisions == decided.decisions)
    let more = try bench.deciding(3, in: second, from: taken.session)
    #expect(second.store.save(more, at: bench.now) == .saved)
    #expect(try bench.read().session.decisions == more.decisions)
  }

  @Test("a review is not taken over after its evidence changed")
  func refusesOtherEvidence() throws {
    var first: OpenReview? = try bench.open().first
    let second = try bench.open(as: "bob").first
    _ = first?.store.save(try bench.deciding(1, in: try #require(first)), at: bench.now)
    first = nil
    try bench.write(
      WorkspaceBench.summary.replacing("\"Users\": 1", with: "\"Users\": 2"), "summary.json")
    do {
      let changed = try bench.open().first
      _ = changed.store.save(try bench.deciding(2, in: changed), at: bench.now)
    }
    #expect(
      second.store.takeOver(at: bench.now)
        == .failure(.impossible("the evidence of the review changed; quit and open it again")))
  }

  @Test("a damaged journal is a warning in the console, and refused by everything else")
  func damagedJournal() throws {
    do {
      let review = try bench.open().first
      let one = try bench.deciding(1, in: review)
      _ = review.store.save(one, at: bench.now)
      _ = review.store.save(try bench.deciding(2, in: review, from: one), at: bench.now)
    }
    try bench.write("{\"not\": \"an entry\"}\n", "review.json.journal")
    #expect(try bench.open().first.notice?.contains("review.json.journal") == true)
    #expect(throws: ReviewError.self) { try bench.read() }
  }

  @Test("the evidence of another account is refused, with both accounts")
  func refusesOtherAccount() throws {
    do {
      let review = try bench.open().first
      _ = review.store.save(try bench.deciding(1, in: review), at: bench.now)
    }
    try bench.write(
      WorkspaceBench.identity.replacing("111122223333", with: "444455556666"), "identity.json")
    let error = #expect(throws: ReviewError.self) { try bench.open() }
    #expect(error?.message.contains("111122223333") == true)
    #expect(error?.message.contains("444455556666") == true)
  }

  @Test("thresholds that would void a signature are refused")
  func settles() throws {
    var review = try bench.read()
    #expect(review.isNew)
    try review.settle(by: bench.ann, at: bench.now)
    #expect(review.session.settings.maxAgeDays == 90)
    var request = bench.request
    request.judging.maxAgeDays = 30
    var strict = try bench.read(request)
    try strict.settle(by: bench.ann, at: bench.now)
    #expect(strict.session.settings.maxAgeDays == 30)
  }
}
