import Foundation
import TestSupport
import Testing

/// `log`, `check --review`, and two consoles on one session.
@Suite(.serialized) struct ReviewCommandTests {
  private let folder: TemporaryFolder
  private var session: String { folder.path + "/review.json" }

  init() throws { folder = try TemporaryFolder() }

  private func play(
    _ script: String, clock: String = "2026-11-24T09:00:00Z", _ options: String...
  ) throws {
    try folder.write(Array(script.utf8), to: "x.script")
    let outcome = try Program.run(
      [
        "--script", folder.path + "/x.script", "--size", "100x30", "--clock", clock, "--reviewer",
        "ann", "--session", session,
      ] + options)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test("log prints author and change; --verify detects a changed history")
  func log() throws {
    try play("nJsafe<Enter><Enter>eoy<Enter>nPseen<Enter>\nu\n")
    let outcome = try Program.run(["log", session])
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2 || lines.count == 3)
    #expect(lines[0].hasPrefix("1  2026-11-24T09:00:00Z  ann@"))
    #expect(lines[0].hasSuffix("undecided -> justified until 2026-12-31 (safe)"))
    #expect(lines.last?.contains("undo of") == true)
    let json = try Program.run(["log", session, "--format", "json"])
    #expect(json.output.split(separator: "\n").count == lines.count)
    #expect(json.output.hasPrefix("{"))
    let whole = try Program.run(["log", folder.path, "--verify"])
    #expect(whole.status == 0)
    #expect(whole.output.hasPrefix("intact: \(lines.count) entries, the last "))
    let text = try String(contentsOfFile: session, encoding: .utf8)
    try text.replacing("(safe)", with: "(sure)").replacing("\"safe\"", with: "\"sure\"")
      .write(toFile: session, atomically: false, encoding: .utf8)
    let broken = try Program.run(["log", session, "--verify"])
    #expect(broken.status == 1)
    #expect(broken.errors.contains("history entry 1 was changed after it was written"))
  }

  /// The script of docs/formats.md that verifies a chain without the program.
  private func verifyWithPython() throws {
    let page = try String(contentsOfFile: Program.root + "/docs/formats.md", encoding: .utf8)
    let script = try #require(page.firstMatch(of: /<<'PYTHON'\n((?s).*?)\nPYTHON/)).output.1
    let outcome = try Program.run(["-c", String(script), session], program: "/usr/bin/python3")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test("a decision on all findings is one line of the session; log lists every finding")
  func bulk() throws {
    let sample = try SampleReview.read()
    try play("nXone<Enter>f*Xa sample<Enter><Count><Enter>")
    try verifyWithPython()
    let log = try Program.run(["log", session]).output.split(separator: "\n")
    #expect(log.count == sample.findings + 1)
    #expect(log[1...].allSatisfy { $0.hasPrefix("2  2026-11-24T09:00:00Z  ann@") })
    #expect(log.last?.hasSuffix(": undecided -> not applicable (a sample)") == true)
    #expect(
      try Program.run(["log", session, "--format", "json"]).output.split(separator: "\n").count == 2
    )
    func undecided() throws -> Int {
      let errors = try Program.run(["check", "--review", session]).errors
      return errors.firstMatch(of: /: ([0-9]+) undecided/).flatMap { Int($0.output.1) } ?? 0
    }
    #expect(try undecided() == sample.wholes)
    // The next process undoes and redoes it.
    try play("u\n")
    #expect(try undecided() == sample.decisions - 1)
    try play("<C-r>\n")
    #expect(try undecided() == sample.wholes)
    try verifyWithPython()
    #expect(try Program.run(["log", session, "--verify"]).output.hasPrefix("intact: 4 entries"))
    let text = try String(contentsOfFile: session, encoding: .utf8)
    let place = try #require(text.range(of: "\"subjectId\":\"AIDA", options: .backwards))
    try text.replacingCharacters(in: place, with: "\"subjectId\":\"AIDX")
      .write(toFile: session, atomically: false, encoding: .utf8)
    let broken = try Program.run(["log", session, "--verify"])
    #expect(broken.errors.contains("history entry 4 was changed after it was written"))
  }

