/// Finds the names that a statement's resources may fit without trying all of them.
///
/// ARNs in the order of their bytes: those that begin with a pattern's literal beginning stand
/// side by side. A rank is a place in that order.
struct TargetIndex: Sendable {
  private let arns: [[UInt8]]
  /// The place of each rank.
  fileprivate let places: [Int]
  /// The rank of each place.
  fileprivate let ranks: [Int]

  init(_ names: [String]) {
    let sorted = names.enumerated().map { (arn: Array($0.element.utf8), place: $0.offset) }
      .sorted { $0.arn.lexicographicallyPrecedes($1.arn) }
    arns = sorted.map(\.arn)
    places = sorted.map(\.place)
    var ranks = [Int](repeating: 0, count: names.count)
    for (rank, place) in places.enumerated() { ranks[place] = rank }
    self.ranks = ranks
  }

  /// The ranks of those that one of `patterns` may fit; nil if one has no literal beginning.
  fileprivate func ranks(maybeIn patterns: [String]) -> [Range<Int>]? {
    var result: [Range<Int>] = []
    for pattern in patterns {
      let prefix = Self.literalPrefix(of: pattern)
      // Shorter than this, it tells no name from another.
      guard prefix.count > 12 else { return nil }
      let start = arns.firstIndex(from: 0) { !$0.lexicographicallyPrecedes(prefix) }
      let end = arns.firstIndex(from: start) { !$0.starts(with: prefix) }
      if start < end { result.append(start..<end) }
    }
    return result.uniqued
  }

  /// The bytes before the first wildcard or variable.
  private static func literalPrefix(of pattern: String) -> [UInt8] {
    Array(
      pattern.utf8.prefix {
        $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "$")
      })
  }
}

/// Some of those whose names are in an index, to be looked at one by one.
struct TargetList: Sendable {
  /// In the order of the evidence.
  let all: [Int]
  private let index: TargetIndex
  /// The ranks of all of them, in their order.
  private let ranks: [Int]

  init(_ all: [Int], in index: TargetIndex) {
    self.all = all
    self.index = index
    ranks = all.map { index.ranks[$0] }.sorted()
  }

  var isEmpty: Bool { all.isEmpty }

  /// Those that one of `patterns` may fit, if those are fewer; they are found as they are asked for.
  func maybe(in patterns: [String]?) -> TargetSequence {
    guard let patterns, let wanted = index.ranks(maybeIn: patterns) else {
      return TargetSequence(pieces: [all[...]])
    }
    var pieces: [ArraySlice<Int>] = []
    for range in wanted {
      let start = ranks.firstIndex(from: 0) { $0 >= range.lowerBound }
      let end = ranks.firstIndex(from: start) { $0 >= range.upperBound }
      if end - start == all.count { return TargetSequence(pieces: [all[...]]) }
      if start < end { pieces.append(ranks[start..<end]) }
    }
    return TargetSequence(pieces: pieces, places: index.places)
  }
}

/// Targets one after another; one that several patterns may fit comes once.
struct TargetSequence: Sequence {
  fileprivate let pieces: [ArraySlice<Int>]
  /// What the numbers in `pieces` stand for, where they are ranks.
  fileprivate var places: [Int]?

  func makeIterator() -> some IteratorProtocol<Int> {
    let places = places
    var seen: Set<Int> = []
    let isOne = pieces.count < 2
    return pieces.joined().lazy.filter { isOne || seen.insert($0).inserted }
      .map { places?[$0] ?? $0 }.makeIterator()
  }
}

extension Array {
  /// The first place from `start` of which `isThere` holds, as it then does of all later ones.
  fileprivate func firstIndex(from start: Int, where isThere: (Element) -> Bool) -> Int {
    var (low, high) = (start, count)
    while low < high {
      let middle = (low + high) / 2
      if isThere(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
