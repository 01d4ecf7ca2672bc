extension JSONNode {
  /// The number of members of an object; 0 for other types.
  public var memberCount: Int {
    guard kind == .object else { return 0 }
    var count = 0
    var key = index + 1
    let end = Int(document.tape[index].next)
    while key < end {
      count += 1
      key = Int(document.tape[key + 1].next)
    }
    return count
  }

  /// Whether the members of every object are sorted by the bytes of their names, and no name is
  /// written with escapes.
  public var hasSortedMembers: Bool {
    document.bytes.withUnsafeBufferPointer { isSorted(index, $0) }
  }

  private func isSorted(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let entry = document.tape[index]
    var place = index + 1
    var previous: Slice<UnsafeBufferPointer<UInt8>>?
    while place < Int(entry.next) {
      if entry.kind == .object {
        let key = document.tape[place]
        let name = bytes[Int(key.offset) + 1..<Int(key.end) - 1]
        if key.hasEscapes { return false }
        if let previous, !previous.lexicographicallyPrecedes(name) { return false }
        previous = name
        place += 1
      }
      let value = document.tape[place]
      switch value.kind {
      case .object, .array: if !isSorted(place, bytes) { return false }
      case .string, .number, .true, .false, .null, .dropped: break
      }
      place = Int(value.next)
    }
    return true
  }
}
