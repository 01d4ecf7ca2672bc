import Model
import Platform
import Testing

@testable import Checklist

/// The answers of OpenSSH, and how they are handled.
@Suite struct SSHKeygenTests {
  /// A stub of OpenSSH with an answer for each command, by its first words.
  private func keygen(
    _ answers: [String: (CommandResult.Ending, output: String, errors: String)]
  ) -> SSHKeygen {
    SSHKeygen { command in
      let name = command.words.prefix(3).filter { !$0.hasPrefix("-") }.joined(separator: " ")
      let answer = answers[name] ?? (.exited(1), "", "no answer for \(name)")
      return CommandResult(
        id: 0, ending: answer.0, output: Array(answer.output.utf8), errors: answer.errors)
    }
  }

  private func message(_ work: () throws(SignOffRefusal) -> Void) -> String {
    do throws(SignOffRefusal) {
      try work()
      return "accepted"
    } catch { return error.message }
  }

  @Test(
    "errors for a missing, empty or hanging agent and for missing OpenSSH are distinguished",
    arguments: [
      (
        CommandResult.Ending.exited(1),
        "not signed: the agent has no keys, or is locked; add one with ssh-add"
      ),
      (.exited(2), "not signed: no SSH agent is running; forward one (ssh -A), or name a key"),
      (.timedOut, "not signed: the agent at SSH_AUTH_SOCK does not answer; name a key with --key"),
      (.notStarted(.noSuchFile), "ssh-keygen was not found; install OpenSSH (8.2 or later)"),
    ])
  func agents(_ ending: CommandResult.Ending, _ words: String) {
    let keygen = keygen(["ssh-add": (ending, "", "")])
    let said = message { () throws(SignOffRefusal) in _ = try keygen.agentKeys() }
    #expect(said.hasPrefix(words), "\(said)")
  }

  private static let key =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAID/xRV2bwMOt3vsnOCxszfirLWH/ZRlEVMWsWnSBVz93 me@host"

  @Test("the keys of the agent are read, whatever else it prints")
  func keys() throws {
    let keygen = keygen(["ssh-add": (.exited(0), Self.key + "\nnonsense\n", "")])
    let keys = try keygen.agentKeys()
    #expect(keys.map(\.comment) == ["me@host"])
    #expect(keys[0].fingerprint == "SHA256:N4aQjE0JDNjcT3aIkEZm8akGef06bYh4hroBRL9Qk2Y")
    #expect(keys[0].line == Self.key)
  }

  @Test(
    "a missing, empty or invalid signature, a refusal and a hang are errors",
    arguments: [
      (CommandResult.Ending.exited(0), "", "", "ssh-keygen returned no signature"),
      (
        .exited(0), "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n", "",
        "ssh-keygen returned no signature"
      ),
      (
        .exited(255), "",
        "Signing data on standard input\nCouldn't sign: agent refused operation\n",
        "Couldn't sign: agent refused operation"
      ),
      (.exited(255), "", "\u{1B}[2Jx\n", "⟨U+001B⟩[2Jx"),
      (.timedOut, "", "", "ssh-keygen did not finish; the agent may be waiting for a confirmation"),
    ])
  func signing(
    _ ending: CommandResult.Ending, _ output: String, _ errors: String, _ words: String
  ) {
    let keygen = keygen(["ssh-keygen sign": (ending, output, errors)])
    let said = message { () throws(SignOffRefusal) in
      _ = try keygen.sign([1, 2, 3], with: .file("k"))
    }
    #expect(said == "not signed: \(words)")
  }

  @Test(
    "a truncated public key, another type and invalid base64 are refused",
    arguments: [
      "", "ssh-ed25519", "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAID/x", "ssh-ed25519 !!!",
      "ssh-ed25519 AAAA",
    ])
  func noKey(_ line: String) { #expect(SSHKey(line) == nil) }

  @Test("a signature truncated anywhere is refused")
  func cut() throws {
    let keys = try Keys(["ed25519"])
    let signature = try SSHKeygen.live.sign([1], with: .file(keys.path("ed25519")))
    let blob = try #require(
      Base64.decode(
        signature.armored.split(separator: "\n").dropFirst().dropLast().joined()))
    for count in 0..<blob.count {
      let text =
        "-----BEGIN SSH SIGNATURE-----\n" + Base64.encode(Array(blob[..<count]))
        + "\n-----END SSH SIGNATURE-----\n"
      #expect(SSHSignature(text) == nil, "\(count)")
    }
    #expect(SSHSignature(signature.armored) == signature)
  }
}
