/// A word to search for, ignoring case.
struct SearchWord: Hashable, Sendable {
  private let folded: [UInt8]
  private let isASCII: Bool

  init(_ word: String) {
    folded = Array(word.lowercased().utf8)
    isASCII = folded.allSatisfy { $0 < 0x80 }
  }

  /// Whether the word occurs in `text`.
  ///
  /// Compares bytes without a lower-case copy, because a filter of 20,000 findings runs at every
  /// key.
  func occurs(in text: String) -> Bool {
    guard isASCII else {
      return SearchWord.contains(Array(text.lowercased().utf8), folded)
    }
    var text = text
    return text.withUTF8 { SearchWord.contains($0, folded) }
  }

  private static func contains<Bytes: RandomAccessCollection>(
    _ bytes: Bytes, _ wanted: [UInt8]
  ) -> Bool where Bytes.Element == UInt8, Bytes.Index == Int {
    guard let first = wanted.first else { return true }
    let count = wanted.count
    guard bytes.count >= count else { return false }
    return wanted.withUnsafeBufferPointer { wanted in
      for start in 0...(bytes.count - count) where lowered(bytes[start]) == first {
        var length = 1
        while length < count, lowered(bytes[start + length]) == wanted[length] { length += 1 }
        if length == count { return true }
      }
      return false
    }
  }

  @inline(__always)
  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}

extension Inventory {
  /// Every identity and policy whose name contains the word.
  func subjects(named word: SearchWord) -> [PageSubject] {
    ViewKind.allCases.flatMap { view in
      (0..<count(in: view)).compactMap { row in
        subject(row, in: view).flatMap { word.occurs(in: name(of: $0)) ? $0 : nil }
      }
    }
  }
}
