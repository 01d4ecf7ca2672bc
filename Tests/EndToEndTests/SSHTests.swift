import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct SSHTests {
  @Test(
    "if an SSH connection drops in the middle of a note, the note is kept as a draft",
    .enabled(if: SSHServer.canGiveTerminals, SSHServer.whyNoTerminals))
  func droppedConnection() throws {
    let server = try SSHServer()
    let session = server.folder.path + "/review.json"
    let remote = "\(Program.path) --session \(session) --reviewer ann"
    let terminal = try Tmux(server.command(remote))
    try terminal.waitUntilLoaded()
    try terminal.press("n", "X")
    try terminal.wait(for: "not applicable: ")
    try terminal.type("decided before the cut")
    try terminal.press("Enter")
    try terminal.wait(for: "decision      not applicable")
    try terminal.press("n", "X")
    try terminal.type("half a no")
    try terminal.wait(for: "half a no")
    _ = try Program.run(
      ["-KILL", "-P", try terminal.shellProcess(), "ssh"], program: "/usr/bin/pkill")
    try terminal.wait(for: "ended with")

    let again = try Tmux(server.command(remote))
    try again.wait(for: "1 draft")
    try again.press("1", "Enter")
    let screen = try again.wait(for: "decided before the cut")
    #expect(screen.contains("saved"))
    try again.type(":drafts")
    try again.press("Enter", "}", "Enter")
    try again.wait(for: "half a no")
    try again.press("Escape")
    try again.wait(for: "the text is kept as a draft")
    try again.press("q")
    try again.wait(for: "ended with 0")
  }
}
