extension String {
  /// The text with bytes replaced, where all of it is printable ASCII; nil where it is not, and a
  /// slower way must be gone.
  ///
  /// `replacement` gets all bytes and the place of one, and says what stands for that one; nil
  /// leaves it as it is. Exports of thousands of findings spend most of their time here.
  package func replacingASCII(
    _ replacement: (UnsafeBufferPointer<UInt8>, Int) -> StaticString?
  ) -> String? {
    let result = utf8.withContiguousStorageIfAvailable { bytes -> String? in
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count + 32)
      for place in bytes.indices {
        guard (0x20...0x7E).contains(bytes[place]) else { return nil }
        if let text = replacement(bytes, place) {
          text.withUTF8Buffer { result.append(contentsOf: $0) }
        } else {
          result.append(bytes[place])
        }
      }
      return String(decoding: result, as: UTF8.self)
    }
    return result ?? nil
  }
}
