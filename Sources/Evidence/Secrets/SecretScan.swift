/// One pass over the bytes of a text.
struct SecretScan {
  let view: SecretView
  let bytes: [UInt8]
  private var hidden: [Range<Int>] = []
  var index = 0

  init(_ view: SecretView) {
    self.view = view
    bytes = view.bytes
  }

  /// The places of the secrets in the text, in order.
  mutating func run() -> [Range<Int>] {
    while index < bytes.count {
      if skipsPrivateKey() || skipsARN() || skipsUserOfAddress() || skipsForm() { continue }
      let place = index
      index += 1
      switch bytes[place] {
      case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ">"), UInt8(ascii: "|"):
        takeNamedValue(after: place)
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
        UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ","):
        takeSpacedValue(after: place)
      default: break
      }
    }
    return hidden
  }

  func has(_ text: StaticString, at place: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    return (0..<count).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
  }

  func end(from start: Int, while isInside: (UInt8) -> Bool) -> Int {
    bytes[start...].firstIndex { !isInside($0) } ?? bytes.count
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
  static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// Hides the bytes from `start` to `end` and continues there.
  mutating func hide(from start: Int, to end: Int) {
    hidden.append(view.origin[start]..<view.origin[end])
    index = end
  }

  private var isAtWordStart: Bool {
    index == 0 || !SecretForm.isPart(bytes[index - 1]) && bytes[index - 1] != UInt8(ascii: ".")
  }

  /// Hides `-----BEGIN RSA PRIVATE KEY-----` up to its end (RFC 7468).
  private mutating func skipsPrivateKey() -> Bool {
    guard has("-----BEGIN ", at: index) else { return false }
    let headEnd = end(from: index + 11) { $0 != UInt8(ascii: "-") }
    guard String(decoding: bytes[index..<headEnd], as: UTF8.self).hasSuffix("PRIVATE KEY") else {
      return false
    }
    var place = headEnd
    while place < bytes.count, !has("-----END ", at: place) { place += 1 }
    guard place < bytes.count else {
      hide(from: index, to: bytes.count)
      return true
    }
    let nameEnd = end(from: place + 9) { $0 != UInt8(ascii: "-") }
    hide(from: index, to: end(from: nameEnd) { $0 == UInt8(ascii: "-") })
    return true
  }

  private mutating func skipsARN() -> Bool {
    guard isAtWordStart, has("arn:", at: index) else { return false }
    index = end(from: index) { byte in
      !Self.isSpace(byte) && !Self.isQuote(byte) && !"<>?&;\\".utf8.contains(byte)
    }
    return true
  }

  /// Hides `user:password@` in a URL.
  private mutating func skipsUserOfAddress() -> Bool {
    guard has("://", at: index) else { return false }
    let start = index + 3
    // An encoded slash is a part of the password, unless the whole address is encoded.
    let isEncoded = view.isEncoded[index]
    let stop =
      bytes.indices[start...].first { place in
        let byte = bytes[place]
        if Self.isSpace(byte) || Self.isQuote(byte) || "<>".utf8.contains(byte) { return true }
        return "/?#".utf8.contains(byte) && (isEncoded || !view.isEncoded[place])
      } ?? bytes.count
    guard let sign = bytes[start..<stop].lastIndex(of: UInt8(ascii: "@")) else { return false }
    hide(from: start, to: sign)
    return true
  }

  private mutating func skipsForm() -> Bool {
    guard isAtWordStart, SecretForm.isPart(bytes[index]) else { return false }
    let word = bytes[
      index..<end(from: index) { SecretForm.isPart($0) || $0 == UInt8(ascii: ".") }]
    if SecretForm.isWebToken(word) {
      hide(from: index, to: word.endIndex)
      return true
    }
    let part = word.prefix { $0 != UInt8(ascii: ".") }
    if SecretForm.isSecret(part), !followsEncodedMessage {
      hide(from: index, to: end(from: part.endIndex) { $0 == UInt8(ascii: "=") })
      return true
    }
    index = part.endIndex
    return true
  }

  /// Whether the following text is a message that AWS encodes and only its API can decode.
  private var followsEncodedMessage: Bool {
    bytes[..<index].suffix(31).elementsEqual("authorization failure message: ".utf8)
  }
}
