extension SHA256Digest {
  /// Parses 64 lower-case hexadecimal digits.
  public init?(hexDigits text: String) {
    let digits = text.utf8
    guard digits.count == 64,
      digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    description = text
  }
}
