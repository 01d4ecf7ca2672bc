/// Removes the secrets from text that another program wrote.
///
///     Authorization: AWS4-HMAC-SHA256 Credential=…    Authorization: [redacted]
///     "SessionToken": "IQoJb3JpZ2luX2Vj…"             "SessionToken": "[redacted]"
///     https://ann:hunter2@proxy:3128                  https://[redacted]@proxy:3128
///
/// A secret is recognized by the name before it (`SecretName`) or by its form (`SecretForm`). ARNs
/// are skipped, because their parts are names, so error codes, request ids, actions and ARNs are
/// kept. Access key ids are shortened, not removed, because they show which key was used and are
/// not secret.
enum SecretText {
  static let mark = "[redacted]"

  /// `text` without secrets.
  static func redacted(_ text: String) -> String {
    var scan = Scan(bytes: Array(DebugOutput.removed(from: text).utf8))
    return AccessKeyID.shortened(scan.run())
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  /// One pass over the bytes.
  private struct Scan {
    let bytes: [UInt8]
    var output: [UInt8] = []
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func run() -> String {
      while index < bytes.count {
        if skipsPrivateKey() || skipsARN() || skipsUserOfAddress() || skipsForm() { continue }
        let byte = bytes[index]
        output.append(byte)
        index += 1
        if byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ">") {
          takeNamedValue(after: index - 1)
        }
      }
      return String(decoding: output, as: UTF8.self)
    }

    private func has(_ text: StaticString, at place: Int) -> Bool {
      let count = text.utf8CodeUnitCount
      guard place + count <= bytes.count else { return false }
      return (0..<count).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
    }

    private func end(from start: Int, while isInside: (UInt8) -> Bool) -> Int {
      bytes[start...].firstIndex { !isInside($0) } ?? bytes.count
    }

    private mutating func replace(to end: Int) {
      output += Array(SecretText.mark.utf8)
      index = end
    }

    private var isAtWordStart: Bool {
      index == 0 || !SecretForm.isPart(bytes[index - 1]) && bytes[index - 1] != UInt8(ascii: ".")
    }

    /// Replaces `-----BEGIN RSA PRIVATE KEY-----` up to its end (RFC 7468).
    private mutating func skipsPrivateKey() -> Bool {
      guard has("-----BEGIN ", at: index) else { return false }
      let headEnd = end(from: index + 11) { $0 != UInt8(ascii: "-") }
      guard String(decoding: bytes[index..<headEnd], as: UTF8.self).hasSuffix("PRIVATE KEY") else {
        return false
      }
      var place = headEnd
      while place < bytes.count, !has("-----END ", at: place) { place += 1 }
      guard place < bytes.count else {
        replace(to: bytes.count)
        return true
      }
      let nameEnd = end(from: place + 9) { $0 != UInt8(ascii: "-") }
      replace(to: end(from: nameEnd) { $0 == UInt8(ascii: "-") })
      return true
    }

    private mutating func skipsARN() -> Bool {
      guard isAtWordStart, has("arn:", at: index) else { return false }
      let stop = end(from: index) { byte in
        !SecretText.isSpace(byte) && !SecretText.isQuote(byte) && !"<>?&;\\".utf8.contains(byte)
      }
      output += bytes[index..<stop]
      index = stop
      return true
    }

    /// Replaces `user:password@` in a URL.
    private mutating func skipsUserOfAddress() -> Bool {
      guard has("://", at: index) else { return false }
      let start = index + 3
      let stop = end(from: start) { byte in
        !SecretText.isSpace(byte) && !SecretText.isQuote(byte) && !"/?#<>".utf8.contains(byte)
      }
      guard let sign = bytes[start..<stop].lastIndex(of: UInt8(ascii: "@")) else { return false }
      output += bytes[index..<start]
      replace(to: sign)
      return true
    }

    private mutating func skipsForm() -> Bool {
      guard isAtWordStart, SecretForm.isPart(bytes[index]) else { return false }
      let word = bytes[
        index..<end(from: index) { SecretForm.isPart($0) || $0 == UInt8(ascii: ".") }]
      if SecretForm.isWebToken(word) {
        replace(to: word.endIndex)
        return true
      }
      let part = word.prefix { $0 != UInt8(ascii: ".") }
      let padding = end(from: part.endIndex) { $0 == UInt8(ascii: "=") }
      if SecretForm.isSecret(part), !followsEncodedMessage {
        replace(to: padding)
        return true
      }
      output += part
      index = part.endIndex
      return true
    }

    /// Whether the following text is a message that AWS encodes and only its API can decode.
    private var followsEncodedMessage: Bool {
      String(decoding: output.suffix(32), as: UTF8.self)
        .hasSuffix("authorization failure message: ")
    }

    /// Replaces the value after a separator if the name before it indicates a secret.
    private mutating func takeNamedValue(after separator: Int) {
      guard let name = SecretName(before: separator, in: bytes) else { return }
      var start = end(from: index) { $0 == 0x20 || $0 == 0x09 }
      guard !has("[redacted]", at: start) else { return }
      // The first element of a list.
      start = end(from: start) { $0 == 0x20 || $0 == UInt8(ascii: "[") }
      // A Python byte string: b'…'.
      if has("b'", at: start) || has("b\"", at: start) { start += 1 }
      let escape = end(from: start) { $0 == UInt8(ascii: "\\") }
      let isQuoted = escape < bytes.count && SecretText.isQuote(bytes[escape])
      let valueStart = isQuoted ? escape + 1 : start
      let stop =
        isQuoted
        ? endOfQuoted(from: valueStart, bytes[escape], escapes: escape - start)
        : endOfPlain(from: valueStart, name)
      let value = bytes[valueStart..<stop]
      let isValue = isQuoted || bytes[separator] != UInt8(ascii: ":")
      guard name.hides(value, isValue: isValue) else { return }
      output += bytes[index..<valueStart]
      replace(to: stop)
    }

    private func endOfQuoted(from start: Int, _ quote: UInt8, escapes: Int) -> Int {
      var place = start
      while place < bytes.count {
        if bytes[place] == UInt8(ascii: "\\") {
          let run = end(from: place) { $0 == UInt8(ascii: "\\") }
          if escapes > 0, run < bytes.count, bytes[run] == quote, run - place <= escapes {
            return place
          }
          place = min(bytes.count, escapes > 0 ? run : place + 2)
        } else if bytes[place] == quote, escapes == 0 {
          return place
        } else {
          place += 1
        }
      }
      return bytes.count
    }

    private func endOfPlain(from start: Int, _ name: SecretName) -> Int {
      let isWholeLine = name.takesLine(bytes[start...])
      return end(from: start) { byte in
        guard byte != 0x0A, byte != 0x0D, !SecretText.isQuote(byte), byte != UInt8(ascii: "<")
        else {
          return false
        }
        return isWholeLine || !SecretText.isSpace(byte) && !",;&}".utf8.contains(byte)
      }
    }
  }
}

