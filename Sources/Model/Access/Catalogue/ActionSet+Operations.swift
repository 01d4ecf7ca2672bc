extension ActionSet {
  /// The actions in either set.
  public func union(_ other: ActionSet) -> ActionSet {
    if other.isEmpty { return self }
    if isEmpty { return other }
    return merged(with: other, beyond: beyond.union(other.beyond)) { $0 | $1 }
  }

  /// The actions of any of `sets`.
  static func union(of sets: [ActionSet], in catalogue: ActionCatalogue) -> ActionSet {
    let filled = sets.filter { !$0.isEmpty }
    guard filled.count > 1 else { return filled.first ?? ActionSet(in: catalogue) }
    var bits = [UInt64](repeating: 0, count: catalogue.count / 64 + 1)
    for set in filled {
      for word in set.words { bits[Int(word.place)] |= word.bits }
    }
    let words = bits.enumerated().compactMap { place, bits in
      bits == 0 ? nil : Word(place: UInt16(place), bits: bits)
    }
    return ActionSet(
      catalogue: catalogue, words: words,
      beyond: filled.dropFirst().reduce(filled[0].beyond) { $0.union($1.beyond) })
  }

  /// The actions that are not in `other`.
  public func subtracting(_ other: ActionSet) -> ActionSet {
    // Usually there is nothing to remove, and the same set needs no new memory.
    if other.beyond.isNone, !overlaps(other) { return self }
    return merged(with: other, beyond: beyond.subtracting(other.beyond)) { $0 & ~$1 }
  }

  /// The actions in both sets.
  public func intersection(_ other: ActionSet) -> ActionSet {
    merged(with: other, beyond: beyond.intersection(other.beyond)) { $0 & $1 }
  }

  /// Whether the sets share an action of the catalogue.
  public func overlaps(_ other: ActionSet) -> Bool {
    !other.words.isEmpty
      && forEachPair(with: other) { _, mine, others in mine & others == 0 } == false
  }

  /// Whether it contains every action of `other` that is in the catalogue.
  public func isSuperset(of other: ActionSet) -> Bool {
    forEachPair(with: other) { _, mine, others in others & ~mine == 0 }
  }

  /// Visits the words of both sets in order while `body` returns true; returns false if it did not.
  @discardableResult
  private func forEachPair(
    with other: ActionSet, _ body: (UInt16, UInt64, UInt64) -> Bool
  ) -> Bool {
    var (mine, others) = (0, 0)
    while mine < words.count || others < other.words.count {
      let left = mine < words.count ? words[mine].place : .max
      let right = others < other.words.count ? other.words[others].place : .max
      let place = min(left, right)
      let isWanted = body(
        place, left == place ? words[mine].bits : 0, right == place ? other.words[others].bits : 0)
      if !isWanted { return false }
      if left == place { mine += 1 }
      if right == place { others += 1 }
    }
    return true
  }

  private func merged(
    with other: ActionSet, beyond: UnknownActions, _ combine: (UInt64, UInt64) -> UInt64
  ) -> ActionSet {
    var result: [Word] = []
    forEachPair(with: other) { place, mine, others in
      let bits = combine(mine, others)
      if bits != 0 { result.append(Word(place: place, bits: bits)) }
      return true
    }
    return ActionSet(catalogue: catalogue, words: result, beyond: beyond)
  }

  /// The number of actions by service and access level.
  public var summary: [String: [AccessLevel: Int]] {
    var result: [String: [AccessLevel: Int]] = [:]
    for service in catalogue.services {
      var levels: [AccessLevel: Int] = [:]
      for index in service.actions where contains(index: index) {
        levels[catalogue.entries[index].level, default: 0] += 1
      }
      if !levels.isEmpty { result[service.name] = levels }
    }
    return result
  }

  /// The actions of the catalogue, without unknown patterns.
  var withoutUnknown: ActionSet {
    ActionSet(catalogue: catalogue, words: words, beyond: .none)
  }

  /// The actions with one of the access levels and, if given, with or without resource types.
  public func filtered(levels: Set<AccessLevel>, takingResource: Bool? = nil) -> ActionSet {
    // A bit mask is faster than a set for thousands of actions.
    let wanted = levels.reduce(0) { $0 | 1 << Int($1.rawValue) }
    let kept = words.compactMap { word -> Word? in
      var (bits, rest) = (word.bits, word.bits)
      while rest != 0 {
        let bit = rest.trailingZeroBitCount
        rest &= rest - 1
        let entry = catalogue.entries[Int(word.place) * 64 + bit]
        if wanted & 1 << Int(entry.level.rawValue) == 0
          || (takingResource.map { $0 == entry.takesNoResource } ?? false)
        {
          bits &= ~(1 << UInt64(bit))
        }
      }
      return bits == 0 ? nil : Word(place: word.place, bits: bits)
    }
    return ActionSet(catalogue: catalogue, words: kept, beyond: .none)
  }

  /// The actions of the catalogue that belong to `service`.
  public func actions(ofService service: String) -> [String] {
    guard let index = catalogue.index(ofService: service) else { return [] }
    return catalogue.services[index].actions.filter(contains(index:)).map(catalogue.name(of:))
  }

  /// The number of actions of `service`; 0 for an unknown service.
  public func count(ofService service: String) -> Int {
    guard let index = catalogue.index(ofService: service) else { return 0 }
    return catalogue.services[index].actions.count(where: contains(index:))
  }

  /// The services of the known actions.
  public var services: [String] {
    var result: [String] = []
    var service = 0
    for index in indices {
      let belongs = Int(catalogue.entries[index].service)
      if result.isEmpty || belongs != service {
        result.append(catalogue.services[belongs].name)
        service = belongs
      }
    }
    return result
  }
}

extension ActionSet: Hashable {
  /// Whether both contain the same known actions and the same unknown patterns.
  public static func == (left: ActionSet, right: ActionSet) -> Bool {
    left.words == right.words && left.beyond == right.beyond
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
  }
}
