/// Finds an action by its name without a string for each of 21,789 names.
///
/// Open addressing: a slot contains an index into the entries, or -1. On a collision, the next free
/// slot is used.
struct HashTable: Sendable {
  private var slots: [Int32]

  init(entries: [ActionCatalogue.Entry], lowercased: [UInt8]) {
    var capacity = 64
    while capacity < entries.count * 2 { capacity *= 2 }
    slots = [Int32](repeating: -1, count: capacity)
    for (index, entry) in entries.enumerated() {
      var slot = Self.hash(lowercased[entry.name], service: Int(entry.service)) & (capacity - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = Int32(index)
    }
  }

  func find(
    _ name: [UInt8], service: Int, entries: [ActionCatalogue.Entry], lowercased: [UInt8]
  ) -> Int? {
    var slot = Self.hash(name[...], service: service) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if Int(entries[index].service) == service,
        lowercased[entries[index].name].elementsEqual(name)
      {
        return index
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// FNV-1a, which is short and sufficient for names.
  private static func hash(_ name: ArraySlice<UInt8>, service: Int) -> Int {
    var hash: UInt64 = 14_695_981_039_346_656_037 ^ UInt64(service)
    for byte in name { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & 0x7fff_ffff)
  }
}
