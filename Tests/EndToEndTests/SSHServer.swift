import Foundation
import TestSupport
import Testing

/// A temporary SSH server on the loopback interface, with its own keys.
final class SSHServer {
  let folder: TemporaryFolder
  let port: Int
  private let process: pid_t

  /// Whether a session can get a terminal: a server that does not run as root cannot hand a new
  /// terminal to the group `tty`, and ends the session unless the system has done that.
  static let canGiveTerminals: Bool = {
    let script =
      "import grp, os, sys; terminal = os.openpty()[1];"
      + " sys.exit(os.getuid() != 0 and os.fstat(terminal).st_gid != grp.getgrnam('tty').gr_gid)"
    let outcome = try? Program.run(["python3", "-c", script], program: "/usr/bin/env")
    return outcome?.status == 0
  }()
  /// Why tests that need a terminal are skipped.
  static let whyNoTerminals: Comment =
    "sshd cannot allocate a terminal as an ordinary user: /dev/pts is mounted without gid=tty"

  init() throws {
    folder = try TemporaryFolder()
    for key in ["host", "user"] {
      _ = try Program.run(
        ["-q", "-t", "ed25519", "-N", "", "-f", "\(folder.path)/\(key)"],
        program: "/usr/bin/ssh-keygen")
    }
    // sshd requires this directory, which Debian creates only when the service starts.
    try? FileManager.default.createDirectory(
      atPath: "/run/sshd", withIntermediateDirectories: true)
    // Another program can use the free port first.
    for _ in 1..<10 {
      if let (process, port) = try SSHServer.start(in: folder) {
        (self.process, self.port) = (process, port)
        return
      }
    }
    throw TimedOut(
      "sshd: \((try? String(contentsOfFile: folder.path + "/said", encoding: .utf8)) ?? "")")
  }

  /// Starts the server on a free port; returns nil if it exited instead of listening.
  private static func start(in folder: TemporaryFolder) throws -> (pid_t, Int)? {
    let port = try freePort()
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
    let said = folder.path + "/said"
    let process = try Program.start(
      "/usr/sbin/sshd", ["-D", "-e", "-f", folder.path + "/config"], errors: said)
    var hasEnded = false
    try eventually("sshd to listen") {
      hasEnded = waitpid(process, nil, WNOHANG) != 0
      let text = (try? String(contentsOfFile: said, encoding: .utf8)) ?? ""
      return hasEnded || text.contains("Server listening on")
    }
    return hasEnded ? nil : (process, port)
  }

  deinit { Program.end(process, by: SIGTERM) }

  /// The command that runs `remote` on the server, with a terminal.
  func command(_ remote: String, options: String = "") -> String {
    "ssh -tt -q \(options) -F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
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
