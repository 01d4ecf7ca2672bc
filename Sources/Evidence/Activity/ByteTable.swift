/// Texts as bytes, each stored once and known by a number.
///
/// A table of strings would allocate each of them; logs have millions. Numbers are given in the
/// order of arrival, so nothing that is written can depend on them.
struct ByteTable {
  private(set) var arena: [UInt8] = []
  private var ends: [Int] = [0]
  /// The number of each text plus one, by its hash; 0 is a free place.
  private var slots = [UInt32](repeating: 0, count: 256)
  /// Makes collisions unpredictable, because others choose the names in logs.
  private let seed = UInt64.random(in: .min ... .max)

  /// The number of texts.
  var count: Int { ends.count - 1 }

  /// The memory in use, in bytes, approximately.
  var memory: Int { arena.count + ends.count * 8 + slots.count * 4 }

  /// The number of `text`, which is added if it is new.
  mutating func number(of text: UnsafeBufferPointer<UInt8>) -> (number: UInt32, isNew: Bool) {
    var place = Int(truncatingIfNeeded: hash(text)) & (slots.count - 1)
    while slots[place] != 0 {
      let number = slots[place] - 1
      if isEqual(number, text) { return (number, false) }
      place = (place + 1) & (slots.count - 1)
    }
    let number = UInt32(count)
    arena.append(contentsOf: text)
    ends.append(arena.count)
    slots[place] = number + 1
    if count * 2 > slots.count { grow() }
    return (number, true)
  }

  /// The number of `text`, which is added if it is new.
  mutating func number(of text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { number(of: $0).number }
  }

  /// The range of a text in the arena.
  func range(_ number: UInt32) -> Range<Int> { ends[Int(number)]..<ends[Int(number) + 1] }

  /// The text with the number `number`.
  func bytes(_ number: UInt32) -> ArraySlice<UInt8> { arena[range(number)] }

  /// The numbers of the texts in the order of their bytes.
  func inOrder() -> [UInt32] {
    arena.withUnsafeBytes { arena in
      (0..<UInt32(count)).sorted { left, right in
        UnsafeRawBufferPointer(rebasing: arena[range(left)])
          .order(UnsafeRawBufferPointer(rebasing: arena[range(right)])) < 0
      }
    }
  }

  private func isEqual(_ number: UInt32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = range(number)
    guard range.count == text.count else { return false }
    return arena.withUnsafeBytes { arena in
      UnsafeRawBufferPointer(rebasing: arena[range]).commonBytes(with: UnsafeRawBufferPointer(text))
        == text.count
    }
  }

  private func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var state = seed ^ UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
    let raw = UnsafeRawBufferPointer(text)
    var place = 0
    while place + 8 <= raw.count {
      state = mixed(state ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    var rest: UInt64 = 0
    while place < raw.count {
      rest = rest << 8 | UInt64(raw[place])
      place += 1
    }
    return mixed(state ^ rest)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    arena.withUnsafeBufferPointer { arena in
      for number in 0..<UInt32(count) {
        let text = UnsafeBufferPointer(rebasing: arena[range(number)])
        var place = Int(truncatingIfNeeded: hash(text)) & (slots.count - 1)
        while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = number + 1
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  /// The number of bytes from the start that are the same in `other`; eight are compared at a time.
  @inline(__always)
  func commonBytes(with other: UnsafeRawBufferPointer) -> Int {
    let end = Swift.min(count, other.count)
    var place = 0
    while place + 8 <= end,
      loadUnaligned(fromByteOffset: place, as: UInt64.self)
        == other.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    { place += 8 }
    while place < end, self[place] == other[place] { place += 1 }
    return place
  }

  /// Less than 0 if the bytes come before those of `other`, more if they come after them, and 0 if
  /// they are the same.
  @inline(__always)
  func order(_ other: UnsafeRawBufferPointer) -> Int {
    let place = commonBytes(with: other)
    guard place < count, place < other.count else { return count - other.count }
    return Int(self[place]) - Int(other[place])
  }
}

/// Distributes the bits of `value`: the high and the low half of a product.
@inline(__always)
func mixed(_ value: UInt64) -> UInt64 {
  let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
  return product.high ^ product.low
}
