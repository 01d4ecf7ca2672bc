import Checklist
import Foundation
import TestSupport
import Testing

/// Disk problems: failing calls, full disks, size limits, and read-only folders.
@Suite(.serialized) struct DiskTests {
  private let folder: TemporaryFolder
  private static let isRoot = geteuid() == 0
  /// Whether this process can mount a file system. In a container, even root often cannot.
  private static let canMount = succeeds(
    "d=$(mktemp -d) && mount -t tmpfs none $d && umount $d; s=$?; rmdir $d; exit $s")
  /// Whether this process can trace and change the system calls of its child processes.
  private static let canTrace = succeeds("strace -o /dev/null -e trace=write true")
  /// Whether this process can run programs as an unprivileged user.
  private static let canDropRights = !isRoot || succeeds("\(withoutRights) true")
  private static let withoutRights =
    isRoot ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""

  private static func succeeds(_ line: String) -> Bool {
    (try? Program.run(["-c", line], program: "/bin/sh").status) == 0
  }

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  private func shell(_ line: String) throws -> Program.Outcome {
    try Program.run(["-c", line], program: "/bin/sh")
  }

  private func names(in folder: String) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder))
  }

  /// The number of history entries in `session`; the test fails if the history is not intact.
  private func entries(_ session: String) throws -> Int {
    let outcome = try Program.run(["log", session, "--verify"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output.split(separator: " ").compactMap { Int($0) }.first ?? -1
  }

  @Test(
    "whichever call of a save fails, the session is the old or the new one, as the screen reported",
    .enabled(if: canTrace, "strace is not allowed to trace here"))
  func faults() throws {
    let script = Program.root + "/Scripts/fault_runs.py"
    let outcome = try Program.run(["python3", script, Program.path], program: "/usr/bin/env")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let runs = outcome.output.split(separator: " ").first.flatMap { Int($0) } ?? 0
    #expect(runs > 8, "\(outcome.output)")
  }

  @Test(
    "a full disk is reported, and everything is saved once there is space again",
    .enabled(if: canMount, "no right to mount a small disk"))
  func fullDisk() throws {
    let disk = path("disk")
    let mounted = try shell("mkdir \(disk) && mount -t tmpfs -o size=64k none \(disk)")
    #expect(mounted.status == 0, "\(mounted.errors)")
    defer { _ = try? shell("umount -l \(disk)") }
    let session = disk + "/review.json"
    let console = try Tmux("\(Program.path) --session \(session) --reviewer ann", columns: 120)
    try console.waitUntilLoaded()
    try console.press("n", "X", "a", "Enter")
    try console.wait(for: SampleReview.read().status(decided: 1) + "  saved")
    _ = try shell("dd if=/dev/zero of=\(disk)/filler bs=1k count=100")
    // The block of the journal still has room for a few entries.
    for _ in 0..<12 { try console.press("U", "X", "a", "Enter") }
    let screen = try console.wait(for: "NOT SAVED")
    #expect(screen.contains("No space left on device"))
    let kept = try entries(session)
    try console.press("q")
    try console.wait(for: "decisions are not saved; press q again to quit without them")
    try FileManager.default.removeItem(atPath: disk + "/filler")
    try console.press("n", "X", "a", "Enter")
    try console.wait(for: SampleReview.read().status(decided: 2) + "  saved")
    try console.press("q")
    try console.wait(for: "ended with 0")
    // One entry at first, 24 while the disk was full, and one after that.
    #expect(try entries(session) == 26)
    #expect(kept < 25)
    #expect(try names(in: disk) == ["review.json", "review.json.lock"])
  }

  @Test("at the file size limit, no partial file is left, and reported saves are kept")
  func sizeLimit() throws {
    let session = path("review.json")
    try folder.write(
      Array(
        ("f" + String(repeating: "Xa note<Enter>j", count: 60) + "\nscreenshot "
          + path("x.txt") + "\n").utf8), to: "x.script")
    let outcome = try shell(
      "ulimit -f 24; exec \(Program.path) --session \(session) --script \(path("x.script"))"
        + " --size 120x30 --clock 2026-11-25T09:00:00Z --reviewer ann")
    #expect(outcome.status == 0 || outcome.status == 4, "\(outcome)")
    let screen = try String(contentsOfFile: path("x.txt"), encoding: .utf8)
    #expect(screen.contains("NOT SAVED"))
    let count = try entries(session)
    #expect(count > 0 && count < 60)
    #expect(
      try names(in: folder.path).isSubset(of: [
        "review.json", "review.json.journal", "review.json.lock", "x.script", "x.txt",
      ]))
  }

  @Test(
    "evidence in a read-only folder is read, and the failed save is reported",
    .enabled(if: canDropRights, "root cannot become another user here"))
  func readOnlyFolder() throws {
    let evidence = path("client")
    // A copy, because another user may have no access to the build folder.
    try Program.install(at: path("iam-review"))
    try FileManager.default.createDirectory(atPath: evidence, withIntermediateDirectories: false)
    try folder.write(Array(#"{"SummaryMap": {"AccountMFAEnabled": 0}}"#.utf8), to: "client/s.json")
    try folder.write(
      Array("fXno<Enter>\nscreenshot \(path("open/x.txt"))\n".utf8), to: "x.script")
    let outcome = try shell(
      "mkdir -m 777 \(path("open")); chmod 555 \(evidence); chmod 755 \(folder.path);"
        + " exec \(Self.withoutRights) \(path("iam-review"))"
        + " \(evidence) --script \(path("x.script")) --size 120x30 --reviewer ann")
    #expect(outcome.status == 4)
    #expect(
      outcome.errors.contains(
        "decisions are not saved: cannot create review.json: Permission denied"))
    let screen = try String(contentsOfFile: path("open/x.txt"), encoding: .utf8)
    #expect(screen.contains("NOT SAVED: cannot create review.json: Permission denied"), "\(screen)")
    #expect(try names(in: evidence) == ["s.json"])
  }

  @Test("a session that others can read is reported, and is private after the next save")
  func readableByOthers() throws {
    let session = path("review.json")
    try folder.write(Array("f*Xa note<Enter><Count><Enter>\n".utf8), to: "x.script")
    let words = [
      "--session", session, "--script", path("x.script"), "--size", "100x30", "--reviewer", "ann",
    ]
    _ = try Program.run(words)
    _ = try shell("chmod 644 \(session)")
    let outcome = try Program.run(words)
    #expect(
      outcome.errors.contains(
        "review.json can be read by others (mode 644); run chmod 600 review.json"))
    #expect(try Program.run(words).errors.isEmpty)
  }

  @Test("a truncated journal is reported; one with an unreadable line is reported and kept")
  func tornJournal() throws {
    let session = path("review.json")
    try folder.write(Array("nXa note<Enter>\n".utf8), to: "x.script")
    let words = [
      "--session", session, "--script", path("x.script"), "--size", "100x30", "--reviewer", "ann",
    ]
    _ = try Program.run(words)
    try folder.write(Array("{\"action\":\"dec".utf8), to: "review.json.journal")
    let torn = try Program.run(["log", session])
    #expect(torn.status == 0)
    #expect(torn.errors.contains("review.json.journal:1: truncated by a crash"))
    try folder.write(Array("{\"action\":\"dec\u{1}\n".utf8), to: "review.json.journal")
    let damaged = try Program.run(["log", session, "--verify"])
    #expect(damaged.status == 3)
    #expect(damaged.errors.contains("review.json.journal:1: damaged"))
    for command in ["sign", "export", "split", "check"] {
      let options = [
        "sign": ["--print-payload"], "export": ["--format", "csv"],
        "split": ["--section", "root", "-o", path("part.json")],
      ]
      let outcome = try Program.run(
        [command, command == "check" ? "--review" : "--session", session]
          + (options[command] ?? []))
      #expect(outcome.status == 3, "\(command)")
      #expect(outcome.errors.contains("review.json.journal:1: damaged"), "\(command)")
    }
    let console = try Program.run(words)
    #expect(console.status == 0)
    #expect(console.errors.contains("review.json.journal:1: damaged"))
    #expect(try entries(session) == 2)
    #expect(try names(in: folder.path).contains { $0.hasPrefix("review.json.journal.damaged-") })
  }

  @Test("no command creates a file outside the folder through a broken link")
  func danglingLinks() throws {
    _ = try shell("mkdir \(path("in")) \(path("out"))")
    let link = path("in/review.json")
    #expect(symlink("../out/new.json", link) == 0)
    #expect(symlink("../out/new.csv", path("in/doc.txt")) == 0)
    #expect(symlink("../out/new", path("in/docs")) == 0)
    let script = "nXa note<Enter>\nscreenshot \(path("in/doc.txt"))\n"
    try folder.write(Array(script.utf8), to: "x.script")
    let own = path("own.json")
    _ = try Program.run(["--session", own, "--script", path("x.script"), "--size", "100x30"])
    for words in [
      ["--session", link, "--script", path("x.script"), "--size", "100x30"],
      ["--session", link, "--plain"], ["sign", "--session", link, "--print-payload"],
      ["export", "--session", link, "--format", "csv"], ["verify", link], ["log", link],
      ["check", "--review", link], ["diff", own, path("in")],
      ["split", "--session", link, "--section", "users", "-o", path("part.json")],
      ["split", "--session", own, "--section", "users", "-o", link],
      ["export", "--session", own, "--format", "csv", "-o", path("in/doc.txt")],
      ["export", "--session", own, "--all", path("in/docs")],
      ["merge", own, own, own, "-o", link],
    ] {
      let outcome = try Program.run(words)
      #expect([3, 4].contains(outcome.status), "\(words): \(outcome.errors)")
      #expect(try names(in: path("out")) == [], "\(words)")
    }
    #expect(try names(in: path("in")) == ["doc.txt", "docs", "review.json"])
    // A link to an existing session is followed, and other files are created beside its target.
    #expect(unlink(link) == 0 && symlink("../own.json", link) == 0)
    let outcome = try Program.run([
      "--session", link, "--script", path("x.script"), "--size", "100x30",
    ])
    #expect(outcome.errors.contains("in/doc.txt: it is a symbolic link to "), "\(outcome.errors)")
    #expect(try names(in: path("in")) == ["doc.txt", "docs", "review.json"])
    #expect(try names(in: path("out")) == [])
  }

  @Test("if the clock jumps back, the history keeps its order")
  func clockBack() throws {
    let session = path("review.json")
    for clock in ["2026-11-25T09:00:00Z", "2026-11-24T08:00:00Z", "2026-11-26T09:00:00Z"] {
      try folder.write(Array("nXa note<Enter>\n".utf8), to: "x.script")
      let outcome = try Program.run([
        "--session", session, "--script", path("x.script"), "--size", "100x30", "--clock", clock,
      ])
      #expect(outcome.status == 0)
    }
    #expect(try entries(session) == 3)
    let log = try Program.run(["log", session]).output.split(separator: "\n")
    #expect(log.map { $0.prefix(13) } == ["1  2026-11-25", "2  2026-11-24", "3  2026-11-26"])
  }
}
