/// Removes the secrets from text that another program wrote.
///
///     Authorization: AWS4-HMAC-SHA256 Credential=…    Authorization: [redacted]
///     "SessionToken": "IQoJb3JpZ2luX2Vj…"             "SessionToken": "[redacted]"
///     https://ann:hunter2@proxy:3128                  https://[redacted]@proxy:3128
///     --password hunter2                              --password [redacted]
///
/// A secret is recognized by the name before it (`SecretName`) or by its form (`SecretForm`), also
/// in encoded text (`SecretView`). ARNs are skipped, because their parts are names, so error codes,
/// request ids, actions and ARNs are kept. Access key ids are shortened, not removed, because they
/// show which key was used and are not secret.
enum SecretText {
  static let mark = "[redacted]"

  /// `text` without secrets.
  static func redacted(_ text: String) -> String {
    let bytes = Array(DebugOutput.removed(from: text).utf8)
    var scan = SecretScan(SecretView(bytes))
    let hidden = scan.run()
    guard !hidden.isEmpty else {
      return AccessKeyID.shortened(String(decoding: bytes, as: UTF8.self))
    }
    var output: [UInt8] = []
    var start = 0
    for range in hidden {
      output += bytes[start..<range.lowerBound]
      output += Array(mark.utf8)
      start = range.upperBound
    }
    return AccessKeyID.shortened(String(decoding: output + bytes[start...], as: UTF8.self))
  }
}
