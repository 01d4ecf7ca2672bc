extension SHA256Digest {
  /// Reads 64 lower-case hexadecimal digits, and nothing else.
  public init?(hexDigits text: String) {
    let digits = text.utf8
    guard digits.count == 64,
      digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    description = text
  }

  /// The digest in base64, as content security policies want it.
  package var base64: String {
    let digits = description.utf8.map { $0 < 0x40 ? $0 - 0x30 : $0 - 0x57 }
    return Base64.encode(
      stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
  }
}
