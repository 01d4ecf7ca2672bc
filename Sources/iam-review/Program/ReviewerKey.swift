import Checklist
import Model
import Platform
import Workspace

/// The fingerprint of a reviewer's key.
enum ReviewerKey {
  /// The fingerprint of the public key in the file at `path`.
  static func fingerprint(inFile path: String) throws -> String {
    let bytes = try FileSystem.live.readWhole(path, limit: 1 << 16).bytes
    guard let key = SSHKey(String(decoding: bytes, as: UTF8.self)) else {
      throw ReviewError(
        message: "\(path): expected an OpenSSH public key, such as ~/.ssh/id_ed25519.pub")
    }
    return key.fingerprint
  }

  /// The fingerprint of the key that opened the SSH session; nil if sshd does not report it
  /// (`ExposeAuthInfo` in sshd_config, which sets `SSH_USER_AUTH` to a file name).
  static var ofSession: String? {
    guard let path = Environment.variable("SSH_USER_AUTH"),
      let bytes = try? FileSystem.live.readWhole(path, limit: 1 << 16).bytes
    else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").lazy
      .filter { $0.hasPrefix("publickey ") }
      .compactMap { SSHKey($0.dropFirst("publickey ".count))?.fingerprint }.first
  }
}
