import Checklist
import Model
import Platform
import TUI

extension Command {
  private static let name = Option(
    "--reviewer", value: "NAME", "The owner of the key (default: the login name).")

  /// `allowed-signers`: prints the line that verifiers add to their allowed_signers file.
  static let allowedSignersLine = Command(
    name: "allowed-signers",
    usage: "iam-review allowed-signers KEY.pub [--reviewer NAME]",
    summary: "Print your line for an allowed_signers file.",
    details: """
      People who verify your signatures add the line to a file and pass it to verify
      --allowed-signers.
      """,
    options: [name]
  ) { arguments in
    try arguments.atMost(1)
    guard let path = arguments.positional.first else {
      throw UsageError.conflict(
        "allowed-signers: expected a public key, such as ~/.ssh/id_ed25519.pub")
    }
    let bytes = try FileSystem.live.readWhole(path, limit: 1 << 16).bytes
    guard let key = SSHKey(String(decoding: bytes, as: UTF8.self)) else {
      throw ReviewError(
        message:
          "\(path) is not an OpenSSH public key; give a .pub file such as ~/.ssh/id_ed25519.pub")
    }
    let person = try ProcessEnvironment.reviewer(named: arguments[name]).name
    guard let signer = SignerName(person) else {
      throw UsageError.wrongValue(
        option: "--reviewer", value: person, expected: SignerName.expectation)
    }
    return Messages.printResult(
      "\(signer.listed) namespaces=\"\(SignedStatement.namespace)\" \(key.type) \(key.base64)\n")
      ? .success : .failure
  }
}
