import Checklist
import Model

/// The choice of a key to sign with: named, the only one there is, or picked from a list.
enum SigningDialog {
  /// The key that `name` names (a file, `SHA256:…`, or the comment of an agent's key), or the one
  /// that is picked.
  static func key(named name: String?, with keygen: SSHKeygen) throws(SignOffRefusal) -> SigningKey
  {
    if let name, !name.hasPrefix("SHA256:"), (try? FileSystem.live.kind(of: name)) == .regular {
      return .file(name)
    }
    let keys: [SSHKey]
    do throws(SignOffRefusal) { keys = try keygen.agentKeys() } catch {
      guard name == nil, case .agent = error, let file = try pick(ownFiles, { $0 }) else {
        throw error
      }
      return .file(file)
    }
    if let name {
      let found = keys.filter { $0.fingerprint == name || $0.comment == name }
      guard found.count == 1 else {
        throw .agent("\(name) is no file, and the agent has \(found.count) keys of that name")
      }
      return .agent(found[0])
    }
    guard let key = try pick(keys, { "\($0.type) \($0.fingerprint) \($0.comment)" }) else {
      throw .agent("the agent holds no keys; ssh-add adds one")
    }
    return .agent(key)
  }

  /// The private keys that OpenSSH itself would take.
  private static var ownFiles: [String] {
    guard let home = Surroundings.environment("HOME") else { return [] }
    return ["id_ed25519", "id_ecdsa", "id_rsa"].map { "\(home)/.ssh/\($0)" }
      .filter { (try? FileSystem.live.kind(of: $0)) == .regular }
  }

  /// The only choice, or the one whose number the person at the terminal types.
  private static func pick<Choice>(
    _ choices: [Choice], _ words: (Choice) -> String
  ) throws(SignOffRefusal) -> Choice? {
    guard choices.count > 1 else { return choices.first }
    let lines = choices.enumerated().map { "\($0.offset + 1). \(words($0.element))" }
    guard Surroundings.hasTerminal else {
      throw .agent("several keys; name one with --key: " + lines.joined(separator: "; "))
    }
    for line in lines { Messages.complain(line) }
    Messages.complain("which key signs? a number, or Enter to leave it")
    guard let answer = readLine(), let number = Int(answer), choices.indices.contains(number - 1)
    else { throw .failed("no key was chosen") }
    return choices[number - 1]
  }
}
