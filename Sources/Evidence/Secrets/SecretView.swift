/// The bytes of a text as a person or a shell would read them, with the place of each in the text.
///
/// Terminal escapes, invisible characters and encodings are undone, so that `secret%5Fkey`,
/// `se␛[1mcret_key` and UTF-16 are read as `secret_key`. The text itself is not changed.
struct SecretView {
  private(set) var bytes: [UInt8]
  /// The place of each byte in the text, and the end of the text.
  private(set) var origin: [Int]
  /// Whether a byte was encoded. An encoded delimiter does not end a value that is not.
  private(set) var isEncoded: [Bool]

  /// The number of encodings within each other that are undone: `%253D`, `&amp;quot;`.
  private static let maximumEncodings = 3

  init(_ text: [UInt8]) {
    bytes = text
    origin = Array(0...text.count)
    isEncoded = Array(repeating: false, count: text.count)
    for _ in 0..<SecretView.maximumEncodings where decode() {}
  }

  /// Undoes one encoding; returns whether there was any.
  private mutating func decode() -> Bool {
    guard bytes.contains(where: SecretView.isSpecial) else { return false }
    var (newBytes, newOrigin, newEncoded): ([UInt8], [Int], [Bool]) = ([], [], [])
    newBytes.reserveCapacity(bytes.count)
    newOrigin.reserveCapacity(origin.count)
    newEncoded.reserveCapacity(bytes.count)
    var (place, hasChanged) = (0, false)
    while place < bytes.count {
      let piece = SecretView.isSpecial(bytes[place]) ? piece(at: place) : nil
      if let byte = piece.map({ $0.byte }) ?? bytes[place] {
        newBytes.append(byte)
        newOrigin.append(origin[place])
        newEncoded.append(piece?.isEncoded ?? isEncoded[place])
      }
      hasChanged = hasChanged || piece != nil
      place += piece?.length ?? 1
    }
    guard hasChanged else { return false }
    newOrigin.append(origin[bytes.count])
    (bytes, origin, isEncoded) = (newBytes, newOrigin, newEncoded)
    return true
  }

  /// A sequence of bytes that represents one byte, or none.
  private struct Piece {
    let byte: UInt8?
    let length: Int
    var isEncoded = false
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F, 0xC2, 0xE2, 0xE3, 0xEF: true
    default: "%&\\".utf8.contains(byte)
    }
  }

  private func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  private func piece(at place: Int) -> Piece? {
    switch bytes[place] {
    case UInt8(ascii: "%"):
      return digits(2, at: place + 1).map { Piece(byte: $0, length: 3, isEncoded: true) }
    case UInt8(ascii: "\\"):
      guard byte(place + 1) == UInt8(ascii: "u"), byte(place + 2) == UInt8(ascii: "0"),
        byte(place + 3) == UInt8(ascii: "0")
      else { return nil }
      return digits(2, at: place + 4).map { Piece(byte: $0, length: 6, isEncoded: true) }
    case UInt8(ascii: "&"): return entity(at: place)
    case 0x1B: return Piece(byte: nil, length: 1 + controlSequence(at: place + 1))
    case 0xC2, 0xE2, 0xE3, 0xEF: return spacing(at: place)
    default: return Piece(byte: nil, length: 1)
    }
  }

  /// The printable ASCII character, tab or line break with the hexadecimal digits at `place`.
  private func digits(_ count: Int, at place: Int) -> UInt8? {
    var value: UInt8 = 0
    for offset in 0..<count {
      guard let digit = Character(Unicode.Scalar(byte(place + offset))).hexDigitValue else {
        return nil
      }
      value = value << 4 | UInt8(digit)
    }
    return (0x20...0x7E).contains(value) || [0x09, 0x0A, 0x0D].contains(value) ? value : nil
  }

  /// The characters that HTML and XML encode.
  private static let entities: [(name: String, byte: UInt8)] = [
    ("&quot;", 0x22), ("&#34;", 0x22), ("&#x22;", 0x22), ("&apos;", 0x27), ("&#39;", 0x27),
    ("&#x27;", 0x27), ("&amp;", 0x26), ("&#38;", 0x26), ("&lt;", 0x3C), ("&gt;", 0x3E),
    ("&#60;", 0x3C), ("&#62;", 0x3E), ("&#61;", 0x3D), ("&#x3d;", 0x3D), ("&#x3D;", 0x3D),
    ("&#58;", 0x3A), ("&nbsp;", 0x20), ("&#160;", 0x20), ("&#32;", 0x20),
  ]

  private func entity(at place: Int) -> Piece? {
    let entity = SecretView.entities.first { bytes[place...].starts(with: $0.name.utf8) }
    return entity.map { Piece(byte: $0.byte, length: $0.name.utf8.count, isEncoded: true) }
  }

  /// The length of a control sequence after ESC (ECMA-48, 5.4); 0 if there is none.
  private func controlSequence(at place: Int) -> Int {
    guard byte(place) == UInt8(ascii: "[") else { return 0 }
    var end = place + 1
    while (0x20...0x3F).contains(byte(end)), end - place < 32 { end += 1 }
    return (0x40...0x7E).contains(byte(end)) ? end + 1 - place : 0
  }

  /// Spaces and invisible characters of Unicode, and full-width forms of ASCII.
  private func spacing(at place: Int) -> Piece? {
    let (second, third) = (byte(place + 1), byte(place + 2))
    switch (bytes[place], second, third) {
    case (0xC2, 0xA0, _): return Piece(byte: 0x20, length: 2)
    case (0xC2, 0x80...0x9F, _), (0xC2, 0xAD, _): return Piece(byte: nil, length: 2)
    case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
      return Piece(byte: 0x20, length: 3)
    case (0xE2, 0x80, 0xA8...0xA9): return Piece(byte: 0x0A, length: 3)
    case (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA0...0xAF),
      (0xEF, 0xBB, 0xBF):
      return Piece(byte: nil, length: 3)
    case (0xEF, 0xBC, 0x81...0xBF): return Piece(byte: third - 0x81 + 0x21, length: 3)
    case (0xEF, 0xBD, 0x80...0x9E): return Piece(byte: third - 0x80 + 0x60, length: 3)
    default: return nil
    }
  }
}
