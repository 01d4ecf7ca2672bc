/// The encoding of a text file, detected from its first bytes.
///
/// PowerShell's `>` writes UTF-16 with a byte order mark, which is neither JSON (RFC 8259) nor the
/// output of `aws`. Without a mark, UTF-16 is detected by its zero bytes: JSON and CSV begin with
/// two ASCII characters, and contain no zeros in UTF-8.
///
///     FF FE 7B 00   UTF-16, little-endian: `{`
///     7B 00 22 00   the same without a mark: `{"`
///     EF BB BF 7B   UTF-8 with a mark: `{`
package enum TextEncoding: Equatable {
  case utf8
  case utf16(isBigEndian: Bool, hasMark: Bool)
  case utf32

  /// The encoding of `bytes`, by default UTF-8.
  init(of bytes: [UInt8]) {
    let start = Array(bytes.prefix(4))
    func begins(_ mark: UInt8...) -> Bool { start.starts(with: mark) }
    if begins(0xFF, 0xFE, 0, 0) || begins(0, 0, 0xFE, 0xFF) {
      self = .utf32
    } else if begins(0xFF, 0xFE) || begins(0xFE, 0xFF) {
      self = .utf16(isBigEndian: start[0] == 0xFE, hasMark: true)
    } else if start.count == 4, start.map({ $0 == 0 }) == [false, true, false, true] {
      self = .utf16(isBigEndian: false, hasMark: false)
    } else if start.count == 4, start.map({ $0 == 0 }) == [true, false, true, false] {
      self = .utf16(isBigEndian: true, hasMark: false)
    } else {
      self = .utf8
    }
  }

  /// The reason why a text cannot be read in its encoding.
  package struct Failure: Error, Equatable {
    package let message: String
  }

  /// Converts `bytes` to UTF-8. Lines and columns, counted in characters, remain those of the file.
  ///
  /// Throws if UTF-16 is truncated or damaged, and for UTF-32; UTF-8 is not checked.
  package static func utf8(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
    switch TextEncoding(of: bytes) {
    case .utf8: return bytes
    case .utf32:
      throw Failure(message: "the file is UTF-32 text; save it as UTF-8")
    case .utf16(let isBigEndian, let hasMark):
      let body = bytes.dropFirst(hasMark ? 2 : 0)
      guard body.count.isMultiple(of: 2) else {
        throw Failure(
          message: "the file is UTF-16 text and ends in the middle of a character; it is truncated,"
            + " save the response again as UTF-8")
      }
      return try decoded(body, isBigEndian: isBigEndian)
    }
  }

  private static func decoded(
    _ body: ArraySlice<UInt8>, isBigEndian: Bool
  ) throws(Failure) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(body.count / 2)
    var place = body.startIndex
    while place < body.endIndex {
      let (first, second) = (UInt16(body[place]), UInt16(body[place + 1]))
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
      place += 2
    }
    guard let text = String(validating: units, as: UTF16.self) else {
      throw Failure(
        message: "the file is UTF-16 text with damaged characters; save the response again as UTF-8"
      )
    }
    return Array(text.utf8)
  }
}
