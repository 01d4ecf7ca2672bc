import Checklist
import CommandSyntax
import Model
import Platform
import TUI
import Workspace

extension Command {
  private static let name = Option(
    "--reviewer", value: "NAME", "The owner of the key (default: the login name).")

  /// `allowed-signers`: prints the line that verifiers add to their allowed_signers file.
  static let allowedSignersLine = Command(
    name: "allowed-signers",
    summary: "Print your line for an allowed_signers file.",
    details: """
      People who verify your signatures add the line to a file and pass it to verify
      --allowed-signers.
      """,
    forms: [
      Form(
        [Positional("KEY.pub", "Your public key, such as ~/.ssh/id_ed25519.pub.")],
        [.optional(name)])
    ],
    options: [name],
    exits: [.success, .usage, Exit(.unreadable, "not a public key"), .failure],
    examples: [
      Example(
        "iam-review allowed-signers ~/.ssh/id_ed25519.pub --reviewer ann >> allowed_signers",
        "Add your key to the list of trusted signers.")
    ]
  ) { arguments in
    let path = arguments.positional[0]
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
