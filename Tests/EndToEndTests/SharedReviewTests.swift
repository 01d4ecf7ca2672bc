import Checklist
import Foundation
import TestSupport
import Testing

/// Shared work with the real program: git merges, parts of a review, and the next quarter.
@Suite(.serialized) struct SharedReviewTests {
  private let folder: TemporaryFolder
  private var root: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
  }

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  /// Copies the sample account to a folder of evidence.
  private func sample(_ name: String) throws {
    try FileManager.default.copyItem(atPath: root + "/Sample", toPath: path(name))
  }

  private func play(
    _ script: String, on evidence: String, by person: String, clock: String,
    _ options: [String] = []
  ) throws {
    try folder.write(Array(script.utf8), to: "x.script")
    let outcome = try Program.run(
      [
        path(evidence), "--script", path("x.script"), "--size", "100x30", "--clock", clock,
        "--reviewer", person,
      ] + options)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  private func git(_ words: String...) throws -> Program.Outcome {
    try Program.run(
      [
        "-C", folder.path, "-c", "user.name=t", "-c", "user.email=t@example.com", "-c",
        "init.defaultBranch=main", "-c", "core.hooksPath=/dev/null",
      ] + words, program: "/usr/bin/git")
  }

  private func session(_ evidence: String) throws -> [String: Any] {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path(evidence) + "/review.json"))
    return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
  }

  /// Validates a session against the published schema.
  private func validate(_ session: String) throws {
    let outcome = try Program.run(
      ["-m", "check_jsonschema", "--schemafile", root + "/docs/review.schema.json", session],
      program: root + "/.build/validators-venv/bin/python")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }

  @Test("git merges the work of two reviewers, and stops at conflicting decisions")
  func gitMerge() throws {
    try sample("client")
    _ = try git("init", "-q")
    _ = try git("config", "merge.iam-review.driver", "\(Program.path) merge %O %A %B -o %A")
    try folder.write(Array("review.json merge=iam-review\n".utf8), to: ".gitattributes")
    try folder.write(Array("*.lock\n*.script\n".utf8), to: ".gitignore")
    let morning = "2026-11-25T09:00:00Z"
    try play(
      "f/mfa<Enter>jJfor now<Enter><Enter>2027-06-30<Enter>\n", on: "client", by: "ann",
      clock: morning)
    _ = try git("add", "-A")
    _ = try git("commit", "-qm", "base")
    _ = try git("branch", "bob")
    try play(
      "f/mfa<Enter>jJin the safe<Enter><Enter>2027-06-30<Enter>jPchecked<Enter>\n",
      on: "client", by: "ann", clock: "2026-11-26T09:00:00Z")
    _ = try git("commit", "-qam", "ann")
    _ = try git("checkout", "-q", "bob")
    try play(
      "f/mfa<Enter>jJon a shelf<Enter><Enter>2027-05-31<Enter>jjPchecked<Enter>\n", on: "client",
      by: "bob", clock: "2026-11-26T10:00:00Z")
    _ = try git("commit", "-qam", "bob")
    let theirs = try git("merge", "main", "-m", "x")
    #expect(theirs.status == 1)
    let merged = try Data(contentsOf: URL(fileURLWithPath: path("client/review.json")))
    _ = try git("merge", "--abort")
    _ = try git("checkout", "-q", "main")
    let ours = try git("merge", "bob", "-m", "x")
    #expect(ours.status == 1)
    #expect(
      ours.errors.contains(
        "iam-review: conflict: users.mfa/user/greta.sorensen: note (justified by ann@"))
    // The result is the same in both directions.
    #expect(try Data(contentsOf: URL(fileURLWithPath: path("client/review.json"))) == merged)
    #expect(try git("status", "--short").output.hasPrefix("UU client/review.json"))
    #expect(try Program.run(["log", path("client"), "--verify"]).status == 0)
    let gate = try Program.run(["check", path("client"), "--review", path("client/review.json")])
    #expect(gate.status == 1)
    #expect(gate.errors.contains("1 in conflict: two people decided differently"))
    try validate(path("client/review.json"))
    // A person resolves the conflict, and git commits the result.
    try play("f/status:conflict<Enter>t\n", on: "client", by: "ann", clock: "2026-11-27T09:00:00Z")
    _ = try git("add", "client/review.json")
    #expect(try git("commit", "-qm", "merged").status == 0)
    let decisions = try #require(try session("client")["decisions"] as? [String: Any])
    let findings = try #require(decisions["findings"] as? [String: [String: Any]])
    #expect(findings.count == 3)
    #expect(findings["users.mfa/user/greta.sorensen"]?["note"] as? String == "on a shelf")
  }

  @Test("a review is split in two and merged again")
  func split() throws {
    try sample("client")
    let (part, rest) = (path("users.json"), path("rest.json"))
    try play("", on: "client", by: "ann", clock: "2026-11-25T09:00:00Z")
    try play("nXa sample<Enter>\n", on: "client", by: "ann", clock: "2026-11-25T09:00:00Z")
    for same in [part, path("./users.json")] {
      let refused = try Program.run([
        "split", path("client"), "--section", "users", "-o", part, "--rest", same,
      ])
      #expect(refused.status == 2 && !FileManager.default.fileExists(atPath: part))
    }
    let outcome = try Program.run([
      "split", path("client"), "--section", "users", "-o", part, "--rest", rest,
    ])
    try validate(part)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let users = try SampleReview.read().findings(section: "users")
    #expect(outcome.errors.contains("users.json: section users, \(users) findings"))
    let again = try Program.run([
      "split", path("client"), "--filter", "kind:user", "-o", part,
    ])
    #expect(again.status == 3)
    #expect(again.errors.contains("users.json already exists; choose another file"))
    let clock = "2026-11-26T09:00:00Z"
    try play(
      "f*Xmine<Enter><Count><Enter>\n", on: "client", by: "bob", clock: clock, ["--session", part])
    try play(
      "f*Xours<Enter><Count><Enter>\n", on: "client", by: "ann", clock: clock, ["--session", rest])
    let review = path("client/review.json")
    let merge = try Program.run(["merge", review, part, rest, "-o", path("all.json")])
    #expect(merge.status == 0, "\(merge.errors)")
    let other = try Program.run(["merge", review, rest, part])
    #expect(other.output == (try String(contentsOfFile: path("all.json"), encoding: .utf8)))
    let back = try Program.run(["merge", review, path("all.json"), review, "-o", review])
    #expect(back.status == 0, "\(back.errors)")
    let gate = try Program.run(["check", path("client"), "--review", review])
    // Every finding is decided; items without findings are not.
    #expect(!gate.errors.contains("users.mfa/"))
    let decisions = try #require(try session("client")["decisions"] as? [String: Any])
    #expect(
      try (decisions["findings"] as? [String: Any])?.count == SampleReview.read().findings)
    #expect(try session("client")["scope"] == nil)
  }

  @Test(
    "the next quarter: counts, decisions carried forward, and gone findings, as in diff"
  )
  func nextQuarter() throws {
    try sample("q1")
    let made = try Program.run([path("q2")], program: root + "/Scripts/second-quarter")
    #expect(made.status == 0, "\(made.errors)")
    try play(
      "f/users<Enter>*Jaccepted<Enter><Enter>2027-06-30<Enter><Count><Enter>\n"
        + "<Esc><Esc>f/roles<Enter>*Jshort<Enter><Enter>2027-01-31<Enter><Count><Enter>\n",
      on: "q1", by: "ann",
      clock: "2026-11-25T09:00:00Z")
    try play(
      "screenshot \(path("plan.txt"))\nC\n:gone<Enter>\nscreenshot \(path("gone.txt"))\n", on: "q2",
      by: "bob", clock: "2027-02-21T09:00:00Z", ["--previous", path("q1")])
    let diff = try Program.run(["diff", path("q1"), path("q2"), "--format", "json"])
    #expect(diff.status == 0)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(diff.output.utf8)) as? [String: Any])
    let counts = try #require(json["counts"] as? [String: Int])
    #expect(counts.count == 5 && counts.values.allSatisfy { $0 > 0 }, "\(counts)")
    let earlierFindings = counts.values.reduce(0, +) - (counts["new"] ?? 0)
    #expect(try earlierFindings == SampleReview.read().findings)
    let plan = try String(contentsOfFile: path("plan.txt"), encoding: .utf8)
    for (word, count) in counts {
      #expect(plan.contains(try Regex("\\b\(word) +\(count)\\b")), "\(word) \(count): \(plan)")
    }
    try validate(path("q2/review.json"))
    let gone = try String(contentsOfFile: path("gone.txt"), encoding: .utf8)
    #expect(gone.contains("resolved: no longer found  \(counts["gone"] ?? 0)"))
    let text = try Program.run(["diff", path("q1"), path("q2")])
    let words = ["unchanged", "changed", "new", "gone", "unseen"].map { "\(counts[$0] ?? 0) \($0)" }
    #expect(text.output.contains("Findings: \(words.joined(separator: ", "))"))
    #expect(text.output.contains("Unique ID: AIDAZKM5P57JBGM5YRVR3 -> AIDAZKM5P57JNEWGRETA1"))
    #expect(text.output.contains("justified until 2027-01-31 (short) -> undecided"))
    let log = try Program.run(["log", path("q2")])
    #expect(log.output.contains("carry forward from the review of 2026-11-20"))
    #expect(try Program.run(["log", path("q2"), "--verify"]).status == 0)
    // The same review twice is reported and refused.
    let twice = try Program.run([
      path("q2"), "--previous", path("q2"), "--script", path("x.script"), "--size", "80x24",
    ])
    #expect(twice.status == 3)
    #expect(twice.errors.contains("is this review itself"))
    let earlier = try String(contentsOfFile: path("q1/review.json"), encoding: .utf8)
    let changed = earlier.replacing("\"name\":\"ann\"", with: "\"name\":\"eve\"")
    try folder.write(Array(changed.utf8), to: "q1/review.json")
    let tampered = try Program.run([
      path("q2"), "--previous", path("q1"), "--script", path("x.script"), "--size", "80x24",
    ])
    #expect(tampered.status == 3)
    #expect(tampered.errors.contains("only a review with an intact history can be carried forward"))
    #expect(
      try Program.run(["diff", path("q1"), path("q2")]).errors.contains(
        "q1: history entry 1 was changed after it was written"))
  }

  @Test("a review without a session is split, and its parts are merged")
  func splitFresh() throws {
    try sample("client")
    let (review, part, rest) = (path("client/review.json"), path("users.json"), path("rest.json"))
    let same = try Program.run(["split", path("client"), "--section", "users", "-o", review])
    #expect(same.status == 2)
    #expect(same.errors.contains("is the session of the whole review; choose another file"))
    #expect(!FileManager.default.fileExists(atPath: review))
    let outcome = try Program.run([
      "split", path("client") + "//", "--section", "users", "-o", part, "--rest", rest,
      "--max-age-days", "100",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    try validate(review)
    let clock = "2026-11-26T09:00:00Z"
    try play(
      "f*Xmine<Enter><Count><Enter>\n", on: "client", by: "bob", clock: clock, ["--session", part])
    try play(
      "f*Xours<Enter><Count><Enter>\n", on: "client", by: "ann", clock: clock, ["--session", rest])
    let merge = try Program.run(["merge", review, part, rest, "-o", path("all.json")])
    #expect(merge.status == 0, "\(merge.errors)")
    let back = try Program.run(["merge", review, path("all.json"), review, "-o", review])
    #expect(back.status == 0, "\(back.errors)")
    #expect(try Program.run(["log", review, "--verify"]).status == 0)
    let gate = try Program.run(["check", path("client"), "--review", review])
    #expect(!gate.errors.contains("users.mfa/"), "\(gate.errors)")
    #expect(try session("client")["scope"] == nil)
  }

  @Test("a failed comparison, merge or split is reported in one line, and nothing is written")
  func refusals() throws {
    try folder.write(Array("{}".utf8), to: "x.json")
    try folder.write(Array(), to: "empty.json")
    for (words, part) in [
      (["diff", path("x.json")], "missing argument: NEW"),
      (["diff", path("nowhere"), path("x.json")], "cannot read"),
      (["merge", path("x.json"), path("x.json")], "missing argument: THEIRS"),
      (["merge", path("empty.json"), path("x.json"), path("x.json")], "expected the member"),
      (["merge", path("empty.json"), path("nowhere"), path("x.json")], "no session"),
      (["split", path("nowhere"), "--section", "users", "-o", path("y")], "cannot read"),
      (["split", "--section", "nobody", "-o", path("y")], "expected root, users, roles"),
      (["split", "--filter", "status:nothing", "-o", path("y")], "--filter: "),
      (
        ["split", "--section", "users", "--filter", "a", "-o", path("y")], "cannot be used together"
      ),
    ] as [([String], String)] {
      let outcome = try Program.run(words)
      #expect(outcome.status == 2 || outcome.status == 3, "\(words) \(outcome)")
      #expect(outcome.errors.contains(part), "\(words): \(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(words): \(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
    #expect(!FileManager.default.fileExists(atPath: path("y")))
  }
}