  @Test("an audit with groups makes the same decisions as one with filters, with half of the keys")
  func keys() throws {
    let script = Program.root + "/Scripts/count_keys.py"
    let outcome = try Program.run(["python3", script, Program.path], program: "/usr/bin/env")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let counts = outcome.output.matches(of: /([0-9]+) keys/).compactMap { Int($0.output.1) }
    try #require(counts.count == 2, "\(outcome.output)")
    #expect(counts[1] * 2 <= counts[0] + 2, "\(outcome.output)")
  }

  @Test("the thresholds of a review are in its history, and can be changed only there")
  func thresholds() throws {
    try play("nXa<Enter>\n", "--max-age-days", "120", "--origin", "checklist")
    try play("nXb<Enter>\n")
    try play("nXc<Enter>u\n", "--max-age-days", "30", "--sensitive-services", "iam")
    let lines = try Program.run(["log", session]).output.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(
      lines[0].hasSuffix("change settings: age limit 90 -> 120 days; only items of the checklist"))
    #expect(lines[3].hasSuffix("change settings: age limit 120 -> 30 days; sensitive services iam"))
    #expect(try Program.run(["log", session, "--verify"]).status == 0)
    let other = try Program.run(["sign", "--session", session, "--max-age-days", "60"])
    #expect(
      other.errors.contains("differ from the settings of the review (age limit 30 -> 60 days)"))
    let text = try String(contentsOfFile: session, encoding: .utf8)
    try text.replacing("\"maxAgeDays\": 30", with: "\"maxAgeDays\": 300")
      .write(toFile: session, atomically: false, encoding: .utf8)
    let broken = try Program.run(["log", session, "--verify"])
    #expect(broken.status == 1)
    #expect(broken.errors.contains("the settings do not match the history"))
  }

  @Test("check --review uses the thresholds of the review")
  func ownThresholds() throws {
    try play(SampleReview.read().decidingAll("a"))
    let complete = try Program.run(["check", "--review", session])
    #expect(complete.status == 0, "\(complete.errors)")
    try play("f/section:policies<Enter>*Xb<Enter><Count><Enter>\n", "--max-age-days", "30")
    let open = try Program.run(["check", "--review", session])
    #expect(open.status == 1 && open.errors.contains("undecided"), "\(open.errors)")
    let text = try String(contentsOfFile: session, encoding: .utf8)
    try text.replacing("\"maxAgeDays\": 30", with: "\"maxAgeDays\": 90")
      .write(toFile: session, atomically: false, encoding: .utf8)
    let changed = try Program.run(["check", "--review", session])
    #expect(changed.status == 1)
    #expect(changed.errors.contains("the settings do not match the history"))
  }

  @Test(
    "log reports a file that is not a session in one line, with exit status 3",
    arguments: ["", "/nowhere", "x.json"])
  func noSession(_ name: String) throws {
    if name == "x.json" { try folder.write(Array("{".utf8), to: name) }
    let outcome = try Program.run(["log", folder.path + "/" + name])
    #expect(outcome.status == 3)
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test("check --review fails on open and expired decisions, and succeeds on a complete review")
  func gate() throws {
    try play("nPseen<Enter>\n")
    let open = try Program.run(["check", "--review", session])
    #expect(open.status == 1)
    #expect(open.errors.contains(" undecided, such as "))
    // All findings are not applicable.
    try play(SampleReview.read().decidingAll("a sample"))
    let items = try Program.run(["check", "--review", session])
    #expect(items.status == 0, "\(items.errors)")
    try play("fgJuntil a day<Enter><Enter>+1d<Enter>", clock: "2026-01-01T09:00:00Z")
    let expired = try Program.run(["check", "--review", session])
    #expect(expired.status == 1)
    #expect(expired.errors.contains("1 justification expired"))
  }

  @Test("after kills at random moments, no confirmed decision is lost and the chain is valid")
  func kills() throws {
    let script = Program.root + "/Scripts/kill_runs.py"
    let outcome = try Program.run(["python3", script, Program.path, "12"], program: "/usr/bin/env")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("12 kills: "))
  }

  /// A console on the session.
  private func console(of reviewer: String) throws -> Tmux {
    try Tmux("\(Program.path) --session \(session) --reviewer \(reviewer)", columns: 120)
  }

  /// Decides the next undecided finding: not applicable.
  private func decide(_ note: String, in console: Tmux) throws {
    try console.press("n", "X")
    try console.type(note)
    try console.press("Enter")
  }

  private func quit(_ console: Tmux) throws {
    try console.press("q")
    try console.wait(for: "ended with 0")
  }

  @Test("a second console is read-only and names the writer")
  func twoConsoles() throws {
    let first = try console(of: "ann")
    try first.waitUntilLoaded()
    let second = try console(of: "bob")
    try second.wait(for: "read-only: ann@")
    try second.press("n", "P")
    try second.wait(for: "has the review open; it is read-only here")
    try decide("not ours", in: first)
    try first.wait(for: "not applicable: ")
    try quit(first)
    try quit(second)
    let third = try console(of: "bob")
    try third.wait(for: SampleReview.read().status(decided: 1) + "  saved")
    #expect(FileManager.default.fileExists(atPath: session + ".lock"))
  }

  @Test("a read-only console notices that the writer leaves, and takes over")
  func takeover() throws {
    let first = try console(of: "ann")
    try first.waitUntilLoaded()
    let second = try console(of: "bob")
    try second.wait(for: "read-only: ann@")
    let third = try console(of: "carl")
    try third.wait(for: "read-only: ann@")
    try decide("not ours", in: first)
    try first.wait(for: "not applicable: ")
    // The offer does not interrupt typing.
    try second.press("/")
    try second.type("yn")
    try quit(first)
    try third.wait(for: "closed the review: 1 decision")
    #expect(try second.screen().contains("filter: yn"))
    try second.press("Escape")
    try second.wait(for: "closed the review: 1 decision")
    try second.press("y")
    try second.wait(for: "you have the review open now: 1 decision")
    try second.wait(for: SampleReview.read().status(decided: 1) + "  saved")
    // A console that is too late shows who was faster.
    try third.press("y")
    try third.wait(for: "bob@")
    try third.wait(for: "has the review open now; it stays read-only here")
    try decide("not theirs", in: second)
    try second.wait(for: SampleReview.read().status(decided: 2) + "  saved")
    try quit(second)
    try third.wait(for: "closed the review: 2 decisions")
    try third.press("n")
    try third.wait(for: "still read-only; :takeover takes the review over later")
    try third.type(":takeover")
    try third.press("Enter")
    try third.wait(for: SampleReview.read().status(decided: 2) + "  saved")
    try quit(third)
    #expect(try Program.run(["log", session, "--verify"]).status == 0)
  }

  @Test("a refused takeover stays read-only, and leaves the review to others")
  func refusedTakeover() throws {
    let first = try console(of: "ann")
    try first.waitUntilLoaded()
    let second = try console(of: "bob")
    try second.wait(for: "read-only: ann@")
    try decide("not ours", in: first)
    try first.wait(for: "not applicable: ")
    try quit(first)
    try second.wait(for: "closed the review: 1 decision")
    let saved = try Data(contentsOf: URL(fileURLWithPath: session))
    try second.press("n")
    try second.wait(for: "still read-only; :takeover takes the review over later")
    // Nothing can be changed, and nothing is written.
    try second.press("n", "X")
    try second.wait(for: "closed the review; :takeover takes it over")
    #expect(try Data(contentsOf: URL(fileURLWithPath: session)) == saved)
    // The lock is free for the next console, and the offer is not repeated.
    let third = try console(of: "carl")
    try third.wait(for: SampleReview.read().status(decided: 1) + "  saved")
    try decide("mine", in: third)
    try third.wait(for: SampleReview.read().status(decided: 2) + "  saved")
    #expect(try !second.screen().contains("1 decision since"))
    try quit(second)
    try quit(third)
    let log = try Program.run(["log", session])
    #expect(!log.output.contains("bob@") && log.output.contains("carl@"))
  }
}
