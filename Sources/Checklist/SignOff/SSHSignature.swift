internal import Model
public import Platform

/// A parsed signature of `ssh-keygen -Y sign`.
///
///     -----BEGIN SSH SIGNATURE-----
///     base64 of: "SSHSIG", version, public key, namespace, reserved, hash, signature
///     -----END SSH SIGNATURE-----
///
/// The format is described in PROTOCOL.sshsig of OpenSSH. It contains no time and no name. Its
/// content is not trusted: only `ssh-keygen` decides whether it is valid.
public struct SSHSignature: Hashable, Sendable {
  /// The text including its first and last line.
  public let armored: String
  /// The key's type, such as `ssh-ed25519`.
  public let keyType: String
  /// The purpose of the signature.
  public let namespace: String
  /// The public key as one line of base64, as in `authorized_keys`.
  public let key: String
  /// The key's fingerprint, as `ssh-keygen -l` prints it.
  public let fingerprint: String

  /// Parses a signature; nil if invalid.
  public init?(_ text: String) {
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    guard let first = lines.firstIndex(of: "-----BEGIN SSH SIGNATURE-----"),
      let last = lines[first...].firstIndex(of: "-----END SSH SIGNATURE-----"),
      let blob = Base64.decode(lines[(first + 1)..<last].joined())
    else { return nil }
    var reader = SSHReader(blob)
    guard reader.bytes(6) == Array("SSHSIG".utf8), reader.number() == 1,
      let key = reader.field(), let namespace = reader.field(), reader.field() != nil,
      reader.field() != nil, let signature = reader.field(), reader.isAtEnd, !signature.isEmpty
    else { return nil }
    var inner = SSHReader(key)
    guard let type = inner.field() else { return nil }
    armored = lines[first...last].joined(separator: "\n") + "\n"
    keyType = String(decoding: type, as: UTF8.self)
    self.namespace = String(decoding: namespace, as: UTF8.self)
    self.key = Base64.encode(key)
    fingerprint = SSHKey.fingerprint(of: key)
  }

  /// The digest that a countersignature names.
  public var digest: SHA256Digest { SHA256Digest(of: armored) }
}

/// A public key of OpenSSH.
public struct SSHKey: Hashable, Sendable {
  /// The key's type, such as `ssh-ed25519`.
  public let type: String
  /// The key as base64.
  public let base64: String
  /// The comment, which usually names the owner.
  public let comment: String
  /// The key's fingerprint, as `ssh-keygen -l` prints it.
  public let fingerprint: String

  /// Parses a line `TYPE BASE64 COMMENT`, as in a `.pub` file; nil if invalid.
  public init?(_ line: some StringProtocol) {
    let words = line.split(maxSplits: 2, whereSeparator: \.isWhitespace)
    guard words.count >= 2, let blob = Base64.decode(String(words[1])) else { return nil }
    var reader = SSHReader(blob)
    // The key begins with its own type.
    guard let type = reader.field(), String(decoding: type, as: UTF8.self) == words[0] else {
      return nil
    }
    self.type = String(words[0])
    base64 = String(words[1])
    comment =
      words.count == 3 ? String(words[2].reversed().drop { $0.isWhitespace }.reversed()) : ""
    fingerprint = SSHKey.fingerprint(of: blob)
  }

  /// The line that it was parsed from.
  public var line: String { "\(type) \(base64)" + (comment.isEmpty ? "" : " \(comment)") }

  /// `SHA256:…` of the decoded key, as OpenSSH prints it.
  static func fingerprint(of blob: [UInt8]) -> String {
    "SHA256:" + Base64.encode(SHA256Digest(of: blob).bytes).filter { $0 != "=" }
  }
}

/// Reads the binary format of OpenSSH: numbers of four bytes, and fields with a length.
private struct SSHReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func bytes(_ count: Int) -> [UInt8]? {
    guard count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func number() -> Int? {
    bytes(4).map { $0.reduce(0) { $0 << 8 | Int($1) } }
  }

  mutating func field() -> [UInt8]? { number().flatMap { bytes($0) } }
}