/// The log records that `aws --debug` writes, including requests, signatures and answers.
enum DebugOutput {
  private static let mark = "[debug output omitted]"
  /// The beginnings of the client's own error messages (botocore `exceptions.py`, awscli
  /// `errorhandler.py`).
  private static let errors = [
    "An error occurred (", "aws: ", "Unable to ", "Could not ", "You must ", "Error ",
    "The config profile", "Partial credentials", "Connect timeout", "Read timeout",
    "SSL validation", "Failed to connect", "Unknown options",
  ]

  /// `text` without debug output.
  static func removed(from text: String) -> String {
    guard text.contains(" - DEBUG - ") || text.contains(" - INFO - ") else { return text }
    var lines: [Substring] = []
    var isInside = false
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if isRecord(line) {
        if !isInside { lines.append(mark[...]) }
        isInside = true
      } else if isInside, errors.contains(where: line.hasPrefix) {
        isInside = false
      }
      if !isInside { lines.append(line) }
    }
    return lines.joined(separator: "\n")
  }

  /// `2026-11-26 22:00:00,123 - MainThread - botocore.auth - DEBUG - Calculating signature`
  private static func isRecord(_ line: Substring) -> Bool {
    let start = line.prefix(10).utf8.map { $0 }
    return start.count == 10 && start[4] == UInt8(ascii: "-") && start[7] == UInt8(ascii: "-")
      && start[0] &- UInt8(ascii: "0") < 10
      && (line.contains(" - DEBUG - ") || line.contains(" - INFO - "))
  }
}
