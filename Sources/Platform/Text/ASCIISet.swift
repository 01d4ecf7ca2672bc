/// A set of ASCII characters, optimized for testing each byte of a long text.
package struct ASCIISet: Sendable {
  private let low: UInt64
  private let high: UInt64

  /// All ASCII characters.
  static let all: [UInt8] = Array(0...0x7F)
  /// The characters from space to tilde.
  static let printable: [UInt8] = Array(0x20...0x7E)

  /// The set of `bytes`, all below 128.
  package init(_ bytes: some Sequence<UInt8>) {
    var (low, high): (UInt64, UInt64) = (0, 0)
    for byte in bytes {
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
    }
    (self.low, self.high) = (low, high)
  }

  func contains(_ byte: UInt8) -> Bool {
    bit(of: byte) == 1
  }

  /// The position of the first byte at or after `start` that is not in the set, or the end.
  package func firstOther(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var place = start
    // Eight bytes at a time without branches, which the processor runs in parallel.
    while place + 8 <= bytes.count {
      var areMembers: UInt64 = 1
      for offset in 0..<8 { areMembers &= bit(of: bytes[place + offset]) }
      guard areMembers == 1 else { break }
      place += 8
    }
    while place < bytes.count, contains(bytes[place]) { place += 1 }
    return place
  }

  /// 1 if the byte is in the set, otherwise 0.
  private func bit(of byte: UInt8) -> UInt64 {
    let isASCII = UInt64(byte >> 7 ^ 1)
    return (byte & 64 == 0 ? low : high) &>> UInt64(byte) & isASCII
  }
}
