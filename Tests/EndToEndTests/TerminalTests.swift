import Foundation
import TestSupport
import Testing

/// Terminal problems: bursts of resizes, dropped connections, split key sequences, pastes, all
/// sizes, signals, and suspending.
@Suite struct TerminalTests {
  @Test(
    "in a pseudo-terminal",
    arguments: [
      "storm", "dropped-connection", "pieces", "paste", "unfinished-paste", "sizes", "idle",
      "clipboard", "locale", "signals", "stuck", "large", "left-note",
    ])
  func checks(_ check: String) throws {
    let folder = try TemporaryFolder()
    let script = Program.root + "/Scripts/terminal_checks.py"
    let outcome = try Program.run(
      ["python3", script, check, Program.path, folder.path], program: "/usr/bin/env")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test("Ctrl-Z suspends to the shell, and fg returns to the same place")
  func suspend() throws {
    let folder = try TemporaryFolder()
    let terminal = try Tmux("bash --norc --noprofile -i", columns: 100)
    try terminal.type("PS1='ready> '")
    try terminal.press("Enter")
    try terminal.type("\(Program.path) --session \(folder.path)/review.json")
    try terminal.press("Enter")
    try terminal.waitUntilLoaded()
    try terminal.press("4", "j", "j")
    try terminal.wait(for: "roles 3/36")
    try terminal.press("C-z")
    try terminal.wait(for: "Stopped")
    try terminal.type("echo so$((1+1))")
    try terminal.press("Enter")
    try terminal.wait(for: "so2")
    try terminal.type("fg")
    try terminal.press("Enter")
    try terminal.wait(for: "roles 3/36")
    try terminal.press("q")
    try terminal.wait(for: "ready> ")
    try terminal.type("exit")
    try terminal.press("Enter")
    try terminal.wait(for: "ended with")
  }
}
