internal import CCrypto

/// A UUID made from names (version 5 of RFC 9562): the same names give the same UUID for ever, so
/// that a later export of the same thing speaks of it by the same id.
///
///     python3 -c "import uuid; print(uuid.uuid5(uuid.UUID('…'), 'finding\\n123456789012\\n…'))"
public struct NameUUID: Hashable, Sendable, CustomStringConvertible {
  /// 32 digits and 4 hyphens, in lower case.
  public let description: String

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
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (index, byte) in digest.prefix(16).enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text.append(NameUUID.digit(byte >> 4))
      text.append(NameUUID.digit(byte & 15))
    }
    description = String(decoding: text, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
