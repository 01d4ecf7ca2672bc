public import Checklist
internal import Platform

extension SigningKey {
  /// The key as a line of a list.
  public var text: String {
    switch self {
    case .agent(let key): "\(key.type) \(key.fingerprint) \(key.comment)"
    case .file(let path): path
    }
  }

  /// The comment of the key, from the agent or the file of the public key; nil if there is none.
  var comment: String? {
    switch self {
    case .agent(let key): return key.comment.isEmpty ? nil : key.comment
    case .file(let path):
      let file = path.hasSuffix(".pub") ? path : path + ".pub"
      guard let bytes = try? FileSystem.live.readWhole(file, limit: 1 << 16).bytes,
        let key = SSHKey(String(decoding: bytes, as: UTF8.self)), !key.comment.isEmpty
      else { return nil }
      return key.comment
    }
  }
}
