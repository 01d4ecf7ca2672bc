import Foundation
import TestSupport
import Testing

/// Evidence and reviews that earlier releases wrote. `Tests/Fixtures/releases/make-release` wrote
/// them with the binary of each release.
@Suite struct UpgradeTests {
  private static let releases: String = Program.root + "/Tests/Fixtures/releases"
  /// The releases, by the folders of their files.
  private static let versions: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: releases)) ?? [])
    .filter { FileManager.default.fileExists(atPath: "\(releases)/\($0)/evidence") }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  /// Copies the files of a release to a folder in which they can change.
  private func copy(_ version: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(Self.releases)/\(version)") {
      try FileManager.default.copyItem(
        atPath: "\(Self.releases)/\(version)/\(name)", toPath: path(name))
    }
  }

  /// Plays `keys` on `evidence`; returns the last screen.
  private func play(_ keys: String, on evidence: String, _ options: String...) throws -> String {
    try folder.write(Array("\(keys)\nscreenshot \(path("screen.txt"))\n".utf8), to: "x.script")
    let outcome = try Program.run(
      [
        path(evidence), "--script", path("x.script"), "--size", "100x30", "--reviewer", "ann",
        "--clock", "2027-02-01T09:00:00Z",
      ] + options)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try String(contentsOfFile: path("screen.txt"), encoding: .utf8)
  }

  /// The number of entries in the history of `session`; the test fails if it is not intact.
  private func entries(_ session: String) throws -> Int? {
    let outcome = try Program.run(["log", path(session), "--verify"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output.firstMatch(of: /[0-9]+/).flatMap { Int($0.output) }
  }

  @Test("there are files of at least one release")
  func releases() { #expect(Self.versions.contains("0.1.0")) }

  @Test("the evidence is unchanged by its manifest, and a change is found", arguments: versions)
  func manifest(version: String) throws {
    try copy(version)
    let whole = try Program.run(["evidence", path("evidence"), "--format", "json"])
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(!whole.output.contains("\"partial\""), "\(whole.output)")
    try folder.write(Array("{\"AccountAliases\": []}".utf8), to: "evidence/account-aliases.json")
    #expect(try Program.run(["evidence", path("evidence")]).status == 1)
  }

  @Test("a signed review opens with all decisions, and still verifies", arguments: versions)
  func signed(version: String) throws {
    try copy(version)
    let session = try String(contentsOfFile: path("evidence/review.json"), encoding: .utf8)
    let screen = try play("", on: "evidence")
    // Items that were added since then are undecided.
    let counts = try #require(
      screen.firstMatch(of: /([0-9]+) of ([0-9]+) undecided  saved/)?.output, "\(screen)")
    let added = try #require(Int(counts.1))
    #expect(Int(counts.2).map { $0 - 27 } == added, "\(screen)")
    #expect(try entries("evidence") == 27)
    let log = try Program.run(["log", path("evidence")]).output
    #expect(log.contains("users.mfa/user/carl: undecided -> justified until 2027-06-30"))
    #expect(
      try String(contentsOfFile: path("evidence/review.json"), encoding: .utf8) == session,
      "the session was written although nothing changed")
    let verified = try Program.run([
      "verify", path("evidence"), "--allowed-signers", path("allowed_signers"),
    ])
    // With added items, the signed counts cannot be checked.
    #expect(verified.status == (added == 0 ? 0 : 3), "\(verified.output)")
    #expect(!verified.output.contains("WRONG"))
    for line in [
      "signature of ann, reviewer", "signature of bob, approver", "evidence files unchanged",
    ] {
      #expect(verified.output.contains(line))
    }
    for statement in ["review.json.sign-off-1", "review.json.sign-off-2"] {
      let outcome = try Program.run([
        "verify", path("evidence/\(statement)"), "--allowed-signers", path("allowed_signers"),
      ])
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
    // Another decision is added to the history of the earlier release.
    _ = try play("f/users.mfa<Enter>Pseen<Enter>yes<Enter>", on: "evidence")
    #expect(try entries("evidence") == 28)
  }

  @Test("the journal of a console that was killed is read, and merged", arguments: versions)
  func journal(version: String) throws {
    try copy(version)
    #expect(try entries("unfinished/review.json") == 5)
    let screen = try play(
      "f/status:decided<Enter>", on: "evidence", "--session", path("unfinished/review.json"))
    #expect(screen.contains("filter: status:decided (5)"), "\(screen)")
    #expect(!FileManager.default.fileExists(atPath: path("unfinished/review.json.journal")))
    #expect(try entries("unfinished/review.json") == 5)
  }

  @Test("decisions are carried forward to new evidence", arguments: versions)
  func carryForward(version: String) throws {
    try copy(version)
    let name = path("evidence")
    _ = try Program.run(
      ["-c", "cp -r \(name) \(path("next")) && rm \(path("next"))/review.json*"],
      program: "/bin/sh")
    let screen = try play("C\n", on: "next", "--previous", name)
    let log = try Program.run(["log", path("next")]).output
    #expect(log.contains("users.mfa/user/carl: undecided -> justified until 2027-06-30"), "\(log)")
    #expect(log.contains("carry forward"), "\(log)")
    #expect(screen.contains(Tmux.loaded))
    #expect(try entries("next") != nil)
  }

  @Test("the sessions of two people are merged, in either order", arguments: versions)
  func merge(version: String) throws {
    try copy(version)
    let (base, ours, theirs) = (
      path("merge/base.json"), path("merge/ours.json"), path("merge/theirs.json")
    )
    let merged = try Program.run(["merge", base, ours, theirs, "-o", path("merged.json")])
    #expect(merged.status == 0, "\(merged.errors)")
    let text = try String(contentsOfFile: path("merged.json"), encoding: .utf8)
    #expect(try Program.run(["merge", base, theirs, ours]).output == text)
    #expect(try entries("merged.json") != nil)
    let log = try Program.run(["log", path("merged.json")]).output
    for decision in [
      "users.mfa/user/upload: undecided -> justified",
      "role/build: undecided -> remediate, owner dora",
      "policies.inline/user/upload/upload: undecided -> not applicable",
    ] { #expect(log.contains(decision), "\(log)") }
  }
}
