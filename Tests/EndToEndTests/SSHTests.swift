import Foundation
import TestSupport
import Testing

/// A throw-away SSH server on loopback with keys of its own.
private final class SSHServer {
  let folder: TemporaryFolder
  let port: Int
  private let process: pid_t

  init() throws {
    folder = try TemporaryFolder()
    port = try SSHServer.freePort()
    for key in ["host", "user"] {
      _ = try Program.run(
        ["-q", "-t", "ed25519", "-N", "", "-f", "\(folder.path)/\(key)"],
        program: "/usr/bin/ssh-keygen")
    }
    let settings = """
      ListenAddress 127.0.0.1
      Port \(port)
      HostKey \(folder.path)/host
      AuthorizedKeysFile \(folder.path)/user.pub
      PidFile none
      StrictModes no
      UsePAM no
      PasswordAuthentication no
      PermitRootLogin prohibit-password
      """
    try folder.write(Array(settings.utf8), to: "config")
    // The server insists on this directory, which Debian makes only when its service starts.
    try? FileManager.default.createDirectory(
      atPath: "/run/sshd", withIntermediateDirectories: true)
    process = try Program.start("/usr/sbin/sshd", ["-D", "-e", "-f", folder.path + "/config"])
  }

  deinit {
    kill(process, SIGTERM)
    Program.wait(for: process)
  }

  /// The command that runs `remote` there, with a terminal.
  func command(_ remote: String) -> String {
    "ssh -tt -q -F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
      + " -o ConnectionAttempts=20 -i \(folder.path)/user -p \(port) 127.0.0.1 "
      + Tmux.quoted(remote)
  }

  private static func freePort() throws -> Int {
    let script =
      "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])"
    let outcome = try Program.run(["python3", "-c", script], program: "/usr/bin/env")
    return Int(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }
}

@Suite(.serialized) struct SSHTests {
  @Test(
    "over SSH: the line is cut in the middle of a note, and what was confirmed is there, the note a draft"
  )
  func lineCut() throws {
    let server = try SSHServer()
    let session = server.folder.path + "/review.json"
    let remote = "\(Program.path) --session \(session) --reviewer ann"
    let terminal = try Tmux(server.command(remote))
    try terminal.wait(for: "640817295314")
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
    try again.press("Enter")
    let screen = try again.wait(for: "decided before the cut")
    #expect(screen.contains("saved"))
    try again.type(":drafts")
    try again.press("Enter", "Tab", "Enter")
    try again.wait(for: "half a no")
    try again.press("Escape")
    try again.wait(for: "what was typed is kept")
    try again.press("q")
    try again.wait(for: "ended with 0")
  }
}
