extension [UInt8] {
  /// The position of the first occurrence of `pattern`; nil if there is none.
  ///
  /// The search of the standard library builds a table for each call, which costs more than most
  /// searches here.
  package func offset(of pattern: [UInt8]) -> Int? {
    guard let first = pattern.first, pattern.count <= count else { return nil }
    return withUnsafeBufferPointer { bytes in
      pattern.withUnsafeBufferPointer { pattern in
        for start in 0...bytes.count - pattern.count where bytes[start] == first {
          var length = 1
          while length < pattern.count, bytes[start + length] == pattern[length] { length += 1 }
          if length == pattern.count { return start }
        }
        return nil
      }
    }
  }
}
