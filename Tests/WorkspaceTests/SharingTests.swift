import Checklist
import Model
import Platform
import TestSupport
import Testing

@testable import Workspace

/// Parts of a review, merging, and carrying forward, without a process.
@Suite struct SharingTests {
  private let bench: WorkspaceBench
  private let writer: SessionWriter

  init() throws {
    let bench = try WorkspaceBench()
    self.bench = bench
    writer = SessionWriter(warnings: bench.warnings) {
      LockHolder(reviewer: bench.ann, process: 1, terminal: nil, since: bench.now)
    }
  }

  private func path(_ name: String) -> String { bench.path + "/" + name }

  /// The review with its first finding as the scope of a part.
  private func split() throws -> (ReviewSplit, ReviewScope) {
    var review = try bench.read()
    try review.settle(by: bench.ann, at: bench.now)
    let first = try #require(review.assessment.findings.first)
    return (try ReviewSplit(review), ReviewScope(title: "one", [first.id], of: review.assessment))
  }

  @Test("both parts together have every finding, and merging them gives back the whole review")
  func splits() throws {
    let (split, scope) = try split()
    let count = try bench.read().assessment.findings.count
    let parts = try split.parts(scope, at: [path("bob.json"), path("ann.json")])
    #expect(parts.map(\.findings) == [1, count - 1])
    #expect(try split.saveBase(with: writer, at: bench.now))
    for part in parts {
      #expect(try writer.write(part.session, to: try #require(part.path), at: bench.now))
    }
    let part = try bench.open { $0.session = bench.path + "/bob.json" }.first
    #expect(part.assessment.findings.count == 1)
    let decided = try bench.deciding(1, in: part)
    #expect(part.store.save(decided, at: bench.now) == .saved)
    let merged = try MergedReview(
      base: path("review.json"), ours: path("bob.json"), theirs: path("ann.json"),
      warnings: bench.warnings)
    #expect(merged.merge.session.scope == nil)
    #expect(merged.merge.session.decisions == decided.decisions)
  }

  @Test(
    "a part is not written over another file of the review",
    arguments: [["review.json", "x.json"], ["a.json", "./a.json"], ["identity.json"]])
  func refusesPaths(names: [String]) throws {
    let (split, scope) = try split()
    #expect(throws: (any Error).self) { try split.parts(scope, at: names.map { path($0) }) }
  }

  @Test("a merge replaces one of its own files, but no other, and none that changed meanwhile")
  func writesMerge() throws {
    var session = try bench.read().session
    #expect(try writer.write(session, to: path("base.json"), at: bench.now))
    for name in ["ann.json", "bob.json"] {
      #expect(try writer.write(session, to: path(name), at: bench.now))
    }
    let merged = try MergedReview(
      base: path("base.json"), ours: path("ann.json"), theirs: path("bob.json"),
      warnings: bench.warnings)
    func write(_ name: String) throws -> Bool {
      try merged.write(to: path(name), with: writer, at: bench.now, warnings: bench.warnings)
    }
    #expect(try write("new.json"))
    #expect(try !write("identity.json"))
    #expect(bench.warned.last?.contains("identity.json already exists") == true)
    session = try bench.deciding(1, in: bench.open().first, from: session)
    #expect(
      try writer.write(
        session, to: path("ann.json"), replacing: merged.merge.session, at: bench.now))
    #expect(try !write("ann.json"))
    #expect(bench.warned.last?.contains("was changed in the meantime") == true)
    #expect(try write("bob.json"))
  }

  @Test(
    "decisions are carried forward from the folder or session of an earlier review, not from itself"
  )
  func carries() throws {
    let earlier = try WorkspaceBench()
    let finished: ReviewSession
    do {
      let review = try earlier.open().first
      finished = try earlier.deciding(2, in: review)
      #expect(review.store.save(finished, at: earlier.now) == .saved)
    }
    let review = try bench.open().first
    for place in [earlier.path, earlier.path + "/review.json"] {
      let plan = try review.store.carryPlan(for: review.session, from: place, at: bench.now).get()
      #expect(plan.comparison.mismatch == nil)
    }
    #expect(try bench.open { $0.previous = earlier.path }.first.planned != nil)
    let own = try earlier.open().first
    guard
      case .failure(let error) = own.store.carryPlan(
        for: own.session, from: earlier.path, at: earlier.now)
    else {
      Issue.record("a review was carried into itself")
      return
    }
    #expect(error.message.hasSuffix("is this review itself, or an earlier state of it"))
  }

  @Test(
    "what is not an earlier review is refused in one line",
    arguments: ["nowhere", "empty", "identity.json"])
  func refusesEarlier(name: String) throws {
    let other = try WorkspaceBench()
    let review = try bench.open().first
    let place = name == "empty" ? other.path : other.path + "/" + name
    guard
      case .failure(let error) = review.store.carryPlan(
        for: review.session, from: place, at: bench.now)
    else {
      Issue.record("\(name) was accepted")
      return
    }
    #expect(error.message.contains(other.path))
    #expect(!error.message.contains("\n"))
  }
}
