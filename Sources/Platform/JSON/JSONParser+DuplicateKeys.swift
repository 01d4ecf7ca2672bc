extension JSONParser {
  /// Rejects duplicate members, because their meaning would depend on the parser.
  mutating func refuseDuplicateKeys(of object: Int) throws(Failure) {
    keys.removeAll(keepingCapacity: true)
    var key = object + 1
    var hasEscapes = false
    while key < tape.count {
      keys.append(key)
      hasEscapes = hasEscapes || tape[key].hasEscapes
      key = Int(tape[key + 1].next)
    }
    if hasEscapes {
      try refuseDuplicates(amongDecoded: keys)
    } else if keys.count <= 24 {
      // Most names differ from all before them in this bit, so they need no comparison.
      var seen: UInt64 = 0
      for (index, right) in keys.enumerated() {
        let bit = bit(ofKey: right)
        if seen & bit != 0 {
          for left in keys[..<index] where rawKeysAreEqual(left, right) {
            throw duplicate(right, first: left)
          }
        }
        seen |= bit
      }
    } else {
      let sorted = keys.sorted { isRawKey($0, before: $1) }
      for (left, right) in zip(sorted, sorted.dropFirst()) where rawKeysAreEqual(left, right) {
        throw duplicate(max(left, right), first: min(left, right))
      }
    }
  }

  private func refuseDuplicates(amongDecoded keys: [Int]) throws(Failure) {
    var seen: [String: Int] = [:]
    for key in keys {
      if let first = seen.updateValue(key, forKey: decodedKey(key)) {
        throw duplicate(key, first: first)
      }
    }
  }

  private func duplicate(_ key: Int, first: Int) -> Failure {
    Failure(
      reason: .duplicateKey(decodedKey(key), firstOffset: Int(tape[first].offset)),
      offset: Int(tape[key].offset))
  }

  private func decodedKey(_ key: Int) -> String {
    JSONText.decode(rawKey(key), hasEscapes: tape[key].hasEscapes)
  }

  /// One of 64 bits, by the length of the name and two of its bytes.
  private func bit(ofKey key: Int) -> UInt64 {
    let name = source(tape[key])
    let middle = name[name.startIndex + name.count / 2]
    return 1 << UInt64((name.count &* 5 &+ Int(name[name.startIndex + 1]) &+ Int(middle) &* 3) & 63)
  }

  private func rawKeysAreEqual(_ left: Int, _ right: Int) -> Bool {
    let (left, right) = (tape[left], tape[right])
    return left.end - left.offset == right.end - right.offset
      && source(left).elementsEqual(source(right))
  }

  private func isRawKey(_ left: Int, before right: Int) -> Bool {
    let (left, right) = (tape[left], tape[right])
    let (leftCount, rightCount) = (left.end - left.offset, right.end - right.offset)
    if leftCount != rightCount { return leftCount < rightCount }
    if source(left).elementsEqual(source(right)) { return left.offset < right.offset }
    return source(left).lexicographicallyPrecedes(source(right))
  }
}
