import Model

/// The fingerprint of the key that a person is known by.
enum ReviewerKey {
  /// The fingerprint of the public key in the file at `path`.
  static func fingerprint(inFile path: String) throws -> String {
    let bytes = try FileSystem.live.readWhole(path, limit: 1 << 16).bytes
    guard let fingerprint = fingerprint(in: String(decoding: bytes, as: UTF8.self)) else {
      throw ReviewError(
        message: "\(path): expected a public key of OpenSSH, such as ~/.ssh/id_ed25519.pub")
    }
    return fingerprint
  }

  /// The fingerprint of the key that the SSH session was opened with; nil where sshd does not tell
  /// (`ExposeAuthInfo` in sshd_config, which names a file in `SSH_USER_AUTH`).
  static var ofSession: String? {
    guard let path = Surroundings.environment("SSH_USER_AUTH"),
      let bytes = try? FileSystem.live.readWhole(path, limit: 1 << 16).bytes
    else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").lazy
      .filter { $0.hasPrefix("publickey ") }
      .compactMap { fingerprint(in: String($0.dropFirst("publickey ".count))) }.first
  }

  /// `SHA256:…` of a line `TYPE BASE64 COMMENT`, as `ssh-keygen -l` prints it (RFC 4716 and
  /// draft-ietf-secsh-fingerprint tell what is digested: the decoded key).
  static func fingerprint(in line: String) -> String? {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, words[0].contains("-"),
      let blob = Base64.decode(String(words[1])), blob.count > 16,
      // The key begins with its own type, length first.
      String(decoding: blob[4...].prefix(words[0].utf8.count), as: UTF8.self) == words[0]
    else { return nil }
    return "SHA256:" + Base64.encode(SHA256Digest(of: blob).bytes).filter { $0 != "=" }
  }
}
