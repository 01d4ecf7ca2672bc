internal import Model
public import Platform

/// Runs `ssh-keygen` and `ssh-add`. Signing and verifying is left to OpenSSH.
///
/// If a signature file exists, OpenSSH 9.2 asks, keeps the old file, and still exits with 0.
/// Therefore `ssh-keygen` signs from standard input to standard output. The agent is probed first,
/// because it can be gone, locked or hanging. A signature is accepted only if it is not empty, is
/// by the chosen key, and is valid.
public struct SSHKeygen: Sendable {
  /// Runs a program to its end.
  let run: @Sendable (CollectorCommand) -> CommandResult

  /// The programs of this machine.
  public static let live = SSHKeygen { command in
    var pool = ProcessPool(outputLimit: 1 << 20)
    return pool.run(command)
  }

  init(run: @escaping @Sendable (CollectorCommand) -> CommandResult) { self.run = run }

  /// Time limits in milliseconds: for a request to the agent, and for a signature, which can wait
  /// for a passphrase or a touch of the key.
  private static let (probe, person) = (4_000, 120_000)

  private func run(_ words: [String], input: String? = nil, asks: Bool = false) -> CommandResult {
    run(
      CollectorCommand(
        words: words, timeoutMilliseconds: asks ? SSHKeygen.person : SSHKeygen.probe,
        promptsUser: false, input: input))
  }

  /// The keys in the agent; throws with instructions if there are none.
  public func agentKeys() throws(SignOffRefusal) -> [SSHKey] {
    let result = run(["ssh-add", "-L"])
    switch result.ending {
    case .exited(0):
      let text = String(decoding: result.output, as: UTF8.self)
      return text.split(whereSeparator: \.isNewline).compactMap { SSHKey($0) }
    case .exited(1): throw .agent("the agent has no keys, or is locked; add one with ssh-add")
    case .exited:
      throw .agent(
        "no SSH agent is running; forward one (ssh -A), or name a key with --key FILE; in a reattached "
          + "tmux session, SSH_AUTH_SOCK still names the earlier agent")
    case .timedOut, .overlong:
      throw .agent("the agent at SSH_AUTH_SOCK does not answer; name a key with --key FILE")
    case .notStarted: throw .noOpenSSH
    }
  }

  /// Signs `payload`; ssh-keygen can ask for a passphrase on the terminal.
  public func sign(
    _ payload: [UInt8], with key: SigningKey
  ) throws(SignOffRefusal) -> SSHSignature {
    let outcome: Result<SSHSignature, SignOffRefusal>
    var holds = false
    do throws(SystemError) {
      let folder = try PrivateFolder.make()
      let message = try folder.write(payload, to: "statement")
      let file: String
      switch key {
      case .file(let path): file = path
      case .agent(let key): file = try folder.write(Array((key.line + "\n").utf8), to: "key.pub")
      }
      let result = run(
        ["ssh-keygen", "-Y", "sign", "-f", file, "-n", SignedStatement.namespace],
        input: message, asks: true)
      outcome = taken(result, with: key)
      if case .success(let signature) = outcome {
        holds = try check(signature, message, in: folder) == .good
      }
    } catch { throw .failed(error.message) }
    let signature = try outcome.get()
    guard holds else { throw .failed("the signature from ssh-keygen is not valid") }
    return signature
  }

  private func taken(
    _ result: CommandResult, with key: SigningKey
  ) -> Result<SSHSignature, SignOffRefusal> {
    switch result.ending {
    case .notStarted: return .failure(.noOpenSSH)
    case .timedOut, .overlong:
      return .failure(
        .failed(
          "ssh-keygen did not finish; the agent may be waiting for a confirmation"))
    case .exited(0): break
    case .exited:
      let lines = result.errors.split(whereSeparator: \.isNewline).map(String.init)
      let why = lines.last { !$0.hasPrefix("Signing data on") } ?? "ssh-keygen failed"
      return .failure(.failed(VisibleText.line(why)))
    }
    guard let signature = SSHSignature(String(decoding: result.output, as: UTF8.self)),
      signature.namespace == SignedStatement.namespace
    else { return .failure(.failed("ssh-keygen returned no signature")) }
    if case .agent(let key) = key, key.fingerprint != signature.fingerprint {
      return .failure(.failed("the signature is by another key, \(signature.fingerprint)"))
    }
    return .success(signature)
  }

