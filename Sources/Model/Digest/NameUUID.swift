internal import CCrypto

/// A UUID made from names (version 5 of RFC 9562): the same names give the same UUID for ever, so
/// that a later export of the same thing speaks of it by the same id.
///
///     python3 -c "import uuid; print(uuid.uuid5(uuid.UUID('…'), 'finding\\n123456789012\\n…'))"
public struct NameUUID: Hashable, Sendable, CustomStringConvertible {
  private let high: UInt64
  private let low: UInt64

  /// The namespace of all that this program names; drawn at random once.
  static let namespace: [UInt8] = [
    0x6E, 0x0F, 0x2B, 0x53, 0x9C, 0x41, 0x4D, 0x8A, 0xA7, 0x35, 0x1E, 0x84, 0xC0, 0xD6, 0x5F, 0x92,
  ]

  /// The UUID of `names`, which are joined by line feeds.
  public init(_ names: String...) {
    let bytes = NameUUID.namespace + Array(names.joined(separator: "\n").utf8)
    var digest = [UInt8](repeating: 0, count: 20)
    let isDone = digest.withUnsafeMutableBufferPointer { digest in
      bytes.withUnsafeBufferPointer { bytes in
        guard let source = bytes.baseAddress, let target = digest.baseAddress else { return false }
        return iamr_sha1(source, bytes.count, target) == 1
      }
    }
    precondition(isDone, "no memory for a digest")
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    high = digest[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = digest[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The UUID in lower case with hyphens, 36 characters.
  public var description: String {
    let digits = NameUUID.digits(high) + NameUUID.digits(low)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text += "-" }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  private static func digits(_ number: UInt64) -> [UInt8] {
    stride(from: 60, through: 0, by: -4).map { shift in
      let digit = UInt8(number >> UInt64(shift) & 15)
      return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
  }
}
