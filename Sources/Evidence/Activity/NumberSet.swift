/// A set of numbers, for millions of them: `Set` takes twice as long.
struct NumberSet {
  /// Each element plus one, by its hash; 0 is a free place.
  private var slots = [UInt64](repeating: 0, count: 64)
  private let seed = UInt64.random(in: .min ... .max)
  private var count = 0

  /// The elements in any order.
  var elements: [UInt64] { slots.compactMap { $0 == 0 ? nil : $0 - 1 } }

  /// The memory in use, in bytes.
  var memory: Int { slots.count * 8 }

  /// Adds `element`, which is not the largest number.
  mutating func insert(_ element: UInt64) {
    guard store(element + 1) else { return }
    count += 1
    guard count * 4 > slots.count * 3 else { return }
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 { _ = store(entry) }
  }

  /// Returns false if the entry is known.
  private mutating func store(_ entry: UInt64) -> Bool {
    var place = Int(truncatingIfNeeded: mixed(entry ^ seed)) & (slots.count - 1)
    while slots[place] != 0 {
      if slots[place] == entry { return false }
      place = (place + 1) & (slots.count - 1)
    }
    slots[place] = entry
    return true
  }
}
