import Foundation
import TestSupport
import Testing

/// The console while its evidence is still being read, in a real terminal.
@Suite(.serialized) struct LoadingTests {
  private let folder: TemporaryFolder
  /// The named pipe that the console waits for.
  private let gate: String

  init() throws {
    folder = try TemporaryFolder()
    gate = folder.path + "/gate"
    #expect(mkfifo(gate, 0o600) == 0)
  }

  private var program: String {
    "\(Program.path) - --session \(folder.path)/review.json --reviewer ann"
  }

  /// A console whose evidence on standard input never arrives.
  private func openWithoutEvidence() throws -> Tmux {
    let terminal = try Tmux("\(program) 0<>\(gate)", columns: 100, rows: 30)
    try terminal.wait(for: "overview")
    try terminal.press("1")
    try terminal.wait(for: "checklist › root.mfa")
    return terminal
  }

  /// A console whose evidence arrives when the gate is opened.
  private func open(evidence: String) throws -> Tmux {
    try folder.write(Array(evidence.utf8), to: "evidence.json")
    let terminal = try Tmux(
      "sh -c \(Tmux.quoted("(cat \(gate) >/dev/null; cat \(folder.path)/evidence.json) | \(program)"))",
      columns: 100, rows: 30)
    try terminal.wait(for: "overview")
    try terminal.press("1")
    try terminal.wait(for: "checklist › root.mfa")
    return terminal
  }

  private func openGate() throws {
    _ = try Program.run(["-c", "echo > \(gate)"], program: "/bin/sh")
  }

  @Test("while loading, the checklist can be read, nothing can be decided, and q quits at once")
  func waiting() throws {
    let terminal = try openWithoutEvidence()
    try terminal.wait(for: "reading standard input")
    try terminal.press("j", "P")
    try terminal.wait(for: "pass: the evidence is still being read")
    try terminal.press("Enter")
    try terminal.wait(for: "Why it matters")
    try terminal.press("?")
    try terminal.wait(for: "Commands for")
    try terminal.press("q", "q")
    try terminal.wait(for: "ended with 0")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/review.json"))
  }

  @Test("Ctrl-C does not quit, and SIGTERM does at once")
  func interrupted() throws {
    let terminal = try openWithoutEvidence()
    try terminal.press("C-c")
    try terminal.wait(for: "q quits")
    _ = try Program.run(["-TERM", "-P", try terminal.shellProcess()], program: "/usr/bin/pkill")
    try terminal.wait(for: "ended with 0")
  }

  @Test("selection and filter are kept when the review opens")
  func place() throws {
    let terminal = try open(evidence: #"{"SummaryMap": {"AccountMFAEnabled": 0}}"#)
    try terminal.press("/")
    try terminal.type("root")
    try terminal.press("Enter", "j")
    try terminal.wait(for: "› root.access-keys")
    try openGate()
    try terminal.wait(for: "saved")
    let screen = try terminal.wait(for: "filter: root")
    #expect(screen.contains("checklist › root.access-keys"))
    try terminal.press("k", "P")
    try terminal.wait(for: "root.mfa cannot be passed")
    try terminal.press("q")
    try terminal.wait(for: "ended with 0")
  }

  @Test("an error while opening ends the console with one line")
  func failure() throws {
    let broken = try open(evidence: #"{"SummaryMap": {"Acc"#)
    try openGate()
    let screen = try broken.wait(for: "ended with 3")
    #expect(screen.contains("iam-review: -:1:"))
    #expect(screen.contains("standard input: no evidence found"))

    try folder.write(Array("{\"decisions\"".utf8), to: "review.json")
    let session = try open(evidence: #"{"SummaryMap": {"AccountMFAEnabled": 0}}"#)
    try openGate()
    let other = try session.wait(for: "ended with 3")
    #expect(other.contains("iam-review: review.json"))
  }

  @Test("quitting at any moment while loading does not crash")
  func anyMoment() throws {
    let script = """
      for i in $(seq 20 79); do
        timeout --foreground --preserve-status -s TERM 0.0$i \(Program.path) \
          --session \(folder.path)/review.json
        # Before the handlers are installed, the signal itself ends the program.
        case $? in 0|143) ;; *) exit 1 ;; esac
      done
      """
    try folder.write(Array(script.utf8), to: "leave.sh")
    let terminal = try Tmux("sh \(folder.path)/leave.sh")
    try terminal.wait(for: "ended with 0")
  }
}
