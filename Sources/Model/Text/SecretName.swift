/// A name that is followed by a secret: `aws_secret_access_key`, `"SessionToken"`,
/// `X-Amz-Security-Token`, `<Password>`.
struct SecretName {
  /// Names that are always followed by a secret.
  private static let strong = [
    "secretaccesskey", "secretkey", "sessiontoken", "securitytoken", "password", "passwd",
    "passphrase", "passcode", "pwd", "clientsecret", "accesstoken", "refreshtoken", "idtoken",
    "authtoken", "bearertoken", "privatekey", "apikey", "samlassertion", "webidentitytoken",
    "secretstring", "secretbinary", "tokencode", "userdata", "cookie", "secret",
  ]
  /// Names that are also ordinary words; the text after them must look like a secret.
  private static let weak = ["token", "signature", "authorization", "credential", "assertion"]
  /// The beginnings of operations whose names end in one of the names: `GetSessionToken`.
  private static let verbs = [
    "Get", "Change", "Create", "Update", "Delete", "Put", "Reset", "List", "Rotate", "Describe",
    "Assume", "Generate", "Decode", "Admin",
  ]
  private static let schemes = ["aws4-", "aws ", "bearer ", "basic ", "digest ", "negotiate "]

  private let isWeak: Bool
  private let isHeader: Bool

  /// The name that ends before `separator`; nil if there is none.
  init?(before separator: Int, in bytes: [UInt8]) {
    var end = separator
    // "Name": …   'Name' = …   <Name>…   Name [None]: …
    while end > 0, separator - end < 4, " \"'\\\t".utf8.contains(bytes[end - 1]) { end -= 1 }
    if end > 0, bytes[end - 1] == UInt8(ascii: "]") {
      let room = bytes[max(0, end - 40)..<end]
      end = room.lastIndex(of: UInt8(ascii: "[")) ?? end
      while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
    }
    let start = max(0, end - 48)
    let before = bytes[start..<end].reversed().prefix { byte in
      SecretName.isLetter(byte) || "_- ".utf8.contains(byte)
    }
    let phrase = String(decoding: Array(before.reversed()), as: UTF8.self)
    let word = phrase.split(separator: " ").last.map(String.init) ?? ""
    if bytes[separator] == UInt8(ascii: ">"), end != separator || !word.contains(where: \.isLetter)
    {
      return nil
    }
    guard !SecretName.verbs.contains(where: { word.hasPrefix($0) && word != $0 }) else {
      return nil
    }
    let plain = phrase.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
    let isStrong = SecretName.strong.contains(where: plain.hasSuffix)
    isWeak = !isStrong
    isHeader = plain.hasSuffix("authorization") || plain.hasSuffix("cookie")
    if !isStrong, !SecretName.weak.contains(where: plain.hasSuffix) { return nil }
  }

  /// Whether the rest of the line is the value, as in `Authorization: Bearer …`.
  func takesLine(_ value: ArraySlice<UInt8>) -> Bool {
    guard isHeader else { return false }
    let start = String(decoding: value.prefix(16), as: UTF8.self).lowercased()
    return !isWeak || SecretName.schemes.contains(where: start.hasPrefix)
  }

  /// Whether `value` is a secret. `isValue` says that it is certainly a value and not part of a
  /// sentence.
  func hides(_ value: ArraySlice<UInt8>, isValue: Bool) -> Bool {
    let text = String(decoding: value.prefix(8), as: UTF8.self)
    guard !value.isEmpty, !["null", "None", "true", "false"].contains(text),
      !text.hasPrefix("arn:"), !value.starts(with: SecretText.mark.utf8)
    else { return false }
    return !isWeak || isValue || takesLine(value) || SecretForm.isOpaque(value)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte)
  }
}
