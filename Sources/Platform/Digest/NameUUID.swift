internal import CCrypto

/// A UUID of version 5 (RFC 9562), derived from names. The same names always give the same UUID, so
/// that a later export of the same thing has the same id.
///
///     python3 -c "import uuid; print(uuid.uuid5(uuid.UUID('…'), 'finding\\n123456789012\\n…'))"
public struct NameUUID: Hashable, Sendable, CustomStringConvertible {
  private let high: UInt64
  private let low: UInt64

  /// The namespace of this program, generated once at random.
  static let namespace: [UInt8] = [
    0x6E, 0x0F, 0x2B, 0x53, 0x9C, 0x41, 0x4D, 0x8A, 0xA7, 0x35, 0x1E, 0x84, 0xC0, 0xD6, 0x5F, 0x92,
  ]

  /// Creates the UUID of `names`, which are joined by line feeds.
  public init(_ names: String...) { self.init(names) }

  /// Creates the UUID of `names`, which are joined by line feeds.
  public init(_ names: [String]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(names.reduce(16) { $0 + $1.utf8.count + 1 })
    bytes.append(contentsOf: NameUUID.namespace)
    for (index, name) in names.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: "\n")) }
      name.withBytes { bytes.append(contentsOf: $0) }
    }
    (high, low) = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digest in
      let isDone = bytes.withUnsafeBufferPointer { bytes in
        guard let source = bytes.baseAddress, let target = digest.baseAddress else { return false }
        return iamr_sha1(source, bytes.count, target) == 1
      }
      precondition(isDone, "out of memory")
      let high = digest[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
      let low = digest[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
      return (high & ~0xF000 | 0x5000, low & ~(3 << 62) | 2 << 62)
    }
  }

  /// 32 digits and 4 hyphens, in lower case.
  public var description: String {
    var text: [UInt8] = []
    text.reserveCapacity(36)
    forEachCharacter { text.append($0) }
    return String(decoding: text, as: UTF8.self)
  }

  fileprivate func forEachCharacter(_ body: (UInt8) -> Void) {
    for place in 0..<32 {
      if place == 8 || place == 12 || place == 16 || place == 20 { body(UInt8(ascii: "-")) }
      let half = place < 16 ? high : low
      let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - place % 16 * 4)) & 15
      body(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}

extension TextSink {
  /// Appends the UUID as 36 characters.
  public func append(_ uuid: NameUUID) {
    uuid.forEachCharacter { append(byte: $0) }
  }
}
