import Checklist
import Model
import Platform
import Workspace

/// The questions of signing on the terminal. The key is the named one, the only one, or one selected from
/// a list.
struct SigningDialog: SigningQuestions {
  /// The key to use: a file, `SHA256:…`, or the comment of a key in the agent; nil to ask.
  let keyName: String?
  /// Whether the person confirmed on the command line.
  var isConfirmed = false

  func key() throws(SignOffRefusal) -> SigningKey {
    let name = keyName
    if let name, isFile(name) { return .file(name) }
    let keys: [SSHKey]
    do throws(SignOffRefusal) { keys = try SSHKeygen.live.agentKeys() } catch {
      // Without an agent, the default keys of OpenSSH can still be used.
      guard name == nil, case .agent = error, !ownFiles.isEmpty || ProcessEnvironment.hasTerminal
      else {
        throw error
      }
      if ownFiles.isEmpty, case .agent(let what) = error {
        // The review can still be signed, so neither the refusal nor its remedies are printed.
        let cause = what.prefix { $0 != ";" }
        Messages.printError("\(cause); enter the path of a private key")
      }
      return try pick(ownFiles.map(SigningKey.file))
    }
    guard let name else { return try pick(keys.map(SigningKey.agent)) }
    let found = keys.filter { $0.fingerprint == name || $0.comment == name }
    guard found.count == 1 else {
      throw .agent(
        found.isEmpty
          ? "\(name) is neither a file nor a key in the agent; ssh-add -l lists the keys"
          : "\(found.count) keys in the agent are named \(name); give the fingerprint")
    }
    return .agent(found[0])
  }

  /// Shows what will be signed; throws unless the person types `yes`. Without a terminal, nobody can be
  /// asked.
  func confirm(_ summary: SigningSummary) throws(SignOffRefusal) {
    Messages.printError("the signature covers the whole review:")
    for line in summary.lines {
      Messages.printError("  \(line.name.padded(to: 10))\(line.value)")
    }
    for warning in summary.warnings { Messages.printError("  warning: \(warning)") }
    guard !isConfirmed, ProcessEnvironment.hasTerminal else { return }
    Messages.printError("type yes to sign")
    guard readLine()?.trimmed.lowercased() == "yes" else {
      throw .failed("the signature was not confirmed")
    }
  }

  private func isFile(_ path: String) -> Bool {
    (try? FileSystem.live.kind(of: path)) == .regular
  }

  private var ownFiles: [String] {
    guard let home = Environment.variable("HOME") else { return [] }
    return ["id_ed25519", "id_ecdsa", "id_rsa"].map { FileSystem.normalized("\(home)/.ssh/\($0)") }
      .filter(isFile)
  }

  /// The only choice, or the one whose number or file the user types.
  private func pick(_ choices: [SigningKey]) throws(SignOffRefusal) -> SigningKey {
    if choices.count == 1 { return choices[0] }
    let lines = choices.enumerated().map { "\($0.offset + 1). \($0.element.text)" }
    guard ProcessEnvironment.hasTerminal else {
      throw .agent("more than one key; choose one with --key: " + lines.joined(separator: "; "))
    }
    for line in lines { Messages.printError(line) }
    let numbers = choices.isEmpty ? "" : "a number, "
    Messages.printError("key to sign with: \(numbers)the path of a private key, or Enter to cancel")
    guard let answer = readLine(), !answer.isEmpty else { throw .failed("no key was chosen") }
    if let number = Int(answer), choices.indices.contains(number - 1) { return choices[number - 1] }
    guard isFile(answer) else {
      throw .failed("\(answer) is not one of the numbers listed, and no such file exists")
    }
    return .file(answer)
  }
}