  /// Whether the signature is valid for the message, by any key.
  private func check(
    _ signature: SSHSignature, _ message: String, in folder: borrowing PrivateFolder
  ) throws(SystemError) -> SignatureVerdict {
    let file = try folder.write(Array(signature.armored.utf8), to: "signature")
    let result = run(
      [
        "ssh-keygen", "-Y", "check-novalidate", "-n", SignedStatement.namespace, "-s", file,
      ], input: message)
    switch result.ending {
    case .exited(0): return .good
    case .exited: return .tampered
    case .notStarted, .timedOut, .overlong: return .notChecked(SignOffRefusal.noOpenSSH.message)
    }
  }

  /// Whether `signature` is a signature of `payload` by a person who is listed as `signer` in the
  /// file `allowedSigners`, at the claimed time.
  public func verify(
    _ signature: SSHSignature, of payload: [UInt8], by signer: String, at moment: Instant,
    allowedSigners: String?, revokedKeys: String? = nil
  ) -> SignatureVerdict {
    do throws(SystemError) {
      let folder = try PrivateFolder.make()
      let message = try folder.write(payload, to: "statement")
      let bytes = try check(signature, message, in: folder)
      guard bytes == .good else { return bytes }
      guard let allowedSigners else {
        return .unknown(
          "no allowed_signers file was found; give one with --allowed-signers FILE")
      }
      let file = try folder.write(Array(signature.armored.utf8), to: "signature")
      // The claimed time decides whether an expired key was still valid.
      let digits = moment.description.filter { $0.isNumber }
      let time = "-Overify-time=\(digits)Z"
      let words = [
        "ssh-keygen", "-Y", "verify", "-f", allowedSigners, "-I", signer, "-n",
        SignedStatement.namespace, "-s", file, time,
      ]
      let result = run(words + (revokedKeys.map { ["-r", $0] } ?? []), input: message)
      if case .exited(0) = result.ending { return .good }
      // OpenSSH does not report which of the two was the reason.
      if revokedKeys != nil, case .exited(0) = run(words, input: message).ending {
        return .unknown("the key is revoked, or the file of revoked keys cannot be read")
      }
      let found = run(
        ["ssh-keygen", "-Y", "find-principals", "-f", allowedSigners, "-s", file, time])
      let names = String(decoding: found.output, as: UTF8.self)
        .split(whereSeparator: \.isNewline).map(String.init)
      // Keeps the files until the programs have ended.
      _ = folder.path
      if case .exited(0) = found.ending, !names.isEmpty, !names.contains(signer) {
        return .otherSigner(names.joined(separator: ", "))
      }
      let why = result.errors.split(whereSeparator: \.isNewline).last.map(String.init)
      return .unknown(
        VisibleText.line(
          why ?? "allowed_signers does not list the key for \(signer); add the output of iam-review"
            + " allowed-signers"))
    } catch { return .notChecked(error.message) }
  }
}

/// A key to sign with.
public enum SigningKey: Hashable, Sendable {
  /// A key in the agent, which can be forwarded over SSH.
  case agent(SSHKey)
  /// The file of a private key, or of a public key whose private key is in the agent.
  case file(String)
}

/// The result of verifying a signature.
public enum SignatureVerdict: Hashable, Sendable {
  /// The signature is by the named person, for these bytes.
  case good
  /// The signature is valid, but the key is not listed for the person; with the reason.
  case unknown(String)
  /// The signature is valid, but the key belongs to these names.
  case otherSigner(String)
  /// The signature is not valid for these bytes.
  case tampered
  /// The signature could not be verified; with the reason.
  case notChecked(String)
}
