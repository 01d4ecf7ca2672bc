/// The bytes of an image file, read from a position onwards.
struct ImageBytes {
  let bytes: [UInt8]
  var place = 0

  /// The number of bytes that are left.
  var left: Int { bytes.count - place }

  /// The next `count` bytes as one number, the most significant byte first; throws at the end.
  mutating func number(_ count: Int) throws(Logo.Refusal) -> Int {
    try take(count).reduce(0) { $0 << 8 | Int($1) }
  }

  /// The next `count` bytes; throws if there are fewer.
  mutating func take(_ count: Int) throws(Logo.Refusal) -> ArraySlice<UInt8> {
    guard count <= left else { throw Logo.Refusal(message: "the image is incomplete") }
    defer { place += count }
    return bytes[place..<(place + count)]
  }
}

extension Logo.Refusal {
  /// An image that is damaged, with the detail.
  static func damaged(_ detail: String) -> Logo.Refusal {
    Logo.Refusal(message: "the image is damaged: \(detail)")
  }
}
