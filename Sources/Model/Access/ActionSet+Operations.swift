extension ActionSet {
  /// The actions of either.
  public func union(_ other: ActionSet) -> ActionSet {
    if other.isEmpty { return self }
    if isEmpty { return other }
    let first = words.isEmpty ? other.firstWord : min(firstWord, other.firstWord)
    let end = max(endWord, other.endWord)
    return combined(first..<max(first, end), beyond: beyond.union(other.beyond)) {
      word(at: $0) | other.word(at: $0)
    }
  }

  /// The actions of this that are not in `other`.
  public func subtracting(_ other: ActionSet) -> ActionSet {
    if other.isEmpty { return self }
    return combined(firstWord..<endWord, beyond: beyond.subtracting(other.beyond)) {
      word(at: $0) & ~other.word(at: $0)
    }
  }

  /// The actions of both.
  public func intersection(_ other: ActionSet) -> ActionSet {
    let first = max(firstWord, other.firstWord)
    let end = max(first, min(endWord, other.endWord))
    return combined(first..<end, beyond: beyond.intersection(other.beyond)) {
      word(at: $0) & other.word(at: $0)
    }
  }

  /// Whether they share an action of the catalogue.
  public func overlaps(_ other: ActionSet) -> Bool {
    let first = max(firstWord, other.firstWord)
    let end = max(first, min(endWord, other.endWord))
    return (first..<end).contains { word(at: $0) & other.word(at: $0) != 0 }
  }

  /// Whether every action of `other` in the catalogue is in this.
  public func isSuperset(of other: ActionSet) -> Bool {
    (other.firstWord..<other.endWord).allSatisfy { other.word(at: $0) & ~word(at: $0) == 0 }
  }

  /// How many actions of each service and level are in it, by service.
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

  /// The actions that satisfy a level and, where asked, take a resource.
  public func filtered(levels: Set<AccessLevel>, takingResource: Bool? = nil) -> ActionSet {
    var words = words
    // Asked of each of thousands of actions, so that a bit mask beats a set.
    let wanted = levels.reduce(0) { $0 | 1 << Int($1.rawValue) }
    for index in indices {
      let entry = catalogue.entries[index]
      if wanted & 1 << Int(entry.level.rawValue) == 0
        || (takingResource.map { $0 == entry.takesNoResource } ?? false)
      {
        words[index / 64 - firstWord] &= ~(1 << UInt64(index % 64))
      }
    }
    return ActionSet(catalogue: catalogue, firstWord: firstWord, words: words, beyond: .none)
  }

  /// The actions of the catalogue that belong to `service`.
  public func actions(ofService service: String) -> [String] {
    guard let index = catalogue.index(ofService: service) else { return [] }
    return catalogue.services[index].actions.filter(contains(index:)).map(catalogue.name(of:))
  }

  /// How many actions of `service` are in it; 0 for an unknown service.
  public func count(ofService service: String) -> Int {
    guard let index = catalogue.index(ofService: service) else { return 0 }
    return catalogue.services[index].actions.count(where: contains(index:))
  }

  /// The services of which the catalogue knows an action in it.
  public var services: [String] {
    let kept = firstWord * 64..<endWord * 64
    return catalogue.services
      .filter { $0.actions.overlaps(kept) && $0.actions.contains(where: contains(index:)) }
      .map(\.name)
  }

  private var endWord: Int { firstWord + words.count }

  private func word(at index: Int) -> UInt64 {
    index >= firstWord && index < endWord ? words[index - firstWord] : 0
  }

  private func combined(
    _ range: Range<Int>, beyond: UnknownActions, _ word: (Int) -> UInt64
  ) -> ActionSet {
    ActionSet(
      catalogue: catalogue, firstWord: range.lowerBound, words: range.map(word), beyond: beyond)
  }
}

extension ActionSet: Hashable {
  /// Whether they have the same actions of the catalogue and the same patterns beyond it.
  public static func == (left: ActionSet, right: ActionSet) -> Bool {
    left.beyond == right.beyond && left.isSuperset(of: right) && right.isSuperset(of: left)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
  }
}
