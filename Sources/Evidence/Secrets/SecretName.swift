/// A name that is followed by a secret: `aws_secret_access_key`, `"SessionToken"`,
/// `X-Amz-Security-Token`, `<Password>`, `--client-secret`.
struct SecretName {
  /// Names that no text uses for anything else; also without a separator, a value follows them.
  private static let technical = [
    "secretaccesskey", "secretkey", "sessiontoken", "securitytoken", "clientsecret", "accesstoken",
    "refreshtoken", "idtoken", "authtoken", "bearertoken", "privatekey", "apikey", "samlassertion",
    "webidentitytoken", "secretstring", "secretbinary", "tokencode",
  ]
  private static let passwords = ["password", "passwd", "passphrase", "passcode", "pwd"]
  /// Names that are always followed by a secret.
  private static let strong = technical + passwords + ["userdata", "cookie", "secret"]
  /// Names that are also ordinary words; the text after them must look like a secret.
  private static let weak = ["token", "signature", "authorization", "credential", "assertion"]
  /// The beginnings of operations whose names end in one of the names: `GetSessionToken`.
  private static let verbs = [
    "Get", "Change", "Create", "Update", "Delete", "Put", "Reset", "List", "Rotate", "Describe",
    "Assume", "Generate", "Decode", "Admin",
  ]
  private static let schemes = ["aws4-", "aws ", "bearer ", "basic ", "digest ", "negotiate "]
  /// The longest name, with words before it.
  private static let longest = 48
  /// The most spaces and quotes between a name and its separator; a table has more.
  private static let widest = 64

  /// How the name and its value are joined.
  enum Join {
    /// `name=value`, `<name>value`, or a quoted value.
    case value
    /// `name: value`, which can also be a sentence.
    case colon
    /// `name | value`, a cell of a table.
    case cell
  }

  private let isWeak: Bool
  private let isHeader: Bool
  /// Whether the name is a part of a longer word, such as `X-Vault-Token`.
  private let isPart: Bool

  /// The name that ends before `separator`; nil if there is none.
  init?(before separator: Int, in bytes: [UInt8]) {
    var end = separator
    // "Name": …   'Name' = …   <Name>…   Name [None]: …   Name, value: …
    let isTag = bytes[separator] == UInt8(ascii: ">")
    if isTag, end > 0, "-=".utf8.contains(bytes[end - 1]) { end -= 1 }
    let isArrow = end != separator
    while end > 0, separator - end < SecretName.widest, " \"'\\\t\r\n".utf8.contains(bytes[end - 1])
    {
      end -= 1
    }
    if end > 0, bytes[end - 1] == UInt8(ascii: "]") {
      let room = bytes[max(0, end - 40)..<end]
      end = room.lastIndex(of: UInt8(ascii: "[")) ?? end
      while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
    }
    if bytes[..<end].suffix(7).elementsEqual(", value".utf8) { end -= 7 }
    let phrase = SecretName.phrase(before: end, in: bytes)
    let word = phrase.split(separator: " ").last.map(String.init) ?? ""
    if isTag, !isArrow, end != separator || !word.contains(where: \.isLetter) { return nil }
    self.init(phrase, word)
  }

  private init?(_ phrase: String, _ word: String) {
    guard !SecretName.isOperation(word) else { return nil }
    let plain = SecretName.plain(phrase)
    let isStrong = SecretName.strong.contains(where: plain.hasSuffix)
    isWeak = !isStrong
    isHeader = plain.hasSuffix("authorization") || plain.hasSuffix("cookie")
    guard let weak = isStrong ? "" : SecretName.weak.first(where: plain.hasSuffix) else {
      return nil
    }
    isPart = SecretName.plain(word).utf8.count > weak.utf8.count
  }

  /// The letters, digits, hyphens and spaces before `end`.
  private static func phrase(before end: Int, in bytes: [UInt8]) -> String {
    let before = bytes[max(0, end - longest)..<end].reversed().prefix { byte in
      isLetter(byte) || "_- ".utf8.contains(byte)
    }
    return String(decoding: Array(before.reversed()), as: UTF8.self)
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
  }

  private static func isOperation(_ word: String) -> Bool {
    verbs.contains { word.hasPrefix($0) && word != $0 }
  }

  /// A word whose value follows after a space.
  enum Spaced {
    /// `--password value`, an option of a command.
    case option
    /// `-u user:value`, as curl has it.
    case user
    /// `password value`, `secret access key is value`; the value must look like one.
    case words
  }

  /// The last two letters of all names, to skip other words fast.
  private static let endings = Set(
    (strong + weak + ["-u", "user", "proxy-user"]).map { name in
      ending(before: name.utf8.count, in: Array(name.utf8))
    })

  private static func ending(before end: Int, in bytes: [UInt8]) -> UInt16 {
    // In lower case; no other pair of bytes of a name becomes the same.
    bytes[..<end].suffix(2).reduce(0) { $0 << 8 | UInt16($1 | 0x20) }
  }

  /// The kind of the word before `end`; nil if no value follows it.
  static func spaced(before end: Int, in bytes: [UInt8]) -> Spaced? {
    guard endings.contains(ending(before: end, in: bytes)) else { return nil }
    let phrase = phrase(before: end, in: bytes)
    let word = phrase.split(separator: " ").last.map(String.init) ?? ""
    let name = plain(word)
    if word.hasPrefix("-") {
      if ["-u", "-U", "--user", "--proxy-user"].contains(word) { return .user }
      return (strong + weak).contains(where: name.hasSuffix) ? .option : nil
    }
    guard !isOperation(word) else { return nil }
    let whole = plain(phrase)
    return (technical + passwords).contains(where: whole.hasSuffix) ? .words : nil
  }

  /// Whether the rest of the line is the value, as in `Authorization: Bearer …`.
  func takesLine(_ value: ArraySlice<UInt8>) -> Bool {
    guard isHeader else { return false }
    let start = String(decoding: value.prefix(16), as: UTF8.self).lowercased()
    return !isWeak || SecretName.schemes.contains(where: start.hasPrefix)
  }

  /// Whether `value` is a secret and not a part of a sentence.
  func hides(_ value: ArraySlice<UInt8>, _ join: Join) -> Bool {
    guard SecretForm.canHide(value) else { return false }
    switch join {
    case .value: return true
    case .cell: return SecretForm.isOpaque(value)
    case .colon:
      if SecretForm.isOrdinary(value) { return takesLine(value) }
      return !isWeak || takesLine(value) || SecretForm.isOpaque(value)
        || isPart && SecretForm.hasDigit(value)
    }
  }

  /// Whether `value` on the line after the name is a secret; `isAlone` says that it is the only
  /// word in its line.
  func hidesBelow(_ value: ArraySlice<UInt8>, isAlone: Bool) -> Bool {
    guard SecretForm.canHide(value), let last = value.last else { return false }
    return SecretForm.isOpaque(value)
      || isAlone && !isWeak && !SecretForm.isOrdinary(value) && !".:!?".utf8.contains(last)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte)
  }
}
