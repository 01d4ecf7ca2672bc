import Checklist
import Foundation
import TestSupport
import Testing

/// A decided review of the sample account, with keys of ann (ed25519) and bob (ecdsa).
protocol SignOffReview {
  var folder: TemporaryFolder { get }
}

extension SignOffReview {
  var session: String { folder.path + "/review.json" }

  func path(_ name: String) -> String { folder.path + "/" + name }

  /// Creates the keys, decides everything, and lists both signers in allowed_signers.
  func prepare() throws {
    for type in ["ed25519", "ecdsa"] { try makeKey(type) }
    let outcome = try play(SampleReview.read().decidingAll("a sample"))
    #expect(outcome.status == 0, "\(outcome.errors)")
    try folder.write(
      Array((try allowed("ann", "ed25519") + allowed("bob", "ecdsa")).utf8), to: "allowed")
  }

  /// Plays `keys` on the session as ann.
  @discardableResult func play(_ keys: String) throws -> Program.Outcome {
    try folder.write(Array(keys.utf8), to: "x.script")
    return try Program.run([
      "--session", session, "--script", path("x.script"), "--size", "100x30", "--reviewer", "ann",
    ])
  }

  func makeKey(_ type: String, passphrase: String = "", name: String? = nil) throws {
    _ = try Program.run(
      ["-q", "-t", type, "-N", passphrase, "-C", type, "-f", path(name ?? type)],
      program: "/usr/bin/ssh-keygen")
  }

  func allowed(_ name: String, _ type: String) throws -> String {
    try Program.run(["allowed-signers", path(type + ".pub"), "--reviewer", name]).output
  }

  func sign(_ options: String..., agent: String = "/nowhere") throws -> Program.Outcome {
    try Program.run(
      ["SSH_AUTH_SOCK=\(agent)", Program.path, "sign", "--session", session] + options,
      program: "/usr/bin/env")
  }

  func verify(_ files: String...) throws -> Program.Outcome {
    try Program.run(["verify", "--allowed-signers", path("allowed")] + files)
  }
}

/// An ssh-agent for one test, which ends with it.
final class Agent {
  let socket: String
  private let process: pid_t

  init(_ socket: String) throws {
    self.socket = socket
    process = try Program.start("/usr/bin/ssh-agent", ["-D", "-a", socket])
    try eventually("the agent's socket") { FileManager.default.fileExists(atPath: socket) }
  }

  deinit { Program.end(process, by: SIGTERM) }
}
